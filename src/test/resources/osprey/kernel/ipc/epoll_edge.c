/* Edge-triggered epoll over non-blocking sockets. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int pairs[3][2];
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  for (int i = 0; i < 3; i++) {
    socketpair(AF_UNIX, SOCK_STREAM, 0, pairs[i]);
    fcntl(pairs[i][0], F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.u32 = i};
    epoll_ctl(epoll, EPOLL_CTL_ADD, pairs[i][0], &event);
  }
  for (int i = 0; i < 3; i++) {
    if (fork() == 0) {
      char block[1000];
      memset(block, 'a' + i, sizeof block);
      for (int k = 0; k < 10 * (i + 1); k++) write(pairs[i][1], block, sizeof block);
      _exit(i);
    }
  }
  for (int i = 0; i < 3; i++) close(pairs[i][1]);
  long bytes[3] = {0};
  int open = 3, again = 0;
  while (open > 0) {
    struct epoll_event events[4];
    int n = epoll_wait(epoll, events, 4, 5000);
    if (n <= 0) { printf("epoll_wait %d\n", n); return 1; }
    for (int k = 0; k < n; k++) {
      int i = events[k].data.u32;
      char buffer[4096];
      ssize_t got;
      while ((got = read(pairs[i][0], buffer, sizeof buffer)) > 0) {
        for (ssize_t j = 0; j < got; j++) if (buffer[j] != 'a' + i) { puts("mixed up"); return 1; }
        bytes[i] += got;
      }
      if (got < 0 && errno == EAGAIN) again = 1;
      if (got == 0) { close(pairs[i][0]); open--; }
    }
  }
  (void)again;
  int status, sum = 0;
  while (wait(&status) > 0) sum += WEXITSTATUS(status);
  for (int i = 0; i < 3; i++) printf("%d: %ld bytes\n", i, bytes[i]);
  printf("statuses add up to %d, watched %d\n", sum, epoll_wait(epoll, &(struct epoll_event){0}, 1, 0));
  return 0;
}
