/* pthread_create(3) and what ends a thread. */
#include <bits/libc.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

static _Thread_local struct __cleanup *cleanups;

/* Handlers, then destructors; the last thread ends the process as if main had returned 0. */
static _Noreturn void end_thread(void *value) {
  while (cleanups) {
    struct __cleanup *entry = cleanups;
    cleanups = entry->__next;
    entry->__function(entry->__argument);
  }
  if (__hooks.end_keys)
    __hooks.end_keys();
  if (__atomic_sub_fetch(&__thread_count, 1, __ATOMIC_SEQ_CST) == 0)
    exit(0);
  for (;;)
    __syscall(SYS_thread_exit, value);
}

/* The kernel makes a thread begin here ... */
_Noreturn void __thread_start(void *(*function)(void *), void *argument) {
  end_thread(function(argument));
}

/* ... and go here when a cancellation is due. */
_Noreturn void __thread_cancelled(void) {
  __syscall(SYS_thread_cancel_state, PTHREAD_CANCEL_DISABLE, PTHREAD_CANCEL_DEFERRED);
  end_thread(PTHREAD_CANCELED);
}

void pthread_exit(void *value) {
  __syscall(SYS_thread_cancel_state, PTHREAD_CANCEL_DISABLE, PTHREAD_CANCEL_DEFERRED);
  end_thread(value);
}

/* Policy and processors are inherited: a thread that is to have others is created while its creator
   has them. So a refusal comes before there is a thread. */
struct inherited {
  int policy;
  struct sched_param parameter;
  unsigned long cpus;
};

static int become(const pthread_attr_t *attr, struct inherited *old) {
  long result = 0;
  if (attr->__fields.__explicit) {
    struct sched_param parameter = {attr->__fields.__priority};
    old->policy = (int)__syscall(SYS_sched_getscheduler, 0);
    __syscall(SYS_sched_getparam, 0, &old->parameter);
    result = __syscall(SYS_sched_setscheduler, 0, attr->__fields.__policy, &parameter);
  }
  if (result >= 0 && attr->__fields.__affinity) {
    __syscall(SYS_sched_getaffinity, 0, sizeof old->cpus, &old->cpus);
    result = __syscall(SYS_sched_setaffinity, 0, sizeof old->cpus, &attr->__fields.__cpus);
  }
  return result < 0 ? (int)-result : 0;
}

static void become_again(const pthread_attr_t *attr, struct inherited *old) {
  if (attr->__fields.__explicit)
    __syscall(SYS_sched_setscheduler, 0, old->policy, &old->parameter);
  if (attr->__fields.__affinity)
    __syscall(SYS_sched_setaffinity, 0, sizeof old->cpus, &old->cpus);
}

int pthread_create(
    pthread_t *thread, const pthread_attr_t *attr, void *(*function)(void *), void *argument) {
  struct inherited old;
  int is_special = attr && (attr->__fields.__explicit || attr->__fields.__affinity);
  if (is_special) {
    int error = become(attr, &old);
    if (error) {
      become_again(attr, &old);
      return error;
    }
  }
  __threaded = 1;
  __atomic_add_fetch(&__thread_count, 1, __ATOMIC_SEQ_CST);
    /* The entry is named so that it is linked; the id is to be in place before the thread runs. */
  long tid = __syscall(
      SYS_thread_create,
      function,
      argument,
      attr ? attr->__fields.__stack_size : 0,
      attr ? attr->__fields.__detached : 0,
      __thread_start,
      thread);
  if (is_special)
    become_again(attr, &old);
  if (tid < 0) {
    __atomic_sub_fetch(&__thread_count, 1, __ATOMIC_SEQ_CST);
    return (int)-tid;
  }
  *thread = (pthread_t)tid;
  return 0;
}

int pthread_join(pthread_t thread, void **value) {
  return (int)-__syscall(SYS_thread_join, thread, value, NULL, 0);
}

int pthread_timedjoin_np(pthread_t thread, void **value, const struct timespec *until) {
  return (int)-__syscall(SYS_thread_join, thread, value, until, CLOCK_REALTIME);
}

int pthread_clockjoin_np(
    pthread_t thread, void **value, clockid_t clock, const struct timespec *until) {
  return (int)-__syscall(SYS_thread_join, thread, value, until, clock);
}

int pthread_tryjoin_np(pthread_t thread, void **value) {
  struct timespec past = {0, 0};
  int error = pthread_timedjoin_np(thread, value, &past);
  return error == ETIMEDOUT ? EBUSY : error;
}

int pthread_detach(pthread_t thread) {
  return (int)-__syscall(SYS_thread_detach, thread);
}

pthread_t pthread_self(void) {
  return (pthread_t)__self();
}

int pthread_equal(pthread_t a, pthread_t b) {
  return a == b;
}

int pthread_yield(void) {
  return (int)-__syscall(SYS_sched_yield);
}

/* Cancellation. */

int pthread_cancel(pthread_t thread) {
  return (int)-__syscall(SYS_thread_cancel, thread);
}

int pthread_setcancelstate(int state, int *old) {
  if ((unsigned)state > PTHREAD_CANCEL_DISABLE)
    return EINVAL;
  long before = __syscall(SYS_thread_cancel_state, state, -1);
  if (old)
    *old = (int)(before & 0xff);
  return 0;
}

int pthread_setcanceltype(int type, int *old) {
  if ((unsigned)type > PTHREAD_CANCEL_ASYNCHRONOUS)
    return EINVAL;
  long before = __syscall(SYS_thread_cancel_state, -1, type);
  if (old)
    *old = (int)(before >> 8 & 0xff);
  return 0;
}

