/* TCP echo server, one process per connection. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t reaped;

static void reap(int sig) {
  (void)sig;
  int saved = errno;
  while (waitpid(-1, NULL, WNOHANG) > 0) reaped++;
  errno = saved;
}

static void serve(int listener, int count) {
  struct sigaction action = {.sa_handler = reap, .sa_flags = SA_RESTART};
  sigaction(SIGCHLD, &action, NULL);
  for (int i = 0; i < count; i++) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) { perror("accept"); exit(1); }
    pid_t pid = fork();
    if (pid == 0) {
      close(listener);
      char buffer[64];
      ssize_t n;
      while ((n = read(fd, buffer, sizeof buffer)) > 0) write(fd, buffer, n);
      _exit(0);
    }
    close(fd);
  }
  while (reaped < count) pause();
  printf("server: reaped %d\n", (int)reaped);
  exit(0);
}

int main(void) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof at;
  if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 5)) { perror("listen"); return 1; }
  getsockname(listener, (struct sockaddr *)&at, &length);
  fflush(stdout);
  pid_t server = fork();
  if (server == 0) serve(listener, 3);
  close(listener);
  for (int i = 0; i < 3; i++) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&at, sizeof at)) { perror("connect"); return 1; }
    char line[32], back[32];
    int n = snprintf(line, sizeof line, "message %d", i);
    write(fd, line, n);
    shutdown(fd, SHUT_WR);
    int got = 0, r;
    while ((r = read(fd, back + got, sizeof back - got)) > 0) got += r;
    printf("client %d: %.*s\n", i, got, back);
    close(fd);
  }
  fflush(stdout);
  int status;
  waitpid(server, &status, 0);
  printf("status %d\n", WEXITSTATUS(status));
  return 0;
}
