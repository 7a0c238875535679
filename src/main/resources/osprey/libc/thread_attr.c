/* pthread_attr_init(3) and a thread's name, priority and processors. */
#include <bits/libc.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>

#define DEFAULT_STACK 0x800000UL
#define PAGE 4096UL

int pthread_attr_init(pthread_attr_t *attr) {
  __fill(attr, 0, sizeof *attr);
  attr->__fields.__guard_size = PAGE;
  return 0;
}

int pthread_attr_destroy(pthread_attr_t *attr) {
  return 0;
}

int pthread_attr_getdetachstate(const pthread_attr_t *attr, int *state) {
  *state = attr->__fields.__detached;
  return 0;
}

int pthread_attr_setdetachstate(pthread_attr_t *attr, int state) {
  if ((unsigned)state > PTHREAD_CREATE_DETACHED)
    return EINVAL;
  attr->__fields.__detached = (unsigned char)state;
  return 0;
}

int pthread_attr_getguardsize(const pthread_attr_t *attr, size_t *size) {
  *size = attr->__fields.__guard_size;
  return 0;
}

int pthread_attr_setguardsize(pthread_attr_t *attr, size_t size) {
  attr->__fields.__guard_size = size;
  return 0;
}

int pthread_attr_getschedparam(const pthread_attr_t *attr, struct sched_param *parameter) {
  parameter->sched_priority = attr->__fields.__priority;
  return 0;
}

int pthread_attr_setschedparam(pthread_attr_t *attr, const struct sched_param *parameter) {
  int policy = attr->__fields.__policy;
  long low = __syscall(SYS_sched_get_priority_min, policy);
  long high = __syscall(SYS_sched_get_priority_max, policy);
  if (parameter->sched_priority < low || parameter->sched_priority > high)
    return EINVAL;
  attr->__fields.__priority = parameter->sched_priority;
  return 0;
}

int pthread_attr_getschedpolicy(const pthread_attr_t *attr, int *policy) {
  *policy = attr->__fields.__policy;
  return 0;
}

int pthread_attr_setschedpolicy(pthread_attr_t *attr, int policy) {
  if (policy != SCHED_OTHER && policy != SCHED_FIFO && policy != SCHED_RR)
    return EINVAL;
  attr->__fields.__policy = policy;
  return 0;
}

int pthread_attr_getinheritsched(const pthread_attr_t *attr, int *inherit) {
  *inherit = attr->__fields.__explicit;
  return 0;
}

int pthread_attr_setinheritsched(pthread_attr_t *attr, int inherit) {
  if ((unsigned)inherit > PTHREAD_EXPLICIT_SCHED)
    return EINVAL;
  attr->__fields.__explicit = (unsigned char)inherit;
  return 0;
}

int pthread_attr_getscope(const pthread_attr_t *attr, int *scope) {
  *scope = PTHREAD_SCOPE_SYSTEM;
  return 0;
}

int pthread_attr_setscope(pthread_attr_t *attr, int scope) {
  return scope == PTHREAD_SCOPE_SYSTEM ? 0 : scope == PTHREAD_SCOPE_PROCESS ? ENOTSUP : EINVAL;
}

int pthread_attr_getstacksize(const pthread_attr_t *attr, size_t *size) {
  *size = attr->__fields.__stack_size ? attr->__fields.__stack_size : DEFAULT_STACK;
  return 0;
}

int pthread_attr_setstacksize(pthread_attr_t *attr, size_t size) {
  if (size < PTHREAD_STACK_MIN)
    return EINVAL;
  attr->__fields.__stack_size = size;
  return 0;
}

int pthread_attr_getstackaddr(const pthread_attr_t *attr, void **address) {
  *address = attr->__fields.__stack_address;
  return 0;
}

int pthread_attr_setstackaddr(pthread_attr_t *attr, void *address) {
  attr->__fields.__stack_address = address;
  return 0;
}

int pthread_attr_getstack(const pthread_attr_t *attr, void **address, size_t *size) {
  *address = attr->__fields.__stack_address;
  return pthread_attr_getstacksize(attr, size);
}

