/* readdir(3), scandir(3). */
#include <bits/libc.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct __dirstream {
  int fd;
  size_t at;
  size_t end;
  off_t position;
    /* A program may copy a whole struct dirent from near the end. */
  char buffer[4096 + sizeof(struct dirent)];
};

static DIR *adopt(int fd) {
  DIR *directory = malloc(sizeof *directory);
  if (directory) {
    directory->fd = fd;
    directory->at = directory->end = 0;
    directory->position = 0;
  }
  return directory;
}

DIR *opendir(const char *path) {
  if (!*path) {
    __errno = ENOENT;
    return NULL;
  }
  int fd = (int)CALL(
      SYS_openat, AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_DIRECTORY, 0);
  if (fd < 0)
    return NULL;
  DIR *directory = adopt(fd);
  if (!directory)
    __syscall(SYS_close, fd);
  return directory;
}

DIR *fdopendir(int fd) {
  struct stat status;
  if (CALL(SYS_fstat, fd, &status) < 0)
    return NULL;
  if (!S_ISDIR(status.st_mode)) {
    __errno = ENOTDIR;
    return NULL;
  }
  return adopt(fd);
}

int closedir(DIR *directory) {
  int fd = directory->fd;
  free(directory);
  return (int)CALL(SYS_close, fd);
}

/* The kernel's records have the layout of struct dirent, only shorter. */
struct dirent *readdir(DIR *directory) {
  if (directory->at >= directory->end) {
    long n = CALL(SYS_getdents64, directory->fd, directory->buffer, 4096);
    if (n <= 0)
      return NULL;
    directory->at = 0;
    directory->end = (size_t)n;
  }
  struct dirent *entry = (struct dirent *)(directory->buffer + directory->at);
  directory->at += entry->d_reclen;
  directory->position = entry->d_off;
  return entry;
}

int readdir_r(DIR *directory, struct dirent *to, struct dirent **result) {
  int before = __errno;
  __errno = 0;
  struct dirent *entry = readdir(directory);
  int error = __errno;
  __errno = before;
  if (entry)
    __copy(to, entry, entry->d_reclen);
  *result = entry ? to : NULL;
  return entry ? 0 : error;
}

void seekdir(DIR *directory, long position) {
  __syscall(SYS_lseek, directory->fd, position, 0);
  directory->at = directory->end = 0;
  directory->position = position;
}

void rewinddir(DIR *directory) {
  seekdir(directory, 0);
}

long telldir(DIR *directory) {
  return directory->position;
}

int dirfd(DIR *directory) {
  return directory->fd;
}

int alphasort(const struct dirent **a, const struct dirent **b) {
  return __order((*a)->d_name, (*b)->d_name);
}

int versionsort(const struct dirent **a, const struct dirent **b) {
  return strverscmp((*a)->d_name, (*b)->d_name);
}

int scandir(
    const char *path,
    struct dirent ***list,
    int (*filter)(const struct dirent *),
    int (*compare)(const struct dirent **, const struct dirent **)) {
  DIR *directory = opendir(path);
  struct dirent **found = NULL;
  size_t count = 0;
  size_t capacity = 0;
  struct dirent *entry;
  if (!directory)
    return -1;
  while ((entry = readdir(directory))) {
    if (filter && !filter(entry))
      continue;
    if (count == capacity) {
      capacity = capacity ? capacity * 2 : 16;
      struct dirent **bigger = realloc(found, capacity * sizeof *found);
      if (!bigger)
        goto failed;
      found = bigger;
    }
    found[count] = malloc(entry->d_reclen);
    if (!found[count])
      goto failed;
    __copy(found[count++], entry, entry->d_reclen);
  }
  closedir(directory);
  if (compare && count)
    qsort(found, count, sizeof *found, (int (*)(const void *, const void *))compare);
  *list = found;
  return (int)count;
failed:
  while (count)
    free(found[--count]);
  free(found);
  closedir(directory);
  return -1;
}
