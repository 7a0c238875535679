/* Well-known FIFO for requests, one FIFO per client for answers. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct request { int client; int count; };

static void serve(void) {
  int in = open("requests", O_RDONLY);
  int keep = open("requests", O_WRONLY); /* never see the end */
  struct request r;
  int next = 1;
  signal(SIGPIPE, SIG_IGN);
  while (read(in, &r, sizeof r) == sizeof r && r.client >= 0) {
    char name[32];
    snprintf(name, sizeof name, "answer.%d", r.client);
    int out = open(name, O_WRONLY);
    write(out, &next, sizeof next);
    close(out);
    next += r.count;
  }
  close(keep);
  _exit(next);
}

int main(void) {
  unlink("requests");
  if (mkfifo("requests", 0600)) { perror("mkfifo"); return 1; }
  errno = 0;
  int r0 = mkfifo("requests", 0600);
  printf("again: %d %s\n", r0, strerror(errno));
  r0 = open("requests", O_WRONLY | O_NONBLOCK);
  printf("nobody reads: %d %s\n", r0, strerror(errno));
  fflush(stdout);
  pid_t server = fork();
  if (server == 0) serve();
  int out = open("requests", O_WRONLY);
  for (int client = 0; client < 3; client++) {
    char name[32];
    snprintf(name, sizeof name, "answer.%d", client);
    unlink(name);
    mkfifo(name, 0600);
    struct request r = {client, 10 * (client + 1)};
    write(out, &r, sizeof r);
    int in = open(name, O_RDONLY);
    int number = -1;
    ssize_t n = read(in, &number, sizeof number);
    ssize_t end = read(in, &number, 1);
    printf("client %d: %zd bytes, number %d, then %zd\n", client, n, number, end);
    close(in);
    unlink(name);
  }
  struct request stop = {-1, 0};
  write(out, &stop, sizeof stop);
  int status;
  waitpid(server, &status, 0);
  printf("server %d\n", WEXITSTATUS(status));
  unlink("requests");
  return 0;
}
