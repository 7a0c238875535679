/* Where a program begins, what it is called, its errno and its last words. */
#include <bits/libc.h>
#include <stdlib.h>

_Thread_local int __errno;
char **environ;
char *__program = "";
char *__short_program = "";
char *program_invocation_name = "";
char *program_invocation_short_name = "";
struct __hooks __hooks;
int __threaded;
int __thread_count = 1;

int main(int, char **, char **);

/* The kernel starts here as if it had called with three arguments. */
_Noreturn void _start(int argc, char **argv, char **envp) {
  environ = envp;
  if (argc > 0 && argv[0]) {
    char *p = argv[0];
    program_invocation_name = __program = p;
    for (char *s = p; *s; s++)
      if (*s == '/')
        p = s + 1;
    program_invocation_short_name = __short_program = p;
  }
  exit(main(argc, argv, envp));
}

int *__errno_location(void) {
  return &__errno;
}

long __syscall_result(long result) {
  if ((unsigned long)result > -4096UL) {
    __errno = (int)-result;
    return -1;
  }
  return result;
}

/* glibc's way to end over a damaged heap or stack: one line on standard error, then SIGABRT. */
_Noreturn void __die(const char *text) {
  __syscall(SYS_stdio_diagnostic, text);
  __syscall(SYS_write, 2, text, __length(text));
  __syscall(SYS_write, 2, "\n", 1);
  abort();
}
