/* UDP request and response with retries: the server ignores the first request. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int server = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof at;
  bind(server, (struct sockaddr *)&at, sizeof at);
  getsockname(server, (struct sockaddr *)&at, &length);
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    int seen = 0;
    for (;;) {
      char text[64];
      struct sockaddr_in from;
      socklen_t size = sizeof from;
      ssize_t n = recvfrom(server, text, sizeof text, 0, (struct sockaddr *)&from, &size);
      if (n == 0) _exit(seen);
      if (seen++ == 0) continue;
      for (int i = 0; i < n / 2; i++) { char c = text[i]; text[i] = text[n - 1 - i]; text[n - 1 - i] = c; }
      sendto(server, text, n, 0, (struct sockaddr *)&from, size);
    }
  }
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  connect(fd, (struct sockaddr *)&at, sizeof at);
  struct timeval wait = {.tv_usec = 50000};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  char back[64];
  for (int try = 1; try <= 3; try++) {
    send(fd, "desserts", 8, 0);
    ssize_t n = recv(fd, back, sizeof back, 0);
    if (n >= 0) { printf("try %d: %.*s\n", try, (int)n, back); break; }
    printf("try %d: %s\n", try, strerror(errno));
  }
  fd_set set;
  FD_ZERO(&set);
  FD_SET(fd, &set);
  struct timeval brief = {.tv_usec = 20000};
  printf("select %d\n", select(fd + 1, &set, NULL, NULL, &brief));
  send(fd, "0123456789", 10, 0);
  char four[4];
  ssize_t n = recv(fd, four, sizeof four, MSG_TRUNC);
  printf("short: %zd %.4s\n", n, four);
  send(fd, "", 0, 0);
  int status;
  waitpid(child, &status, 0);
  printf("server saw %d\n", WEXITSTATUS(status));
  close(server);
  n = send(fd, "nobody", 6, 0);
  printf("send %zd\n", n);
  n = recv(fd, back, sizeof back, 0);
  printf("recv %zd %s\n", n, strerror(errno));
  return 0;
}
