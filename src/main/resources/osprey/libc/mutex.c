/* Mutexes, condition variables, reader-writer locks, barriers and spin locks of pthreads(7). The
   waiting is done by the kernel's synchronising calls, which read and write the objects' words. */
#include <bits/libc.h>
#include <errno.h>
#include <pthread.h>

#define TYPE 0xf
#define ROBUST 0x10
#define SHARED 0x20
#define INHERIT 0x40
#define PROTECT 0x80

static int is_bad_time(const struct timespec *t) {
  return (unsigned long)t->tv_nsec >= 1000000000UL;
}

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attr) {
  __fill(mutex, 0, sizeof *mutex);
  if (attr) {
    mutex->__kind = attr->__kind & 0xff;
    if ((mutex->__kind & TYPE) == PTHREAD_MUTEX_ADAPTIVE_NP)
      mutex->__kind &= ~TYPE;
    mutex->__ceiling = attr->__kind >> 8;
  }
  return 0;
}

/* A destroyed mutex has a kind that there is not. */
int pthread_mutex_destroy(pthread_mutex_t *mutex) {
  if (mutex->__owner && !(mutex->__kind & ROBUST))
    return EBUSY;
  mutex->__kind = -1;
  return 0;
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
  return (int)-__syscall(SYS_mutex_lock, mutex);
}

int pthread_mutex_trylock(pthread_mutex_t *mutex) {
  return (int)-__syscall(SYS_mutex_trylock, mutex);
}

int pthread_mutex_unlock(pthread_mutex_t *mutex) {
  return (int)-__syscall(SYS_mutex_unlock, mutex);
}

/* A bad time matters only to who would have to wait. */
int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until) {
  if (is_bad_time(until)) {
    int error = (int)-__syscall(SYS_mutex_trylock, mutex);
    return error == EBUSY ? EINVAL : error;
  }
  return (int)-__syscall(SYS_mutex_timedlock, mutex, until, clock);
}

int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until) {
  return pthread_mutex_clocklock(mutex, CLOCK_REALTIME, until);
}

int pthread_mutex_consistent(pthread_mutex_t *mutex) {
  if (!(mutex->__kind & ROBUST) || mutex->__state != 1)
    return EINVAL;
  mutex->__state = 0;
  return 0;
}

int pthread_mutex_getprioceiling(const pthread_mutex_t *mutex, int *ceiling) {
  if (!(mutex->__kind & PROTECT))
    return EINVAL;
  *ceiling = mutex->__ceiling;
  return 0;
}

int pthread_mutex_setprioceiling(pthread_mutex_t *mutex, int ceiling, int *old) {
  if (!(mutex->__kind & PROTECT) || ceiling < 0 || ceiling > 99)
    return EINVAL;
  int error = pthread_mutex_lock(mutex);
  if (error)
    return error;
  if (old)
    *old = mutex->__ceiling;
  mutex->__ceiling = ceiling;
  return pthread_mutex_unlock(mutex);
}

int pthread_mutexattr_init(pthread_mutexattr_t *attr) {
  attr->__kind = 0;
  return 0;
}

int pthread_mutexattr_destroy(pthread_mutexattr_t *attr) {
  return 0;
}

int pthread_mutexattr_gettype(const pthread_mutexattr_t *attr, int *type) {
  *type = attr->__kind & TYPE;
  return 0;
}

int pthread_mutexattr_settype(pthread_mutexattr_t *attr, int type) {
  if ((unsigned)type > PTHREAD_MUTEX_ADAPTIVE_NP)
    return EINVAL;
  attr->__kind = (attr->__kind & ~TYPE) | type;
  return 0;
}

static void set_bit(int *word, int bit, int on) {
  *word = on ? *word | bit : *word & ~bit;
}

int pthread_mutexattr_getpshared(const pthread_mutexattr_t *attr, int *shared) {
  *shared = (attr->__kind & SHARED) != 0;
  return 0;
}

int pthread_mutexattr_setpshared(pthread_mutexattr_t *attr, int shared) {
  if ((unsigned)shared > PTHREAD_PROCESS_SHARED)
    return EINVAL;
  set_bit(&attr->__kind, SHARED, shared);
  return 0;
}