/* Waiting for nothing is a cancellation point. */
void pthread_testcancel(void) {
  __syscall(SYS_poll, NULL, 0, 0);
}

void __cleanup_push(struct __cleanup *entry, void (*function)(void *), void *argument) {
  entry->__function = function;
  entry->__argument = argument;
  entry->__next = cleanups;
  cleanups = entry;
}

void __cleanup_pop(struct __cleanup *entry, int execute) {
  cleanups = entry->__next;
  if (execute)
    entry->__function(entry->__argument);
}

/* Once: 0 not yet, 1 somebody is at it, 2 done. */

int pthread_once(pthread_once_t *once, void (*function)(void)) {
  for (;;) {
    int state = __atomic_load_n(once, __ATOMIC_SEQ_CST);
    if (state == 2)
      return 0;
    if (state == 1) {
      __syscall(SYS_futex, once, 0, 1, NULL);
      continue;
    }
    int expected = 0;
    if (__atomic_compare_exchange_n(once, &expected, 1, 0, 5, 5)) {
      function();
      __atomic_store_n(once, 2, __ATOMIC_SEQ_CST);
      __syscall(SYS_futex, once, 1, 0x7fffffff);
      return 0;
    }
  }
}

/* Handlers around fork: prepare in reverse order, the others in order of registration. */

struct fork_handler {
  struct fork_handler *older;
  struct fork_handler *newer;
  void (*functions[3])(void);
};
static struct fork_handler *newest;
static struct fork_handler *oldest;

static void run_fork_handlers(int phase) {
  struct fork_handler *h = phase == BEFORE_FORK ? newest : oldest;
  for (; h; h = phase == BEFORE_FORK ? h->older : h->newer)
    if (h->functions[phase])
      h->functions[phase]();
}

int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void)) {
  struct fork_handler *h = malloc(sizeof *h);
  if (!h)
    return ENOMEM;
  h->functions[BEFORE_FORK] = prepare;
  h->functions[IN_PARENT] = parent;
  h->functions[IN_CHILD] = child;
  h->newer = NULL;
  h->older = newest;
  if (newest)
    newest->newer = h;
  else
    oldest = h;
  newest = h;
  __hooks.at_fork = run_fork_handlers;
  return 0;
}

/* Thread-specific data: the first values are in the thread's own block, the rest in blocks on the
   heap. */

#define DIRECT 32
#define PER_BLOCK 32
#define BLOCKS (PTHREAD_KEYS_MAX / PER_BLOCK)
static struct {
  int is_used;
    /* Tells values of a deleted key from those of the next with the same number. */
  unsigned int generation;
  void (*destructor)(void *);
} keys[PTHREAD_KEYS_MAX];
struct value {
  unsigned int generation;
  void *data;
};
static _Thread_local struct value direct[DIRECT];
static _Thread_local struct value *blocks[BLOCKS];

static struct value *value_of(pthread_key_t key, int make) {
  if (key < DIRECT)
    return &direct[key];
  struct value **block = &blocks[key / PER_BLOCK];
  if (!*block && make)
    *block = calloc(PER_BLOCK, sizeof **block);
  return *block ? *block + key % PER_BLOCK : NULL;
}

static void end_keys(void) {
  for (int round = 0; round < PTHREAD_DESTRUCTOR_ITERATIONS; round++) {
    int found = 0;
    for (pthread_key_t key = 0; key < PTHREAD_KEYS_MAX; key++) {
      if (key >= DIRECT && !blocks[key / PER_BLOCK]) {
        key += PER_BLOCK - 1;
        continue;
      }
      struct value *value = value_of(key, 0);
      void *data = value->data;
      if (!data)
        continue;
      value->data = NULL;
      if (keys[key].is_used && keys[key].generation == value->generation && keys[key].destructor) {
        found = 1;
        keys[key].destructor(data);
      }
    }
    if (!found)
      break;
  }
  for (int i = 0; i < BLOCKS; i++) {
    free(blocks[i]);
    blocks[i] = NULL;
  }
}

int pthread_key_create(pthread_key_t *key, void (*destructor)(void *)) {
  for (pthread_key_t k = 0; k < PTHREAD_KEYS_MAX; k++) {
    int expected = 0;
    if (!keys[k].is_used && __atomic_compare_exchange_n(&keys[k].is_used, &expected, 1, 0, 5, 5)) {
      keys[k].generation++;
      keys[k].destructor = destructor;
      __hooks.end_keys = end_keys;
      *key = k;
      return 0;
    }
  }
  return EAGAIN;
}

int pthread_key_delete(pthread_key_t key) {
  if (key >= PTHREAD_KEYS_MAX || !keys[key].is_used)
    return EINVAL;
  keys[key].generation++;
  keys[key].is_used = 0;
  return 0;
}

void *pthread_getspecific(pthread_key_t key) {
  if (key >= PTHREAD_KEYS_MAX)
    return NULL;
  struct value *value = value_of(key, 0);
  return value && value->generation == keys[key].generation ? value->data : NULL;
}

int pthread_setspecific(pthread_key_t key, const void *data) {
  if (key >= PTHREAD_KEYS_MAX || !keys[key].is_used)
    return EINVAL;
  struct value *value = value_of(key, data != NULL);
  if (!value)
    return data ? ENOMEM : 0;
  value->generation = keys[key].generation;
  value->data = (void *)data;
  return 0;
}
