/* Which calls a signal interrupts, with and without SA_RESTART. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t count;
static int pipes[2];
static void on_alarm(int sig) {
  (void)sig;
  if (++count == 3) write(pipes[1], "x", 1);
}

static void arm(int flags) {
  struct sigaction action = {.sa_handler = on_alarm, .sa_flags = flags};
  sigaction(SIGALRM, &action, NULL);
  count = 0;
  struct itimerval t = {{0, 10000}, {0, 10000}};
  setitimer(ITIMER_REAL, &t, NULL);
}

static void disarm(const char *what, int flags, long result) {
  int error = errno;
  struct itimerval t = {{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &t, NULL);
  printf("%-10s %-9s -> %ld %s\n", what, flags ? "restart" : "plain", result, result < 0 ? strerror(error) : "");
  char c;
  int fl = fcntl(pipes[0], F_GETFL);
  fcntl(pipes[0], F_SETFL, fl | O_NONBLOCK);
  while (read(pipes[0], &c, 1) > 0) {}
  fcntl(pipes[0], F_SETFL, fl);
}

int main(void) {
  pipe(pipes);
  for (int flags = 0; flags <= SA_RESTART; flags += SA_RESTART) {
    char c;
    arm(flags);
    disarm("read", flags, read(pipes[0], &c, 1));
    arm(flags);
    struct pollfd p = {pipes[0], POLLIN, 0};
    disarm("poll", flags, poll(&p, 1, 1000));
    arm(flags);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(pipes[0], &set);
    disarm("select", flags, select(pipes[0] + 1, &set, NULL, NULL, NULL));
    arm(flags);
    disarm("nanosleep", flags, nanosleep(&(struct timespec){0, 200000000}, NULL));
    int q = msgget(IPC_PRIVATE, 0600);
    struct { long type; char text[8]; } m;
    arm(flags);
    disarm("msgrcv", flags, msgrcv(q, &m, 8, 0, 0));
    msgctl(q, IPC_RMID, NULL);
    int s = semget(IPC_PRIVATE, 1, 0600);
    struct sembuf down = {0, -1, 0};
    arm(flags);
    disarm("semop", flags, semop(s, &down, 1));
    semctl(s, 0, IPC_RMID);
    arm(flags);
    disarm("pause", flags, pause());
  }
  return 0;
}
