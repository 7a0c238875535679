/* fork(2), exec(3), wait(2): processes. */
#include <bits/libc.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

_Thread_local int __tid;

int __self(void) {
  if (!__tid)
    __tid = (int)__syscall(SYS_gettid);
  return __tid;
}

static pid_t fork_alone(void) {
  long pid = CALL(SYS_fork);
  if (pid == 0)
    __tid = 0;
  return (pid_t)pid;
}

/* The child has only the calling thread: locks that others held are made free there. */
pid_t fork(void) {
  if (__hooks.at_fork)
    __hooks.at_fork(BEFORE_FORK);
  int threaded = __threaded;
  if (threaded) {
    if (__hooks.lock_streams)
      __hooks.lock_streams(BEFORE_FORK);
    if (__hooks.lock_heap)
      __hooks.lock_heap(BEFORE_FORK);
  }
  pid_t pid = fork_alone();
  int phase = pid == 0 ? IN_CHILD : IN_PARENT;
  if (threaded) {
    if (__hooks.lock_heap)
      __hooks.lock_heap(phase);
    if (__hooks.lock_streams)
      __hooks.lock_streams(phase);
    if (pid == 0) {
      __threaded = 0;
      __thread_count = 1;
    }
  }
  if (__hooks.at_fork)
    __hooks.at_fork(phase);
  return pid;
}

pid_t _Fork(void) {
  return fork_alone();
}

/* A real vfork shares memory until the child is gone; programs may not depend on it, and a copy is
   safe. */
pid_t vfork(void) {
  return fork_alone();
}

int execve(const char *path, char *const *argv, char *const *envp) {
  return (int)CALL(SYS_execve, path, argv, envp);
}

int execv(const char *path, char *const *argv) {
  return (int)CALL(SYS_execve, path, argv, environ);
}

/* Looks a name without a slash up along PATH. */
static int exec_search(const char *file, char *const *argv, char *const *envp) {
  char path[4352];
  size_t length = __length(file);
  if (length == 0) {
    __errno = ENOENT;
    return -1;
  }
  if (__find_char(file, '/'))
    return (int)CALL(SYS_execve, file, argv, envp);
  const char *list = getenv("PATH");
  if (!list)
    list = "/bin:/usr/bin";
  int refused = 0;
  if (length > 255) {
    __errno = ENAMETOOLONG;
    return -1;
  }
  for (;;) {
    const char *colon = __find_char(list, ':');
    size_t n = colon ? (size_t)(colon - list) : __length(list);
    if (n < 4096) {
      __copy(path, list, n);
      if (n)
        path[n++] = '/';
      __copy(path + n, file, length + 1);
      CALL(SYS_execve, path, argv, envp);
      if (__errno == EACCES)
        refused = 1;
      else if (__errno != ENOENT && __errno != ENOTDIR && __errno != ESTALE && __errno != ENODEV
          && __errno != ETIMEDOUT)
        return -1;
    }
    if (!colon)
      break;
    list = colon + 1;
  }
  if (refused)
    __errno = EACCES;
  return -1;
}

int execvp(const char *file, char *const *argv) {
  return exec_search(file, argv, environ);
}

int execvpe(const char *file, char *const *argv, char *const *envp) {
  return exec_search(file, argv, envp);
}

/* How many pointers come before the terminating NULL. */
static size_t count_arguments(va_list list) {
  size_t n = 0;
  while (va_arg(list, char *))
    n++;
  return n;
}

static void collect_arguments(char **argv, const char *first, va_list list) {
  *argv++ = (char *)first;
  if (first)
    while ((*argv++ = va_arg(list, char *)))
      ;
}

int execl(const char *path, const char *first, ...) {
  va_list list;
  va_start(list, first);
  size_t n = first ? count_arguments(list) + 1 : 0;
  va_end(list);
  char **argv = __builtin_alloca((n + 1) * sizeof(char *));
  va_start(list, first);
  collect_arguments(argv, first, list);
  va_end(list);
  return (int)CALL(SYS_execve, path, argv, environ);
}

int execlp(const char *file, const char *first, ...) {
  va_list list;
  va_start(list, first);
  size_t n = first ? count_arguments(list) + 1 : 0;
  va_end(list);
  char **argv = __builtin_alloca((n + 1) * sizeof(char *));
  va_start(list, first);
  collect_arguments(argv, first, list);
  va_end(list);
  return exec_search(file, argv, environ);
}

