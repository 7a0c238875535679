/* SIGPIPE, EPIPE, ECONNRESET, half close, linger: the ends of a TCP connection. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in at = {.sin_family = AF_INET};
static int listener, pipes;
static void on_pipe(int sig) { (void)sig; pipes++; }
static void show(const char *what, long r) { printf("%s: %ld%s%s\n", what, r, r < 0 ? " " : "", r < 0 ? strerror(errno) : ""); }

static void make(int *a, int *b) {
  *a = socket(AF_INET, SOCK_STREAM, 0);
  connect(*a, (struct sockaddr *)&at, sizeof at);
  *b = accept(listener, NULL, NULL);
}

static int events(int fd) {
  struct pollfd p = {fd, POLLIN | POLLOUT | POLLRDHUP, 0};
  poll(&p, 1, 0);
  return p.revents;
}

int main(void) {
  signal(SIGPIPE, on_pipe);
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof at;
  listener = socket(AF_INET, SOCK_STREAM, 0);
  bind(listener, (struct sockaddr *)&at, sizeof at);
  listen(listener, 4);
  getsockname(listener, (struct sockaddr *)&at, &length);
  char text[32];
  int a, b;
  make(&a, &b);
  shutdown(a, SHUT_WR);
  show("recv after half close", recv(b, text, 32, 0));
  show("send the other way", send(b, "still", 5, 0));
  show("recv", recv(a, text, 32, 0));
  show("own send", send(a, "x", 1, 0));
  printf("SIGPIPE %d, events %x %x\n", pipes, events(a), events(b));
  close(a);
  show("first send after close", send(b, "x", 1, 0));
  show("second send", send(b, "x", 1, MSG_NOSIGNAL));
  printf("SIGPIPE %d\n", pipes);
  close(b);
  make(&a, &b);
  send(a, "unread", 6, 0);
  send(b, "queued", 6, 0);
  close(b);
  show("queued data", recv(a, text, 32, 0));
  show("then", recv(a, text, 32, 0));
  show("then", recv(a, text, 32, 0));
  close(a);
  make(&a, &b);
  struct linger hard = {1, 0};
  setsockopt(b, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  close(b);
  printf("events %x\n", events(a));
  int error;
  length = sizeof error;
  getsockopt(a, SOL_SOCKET, SO_ERROR, &error, &length);
  printf("SO_ERROR %s\n", strerror(error));
  show("recv", recv(a, text, 32, 0));
  close(a);
  close(listener);
  a = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  show("connect", connect(a, (struct sockaddr *)&at, sizeof at));
  printf("events %x\n", events(a));
  length = sizeof error;
  getsockopt(a, SOL_SOCKET, SO_ERROR, &error, &length);
  printf("SO_ERROR %s\n", strerror(error));
  return 0;
}
