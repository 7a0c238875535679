/* A million bytes through everything, a thousand descriptors, a writer killed half-way. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define BYTES 1000000

static void through(const char *what, int in, int out) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    close(in);
    char *block = malloc(BYTES);
    for (int i = 0; i < BYTES; i++) block[i] = (char)(i * 7 + i / 1000);
    ssize_t n = write(out, block, BYTES);
    _exit(n == BYTES ? 0 : 1);
  }
  close(out);
  long got = 0, bad = 0;
  ssize_t n;
  static unsigned char buffer[10007];
  while ((n = read(in, buffer, sizeof buffer)) > 0)
    for (ssize_t i = 0; i < n; i++, got++) bad += buffer[i] != (unsigned char)(got * 7 + got / 1000);
  close(in);
  int status;
  waitpid(child, &status, 0);
  printf("%s: %ld bytes, %ld wrong, writer %d\n", what, got, bad, WEXITSTATUS(status));
}

int main(void) {
  int p[2];
  pipe(p);
  through("pipe", p[0], p[1]);
  socketpair(AF_UNIX, SOCK_STREAM, 0, p);
  through("unix stream", p[0], p[1]);
  pipe(p);
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    close(p[0]);
    char *block = calloc(1, BYTES);
    write(p[1], block, BYTES);
    _exit(0);
  }
  close(p[1]);
  usleep(20000);
  kill(child, SIGKILL);
  int status;
  waitpid(child, &status, 0);
  long got = 0;
  ssize_t n;
  static char buffer[4096];
  while ((n = read(p[0], buffer, sizeof buffer)) > 0) got += n;
  printf("killed by %d half-way: %ld bytes, then %zd\n", WTERMSIG(status), got, n);
  close(p[0]);
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = 1024;
  setrlimit(RLIMIT_NOFILE, &limit);
  int count = 0, fd, last = -1;
  int first = open("/dev/null", O_RDONLY);
  for (fd = first; fd >= 0; fd = dup(first)) { last = fd; count++; }
  printf("descriptors to %d, then %s", last, strerror(errno));
  printf(", pipe %d\n", pipe(p));
  for (fd = first; fd <= last; fd++) close(fd);
  printf("pipe %d\n", pipe(p));
  return 0;
}
