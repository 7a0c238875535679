/* Signals, a timer and an event counter in one epoll loop. */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, NULL);
  int signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  int counter = eventfd(0, EFD_NONBLOCK);
  struct signalfd_siginfo none;
  ssize_t empty = read(signals, &none, sizeof none);
  printf("no signal: %zd %s\n", empty, strerror(errno));
  int epoll = epoll_create1(0);
  int fds[] = {signals, timer, counter};
  for (int i = 0; i < 3; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fds[i], &event);
  }
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    usleep(20000);
    kill(getppid(), SIGUSR1);
    usleep(20000);
    uint64_t five = 5;
    write(counter, &five, sizeof five);
    usleep(20000);
    _exit(3);
  }
  struct itimerspec once = {.it_value.tv_nsec = 100000000};
  timerfd_settime(timer, 0, &once, NULL);
  for (int done = 0; !done;) {
    struct epoll_event event;
    int n = epoll_wait(epoll, &event, 1, 2000);
    if (n != 1) { printf("epoll %d\n", n); return 1; }
    uint64_t value;
    switch (event.data.u32) {
      case 0: {
        struct signalfd_siginfo info;
        read(signals, &info, sizeof info);
        printf("signal %s from child %d", info.ssi_signo == SIGUSR1 ? "USR1" : "CHLD", info.ssi_pid == (uint32_t)child);
        if (info.ssi_signo == SIGCHLD) printf(", status %d", info.ssi_status);
        puts("");
        break;
      }
      case 1:
        read(timer, &value, sizeof value);
        printf("timer %llu\n", (unsigned long long)value);
        done = 1;
        break;
      case 2:
        read(counter, &value, sizeof value);
        printf("counter %llu\n", (unsigned long long)value);
    }
  }
  int status;
  waitpid(child, &status, 0);
  printf("child %d\n", WEXITSTATUS(status));
  return 0;
}
