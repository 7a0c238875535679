/* A chat server with poll: whatever one says, the others hear. */
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLIENTS 3

static void serve(int listener) {
  struct pollfd fds[CLIENTS + 1] = {{listener, POLLIN, 0}};
  int count = 1, left = CLIENTS, lines = 0;
  while (left > 0) {
    if (poll(fds, count, -1) < 0) _exit(99);
    if (fds[0].revents & POLLIN) fds[count++] = (struct pollfd){accept(listener, NULL, NULL), POLLIN, 0};
    for (int i = 1; i < count; i++) {
      if (!(fds[i].revents & (POLLIN | POLLHUP))) continue;
      char text[128];
      ssize_t n = read(fds[i].fd, text, sizeof text);
      if (n <= 0) {
        close(fds[i].fd);
        fds[i].fd = -1;
        fds[i].revents = 0;
        left--;
        continue;
      }
      lines++;
      for (int k = 1; k < count; k++)
        if (k != i && fds[k].fd >= 0) send(fds[k].fd, text, n, MSG_NOSIGNAL);
    }
  }
  _exit(lines);
}

int main(void) {
  struct sockaddr_un at = {.sun_family = AF_UNIX};
  strcpy(at.sun_path + 1, "chat-demo");
  socklen_t length = offsetof(struct sockaddr_un, sun_path) + 10;
  int listener = socket(AF_UNIX, SOCK_SEQPACKET, 0);
  if (bind(listener, (struct sockaddr *)&at, length) || listen(listener, 5)) { perror("bind"); return 1; }
  fflush(stdout);
  pid_t server = fork();
  if (server == 0) serve(listener);
  close(listener);
  int fd[CLIENTS];
  for (int i = 0; i < CLIENTS; i++) {
    fd[i] = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    if (connect(fd[i], (struct sockaddr *)&at, length)) { perror("connect"); return 1; }
  }
  usleep(20000);
  for (int i = 0; i < CLIENTS; i++) {
    char text[64];
    int n = snprintf(text, sizeof text, "hello from %d", i);
    send(fd[i], text, n, 0);
    for (int k = 0; k < CLIENTS; k++) {
      if (k == i) continue;
      n = recv(fd[k], text, sizeof text, 0);
      printf("%d hears: %.*s\n", k, n, text);
    }
  }
  char text[8];
  printf("nothing more: %zd\n", recv(fd[0], text, sizeof text, MSG_DONTWAIT));
  for (int i = 0; i < CLIENTS; i++) close(fd[i]);
  int status;
  waitpid(server, &status, 0);
  printf("server passed on %d lines\n", WEXITSTATUS(status));
  return 0;
}
