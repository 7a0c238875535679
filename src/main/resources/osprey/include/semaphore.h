/* <semaphore.h>: POSIX semaphores, sem_overview(7). */
#ifndef _SEMAPHORE_H
#define _SEMAPHORE_H
#include <bits/timespec.h>
#include <sys/types.h>
#define SEM_FAILED ((sem_t *)0)
#define SEM_VALUE_MAX 2147483647
typedef struct {
  unsigned int __value;
  int __waiters;
  int __shared;
  int __pad;
  long __reserved[2];
} sem_t;
int sem_init(sem_t *, int, unsigned int);
int sem_destroy(sem_t *);
sem_t *sem_open(const char *, int, ...);
int sem_close(sem_t *);
int sem_unlink(const char *);
int sem_wait(sem_t *);
int sem_trywait(sem_t *);
int sem_timedwait(sem_t *, const struct timespec *);
int sem_clockwait(sem_t *, clockid_t, const struct timespec *);
int sem_post(sem_t *);
int sem_getvalue(sem_t *, int *);
#endif
