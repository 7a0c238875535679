/* A ring buffer in POSIX shared memory with process-shared semaphores. */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SLOTS 4
struct ring { sem_t free, used, lock; int head, tail, item[SLOTS]; };

static void put(struct ring *r, int value) {
  sem_wait(&r->free);
  sem_wait(&r->lock);
  r->item[r->head++ % SLOTS] = value;
  sem_post(&r->lock);
  sem_post(&r->used);
}

static int take(struct ring *r) {
  sem_wait(&r->used);
  sem_wait(&r->lock);
  int value = r->item[r->tail++ % SLOTS];
  sem_post(&r->lock);
  sem_post(&r->free);
  return value;
}

int main(void) {
  shm_unlink("/ring-demo");
  int fd = shm_open("/ring-demo", O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0 || ftruncate(fd, sizeof(struct ring))) { perror("shm"); return 1; }
  struct ring *r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  sem_init(&r->free, 1, SLOTS);
  sem_init(&r->used, 1, 0);
  sem_init(&r->lock, 1, 1);
  for (int p = 0; p < 2; p++)
    if (fork() == 0) {
      for (int i = 1; i <= 50; i++) put(r, p * 1000 + i);
      put(r, -1);
      _exit(0);
    }
  long sums[2] = {0};
  int ends = 0, last[2] = {0}, ordered = 1;
  while (ends < 2) {
    int v = take(r);
    if (v < 0) { ends++; continue; }
    int p = v / 1000;
    ordered &= v % 1000 == last[p] + 1;
    last[p] = v % 1000;
    sums[p] += v % 1000;
  }
  while (wait(NULL) > 0) {}
  int free, used;
  sem_getvalue(&r->free, &free);
  sem_getvalue(&r->used, &used);
  printf("sums %ld %ld, ordered %d, free %d, used %d\n", sums[0], sums[1], ordered, free, used);
  printf("unlink %d", shm_unlink("/ring-demo"));
  printf(", again %d\n", shm_unlink("/ring-demo"));
  return 0;
}
