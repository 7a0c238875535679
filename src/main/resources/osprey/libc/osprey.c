/* osprey.h: the simulator's own calls. */
#include <bits/libc.h>
#include <osprey.h>

void compute(long nanoseconds) {
  __syscall(SYS_compute, nanoseconds);
}

int device_io(const char *device, long nanoseconds) {
  return (int)CALL(SYS_device_io, device, nanoseconds);
}

void trace_mark(const char *text) {
  __syscall(SYS_trace_mark, text);
}

int name_region(void *start, size_t length, const char *name) {
  return (int)CALL(SYS_name_region, start, length, name);
}

int osprey_sandbox(const char *rules) {
  return (int)CALL(SYS_sandbox, rules);
}
