#ifndef _BITS_PTHREADTYPES_H
#define _BITS_PTHREADTYPES_H
#include <bits/pthreadattr.h>
/* A thread is named by its thread id. The words of the other objects are read and written by the
   kernel's synchronising calls; sizes are those of x86-64 glibc. */
typedef unsigned long pthread_t;
typedef unsigned int pthread_key_t;
typedef int pthread_once_t;
typedef volatile int pthread_spinlock_t;
typedef struct {
  int __owner;
  int __count;
  int __kind;
  int __waiters;
  int __state;
  int __ceiling;
  long __reserved[2];
} pthread_mutex_t;
typedef struct {
  int __kind;
} pthread_mutexattr_t;
typedef struct {
  int __clock;
  int __shared;
  int __waiters;
  int __sequence;
  long __reserved[4];
} pthread_cond_t;
typedef struct {
  int __value;
} pthread_condattr_t;
typedef struct {
  int __readers;
  int __writer;
  int __waiting_readers;
  int __waiting_writers;
  int __shared;
  int __kind;
  long __reserved[4];
} pthread_rwlock_t;
typedef struct {
  int __kind;
  int __shared;
} pthread_rwlockattr_t;
typedef struct {
  int __count;
  int __arrived;
  int __generation;
  int __shared;
  long __reserved[2];
} pthread_barrier_t;
typedef struct {
  int __shared;
} pthread_barrierattr_t;
#endif
