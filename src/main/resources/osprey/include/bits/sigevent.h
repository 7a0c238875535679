#ifndef _BITS_SIGEVENT_H
#define _BITS_SIGEVENT_H
#include <bits/pthreadattr.h>
#include <bits/siginfo.h>
typedef struct sigevent {
  union sigval sigev_value;
  int sigev_signo;
  int sigev_notify;
  union {
    int __words[12];
    int __tid;
    struct {
      void (*__function)(union sigval);
      pthread_attr_t *__attr;
    } __task;
  } __fields;
} sigevent_t;
#define sigev_notify_function __fields.__task.__function
#define sigev_notify_attributes __fields.__task.__attr
#define sigev_notify_thread_id __fields.__tid
#define SIGEV_SIGNAL 0
#define SIGEV_NONE 1
#define SIGEV_THREAD 2
#define SIGEV_THREAD_ID 4
#endif