int execle(const char *path, const char *first, ...) {
  va_list list;
  va_start(list, first);
  size_t n = first ? count_arguments(list) + 1 : 0;
  va_end(list);
  char **argv = __builtin_alloca((n + 1) * sizeof(char *));
  va_start(list, first);
  argv[0] = (char *)first;
  for (size_t i = 1; i <= n; i++)
    argv[i] = va_arg(list, char *);
  char **envp = va_arg(list, char **);
  va_end(list);
  return (int)CALL(SYS_execve, path, argv, envp);
}

pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage) {
  return (pid_t)CALL(SYS_wait4, pid, status, options, usage);
}

pid_t wait3(int *status, int options, struct rusage *usage) {
  return (pid_t)CALL(SYS_wait4, -1, status, options, usage);
}

pid_t waitpid(pid_t pid, int *status, int options) {
  return (pid_t)CALL(SYS_wait4, pid, status, options, NULL);
}

pid_t wait(int *status) {
  return (pid_t)CALL(SYS_wait4, -1, status, 0, NULL);
}

int waitid(idtype_t type, id_t id, siginfo_t *info, int options) {
  return (int)CALL(SYS_waitid, type, id, info, options, NULL);
}

pid_t getpid(void) {
  return (pid_t)__syscall(SYS_getpid);
}

pid_t getppid(void) {
  return (pid_t)__syscall(SYS_getppid);
}

pid_t gettid(void) {
  return (pid_t)__syscall(SYS_gettid);
}

pid_t getpgrp(void) {
  return (pid_t)__syscall(SYS_getpgrp);
}

pid_t getpgid(pid_t pid) {
  return (pid_t)CALL(SYS_getpgid, pid);
}

pid_t getsid(pid_t pid) {
  return (pid_t)CALL(SYS_getsid, pid);
}

pid_t setsid(void) {
  return (pid_t)CALL(SYS_setsid);
}

int setpgid(pid_t pid, pid_t group) {
  return (int)CALL(SYS_setpgid, pid, group);
}

int setpgrp(void) {
  return (int)CALL(SYS_setpgid, 0, 0);
}

uid_t getuid(void) {
  return (uid_t)__syscall(SYS_getuid);
}

uid_t geteuid(void) {
  return (uid_t)__syscall(SYS_geteuid);
}

gid_t getgid(void) {
  return (gid_t)__syscall(SYS_getgid);
}

gid_t getegid(void) {
  return (gid_t)__syscall(SYS_getegid);
}

int setuid(uid_t uid) {
  return (int)CALL(SYS_setuid, uid);
}

int seteuid(uid_t uid) {
  return (int)CALL(SYS_setresuid, -1, uid, -1);
}

int setreuid(uid_t real, uid_t effective) {
  return (int)CALL(SYS_setreuid, real, effective);
}

int setresuid(uid_t real, uid_t effective, uid_t saved) {
  return (int)CALL(SYS_setresuid, real, effective, saved);
}

int setgid(gid_t gid) {
  return (int)CALL(SYS_setgid, gid);
}

int getrlimit(int resource, struct rlimit *limit) {
  return (int)CALL(SYS_getrlimit, resource, limit);
}

int setrlimit(int resource, const struct rlimit *limit) {
  return (int)CALL(SYS_setrlimit, resource, limit);
}

int getrusage(int who, struct rusage *usage) {
  return (int)CALL(SYS_getrusage, who, usage);
}

/* The kernel answers 20 - nice, so that no result looks like an error. */
int getpriority(int which, id_t who) {
  long result = CALL(SYS_getpriority, which, who);
  return result < 0 ? -1 : 20 - (int)result;
}

int setpriority(int which, id_t who, int value) {
  return (int)CALL(SYS_setpriority, which, who, value);
}

int nice(int by) {
  int value = 20 - (int)__syscall(SYS_getpriority, PRIO_PROCESS, 0) + by;
  if (value > 19)
    value = 19;
  if (value < -20)
    value = -20;
  long result = __syscall(SYS_setpriority, PRIO_PROCESS, 0, value);
  if (result < 0) {
    __errno = result == -EACCES ? EPERM : (int)-result;
    return -1;
  }
  return value;
}
