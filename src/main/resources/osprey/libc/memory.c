/* mmap(2), brk(2), shm_open(3): memory from the kernel. */
#include <bits/libc.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t offset) {
  return (void *)CALL(SYS_mmap, at, length, protection, flags, fd, offset);
}

int munmap(void *at, size_t length) {
  return (int)CALL(SYS_munmap, at, length);
}

int mprotect(void *at, size_t length, int protection) {
  return (int)CALL(SYS_mprotect, at, length, protection);
}

int msync(void *at, size_t length, int flags) {
  return (int)CALL(SYS_msync, at, length, flags);
}

int madvise(void *at, size_t length, int advice) {
  return (int)CALL(SYS_madvise, at, length, advice);
}

int posix_madvise(void *at, size_t length, int advice) {
  return advice == POSIX_MADV_DONTNEED ? 0 : (int)-__syscall(SYS_madvise, at, length, advice);
}

/* Nothing is ever paged out, so everything counts as locked. */
int mlock(const void *at, size_t length) {
  return 0;
}

int munlock(const void *at, size_t length) {
  return 0;
}

int mlockall(int flags) {
  return 0;
}

int munlockall(void) {
  return 0;
}

int memfd_create(const char *name, unsigned int flags) {
  return (int)CALL(SYS_memfd_create, name, flags);
}

static char *current_end;

int brk(void *end) {
  current_end = (char *)__syscall(SYS_brk, end);
  if (current_end < (char *)end) {
    __errno = ENOMEM;
    return -1;
  }
  return 0;
}

void *sbrk(long by) {
  char *old = (char *)__syscall(SYS_brk, 0);
  if (by == 0)
    return old;
  if ((char *)__syscall(SYS_brk, old + by) != old + by) {
    __errno = ENOMEM;
    return (void *)-1;
  }
  return old;
}

/* "/dev/shm/" and the name without its slashes in front; not 0 if it is no name. */
static int shm_path(char *path, const char *name) {
  while (*name == '/')
    name++;
  size_t length = __length(name);
  if (length == 0 || length >= 255 || __find_char(name, '/')) {
    __errno = length >= 255 ? ENAMETOOLONG : EINVAL;
    return -1;
  }
  __copy(path, "/dev/shm/", 9);
  __copy(path + 9, name, length + 1);
  return 0;
}

int shm_open(const char *name, int flags, mode_t mode) {
  char path[272];
  if (shm_path(path, name))
    return -1;
  return (int)CALL(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC | O_NOFOLLOW, mode);
}

int shm_unlink(const char *name) {
  char path[272];
  if (shm_path(path, name)) {
    __errno = ENOENT;
    return -1;
  }
  long result = __syscall(SYS_unlink, path);
  return (int)__syscall_result(result == -EPERM ? -EACCES : result);
}
