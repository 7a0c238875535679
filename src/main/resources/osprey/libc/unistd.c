/* File descriptors: read(2), write(2), pipe(2), dup(2), fcntl(2) and their kin. */
#include <bits/libc.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <termios.h>
#include <unistd.h>

ssize_t read(int fd, void *to, size_t n) {
  return CALL(SYS_read, fd, to, n);
}

ssize_t write(int fd, const void *from, size_t n) {
  return CALL(SYS_write, fd, from, n);
}

ssize_t pread(int fd, void *to, size_t n, off_t at) {
  return CALL(SYS_pread64, fd, to, n, at);
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t at) {
  return CALL(SYS_pwrite64, fd, from, n, at);
}

ssize_t readv(int fd, const struct iovec *parts, int count) {
  return CALL(SYS_readv, fd, parts, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  return CALL(SYS_writev, fd, parts, count);
}

/* The mode is there only if a file may be made: a call without it passes no variable arguments. */
int open(const char *path, int flags, ...) {
  int mode = 0;
  if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) {
    va_list list;
    va_start(list, flags);
    mode = va_arg(list, int);
    va_end(list);
  }
  return (int)CALL(SYS_openat, AT_FDCWD, path, flags, mode);
}

int openat(int directory, const char *path, int flags, ...) {
  int mode = 0;
  if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) {
    va_list list;
    va_start(list, flags);
    mode = va_arg(list, int);
    va_end(list);
  }
  return (int)CALL(SYS_openat, directory, path, flags, mode);
}

int creat(const char *path, mode_t mode) {
  return (int)CALL(SYS_creat, path, mode);
}

int close(int fd) {
  return (int)CALL(SYS_close, fd);
}

off_t lseek(int fd, off_t offset, int whence) {
  return CALL(SYS_lseek, fd, offset, whence);
}

int pipe(int *ends) {
  return (int)CALL(SYS_pipe, ends);
}

int pipe2(int *ends, int flags) {
  return (int)CALL(SYS_pipe2, ends, flags);
}

int dup(int fd) {
  return (int)CALL(SYS_dup, fd);
}

int dup2(int from, int to) {
  return (int)CALL(SYS_dup2, from, to);
}

int dup3(int from, int to, int flags) {
  return (int)CALL(SYS_dup3, from, to, flags);
}

int fcntl(int fd, int command, ...) {
  long argument = 0;
  if (command != F_GETFD && command != F_GETFL && command != F_GETOWN && command != F_GETSIG
      && command != F_GETLEASE && command != F_GETPIPE_SZ && command != F_GET_SEALS) {
    va_list list;
    va_start(list, command);
    argument = va_arg(list, long);
    va_end(list);
  }
  return (int)CALL(SYS_fcntl, fd, command, argument);
}

int ioctl(int fd, unsigned long request, ...) {
  long argument = 0;
  if (request != TIOCNOTTY && request != FIOCLEX && request != FIONCLEX) {
    va_list list;
    va_start(list, request);
    argument = va_arg(list, long);
    va_end(list);
  }
  return (int)CALL(SYS_ioctl, fd, request, argument);
}

int flock(int fd, int operation) {
  return (int)CALL(SYS_flock, fd, operation);
}

int lockf(int fd, int command, off_t length) {
  struct flock lock = {0};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_CUR;
  lock.l_len = length;
  switch (command) {
    case F_TEST:
      if (CALL(SYS_fcntl, fd, F_GETLK, &lock) < 0)
        return -1;
      if (lock.l_type == F_UNLCK || lock.l_pid == __syscall(SYS_getpid))
        return 0;
      __errno = EACCES;
      return -1;
    case F_ULOCK:
      lock.l_type = F_UNLCK;
    case F_TLOCK:
      return (int)CALL(SYS_fcntl, fd, F_SETLK, &lock);
    case F_LOCK:
      return (int)CALL(SYS_fcntl, fd, F_SETLKW, &lock);
    default:
      __errno = EINVAL;
      return -1;
  }
}

int fsync(int fd) {
  return (int)CALL(SYS_fsync, fd);
}

int fdatasync(int fd) {
  return (int)CALL(SYS_fdatasync, fd);
}

void sync(void) {
  __syscall(SYS_sync);
}

int ftruncate(int fd, off_t length) {
  return (int)CALL(SYS_ftruncate, fd, length);
}

int truncate(const char *path, off_t length) {
  return (int)CALL(SYS_truncate, path, length);
}

int posix_fadvise(int fd, off_t offset, off_t length, int advice) {
  return advice < 0 || advice > 5 ? EINVAL : 0;
}

int posix_fallocate(int fd, off_t offset, off_t length) {
  long end = __syscall(SYS_lseek, fd, 0, SEEK_END);
  if (end < 0)
    return (int)-end;
  return offset + length > end ? (int)-__syscall(SYS_ftruncate, fd, offset + length) : 0;
}

ssize_t sendfile(int out, int in, off_t *offset, size_t n) {
  return CALL(SYS_sendfile, out, in, offset, n);
}

ssize_t splice(int in, off_t *in_at, int out, off_t *out_at, size_t n, unsigned int flags) {
  return CALL(SYS_splice, in, in_at, out, out_at, n, flags);
}

ssize_t tee(int in, int out, size_t n, unsigned int flags) {
  return CALL(SYS_tee, in, out, n, flags);
}

ssize_t getrandom(void *to, size_t n, unsigned int flags) {
  return CALL(SYS_getrandom, to, n, flags);
}

int getentropy(void *to, size_t n) {
  if (n > 256) {
    __errno = EIO;
    return -1;
  }
  return CALL(SYS_getrandom, to, n, 0) < 0 ? -1 : 0;
}

/* Waiting for several descriptors. */

