#ifndef _BITS_PTHREADATTR_H
#define _BITS_PTHREADATTR_H
/* 56 bytes as on x86-64 Linux; what the fields mean is between libc's own functions only. */
typedef union pthread_attr_t {
  struct {
    unsigned char __detached;
    unsigned char __explicit;
    unsigned char __scope;
    unsigned char __affinity;
    int __policy;
    int __priority;
    int __pad;
    unsigned long __stack_size;
    unsigned long __guard_size;
    void *__stack_address;
    unsigned long __cpus;
  } __fields;
  char __size[56];
  long __align;
} pthread_attr_t;
#endif
