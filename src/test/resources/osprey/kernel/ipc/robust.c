/* A process dies with a robust mutex in shared memory; the next owner makes it consistent. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared { pthread_mutex_t lock; int items, half; };

int main(void) {
  struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t attr;
  pthread_mutexattr_init(&attr);
  pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&s->lock, &attr);
  fflush(stdout);
  if (fork() == 0) {
    pthread_mutex_lock(&s->lock);
    s->items++;
    s->half = 1;
    _exit(0);
  }
  wait(NULL);
  int r = pthread_mutex_lock(&s->lock);
  printf("lock: %s, items %d, half %d\n", strerror(r), s->items, s->half);
  s->half = 0;
  printf("consistent %d", pthread_mutex_consistent(&s->lock));
  printf(" unlock %d\n", pthread_mutex_unlock(&s->lock));
  printf("lock %d", pthread_mutex_lock(&s->lock));
  printf(" unlock %d\n", pthread_mutex_unlock(&s->lock));
  fflush(stdout);
  if (fork() == 0) {
    pthread_mutex_lock(&s->lock);
    _exit(0);
  }
  wait(NULL);
  r = pthread_mutex_trylock(&s->lock);
  printf("trylock: %s\n", strerror(r));
  printf("unlock without repair: %d\n", pthread_mutex_unlock(&s->lock));
  r = pthread_mutex_lock(&s->lock);
  printf("lock: %s\n", strerror(r));
  return 0;
}
