/* <sys/sem.h>: System V semaphores, semget(2). union semun is the program's to define. */
#ifndef _SYS_SEM_H
#define _SYS_SEM_H
#include <bits/timespec.h>
#include <sys/ipc.h>
typedef unsigned long size_t;
#define SEM_UNDO 0x1000
#define GETPID 11
#define GETVAL 12
#define GETALL 13
#define GETNCNT 14
#define GETZCNT 15
#define SETVAL 16
#define SETALL 17
#define SEM_STAT 18
#define SEM_INFO 19
#define _SEM_SEMUN_UNDEFINED 1
struct semid_ds {
  struct ipc_perm sem_perm;
  time_t sem_otime;
  unsigned long __reserved1;
  time_t sem_ctime;
  unsigned long __reserved2;
  unsigned long sem_nsems;
  unsigned long __reserved3;
  unsigned long __reserved4;
};
struct sembuf {
  unsigned short sem_num;
  short sem_op;
  short sem_flg;
};
struct seminfo {
  int semmap, semmni, semmns, semmnu, semmsl, semopm, semume, semusz, semvmx, semaem;
};
int semget(key_t, int, int);
int semop(int, struct sembuf *, size_t);
int semtimedop(int, struct sembuf *, size_t, const struct timespec *);
int semctl(int, int, int, ...);
#endif
