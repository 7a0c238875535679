/* POSIX queue: priorities, notification, timeouts. */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t notified;
static void on_message(int sig, siginfo_t *info, void *context) {
  (void)sig; (void)context;
  notified = info->si_value.sival_int;
}

int main(void) {
  mq_unlink("/demo");
  struct mq_attr attr = {.mq_maxmsg = 4, .mq_msgsize = 32};
  mqd_t queue = mq_open("/demo", O_CREAT | O_EXCL | O_RDWR | O_NONBLOCK, 0600, &attr);
  if (queue == (mqd_t)-1) { perror("mq_open"); return 1; }
  struct sigaction action = {.sa_sigaction = on_message, .sa_flags = SA_SIGINFO};
  sigaction(SIGUSR1, &action, NULL);
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 42};
  printf("notify %d\n", mq_notify(queue, &event));
  printf("notify again %d", mq_notify(queue, &event));
  printf(" %s\n", strerror(errno));
  const char *words[] = {"low", "high", "middle", "high too"};
  unsigned priorities[] = {1, 9, 5, 9};
  for (int i = 0; i < 4; i++) mq_send(queue, words[i], strlen(words[i]) + 1, priorities[i]);
  printf("notified with %d\n", (int)notified);
  int r = mq_send(queue, "x", 2, 0);
  printf("full: %d %s\n", r, strerror(errno));
  char text[32];
  unsigned priority;
  while (mq_receive(queue, text, sizeof text, &priority) > 0) printf("%u %s\n", priority, text);
  printf("empty: %s\n", strerror(errno));
  r = mq_receive(queue, text, 8, NULL);
  printf("small: %d %s\n", r, strerror(errno));
  attr.mq_flags = 0;
  struct mq_attr old;
  mq_setattr(queue, &attr, &old);
  printf("was nonblocking %d, %ld of %ld\n", (old.mq_flags & O_NONBLOCK) != 0, old.mq_curmsgs, old.mq_maxmsg);
  struct timespec when;
  clock_gettime(CLOCK_REALTIME, &when);
  when.tv_nsec += 20000000;
  if (when.tv_nsec >= 1000000000) { when.tv_sec++; when.tv_nsec -= 1000000000; }
  r = mq_timedreceive(queue, text, sizeof text, NULL, &when);
  printf("late: %d %s\n", r, strerror(errno));
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    usleep(10000);
    mq_send(queue, "from child", 11, 3);
    _exit(0);
  }
  mq_receive(queue, text, sizeof text, &priority);
  printf("%u %s\n", priority, text);
  waitpid(child, NULL, 0);
  printf("unlink %d", mq_unlink("/demo"));
  printf(" close %d\n", mq_close(queue));
  printf("gone %d\n", mq_open("/demo", O_RDWR) == (mqd_t)-1 && errno == ENOENT);
  return 0;
}