int pthread_mutexattr_getrobust(const pthread_mutexattr_t *attr, int *robust) {
  *robust = (attr->__kind & ROBUST) != 0;
  return 0;
}

int pthread_mutexattr_setrobust(pthread_mutexattr_t *attr, int robust) {
  if ((unsigned)robust > PTHREAD_MUTEX_ROBUST)
    return EINVAL;
  set_bit(&attr->__kind, ROBUST, robust);
  return 0;
}

int pthread_mutexattr_getprotocol(const pthread_mutexattr_t *attr, int *protocol) {
  *protocol = attr->__kind & INHERIT   ? PTHREAD_PRIO_INHERIT
              : attr->__kind & PROTECT ? PTHREAD_PRIO_PROTECT
                                       : PTHREAD_PRIO_NONE;
  return 0;
}

int pthread_mutexattr_setprotocol(pthread_mutexattr_t *attr, int protocol) {
  if ((unsigned)protocol > PTHREAD_PRIO_PROTECT)
    return EINVAL;
  set_bit(&attr->__kind, INHERIT, protocol == PTHREAD_PRIO_INHERIT);
  set_bit(&attr->__kind, PROTECT, protocol == PTHREAD_PRIO_PROTECT);
  return 0;
}

int pthread_mutexattr_getprioceiling(const pthread_mutexattr_t *attr, int *ceiling) {
  *ceiling = attr->__kind >> 8;
  return 0;
}

int pthread_mutexattr_setprioceiling(pthread_mutexattr_t *attr, int ceiling) {
  if (ceiling < 1 || ceiling > 99)
    return EINVAL;
  attr->__kind = (attr->__kind & 0xff) | ceiling << 8;
  return 0;
}

/* Condition variables. An attribute is the clock and, in bit 8, whether processes share. */

int pthread_condattr_init(pthread_condattr_t *attr) {
  attr->__value = 0;
  return 0;
}

int pthread_condattr_destroy(pthread_condattr_t *attr) {
  return 0;
}

int pthread_condattr_getclock(const pthread_condattr_t *attr, clockid_t *clock) {
  *clock = attr->__value & 0xff;
  return 0;
}

int pthread_condattr_setclock(pthread_condattr_t *attr, clockid_t clock) {
  if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC)
    return EINVAL;
  attr->__value = (attr->__value & ~0xff) | clock;
  return 0;
}

int pthread_condattr_getpshared(const pthread_condattr_t *attr, int *shared) {
  *shared = attr->__value >> 8;
  return 0;
}

int pthread_condattr_setpshared(pthread_condattr_t *attr, int shared) {
  if ((unsigned)shared > PTHREAD_PROCESS_SHARED)
    return EINVAL;
  attr->__value = (attr->__value & 0xff) | shared << 8;
  return 0;
}

int pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attr) {
  __fill(cond, 0, sizeof *cond);
  if (attr) {
    cond->__clock = attr->__value & 0xff;
    cond->__shared = attr->__value >> 8;
  }
  return 0;
}

int pthread_cond_destroy(pthread_cond_t *cond) {
  return 0;
}

int pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex) {
  return (int)-__syscall(SYS_cond_wait, cond, mutex);
}

int pthread_cond_clockwait(
    pthread_cond_t *cond, pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until) {
  if (is_bad_time(until))
    return EINVAL;
  return (int)-__syscall(SYS_cond_timedwait, cond, mutex, until, clock);
}

int pthread_cond_timedwait(
    pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *until) {
  return pthread_cond_clockwait(cond, mutex, cond->__clock, until);
}

int pthread_cond_signal(pthread_cond_t *cond) {
  return (int)-__syscall(SYS_cond_signal, cond);
}

int pthread_cond_broadcast(pthread_cond_t *cond) {
  return (int)-__syscall(SYS_cond_broadcast, cond);
}

/* Reader-writer locks. */

int pthread_rwlockattr_init(pthread_rwlockattr_t *attr) {
  attr->__kind = attr->__shared = 0;
  return 0;
}

int pthread_rwlockattr_destroy(pthread_rwlockattr_t *attr) {
  return 0;
}

