/* signal(7). */
#include <bits/libc.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>

/* The kernel's struct sigaction. */
struct kernel_action {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)(void);
  unsigned long mask;
};
#define SA_RESTORER 0x04000000

/* A handler returns here. */
_Noreturn void __restore_rt(void) {
  for (;;)
    __syscall(SYS_rt_sigreturn);
}

static int set_action(int number, const struct sigaction *action, struct sigaction *old) {
  struct kernel_action in;
  struct kernel_action out;
  if (number == 32 || number == 33) {
    __errno = EINVAL;
    return -1;
  }
  if (action) {
    in.handler = action->sa_handler;
    in.flags = (unsigned int)action->sa_flags | SA_RESTORER;
    in.restorer = __restore_rt;
    in.mask = action->sa_mask.__val[0];
  }
  if (CALL(SYS_rt_sigaction, number, action ? &in : NULL, old ? &out : NULL, 8) < 0)
    return -1;
  if (old) {
    __fill(old, 0, sizeof *old);
    old->sa_handler = out.handler;
    old->sa_flags = (int)(out.flags & ~SA_RESTORER);
    old->sa_mask.__val[0] = out.mask;
  }
  return 0;
}

int sigaction(int number, const struct sigaction *action, struct sigaction *old) {
  return set_action(number, action, old);
}

/* Signals that siginterrupt has asked to interrupt calls. */
static unsigned long interrupting;

static void (*set_handler(int number, void (*handler)(int), int flags))(int) {
  struct sigaction action = {{0}};
  struct sigaction old;
  if (handler == SIG_ERR || number < 1 || number > 64) {
    __errno = EINVAL;
    return SIG_ERR;
  }
  action.sa_handler = handler;
  action.sa_flags = flags;
  if (!(flags & SA_NODEFER))
    action.sa_mask.__val[0] = 1UL << (number - 1);
  return set_action(number, &action, &old) < 0 ? SIG_ERR : old.sa_handler;
}

void (*signal(int number, void (*handler)(int)))(int) {
  int interrupts = number >= 1 && number <= 64 && (interrupting >> (number - 1) & 1);
  return set_handler(number, handler, interrupts ? 0 : SA_RESTART);
}

void (*bsd_signal(int number, void (*handler)(int)))(int) {
  return set_handler(number, handler, SA_RESTART);
}

void (*sysv_signal(int number, void (*handler)(int)))(int) {
  return set_handler(number, handler, SA_RESETHAND | SA_NODEFER);
}

int siginterrupt(int number, int interrupts) {
  struct sigaction action;
  if (set_action(number, NULL, &action) < 0)
    return -1;
  if (interrupts) {
    interrupting |= 1UL << (number - 1);
    action.sa_flags &= ~SA_RESTART;
  } else {
    interrupting &= ~(1UL << (number - 1));
    action.sa_flags |= SA_RESTART;
  }
  return set_action(number, &action, NULL);
}

static int is_bad(int number) {
  if (number >= 1 && number <= 64)
    return 0;
  __errno = EINVAL;
  return 1;
}

int sigemptyset(sigset_t *set) {
  __fill(set, 0, sizeof *set);
  return 0;
}

/* Without the two signals that the thread library keeps for itself. */
int sigfillset(sigset_t *set) {
  __fill(set, 255, sizeof *set);
  set->__val[0] = ~(3UL << 31);
  return 0;
}

int sigaddset(sigset_t *set, int number) {
  if (is_bad(number))
    return -1;
  set->__val[0] |= 1UL << (number - 1);
  return 0;
}

int sigdelset(sigset_t *set, int number) {
  if (is_bad(number))
    return -1;
  set->__val[0] &= ~(1UL << (number - 1));
  return 0;
}

int sigismember(const sigset_t *set, int number) {
  return is_bad(number) ? -1 : (int)(set->__val[0] >> (number - 1) & 1);
}

int sigisemptyset(const sigset_t *set) {
  return set->__val[0] == 0;
}

int sigorset(sigset_t *to, const sigset_t *a, const sigset_t *b) {
  to->__val[0] = a->__val[0] | b->__val[0];
  return 0;
}

int sigandset(sigset_t *to, const sigset_t *a, const sigset_t *b) {
  to->__val[0] = a->__val[0] & b->__val[0];
  return 0;
}

