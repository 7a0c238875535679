/* <sys/wait.h>: waiting for children, wait(2). */
#ifndef _SYS_WAIT_H
#define _SYS_WAIT_H
#include <bits/waitstatus.h>
#include <signal.h>
typedef int pid_t;
typedef unsigned int id_t;
typedef enum { P_ALL, P_PID, P_PGID, P_PIDFD } idtype_t;
#define WAIT_ANY (-1)
#define WAIT_MYPGRP 0
#define W_EXITCODE(code, signal) ((code) << 8 | (signal))
#define W_STOPCODE(signal) ((signal) << 8 | 0x7f)
struct rusage;
pid_t wait(int *);
pid_t waitpid(pid_t, int *, int);
pid_t wait3(int *, int, struct rusage *);
pid_t wait4(pid_t, int *, int, struct rusage *);
int waitid(idtype_t, id_t, siginfo_t *, int);
#endif
