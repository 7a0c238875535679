/* setjmp(3). The jump itself is the machine's; the signal mask is ours. */
#include <bits/libc.h>
#include <setjmp.h>
#include <signal.h>

#define HAS_MASK 8
#define MASK 9

int __sigjmp_save(long *buffer, int save) {
  buffer[HAS_MASK] = save != 0;
  if (save)
    __syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &buffer[MASK], 8);
  return 0;
}

static _Noreturn void jump(long *buffer, int value) {
  if (buffer[HAS_MASK])
    __syscall(SYS_rt_sigprocmask, SIG_SETMASK, &buffer[MASK], NULL, 8);
  __builtin_longjmp(buffer, value ? value : 1);
}

void longjmp(long *buffer, int value) {
  jump(buffer, value);
}

void _longjmp(long *buffer, int value) {
  jump(buffer, value);
}

void siglongjmp(long *buffer, int value) {
  jump(buffer, value);
}
