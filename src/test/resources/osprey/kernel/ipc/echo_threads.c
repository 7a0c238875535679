/* Unix-domain echo server with a thread per connection. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int served;

static void *worker(void *argument) {
  int fd = (int)(long)argument;
  FILE *in = fdopen(dup(fd), "r"), *out = fdopen(fd, "w");
  char line[100];
  while (fgets(line, sizeof line, in)) {
    fprintf(out, "echo: %s", line);
    fflush(out);
    pthread_mutex_lock(&lock);
    served++;
    pthread_mutex_unlock(&lock);
  }
  fclose(in);
  fclose(out);
  return NULL;
}

static void *server(void *argument) {
  int listener = *(int *)argument;
  pthread_t workers[3];
  for (int i = 0; i < 3; i++) {
    int fd = accept(listener, NULL, NULL);
    pthread_create(&workers[i], NULL, worker, (void *)(long)fd);
  }
  for (int i = 0; i < 3; i++) pthread_join(workers[i], NULL);
  return NULL;
}

int main(void) {
  struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "echo.sock"};
  unlink(at.sun_path);
  int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 3)) { perror("bind"); return 1; }
  pthread_t thread;
  pthread_create(&thread, NULL, server, &listener);
  FILE *in[3], *out[3];
  for (int i = 0; i < 3; i++) {
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&at, sizeof at)) { perror("connect"); return 1; }
    in[i] = fdopen(fd, "r");
    out[i] = fdopen(dup(fd), "w");
  }
  for (int round = 0; round < 2; round++) {
    for (int i = 2; i >= 0; i--) {
      fprintf(out[i], "client %d round %d\n", i, round);
      fflush(out[i]);
    }
    for (int i = 0; i < 3; i++) {
      char line[100];
      if (!fgets(line, sizeof line, in[i])) { puts("lost"); return 1; }
      fputs(line, stdout);
    }
  }
  for (int i = 0; i < 3; i++) { fclose(out[i]); fclose(in[i]); }
  pthread_join(thread, NULL);
  printf("served %d lines\n", served);
  unlink(at.sun_path);
  return 0;
}
