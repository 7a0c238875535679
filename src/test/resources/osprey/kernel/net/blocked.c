#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
/* Blocked calls: signals, timeouts, shutdown and close by other threads and processes. */
static void nothing(int s) { (void)s; }
static int sv[2];
static void *reader(void *x) {
  char b[10];
  ssize_t n = recv(sv[0], b, sizeof b, 0);
  printf("thread read %zd\n", n);
  return x;
}
static void handler(int flags) {
  struct sigaction a = {0};
  a.sa_handler = nothing;
  a.sa_flags = flags;
  sigaction(SIGALRM, &a, NULL);
  struct itimerval t = {{0, 0}, {0, 20000}};
  setitimer(ITIMER_REAL, &t, NULL);
}
int main(void) {
  char b[100];
  setbuf(stdout, NULL);
  socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
  handler(0);
  ssize_t n = recv(sv[0], b, 10, 0);
  printf("%zd %s\n", n, strerror(errno));
  handler(SA_RESTART);
  if (fork() == 0) {
    usleep(60000);
    write(sv[1], "late", 4);
    _exit(0);
  }
  n = recv(sv[0], b, 10, 0);
  printf("%zd\n", n);
  wait(NULL);
  struct timeval tv = {1, 0};
  setsockopt(sv[0], SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
  handler(SA_RESTART);
  n = recv(sv[0], b, 10, 0);
  printf("%zd %s\n", n, strerror(errno));
  tv.tv_sec = 0;
  setsockopt(sv[0], SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
  pthread_t t;
  pthread_create(&t, NULL, reader, NULL);
  usleep(20000);
  shutdown(sv[0], SHUT_RD);
  pthread_join(t, NULL);
  /* waitall across several sends */
  close(sv[0]);
  close(sv[1]);
  socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
  if (fork() == 0) {
    for (int i = 0; i < 5; i++) {
      usleep(5000);
      write(sv[1], "abc", 3);
    }
    _exit(0);
  }
  n = recv(sv[0], b, 12, MSG_WAITALL);
  printf("%zd %.12s\n", n, b);
  n = recv(sv[0], b, 12, 0);
  printf("%zd\n", n);
  wait(NULL);
  /* a big write against a slow reader, cut short by the reader's death */
  signal(SIGPIPE, SIG_IGN);
  char *big = calloc(1, 1000000);
  pid_t p = fork();
  if (p == 0) {
    close(sv[1]);
    long sum = 0;
    while (sum < 500000 && (n = read(sv[0], b, 100)) > 0) sum += n;
    _exit(0);
  }
  close(sv[0]);
  n = write(sv[1], big, 1000000);
  printf("%d\n", n >= 500000 && n < 1000000);
  n = write(sv[1], big, 10);
  printf("%zd %s\n", n, strerror(errno));
  waitpid(p, NULL, 0);
  /* a blocked connect goes on when the server accepts */
  struct sockaddr_un a = {AF_UNIX, "\0backlog"};
  int l = socket(AF_UNIX, SOCK_STREAM, 0), c[3];
  bind(l, (void *)&a, sizeof a);
  listen(l, 0);
  c[0] = socket(AF_UNIX, SOCK_STREAM, 0);
  printf("%d\n", connect(c[0], (void *)&a, sizeof a));
  if (fork() == 0) {
    usleep(30000);
    accept(l, NULL, NULL);
    usleep(30000);
    _exit(0);
  }
  c[1] = socket(AF_UNIX, SOCK_STREAM, 0);
  printf("%d\n", connect(c[1], (void *)&a, sizeof a));
  wait(NULL);
  return 0;
}