void __fd_zero(fd_set *set) {
  __fill(set, 0, sizeof *set);
}

int select(int n, fd_set *in, fd_set *out, fd_set *error, struct timeval *timeout) {
  return (int)CALL(SYS_select, n, in, out, error, timeout);
}

/* The kernel updates the timeout and takes the mask with its size; pselect's caller sees neither.
   */
int pselect(
    int n,
    fd_set *in,
    fd_set *out,
    fd_set *error,
    const struct timespec *timeout,
    const sigset_t *mask) {
  struct timespec left;
  unsigned long mask_and_size[2];
  if (timeout)
    left = *timeout;
  mask_and_size[0] = (unsigned long)mask;
  mask_and_size[1] = 8;
  return (int)CALL(SYS_pselect6, n, in, out, error, timeout ? &left : NULL, mask_and_size);
}

int poll(struct pollfd *fds, nfds_t n, int timeout) {
  return (int)CALL(SYS_poll, fds, n, timeout);
}

int ppoll(struct pollfd *fds, nfds_t n, const struct timespec *timeout, const sigset_t *mask) {
  struct timespec left;
  if (timeout)
    left = *timeout;
  return (int)CALL(SYS_ppoll, fds, n, timeout ? &left : NULL, mask, 8);
}

int epoll_create(int size) {
  return (int)CALL(SYS_epoll_create, size);
}

int epoll_create1(int flags) {
  return (int)CALL(SYS_epoll_create1, flags);
}

int epoll_ctl(int epoll, int operation, int fd, struct epoll_event *event) {
  return (int)CALL(SYS_epoll_ctl, epoll, operation, fd, event);
}

int epoll_wait(int epoll, struct epoll_event *events, int n, int timeout) {
  return (int)CALL(SYS_epoll_wait, epoll, events, n, timeout);
}

int epoll_pwait(int epoll, struct epoll_event *events, int n, int timeout, const sigset_t *mask) {
  return (int)CALL(SYS_epoll_pwait, epoll, events, n, timeout, mask);
}

int eventfd(unsigned int value, int flags) {
  return (int)CALL(SYS_eventfd2, value, flags);
}

int eventfd_read(int fd, eventfd_t *value) {
  return CALL(SYS_read, fd, value, 8) == 8 ? 0 : -1;
}

int eventfd_write(int fd, eventfd_t value) {
  return CALL(SYS_write, fd, &value, 8) == 8 ? 0 : -1;
}

int timerfd_create(clockid_t clock, int flags) {
  return (int)CALL(SYS_timerfd_create, clock, flags);
}

int timerfd_settime(
    int fd, int flags, const struct itimerspec *value, struct itimerspec *old) {
  return (int)CALL(SYS_timerfd_settime, fd, flags, value, old);
}

int timerfd_gettime(int fd, struct itimerspec *value) {
  return (int)CALL(SYS_timerfd_gettime, fd, value);
}

int signalfd(int fd, const sigset_t *mask, int flags) {
  return (int)CALL(SYS_signalfd4, fd, mask, 8, flags);
}

/* Terminals. The kernel's termios has 19 control characters and no speeds. */

struct kernel_termios {
  tcflag_t modes[4];
  cc_t line;
  cc_t characters[19];
};

int tcgetattr(int fd, struct termios *settings) {
  struct kernel_termios raw;
  if (CALL(SYS_ioctl, fd, TCGETS, &raw) < 0)
    return -1;
  __fill(settings, 0, sizeof *settings);
  __copy(settings, raw.modes, sizeof raw.modes);
  settings->c_line = raw.line;
  __copy(settings->c_cc, raw.characters, sizeof raw.characters);
  settings->c_ispeed = settings->c_ospeed = raw.modes[2] & 017;
  return 0;
}

int tcsetattr(int fd, int when, const struct termios *settings) {
  struct kernel_termios raw;
  if ((unsigned)when > TCSAFLUSH) {
    __errno = EINVAL;
    return -1;
  }
  __copy(raw.modes, settings, sizeof raw.modes);
  raw.line = settings->c_line;
  __copy(raw.characters, settings->c_cc, sizeof raw.characters);
  return (int)CALL(SYS_ioctl, fd, TCSETS + when, &raw);
}

int tcdrain(int fd) {
  return (int)CALL(SYS_ioctl, fd, 0x5409, 1);
}

int tcflush(int fd, int queue) {
  return (int)CALL(SYS_ioctl, fd, 0x540b, queue);
}

void cfmakeraw(struct termios *settings) {
  settings->c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | 010 | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
  settings->c_oflag &= ~(tcflag_t)OPOST;
  settings->c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  settings->c_cflag = (settings->c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
  settings->c_cc[VMIN] = 1;
  settings->c_cc[VTIME] = 0;
}

speed_t cfgetispeed(const struct termios *settings) {
  return settings->c_ispeed;
}

speed_t cfgetospeed(const struct termios *settings) {
  return settings->c_ospeed;
}

int cfsetispeed(struct termios *settings, speed_t speed) {
  settings->c_ispeed = speed;
  return 0;
}

int cfsetospeed(struct termios *settings, speed_t speed) {
  settings->c_ospeed = speed;
  settings->c_cflag = (settings->c_cflag & ~017u) | (speed & 017);
  return 0;
}

int isatty(int fd) {
  char settings[64];
  return CALL(SYS_ioctl, fd, TCGETS, settings) == 0;
}

pid_t tcgetpgrp(int fd) {
  int group;
  return CALL(SYS_ioctl, fd, TIOCGPGRP, &group) < 0 ? -1 : group;
}

int tcsetpgrp(int fd, pid_t group) {
  return (int)CALL(SYS_ioctl, fd, TIOCSPGRP, &group);
}