static long change_mask(int how, const sigset_t *set, sigset_t *old) {
  unsigned long in = set ? set->__val[0] & ~(3UL << 31) : 0;
  unsigned long out;
  long result =
      __syscall(SYS_rt_sigprocmask, how, set ? &in : NULL, old ? &out : NULL, 8);
  if (result == 0 && old) {
    __fill(old, 0, sizeof *old);
    old->__val[0] = out;
  }
  return result;
}

int sigprocmask(int how, const sigset_t *set, sigset_t *old) {
  return (int)__syscall_result(change_mask(how, set, old));
}

int pthread_sigmask(int how, const sigset_t *set, sigset_t *old) {
  return (int)-change_mask(how, set, old);
}

int sigpending(sigset_t *set) {
  __fill(set, 0, sizeof *set);
  return (int)CALL(SYS_rt_sigpending, set, 8);
}

int sigsuspend(const sigset_t *mask) {
  return (int)CALL(SYS_rt_sigsuspend, mask, 8);
}

int sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout) {
  long result = CALL(SYS_rt_sigtimedwait, set, info, timeout, 8);
    /* Who sent it to which thread is the same to the program. */
  if (result >= 0 && info && info->si_code == SI_TKILL)
    info->si_code = SI_USER;
  return (int)result;
}

int sigwaitinfo(const sigset_t *set, siginfo_t *info) {
  return sigtimedwait(set, info, NULL);
}

/* Interruptions by other signals do not end sigwait. */
int sigwait(const sigset_t *set, int *number) {
  long result;
  do
    result = __syscall(SYS_rt_sigtimedwait, set, NULL, NULL, 8);
  while (result == -EINTR);
  if (result < 0)
    return (int)-result;
  *number = (int)result;
  return 0;
}

int raise(int number) {
  return (int)CALL(SYS_tgkill, __syscall(SYS_getpid), __self(), number);
}

int kill(pid_t pid, int number) {
  return (int)CALL(SYS_kill, pid, number);
}

int killpg(pid_t group, int number) {
  if (group < 0) {
    __errno = EINVAL;
    return -1;
  }
  return (int)CALL(SYS_kill, -group, number);
}

int tgkill(pid_t group, pid_t tid, int number) {
  return (int)CALL(SYS_tgkill, group, tid, number);
}

int pthread_kill(pthread_t thread, int number) {
  return (int)-__syscall(SYS_tgkill, __syscall(SYS_getpid), (int)thread, number);
}

int sigqueue(pid_t pid, int number, const union sigval value) {
  siginfo_t info;
  __fill(&info, 0, sizeof info);
  info.si_signo = number;
  info.si_code = SI_QUEUE;
  info.si_pid = (int)__syscall(SYS_getpid);
  info.si_uid = (unsigned)__syscall(SYS_getuid);
  info.si_value = value;
  return (int)CALL(SYS_rt_sigqueueinfo, pid, number, &info);
}

int sigaltstack(const stack_t *stack, stack_t *old) {
  return (int)CALL(SYS_sigaltstack, stack, old);
}

/* The System V way of saying it. */

static int change_one(int how, int number) {
  sigset_t set = {{0}};
  if (is_bad(number))
    return -1;
  set.__val[0] = 1UL << (number - 1);
  return (int)__syscall_result(change_mask(how, &set, NULL));
}

int sighold(int number) {
  return change_one(SIG_BLOCK, number);
}

int sigrelse(int number) {
  return change_one(SIG_UNBLOCK, number);
}

int sigignore(int number) {
  return set_handler(number, SIG_IGN, 0) == SIG_ERR ? -1 : 0;
}

int sigpause(int number) {
  sigset_t mask;
  if (is_bad(number) || change_mask(SIG_BLOCK, NULL, &mask))
    return -1;
  mask.__val[0] &= ~(1UL << (number - 1));
  return (int)CALL(SYS_rt_sigsuspend, &mask, 8);
}

void (*sigset(int number, void (*handler)(int)))(int) {
  sigset_t mask;
  if (is_bad(number) || change_mask(SIG_BLOCK, NULL, &mask))
    return SIG_ERR;
  int held = (int)(mask.__val[0] >> (number - 1) & 1);
  if (handler == SIG_HOLD) {
    struct sigaction old;
    if (change_one(SIG_BLOCK, number) < 0 || set_action(number, NULL, &old) < 0)
      return SIG_ERR;
    return held ? SIG_HOLD : old.sa_handler;
  }
  void (*old)(int) = set_handler(number, handler, 0);
  if (old != SIG_ERR && change_one(SIG_UNBLOCK, number) < 0)
    return SIG_ERR;
  return held && old != SIG_ERR ? SIG_HOLD : old;
}
