/* <sys/msg.h>: System V message queues, msgget(2). */
#ifndef _SYS_MSG_H
#define _SYS_MSG_H
#include <sys/ipc.h>
typedef unsigned long size_t;
typedef long ssize_t;
typedef long time_t;
typedef int pid_t;
typedef unsigned long msgqnum_t;
typedef unsigned long msglen_t;
#define MSG_NOERROR 010000
#define MSG_EXCEPT 020000
#define MSG_COPY 040000
#define MSG_STAT 11
#define MSG_INFO 12
struct msqid_ds {
  struct ipc_perm msg_perm;
  time_t msg_stime;
  time_t msg_rtime;
  time_t msg_ctime;
  unsigned long __msg_cbytes;
  msgqnum_t msg_qnum;
  msglen_t msg_qbytes;
  pid_t msg_lspid;
  pid_t msg_lrpid;
  unsigned long __reserved4;
  unsigned long __reserved5;
};
#define msg_cbytes __msg_cbytes
struct msginfo {
  int msgpool, msgmap, msgmax, msgmnb, msgmni, msgssz, msgtql;
  unsigned short msgseg;
};
struct msgbuf {
  long mtype;
  char mtext[1];
};
int msgget(key_t, int);
int msgsnd(int, const void *, size_t, int);
ssize_t msgrcv(int, void *, size_t, long, int);
int msgctl(int, int, struct msqid_ds *);
#endif