int pthread_rwlockattr_getpshared(const pthread_rwlockattr_t *attr, int *shared) {
  *shared = attr->__shared;
  return 0;
}

int pthread_rwlockattr_setpshared(pthread_rwlockattr_t *attr, int shared) {
  if ((unsigned)shared > PTHREAD_PROCESS_SHARED)
    return EINVAL;
  attr->__shared = shared;
  return 0;
}

int pthread_rwlockattr_getkind_np(const pthread_rwlockattr_t *attr, int *kind) {
  *kind = attr->__kind;
  return 0;
}

int pthread_rwlockattr_setkind_np(pthread_rwlockattr_t *attr, int kind) {
  if ((unsigned)kind > PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP)
    return EINVAL;
  attr->__kind = kind;
  return 0;
}

int pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attr) {
  __fill(lock, 0, sizeof *lock);
  if (attr) {
    lock->__shared = attr->__shared;
    lock->__kind = attr->__kind;
  }
  return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *lock) {
  return 0;
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock) {
  return (int)-__syscall(SYS_rwlock_rdlock, lock);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock) {
  return (int)-__syscall(SYS_rwlock_tryrdlock, lock);
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t *lock, const struct timespec *until) {
  if (is_bad_time(until))
    return EINVAL;
  return (int)-__syscall(SYS_rwlock_timedrdlock, lock, until, CLOCK_REALTIME);
}

int pthread_rwlock_wrlock(pthread_rwlock_t *lock) {
  return (int)-__syscall(SYS_rwlock_wrlock, lock);
}

int pthread_rwlock_trywrlock(pthread_rwlock_t *lock) {
  return (int)-__syscall(SYS_rwlock_trywrlock, lock);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t *lock, const struct timespec *until) {
  if (is_bad_time(until))
    return EINVAL;
  return (int)-__syscall(SYS_rwlock_timedwrlock, lock, until, CLOCK_REALTIME);
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock) {
  return (int)-__syscall(SYS_rwlock_unlock, lock);
}

/* Barriers. */

int pthread_barrierattr_init(pthread_barrierattr_t *attr) {
  attr->__shared = 0;
  return 0;
}

int pthread_barrierattr_destroy(pthread_barrierattr_t *attr) {
  return 0;
}

int pthread_barrierattr_getpshared(const pthread_barrierattr_t *attr, int *shared) {
  *shared = attr->__shared;
  return 0;
}

int pthread_barrierattr_setpshared(pthread_barrierattr_t *attr, int shared) {
  if ((unsigned)shared > PTHREAD_PROCESS_SHARED)
    return EINVAL;
  attr->__shared = shared;
  return 0;
}

int pthread_barrier_init(
    pthread_barrier_t *barrier, const pthread_barrierattr_t *attr, unsigned int count) {
  if (count == 0 || count > 0x7fffffff)
    return EINVAL;
  __fill(barrier, 0, sizeof *barrier);
  barrier->__count = (int)count;
  barrier->__shared = attr ? attr->__shared : 0;
  return 0;
}

int pthread_barrier_destroy(pthread_barrier_t *barrier) {
  return 0;
}

int pthread_barrier_wait(pthread_barrier_t *barrier) {
  long result = __syscall(SYS_barrier_wait, barrier);
  return result == 1 ? PTHREAD_BARRIER_SERIAL_THREAD : (int)-result;
}

/* Spin locks really spin: that is what they are shown for. */

int pthread_spin_init(pthread_spinlock_t *lock, int shared) {
  __atomic_store_n(lock, 0, __ATOMIC_SEQ_CST);
  return 0;
}

int pthread_spin_destroy(pthread_spinlock_t *lock) {
  return 0;
}

int pthread_spin_lock(pthread_spinlock_t *lock) {
  while (__atomic_exchange_n(lock, 1, __ATOMIC_SEQ_CST))
    while (*lock)
      ;
  return 0;
}

int pthread_spin_trylock(pthread_spinlock_t *lock) {
  return __atomic_exchange_n(lock, 1, __ATOMIC_SEQ_CST) ? EBUSY : 0;
}

int pthread_spin_unlock(pthread_spinlock_t *lock) {
  __atomic_store_n(lock, 0, __ATOMIC_SEQ_CST);
  return 0;
}