/* The thread gets a stack of that size; where it lies stays the kernel's business. */
int pthread_attr_setstack(pthread_attr_t *attr, void *address, size_t size) {
  int error = pthread_attr_setstacksize(attr, size);
  if (!error)
    attr->__fields.__stack_address = address;
  return error;
}

int pthread_attr_setaffinity_np(pthread_attr_t *attr, size_t size, const cpu_set_t *set) {
  attr->__fields.__affinity = set && size;
  if (set && size)
    attr->__fields.__cpus = set->__bits[0];
  return 0;
}

int pthread_attr_getaffinity_np(const pthread_attr_t *attr, size_t size, cpu_set_t *set) {
  __fill(set, attr->__fields.__affinity ? 0 : 255, size);
  if (attr->__fields.__affinity)
    __copy(set, &attr->__fields.__cpus, size < 8 ? size : 8);
  return 0;
}

int pthread_getattr_np(pthread_t thread, pthread_attr_t *attr) {
  pthread_attr_init(attr);
  attr->__fields.__policy = (int)__syscall(SYS_sched_getscheduler, (int)thread);
  struct sched_param parameter;
  if (__syscall(SYS_sched_getparam, (int)thread, &parameter) == 0)
    attr->__fields.__priority = parameter.sched_priority;
  return (int)-__syscall(
      SYS_thread_stack, thread, &attr->__fields.__stack_address, &attr->__fields.__stack_size);
}

int pthread_setschedparam(pthread_t thread, int policy, const struct sched_param *parameter) {
  return (int)-__syscall(SYS_sched_setscheduler, (int)thread, policy, parameter);
}

int pthread_getschedparam(pthread_t thread, int *policy, struct sched_param *parameter) {
  long result = __syscall(SYS_sched_getscheduler, (int)thread);
  if (result < 0)
    return (int)-result;
  *policy = (int)result;
  return (int)-__syscall(SYS_sched_getparam, (int)thread, parameter);
}

int pthread_setschedprio(pthread_t thread, int priority) {
  struct sched_param parameter = {priority};
  return (int)-__syscall(SYS_sched_setparam, (int)thread, &parameter);
}

int pthread_setaffinity_np(pthread_t thread, size_t size, const cpu_set_t *set) {
  return (int)-__syscall(SYS_sched_setaffinity, (int)thread, size, set);
}

int pthread_getaffinity_np(pthread_t thread, size_t size, cpu_set_t *set) {
  long n = __syscall(SYS_sched_getaffinity, (int)thread, size, set);
  if (n < 0)
    return (int)-n;
  __fill((char *)set + n, 0, size - (size_t)n);
  return 0;
}

static int concurrency;

int pthread_getconcurrency(void) {
  return concurrency;
}

int pthread_setconcurrency(int level) {
  if (level < 0)
    return EINVAL;
  concurrency = level;
  return 0;
}

/* The kernel's numbering: the id's complement, then 6 for a thread's time. */
int pthread_getcpuclockid(pthread_t thread, clockid_t *clock) {
  *clock = (clockid_t)(~(unsigned)thread << 3 | 6);
  return 0;
}

/* Names, the latest 32 of them; the simulator is told as well. */

#define NAMES 32
static struct {
  int tid;
  char text[16];
} names[NAMES];
static int name_count;

int pthread_setname_np(pthread_t thread, const char *name) {
  size_t length = __length(name);
  if (length > 15)
    return ERANGE;
  int i = 0;
  while (i < NAMES && names[i].tid != (int)thread)
    i++;
  if (i == NAMES)
    i = name_count++ % NAMES;
  names[i].tid = (int)thread;
  __copy(names[i].text, name, length + 1);
  __syscall(SYS_thread_name, thread, name);
  return 0;
}

int pthread_getname_np(pthread_t thread, char *to, size_t size) {
  const char *name = __short_program;
  for (int i = 0; i < NAMES; i++)
    if (names[i].tid == (int)thread)
      name = names[i].text;
  size_t length = __length_max(name, 15);
  if (size <= length)
    return ERANGE;
  __copy(to, name, length);
  to[length] = 0;
  return 0;
}
