/* system(3), popen(3): commands for a shell, the one in /bin/sh or the library's own. */
#include <bits/file.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

_Noreturn void __shell(const char *text);

static _Noreturn void become_shell(const char *text) {
  char *argv[] = {"sh", "-c", (char *)text, NULL};
  execv("/bin/sh", argv);
    /* What the parent has not written yet is the parent's to write. */
  for (FILE *f = __streams; f; f = f->next) {
    if (f->flags & F_WRITING)
      f->put = f->buffer;
    f->at = f->end = f->buffer;
  }
  __shell(text);
}

int system(const char *text) {
  struct sigaction ignore = {{SIG_IGN}};
  struct sigaction old_int;
  struct sigaction old_quit;
  sigset_t child = {{1UL << (SIGCHLD - 1)}};
  sigset_t old_mask;
  int status = -1;
  if (!text)
    return 1;
  sigaction(SIGINT, &ignore, &old_int);
  sigaction(SIGQUIT, &ignore, &old_quit);
  sigprocmask(SIG_BLOCK, &child, &old_mask);
  pid_t pid = _Fork();
  if (pid == 0) {
    sigaction(SIGINT, &old_int, NULL);
    sigaction(SIGQUIT, &old_quit, NULL);
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
    become_shell(text);
  }
  if (pid > 0) {
    long result;
    do
      result = __syscall(SYS_wait4, pid, &status, 0, NULL);
    while (result == -EINTR);
    if (result < 0) {
      __errno = (int)-result;
      status = -1;
    }
  }
  int reason = __errno;
  sigaction(SIGINT, &old_int, NULL);
  sigaction(SIGQUIT, &old_quit, NULL);
  sigprocmask(SIG_SETMASK, &old_mask, NULL);
  __errno = reason;
  return status;
}

FILE *popen(const char *text, const char *mode) {
  int ends[2];
  int is_read = mode[0] == 'r';
  if ((mode[0] != 'r' && mode[0] != 'w') || (mode[1] && mode[1] != 'e')) {
    __errno = EINVAL;
    return NULL;
  }
  if (CALL(SYS_pipe2, ends, O_CLOEXEC) < 0)
    return NULL;
  int ours = ends[!is_read];
  int theirs = ends[is_read];
  FILE *f = __new_stream(ours, is_read ? F_NO_WRITE : F_NO_READ);
  pid_t pid = f ? _Fork() : -1;
  if (pid == 0) {
    __syscall(SYS_close, ours);
    if (theirs == is_read)
      __syscall(SYS_fcntl, theirs, F_SETFD, 0);
    else
      __syscall(SYS_dup2, theirs, is_read);
    if (theirs != is_read)
      __syscall(SYS_close, theirs);
        /* Streams of earlier popens are not this command's. */
    for (FILE *other = __streams; other; other = other->next)
      if (other->child)
        __syscall(SYS_close, other->fd);
    become_shell(text);
  }
  __syscall(SYS_close, theirs);
  if (pid < 0) {
    int reason = __errno;
    if (f)
      __close_stream(f);
    else
      __syscall(SYS_close, ours);
    __errno = reason;
    return NULL;
  }
  f->child = pid;
  if (mode[1] != 'e')
    __syscall(SYS_fcntl, ours, F_SETFD, 0);
  return f;
}

int pclose(FILE *f) {
  int pid = f->child;
  int status;
  long result;
  __close_stream(f);
  if (!pid) {
    __errno = ECHILD;
    return -1;
  }
  do
    result = __syscall(SYS_wait4, pid, &status, 0, NULL);
  while (result == -EINTR);
  return __syscall_result(result) < 0 ? -1 : status;
}
