#ifndef _BITS_SIGINFO_H
#define _BITS_SIGINFO_H
union sigval {
  int sival_int;
  void *sival_ptr;
};
typedef union sigval sigval_t;
typedef struct {
  int si_signo;
  int si_errno;
  int si_code;
  int __pad;
  union {
    int __words[28];
    struct {
      int __pid;
      unsigned int __uid;
    } __kill;
    struct {
      int __id;
      int __overrun;
      union sigval __value;
    } __timer;
    struct {
      int __pid;
      unsigned int __uid;
      union sigval __value;
    } __rt;
    struct {
      int __pid;
      unsigned int __uid;
      int __status;
      long __utime;
      long __stime;
    } __child;
    struct {
      void *__address;
    } __fault;
    struct {
      long __band;
      int __fd;
    } __poll;
  } __fields;
} siginfo_t;
#define si_pid __fields.__kill.__pid
#define si_uid __fields.__kill.__uid
#define si_timerid __fields.__timer.__id
#define si_overrun __fields.__timer.__overrun
#define si_value __fields.__rt.__value
#define si_int __fields.__rt.__value.sival_int
#define si_ptr __fields.__rt.__value.sival_ptr
#define si_status __fields.__child.__status
#define si_utime __fields.__child.__utime
#define si_stime __fields.__child.__stime
#define si_addr __fields.__fault.__address
#define si_band __fields.__poll.__band
#define si_fd __fields.__poll.__fd
#endif
