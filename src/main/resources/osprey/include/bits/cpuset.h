#ifndef _BITS_CPUSET_H
#define _BITS_CPUSET_H
typedef struct {
  unsigned long __bits[16];
} cpu_set_t;
#endif
