/* sem_overview(7). A named semaphore is a sem_t in the file /dev/shm/sem.NAME, mapped by all who
   open it. */
#include <bits/libc.h>
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

int sem_init(sem_t *sem, int shared, unsigned int value) {
  if (value > SEM_VALUE_MAX) {
    __errno = EINVAL;
    return -1;
  }
  __fill(sem, 0, sizeof *sem);
  sem->__value = value;
  sem->__shared = shared != 0;
  return 0;
}

int sem_destroy(sem_t *sem) {
  return 0;
}

int sem_wait(sem_t *sem) {
  return (int)CALL(SYS_sem_wait, sem);
}

int sem_trywait(sem_t *sem) {
  return (int)CALL(SYS_sem_trywait, sem);
}

int sem_clockwait(sem_t *sem, clockid_t clock, const struct timespec *until) {
  if ((unsigned long)until->tv_nsec >= 1000000000UL) {
    __errno = EINVAL;
    return -1;
  }
  return (int)CALL(SYS_sem_timedwait, sem, until, clock);
}

int sem_timedwait(sem_t *sem, const struct timespec *until) {
  return sem_clockwait(sem, 0, until);
}

int sem_post(sem_t *sem) {
  return (int)CALL(SYS_sem_post, sem);
}

int sem_getvalue(sem_t *sem, int *value) {
  *value = (int)sem->__value;
  return 0;
}

/* What this process has open: the same name gives the same address. */
struct named {
  struct named *next;
  unsigned long device;
  unsigned long inode;
  int uses;
  sem_t *sem;
};
static struct named *opened;
static pthread_mutex_t lock;

static int sem_path(char *path, const char *name) {
  while (*name == '/')
    name++;
  size_t length = __length(name);
  if (length == 0 || length > 250 || __find_char(name, '/')) {
    __errno = length > 250 ? ENAMETOOLONG : EINVAL;
    return -1;
  }
  __copy(path, "/dev/shm/sem.", 13);
  __copy(path + 13, name, length + 1);
  return 0;
}

static sem_t *map(int fd) {
  struct stat status;
  if (CALL(SYS_fstat, fd, &status) < 0)
    return SEM_FAILED;
  for (struct named *n = opened; n; n = n->next) {
    if (n->device == status.st_dev && n->inode == status.st_ino) {
      n->uses++;
      return n->sem;
    }
  }
  struct named *n = malloc(sizeof *n);
  if (!n)
    return SEM_FAILED;
  long at = CALL(SYS_mmap, NULL, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (at == -1) {
    free(n);
    return SEM_FAILED;
  }
  n->device = status.st_dev;
  n->inode = status.st_ino;
  n->uses = 1;
  n->sem = (sem_t *)at;
  n->next = opened;
  opened = n;
  __syscall(SYS_name_region, at, sizeof(sem_t), "named semaphore");
  return n->sem;
}

/* A new semaphore is made complete under another name and then linked, so nobody sees it half done.
   */
static int create(const char *path, mode_t mode, unsigned int value) {
  char temporary[32];
  unsigned long random;
  sem_t sem;
  __syscall(SYS_getrandom, &random, sizeof random, 0);
  __copy(temporary, "/dev/shm/sem.", 13);
  for (int i = 13; i < 19; i++, random /= 26)
    temporary[i] = (char)('a' + random % 26);
  temporary[19] = 0;
  int fd = (int)CALL(
      SYS_openat, AT_FDCWD, temporary, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, mode);
  if (fd < 0)
    return -1;
  sem_init(&sem, 1, value);
  long result = CALL(SYS_write, fd, &sem, sizeof sem);
  if (result == sizeof sem)
    result = CALL(SYS_link, temporary, path);
  else
    result = -1;
  int reason = __errno;
  __syscall(SYS_unlink, temporary);
  if (result < 0) {
    __syscall(SYS_close, fd);
    __errno = reason;
    return -1;
  }
  return fd;
}

sem_t *sem_open(const char *name, int flags, ...) {
  char path[272];
  mode_t mode = 0;
  unsigned int value = 0;
  if (flags & O_CREAT) {
    va_list list;
    va_start(list, flags);
    mode = va_arg(list, mode_t);
    value = va_arg(list, unsigned int);
    va_end(list);
    if (value > SEM_VALUE_MAX) {
      __errno = EINVAL;
      return SEM_FAILED;
    }
  }
  if (sem_path(path, name))
    return SEM_FAILED;
  int fd = -1;
  for (;;) {
    if (!(flags & O_CREAT) || !(flags & O_EXCL)) {
      fd = (int)CALL(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);
      if (fd >= 0 || !(flags & O_CREAT) || __errno != ENOENT)
        break;
    }
    fd = create(path, mode, value);
    if (fd >= 0 || __errno != EEXIST || (flags & O_EXCL))
      break;
  }
  if (fd < 0)
    return SEM_FAILED;
  if (__threaded)
    __syscall(SYS_mutex_lock, &lock);
  sem_t *sem = map(fd);
  if (__threaded)
    __syscall(SYS_mutex_unlock, &lock);
  __syscall(SYS_close, fd);
  return sem;
}

int sem_close(sem_t *sem) {
  int result = -1;
  if (__threaded)
    __syscall(SYS_mutex_lock, &lock);
  struct named **p = &opened;
  while (*p && (*p)->sem != sem)
    p = &(*p)->next;
  if (!*p) {
    __errno = EINVAL;
  } else {
    struct named *n = *p;
    result = 0;
    if (--n->uses == 0) {
      *p = n->next;
      __syscall(SYS_munmap, sem, sizeof *sem);
      free(n);
    }
  }
  if (__threaded)
    __syscall(SYS_mutex_unlock, &lock);
  return result;
}

int sem_unlink(const char *name) {
  char path[272];
  if (sem_path(path, name)) {
    if (__errno == EINVAL)
      __errno = ENOENT;
    return -1;
  }
  long result = __syscall(SYS_unlink, path);
  return (int)__syscall_result(result == -EPERM ? -EACCES : result);
}
