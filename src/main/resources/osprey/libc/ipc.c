/* System V IPC, sysvipc(7). */
#include <bits/libc.h>
#include <stdarg.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>

key_t ftok(const char *path, int project) {
  struct stat status;
  if (CALL(SYS_stat, path, &status) < 0)
    return -1;
  return (key_t)((status.st_ino & 0xffff) | (status.st_dev & 0xff) << 16
      | ((unsigned)project & 0xff) << 24);
}

int shmget(key_t key, size_t size, int flags) {
  return (int)CALL(SYS_shmget, key, size, flags);
}

void *shmat(int id, const void *at, int flags) {
  return (void *)CALL(SYS_shmat, id, at, flags);
}

int shmdt(const void *at) {
  return (int)CALL(SYS_shmdt, at);
}

int shmctl(int id, int command, struct shmid_ds *data) {
  return (int)CALL(SYS_shmctl, id, command, data);
}

int msgget(key_t key, int flags) {
  return (int)CALL(SYS_msgget, key, flags);
}

int msgsnd(int id, const void *message, size_t n, int flags) {
  return (int)CALL(SYS_msgsnd, id, message, n, flags);
}

ssize_t msgrcv(int id, void *message, size_t n, long type, int flags) {
  return CALL(SYS_msgrcv, id, message, n, type, flags);
}

int msgctl(int id, int command, struct msqid_ds *data) {
  return (int)CALL(SYS_msgctl, id, command, data);
}

int semget(key_t key, int count, int flags) {
  return (int)CALL(SYS_semget, key, count, flags);
}

int semop(int id, struct sembuf *operations, size_t count) {
  return (int)CALL(SYS_semop, id, operations, count);
}

int semtimedop(
    int id, struct sembuf *operations, size_t count, const struct timespec *timeout) {
  return (int)CALL(SYS_semtimedop, id, operations, count, timeout);
}

/* The fourth argument, a union, is there for these commands only. */
int semctl(int id, int number, int command, ...) {
  union {
    int value;
    long word;
    void *pointer;
  } argument = {0};
  if (command == SETVAL || command == GETALL || command == SETALL || command == IPC_STAT
      || command == IPC_SET || command == SEM_STAT || command == IPC_INFO || command == SEM_INFO) {
    va_list list;
    va_start(list, command);
    argument.word = va_arg(list, long);
    va_end(list);
  }
  return (int)CALL(SYS_semctl, id, number, command, argument.word);
}
