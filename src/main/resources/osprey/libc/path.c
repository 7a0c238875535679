/* Names in the file system: stat(2), mkdir(2), unlink(2), getcwd(3), realpath(3). */
#include <bits/libc.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

int stat(const char *path, struct stat *status) {
  return (int)CALL(SYS_stat, path, status);
}

int lstat(const char *path, struct stat *status) {
  return (int)CALL(SYS_lstat, path, status);
}

int fstat(int fd, struct stat *status) {
  return (int)CALL(SYS_fstat, fd, status);
}

int fstatat(int directory, const char *path, struct stat *status, int flags) {
  return (int)CALL(SYS_newfstatat, directory, path, status, flags);
}

int access(const char *path, int mode) {
  return (int)CALL(SYS_access, path, mode);
}

int chmod(const char *path, mode_t mode) {
  return (int)CALL(SYS_chmod, path, mode);
}

int fchmod(int fd, mode_t mode) {
  return (int)CALL(SYS_fchmod, fd, mode);
}

int chown(const char *path, uid_t uid, gid_t gid) {
  return (int)CALL(SYS_chown, path, uid, gid);
}

int fchown(int fd, uid_t uid, gid_t gid) {
  return (int)CALL(SYS_fchown, fd, uid, gid);
}

mode_t umask(mode_t mask) {
  return (mode_t)__syscall(SYS_umask, mask);
}

int mkdir(const char *path, mode_t mode) {
  return (int)CALL(SYS_mkdir, path, mode);
}

int mkdirat(int directory, const char *path, mode_t mode) {
  return (int)CALL(SYS_mkdirat, directory, path, mode);
}

int rmdir(const char *path) {
  return (int)CALL(SYS_rmdir, path);
}

int mknod(const char *path, mode_t mode, dev_t device) {
  return (int)CALL(SYS_mknod, path, mode, device);
}

int mknodat(int directory, const char *path, mode_t mode, dev_t device) {
  return (int)CALL(SYS_mknodat, directory, path, mode, device);
}

int mkfifo(const char *path, mode_t mode) {
  return (int)CALL(SYS_mknod, path, mode | S_IFIFO, 0);
}

int mkfifoat(int directory, const char *path, mode_t mode) {
  return (int)CALL(SYS_mknodat, directory, path, mode | S_IFIFO, 0);
}

int link(const char *from, const char *to) {
  return (int)CALL(SYS_link, from, to);
}

int symlink(const char *target, const char *path) {
  return (int)CALL(SYS_symlink, target, path);
}

ssize_t readlink(const char *path, char *to, size_t n) {
  return CALL(SYS_readlink, path, to, n);
}

int unlink(const char *path) {
  return (int)CALL(SYS_unlink, path);
}

int unlinkat(int directory, const char *path, int flags) {
  return (int)CALL(SYS_unlinkat, directory, path, flags);
}

int rename(const char *from, const char *to) {
  return (int)CALL(SYS_rename, from, to);
}

int remove(const char *path) {
  long result = __syscall(SYS_unlink, path);
  if (result == -EISDIR || result == -EPERM)
    return (int)CALL(SYS_rmdir, path);
  return (int)__syscall_result(result);
}

int chdir(const char *path) {
  return (int)CALL(SYS_chdir, path);
}

int fchdir(int fd) {
  return (int)CALL(SYS_fchdir, fd);
}

/* Without a buffer the result is on the heap, of the size asked for or just large enough. */
char *getcwd(char *to, size_t n) {
  char local[PATH_MAX];
  if (to) {
    if (n == 0) {
      __errno = EINVAL;
      return NULL;
    }
    return CALL(SYS_getcwd, to, n) < 0 ? NULL : to;
  }
  long length = CALL(SYS_getcwd, local, sizeof local);
  if (length < 0)
    return NULL;
  if (n && n < (size_t)length) {
    __errno = ERANGE;
    return NULL;
  }
  to = malloc(n ? n : (size_t)length);
  return to ? __copy(to, local, (size_t)length) : NULL;
}

char *get_current_dir_name(void) {
  return getcwd(NULL, 0);
}

char *getwd(char *to) {
  return CALL(SYS_getcwd, to, PATH_MAX) < 0 ? NULL : to;
}

int utimes(const char *path, const struct timeval *times) {
  return (int)CALL(SYS_utimes, path, times);
}

int utime(const char *path, const struct utimbuf *times) {
  struct timeval both[2];
  if (times) {
    both[0].tv_sec = times->actime;
    both[1].tv_sec = times->modtime;
    both[0].tv_usec = both[1].tv_usec = 0;
  }
  return (int)CALL(SYS_utimes, path, times ? both : NULL);
}

/* Resolves one component after the other; `rest` is what is still to come. */
char *realpath(const char *path, char *to) {
  char done[PATH_MAX];
  char rest[PATH_MAX];
  char target[PATH_MAX];
  size_t length = 0;
  int links = 0;
  if (!path || !*path) {
    __errno = path ? ENOENT : EINVAL;
    return NULL;
  }
  if (__length(path) >= PATH_MAX) {
    __errno = ENAMETOOLONG;
    return NULL;
  }
  __copy(rest, path, __length(path) + 1);
  if (*path != '/') {
    if (CALL(SYS_getcwd, done, sizeof done) < 0)
      return NULL;
    length = __length(done);
    if (length == 1)
      length = 0;
  }
  char *p = rest;
  while (*p) {
    while (*p == '/')
      p++;
    size_t n = 0;
    while (p[n] && p[n] != '/')
      n++;
    if (n == 0)
      break;
    if (n == 1 && p[0] == '.') {
      p += n;
      continue;
    }
    if (n == 2 && p[0] == '.' && p[1] == '.') {
      while (length > 0 && done[--length] != '/')
        ;
      p += n;
      continue;
    }
    if (length + n + 2 > PATH_MAX) {
      __errno = ENAMETOOLONG;
      return NULL;
    }
    size_t before = length;
    done[length++] = '/';
    __copy(done + length, p, n);
    length += n;
    done[length] = 0;
    p += n;
    struct stat status;
    if (CALL(SYS_lstat, done, &status) < 0)
      return NULL;
    if (S_ISLNK(status.st_mode)) {
      long size = CALL(SYS_readlink, done, target, sizeof target - 1);
      if (size < 0)
        return NULL;
      size_t left = __length(p);
      if (++links > 40 || (size_t)size + left + 1 > PATH_MAX) {
        __errno = links > 40 ? ELOOP : ENAMETOOLONG;
        return NULL;
      }
      __copy(rest + size, p, left + 1);
      __copy(rest, target, (size_t)size);
      p = rest;
      length = *rest == '/' ? 0 : before;
    } else if (*p == '/' && !S_ISDIR(status.st_mode)) {
      __errno = ENOTDIR;
      return NULL;
    }
  }
  if (length == 0)
    done[length++] = '/';
  done[length] = 0;
  if (!to)
    to = malloc(length + 1);
  return to ? __copy(to, done, length + 1) : NULL;
}

char *canonicalize_file_name(const char *path) {
  return realpath(path, NULL);
}
