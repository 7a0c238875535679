/* mkstemp(3), tmpfile(3): temporary files. */
#include <bits/file.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { A_FILE, A_DIRECTORY, A_NAME };

/* Fills the XXXXXX before a suffix until what is wanted could be made. */
static int make(char *path, int suffix, int flags, int what) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  long length = (long)__length(path) - suffix;
  if (suffix < 0 || length < 6 || __compare(path + length - 6, "XXXXXX", 6)) {
    __errno = EINVAL;
    return -1;
  }
  for (int attempt = 0; attempt < 1000; attempt++) {
    unsigned long random;
    long result;
    struct stat status;
    __syscall(SYS_getrandom, &random, sizeof random, 0);
    for (char *p = path + length - 6; p < path + length; p++, random /= 62)
      *p = letters[random % 62];
    if (what == A_FILE) {
      result = __syscall(
          SYS_openat, AT_FDCWD, path, (flags & ~O_ACCMODE) | O_RDWR | O_CREAT | O_EXCL, 0600);
    } else if (what == A_DIRECTORY) {
      result = __syscall(SYS_mkdir, path, 0700);
    } else {
      result = __syscall(SYS_lstat, path, &status);
      result = result == -ENOENT ? 0 : result < 0 ? result : -EEXIST;
    }
    if (result != -EEXIST)
      return (int)__syscall_result(result);
  }
  __errno = EEXIST;
  return -1;
}

int mkstemp(char *path) {
  return make(path, 0, 0, A_FILE);
}

int mkostemp(char *path, int flags) {
  return make(path, 0, flags, A_FILE);
}

int mkstemps(char *path, int suffix) {
  return make(path, suffix, 0, A_FILE);
}

char *mkdtemp(char *path) {
  return make(path, 0, 0, A_DIRECTORY) < 0 ? NULL : path;
}

char *mktemp(char *path) {
  if (make(path, 0, 0, A_NAME) < 0)
    *path = 0;
  return path;
}

char *tmpnam(char *to) {
  static char own[L_tmpnam];
  char *path = to ? to : own;
  __copy(path, "/tmp/fileXXXXXX", 16);
  return make(path, 0, 0, A_NAME) < 0 ? NULL : path;
}

char *tempnam(const char *directory, const char *prefix) {
  size_t n = directory ? __length(directory) : 4;
  size_t m = prefix ? __length_max(prefix, 5) : 4;
  char *path = malloc(n + m + 8);
  if (!path)
    return NULL;
  __copy(path, directory ? directory : "/tmp", n);
  path[n] = '/';
  __copy(path + n + 1, prefix ? prefix : "file", m);
  __copy(path + n + 1 + m, "XXXXXX", 7);
  if (make(path, 0, 0, A_NAME) < 0) {
    free(path);
    return NULL;
  }
  return path;
}

FILE *tmpfile(void) {
  char path[] = "/tmp/tmpfXXXXXX";
  int fd = make(path, 0, 0, A_FILE);
  if (fd < 0)
    return NULL;
  __syscall(SYS_unlink, path);
  FILE *f = __new_stream(fd, 0);
  if (!f)
    __syscall(SYS_close, fd);
  return f;
}
