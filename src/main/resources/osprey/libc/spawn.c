/* posix_spawn(3), by fork and exec; a failing exec is reported through a pipe that exec closes. */
#include <bits/libc.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPEN_ACTION, CLOSE_ACTION, DUP_ACTION };
struct __spawn_action {
  int kind;
  int fd;
  int other;
  int flags;
  mode_t mode;
  char *path;
};

static struct __spawn_action *add_action(posix_spawn_file_actions_t *actions) {
  if (actions->__used == actions->__allocated) {
    int n = actions->__allocated + 8;
    struct __spawn_action *bigger = realloc(actions->__actions, (size_t)n * sizeof *bigger);
    if (!bigger)
      return NULL;
    actions->__actions = bigger;
    actions->__allocated = n;
  }
  struct __spawn_action *action = &actions->__actions[actions->__used++];
  __fill(action, 0, sizeof *action);
  return action;
}

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions) {
  __fill(actions, 0, sizeof *actions);
  return 0;
}

int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions) {
  for (int i = 0; i < actions->__used; i++)
    free(actions->__actions[i].path);
  free(actions->__actions);
  return 0;
}

int posix_spawn_file_actions_addopen(
    posix_spawn_file_actions_t *actions, int fd, const char *path, int flags, mode_t mode) {
  struct __spawn_action *action = add_action(actions);
  if (!action)
    return ENOMEM;
  action->kind = OPEN_ACTION;
  action->fd = fd;
  action->flags = flags;
  action->mode = mode;
  action->path = strdup(path);
  return action->path ? 0 : ENOMEM;
}

int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *actions, int fd) {
  struct __spawn_action *action = add_action(actions);
  if (!action)
    return ENOMEM;
  action->kind = CLOSE_ACTION;
  action->fd = fd;
  return 0;
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int from, int to) {
  struct __spawn_action *action = add_action(actions);
  if (!action)
    return ENOMEM;
  action->kind = DUP_ACTION;
  action->fd = from;
  action->other = to;
  return 0;
}

int posix_spawnattr_init(posix_spawnattr_t *attr) {
  __fill(attr, 0, sizeof *attr);
  return 0;
}

int posix_spawnattr_destroy(posix_spawnattr_t *attr) {
  return 0;
}

int posix_spawnattr_setflags(posix_spawnattr_t *attr, short flags) {
  attr->__flags = flags;
  return 0;
}

int posix_spawnattr_getflags(const posix_spawnattr_t *attr, short *flags) {
  *flags = attr->__flags;
  return 0;
}

int posix_spawnattr_setpgroup(posix_spawnattr_t *attr, pid_t group) {
  attr->__group = group;
  return 0;
}

int posix_spawnattr_setsigmask(posix_spawnattr_t *attr, const sigset_t *mask) {
  attr->__mask = *mask;
  return 0;
}

int posix_spawnattr_setsigdefault(posix_spawnattr_t *attr, const sigset_t *set) {
  attr->__default = *set;
  return 0;
}

static long run_action(const struct __spawn_action *action) {
  if (action->kind == CLOSE_ACTION)
    return __syscall(SYS_close, action->fd);
  if (action->kind == DUP_ACTION)
    return action->fd == action->other ? __syscall(SYS_fcntl, action->fd, F_SETFD, 0)
                                       : __syscall(SYS_dup2, action->fd, action->other);
  long fd = __syscall(SYS_openat, AT_FDCWD, action->path, action->flags, action->mode);
  if (fd >= 0 && fd != action->fd) {
    long result = __syscall(SYS_dup2, fd, action->fd);
    __syscall(SYS_close, fd);
    return result;
  }
  return fd;
}

static void become(
    const char *path,
    const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attr,
    char *const *argv,
    char *const *envp,
    int search) {
  int flags = attr ? attr->__flags : 0;
  if (flags & POSIX_SPAWN_SETSIGDEF)
    for (int i = 1; i <= 64; i++)
      if (attr->__default.__val[0] >> (i - 1) & 1)
        signal(i, SIG_DFL);
  if (flags & POSIX_SPAWN_SETPGROUP)
    __syscall(SYS_setpgid, 0, attr->__group);
  if (flags & POSIX_SPAWN_SETSIGMASK)
    sigprocmask(SIG_SETMASK, &attr->__mask, NULL);
  for (int i = 0; actions && i < actions->__used; i++) {
    long result = run_action(&actions->__actions[i]);
    if (result < 0) {
      __errno = (int)-result;
      return;
    }
  }
  if (search)
    execvpe(path, argv, envp);
  else
    execve(path, argv, envp);
}

static int spawn(
    pid_t *pid,
    const char *path,
    const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attr,
    char *const *argv,
    char *const *envp,
    int search) {
  int ends[2];
  int error = 0;
  long result = __syscall(SYS_pipe2, ends, O_CLOEXEC);
  if (result < 0)
    return (int)-result;
  pid_t child = _Fork();
  if (child == 0) {
    become(path, actions, attr, argv, envp, search);
    error = __errno;
    __syscall(SYS_write, ends[1], &error, sizeof error);
    _exit(127);
  }
  __syscall(SYS_close, ends[1]);
  if (child < 0)
    error = __errno;
  else if (__syscall(SYS_read, ends[0], &error, sizeof error) == sizeof error)
    __syscall(SYS_wait4, child, NULL, 0, NULL);
  else
    *pid = child;
  __syscall(SYS_close, ends[0]);
  return error;
}

int posix_spawn(
    pid_t *pid,
    const char *path,
    const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attr,
    char *const *argv,
    char *const *envp) {
  return spawn(pid, path, actions, attr, argv, envp, 0);
}

int posix_spawnp(
    pid_t *pid,
    const char *path,
    const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attr,
    char *const *argv,
    char *const *envp) {
  return spawn(pid, path, actions, attr, argv, envp, 1);
}
