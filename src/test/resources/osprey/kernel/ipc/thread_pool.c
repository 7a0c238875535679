/* A pool of threads, a queue with condition variables, a barrier at the end. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define WORKERS 4
#define JOBS 40
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER, room = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static int queue[8], head, tail, closed, results[JOBS];
static pthread_key_t key;
static int destroyed, serial;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int inits;

static void init(void) { inits++; }
static void destroy(void *value) {
  pthread_mutex_lock(&lock);
  destroyed += *(int *)value >= 0;
  pthread_mutex_unlock(&lock);
  free(value);
}

static void *work(void *argument) {
  (void)argument;
  pthread_once(&once, init);
  int *mine = calloc(1, sizeof *mine);
  pthread_setspecific(key, mine);
  for (;;) {
    pthread_mutex_lock(&lock);
    while (head == tail && !closed) pthread_cond_wait(&ready, &lock);
    if (head == tail) { pthread_mutex_unlock(&lock); break; }
    int job = queue[tail++ % 8];
    pthread_cond_signal(&room);
    pthread_mutex_unlock(&lock);
    results[job] = job * job;
    ++*(int *)pthread_getspecific(key);
  }
  if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) {
    pthread_mutex_lock(&lock);
    serial++;
    pthread_mutex_unlock(&lock);
  }
  return (void *)(long)*mine;
}

int main(void) {
  pthread_t threads[WORKERS];
  pthread_key_create(&key, destroy);
  pthread_barrier_init(&barrier, NULL, WORKERS);
  for (long i = 0; i < WORKERS; i++) pthread_create(&threads[i], NULL, work, NULL);
  for (int job = 0; job < JOBS; job++) {
    pthread_mutex_lock(&lock);
    while (head - tail == 8) pthread_cond_wait(&room, &lock);
    queue[head++ % 8] = job;
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&lock);
  }
  pthread_mutex_lock(&lock);
  closed = 1;
  pthread_cond_broadcast(&ready);
  pthread_mutex_unlock(&lock);
  long done = 0, sum = 0;
  for (int i = 0; i < WORKERS; i++) {
    void *count;
    pthread_join(threads[i], &count);
    done += (long)count;
  }
  for (int i = 0; i < JOBS; i++) sum += results[i];
  printf("jobs %ld, sum %ld, serial %d, destroyed %d, inits %d\n", done, sum, serial, destroyed, inits);
  return 0;
}
