/* sched(7): policies, priorities and processors. */
#include <bits/libc.h>
#include <errno.h>
#include <sched.h>
#include <sys/sysinfo.h>

int sched_yield(void) {
  return (int)CALL(SYS_sched_yield);
}

int sched_setscheduler(pid_t pid, int policy, const struct sched_param *parameter) {
  return (int)CALL(SYS_sched_setscheduler, pid, policy, parameter);
}

int sched_getscheduler(pid_t pid) {
  return (int)CALL(SYS_sched_getscheduler, pid);
}

int sched_setparam(pid_t pid, const struct sched_param *parameter) {
  return (int)CALL(SYS_sched_setparam, pid, parameter);
}

int sched_getparam(pid_t pid, struct sched_param *parameter) {
  return (int)CALL(SYS_sched_getparam, pid, parameter);
}

int sched_get_priority_max(int policy) {
  return (int)CALL(SYS_sched_get_priority_max, policy);
}

int sched_get_priority_min(int policy) {
  return (int)CALL(SYS_sched_get_priority_min, policy);
}

int sched_rr_get_interval(pid_t pid, struct timespec *interval) {
  return (int)CALL(SYS_sched_rr_get_interval, pid, interval);
}

int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set) {
  return (int)CALL(SYS_sched_setaffinity, pid, size, set);
}

/* The kernel answers how many bytes it wrote. */
int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set) {
  long n = CALL(SYS_sched_getaffinity, pid, size, set);
  if (n < 0)
    return -1;
  __fill((char *)set + n, 0, size - (size_t)n);
  return 0;
}

void __cpu_zero(cpu_set_t *set) {
  __fill(set, 0, sizeof *set);
}

int __cpu_count(const cpu_set_t *set) {
  int count = 0;
  for (int i = 0; i < 16; i++)
    count += __builtin_popcountl(set->__bits[i]);
  return count;
}

int get_nprocs(void) {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) < 0 ? 1 : __cpu_count(&set);
}

int get_nprocs_conf(void) {
  return get_nprocs();
}
