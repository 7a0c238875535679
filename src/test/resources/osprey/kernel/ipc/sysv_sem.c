/* System V semaphores: a set, undo at exit, waiting for zero, counts of waiters. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

union semun { int val; struct semid_ds *buf; unsigned short *array; };

static int op(int id, int number, int by, int flags) {
  struct sembuf one = {number, by, flags};
  return semop(id, &one, 1) ? errno : 0;
}

int main(void) {
  int id = semget(IPC_PRIVATE, 3, 0600 | IPC_CREAT);
  unsigned short values[3] = {2, 0, 1};
  printf("setall %d\n", semctl(id, 0, SETALL, (union semun){.array = values}));
  int first = op(id, 0, -1, 0), second = op(id, 0, -1, 0);
  printf("down %d, down %d, down nowait %s\n", first, second, strerror(op(id, 0, -1, IPC_NOWAIT)));
  struct sembuf both[2] = {{2, -1, IPC_NOWAIT}, {1, -1, IPC_NOWAIT}};
  int all = semop(id, both, 2);
  printf("all or nothing: %d, value stays %d\n", all, semctl(id, 2, GETVAL));
  fflush(stdout);
  if (fork() == 0) {
    op(id, 2, -1, SEM_UNDO);
    _exit(0);
  }
  wait(NULL);
  printf("undone: %d\n", semctl(id, 2, GETVAL));
  fflush(stdout);
  pid_t waiter = fork();
  if (waiter == 0) _exit(op(id, 1, -3, 0));
  pid_t zero = fork();
  if (zero == 0) _exit(op(id, 2, 0, 0));
  usleep(50000);
  printf("waiting to take %d, for zero %d\n", semctl(id, 1, GETNCNT), semctl(id, 2, GETZCNT));
  op(id, 1, 2, 0);
  usleep(20000);
  printf("still %d\n", semctl(id, 1, GETNCNT));
  op(id, 1, 1, 0);
  int status;
  waitpid(waiter, &status, 0);
  printf("took: %d, left %d, by it %d\n", WEXITSTATUS(status), semctl(id, 1, GETVAL), semctl(id, 1, GETPID) == waiter);
  op(id, 2, -1, 0);
  waitpid(zero, &status, 0);
  printf("zero: %d\n", WEXITSTATUS(status));
  waiter = fork();
  if (waiter == 0) _exit(op(id, 0, -1, 0) == EIDRM ? 9 : 1);
  usleep(20000);
  semctl(id, 0, IPC_RMID);
  waitpid(waiter, &status, 0);
  printf("removed: %d\n", WEXITSTATUS(status));
  printf("range: %s\n", op(id, 0, 1, 0) == EINVAL ? "EINVAL" : "?");
  return 0;
}
