/* <threads.h>: C11 7.26, over POSIX threads. */
#include <bits/libc.h>
#include <errno.h>
#include <pthread.h>
#include <threads.h>

static int outcome(int error) {
  switch (error) {
    case 0:
      return thrd_success;
    case ENOMEM:
      return thrd_nomem;
    case ETIMEDOUT:
      return thrd_timedout;
    case EBUSY:
      return thrd_busy;
    default:
      return thrd_error;
  }
}

/* An int comes back in the register that a pointer comes back in. */
int thrd_create(thrd_t *thread, thrd_start_t function, void *argument) {
  int error = pthread_create(thread, NULL, (void *(*)(void *))function, argument);
  return error == EAGAIN ? thrd_nomem : outcome(error);
}

thrd_t thrd_current(void) {
  return (thrd_t)__self();
}

int thrd_equal(thrd_t a, thrd_t b) {
  return a == b;
}

int thrd_detach(thrd_t thread) {
  return outcome(pthread_detach(thread));
}

int thrd_join(thrd_t thread, int *result) {
  void *value;
  int error = pthread_join(thread, &value);
  if (!error && result)
    *result = (int)(long)value;
  return outcome(error);
}

void thrd_exit(int result) {
  pthread_exit((void *)(long)result);
}

int thrd_sleep(const struct timespec *wanted, struct timespec *left) {
  long result = __syscall(SYS_clock_nanosleep, CLOCK_REALTIME, 0, wanted, left);
  return result == 0 ? 0 : result == -EINTR ? -1 : -2;
}

void thrd_yield(void) {
  __syscall(SYS_sched_yield);
}

void call_once(once_flag *flag, void (*function)(void)) {
  pthread_once(flag, function);
}

int mtx_init(mtx_t *mutex, int type) {
  if (type & ~(mtx_recursive | mtx_timed))
    return thrd_error;
  __fill(mutex, 0, sizeof *mutex);
  mutex->__kind = type & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL;
  return thrd_success;
}

int mtx_lock(mtx_t *mutex) {
  return outcome(pthread_mutex_lock(mutex));
}

int mtx_timedlock(mtx_t *mutex, const struct timespec *until) {
  return outcome(pthread_mutex_timedlock(mutex, until));
}

int mtx_trylock(mtx_t *mutex) {
  return outcome(pthread_mutex_trylock(mutex));
}

int mtx_unlock(mtx_t *mutex) {
  return outcome(pthread_mutex_unlock(mutex));
}

void mtx_destroy(mtx_t *mutex) {
  pthread_mutex_destroy(mutex);
}

int cnd_init(cnd_t *cond) {
  return outcome(pthread_cond_init(cond, NULL));
}

int cnd_signal(cnd_t *cond) {
  return outcome(pthread_cond_signal(cond));
}

int cnd_broadcast(cnd_t *cond) {
  return outcome(pthread_cond_broadcast(cond));
}

int cnd_wait(cnd_t *cond, mtx_t *mutex) {
  return outcome(pthread_cond_wait(cond, mutex));
}

int cnd_timedwait(cnd_t *cond, mtx_t *mutex, const struct timespec *until) {
  return outcome(pthread_cond_timedwait(cond, mutex, until));
}

void cnd_destroy(cnd_t *cond) {
  pthread_cond_destroy(cond);
}

int tss_create(tss_t *key, tss_dtor_t destructor) {
  return outcome(pthread_key_create(key, destructor));
}

void *tss_get(tss_t key) {
  return pthread_getspecific(key);
}

int tss_set(tss_t key, void *value) {
  return outcome(pthread_setspecific(key, value));
}

void tss_delete(tss_t key) {
  pthread_key_delete(key);
}
