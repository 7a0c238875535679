/* sysconf(3), pathconf(3), uname(2), and who and where we are. */
#include <bits/libc.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

static long limit(int resource) {
  struct rlimit value;
  if (__syscall(SYS_getrlimit, resource, &value) < 0 || value.rlim_cur > LONG_MAX)
    return -1;
  return (long)value.rlim_cur;
}

/* A number out of a file of /proc like "MemTotal:   1024 kB"; -1 if it is not there. */
static long memory_pages(const char *name) {
  char text[1024];
  int fd = (int)__syscall(SYS_openat, AT_FDCWD, "/proc/meminfo", O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return -1;
  long n = __syscall(SYS_read, fd, text, sizeof text - 1);
  __syscall(SYS_close, fd);
  if (n <= 0)
    return -1;
  text[n] = 0;
  size_t length = __length(name);
  for (char *p = text; p; p = __find_char(p, '\n')) {
    if (*p == '\n')
      p++;
    if (!__order_max(p, name, length)) {
      int negative;
      return (long)__parse(p + length + 1, NULL, 10, LONG_MAX, &negative) / 4;
    }
  }
  return -1;
}

long get_phys_pages(void) {
  return memory_pages("MemTotal");
}

long get_avphys_pages(void) {
  return memory_pages("MemFree");
}

long sysconf(int name) {
  switch (name) {
    case _SC_PAGESIZE:
      return 4096;
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN:
      return get_nprocs();
    case _SC_PHYS_PAGES:
      return get_phys_pages();
    case _SC_AVPHYS_PAGES:
      return get_avphys_pages();
    case _SC_CLK_TCK:
      return 100;
    case _SC_OPEN_MAX:
      return limit(RLIMIT_NOFILE);
    case _SC_CHILD_MAX:
      return limit(RLIMIT_NPROC);
    case _SC_SIGQUEUE_MAX:
      return limit(RLIMIT_SIGPENDING);
    case _SC_ARG_MAX: {
      long stack = limit(RLIMIT_STACK);
      return stack / 4 > ARG_MAX ? stack / 4 : ARG_MAX;
    }
    case _SC_NGROUPS_MAX:
      return NGROUPS_MAX;
    case _SC_STREAM_MAX:
      return 16;
    case _SC_TZNAME_MAX:
      return 6;
    case _SC_JOB_CONTROL:
    case _SC_SAVED_IDS:
      return 1;
    case _SC_RTSIG_MAX:
      return 32;
    case _SC_SEM_VALUE_MAX:
      return 2147483647;
    case _SC_MQ_PRIO_MAX:
      return MQ_PRIO_MAX;
    case _SC_LINE_MAX:
      return 2048;
    case _SC_IOV_MAX:
      return IOV_MAX;
    case _SC_ATEXIT_MAX:
      return 2147483647;
    case _SC_GETGR_R_SIZE_MAX:
    case _SC_GETPW_R_SIZE_MAX:
      return 1024;
    case _SC_LOGIN_NAME_MAX:
      return 256;
    case _SC_TTY_NAME_MAX:
      return 32;
    case _SC_HOST_NAME_MAX:
      return 64;
    case _SC_THREAD_DESTRUCTOR_ITERATIONS:
      return 4;
    case _SC_THREAD_KEYS_MAX:
      return 1024;
    case _SC_THREAD_STACK_MIN:
      return 16384;
    case _SC_LEVEL1_DCACHE_LINESIZE:
      return 64;
    case _SC_XOPEN_VERSION:
      return 700;
    case _SC_REALTIME_SIGNALS:
    case _SC_PRIORITY_SCHEDULING:
    case _SC_TIMERS:
    case _SC_FSYNC:
    case _SC_MAPPED_FILES:
    case _SC_MESSAGE_PASSING:
    case _SC_SEMAPHORES:
    case _SC_SHARED_MEMORY_OBJECTS:
    case _SC_VERSION:
    case _SC_2_VERSION:
    case _SC_THREADS:
    case _SC_THREAD_SAFE_FUNCTIONS:
    case _SC_THREAD_ATTR_STACKADDR:
    case _SC_THREAD_ATTR_STACKSIZE:
    case _SC_THREAD_PRIORITY_SCHEDULING:
    case _SC_THREAD_PROCESS_SHARED:
    case _SC_BARRIERS:
    case _SC_CLOCK_SELECTION:
    case _SC_CPUTIME:
    case _SC_THREAD_CPUTIME:
    case _SC_MONOTONIC_CLOCK:
    case _SC_READER_WRITER_LOCKS:
    case _SC_SPIN_LOCKS:
    case _SC_TIMEOUTS:
      return 200809;
    case _SC_MQ_OPEN_MAX:
    case _SC_SEM_NSEMS_MAX:
    case _SC_TIMER_MAX:
    case _SC_THREAD_THREADS_MAX:
    case _SC_SYMLOOP_MAX:
      return -1;
    default:
      __errno = EINVAL;
      return -1;
  }
}

static long path_limit(int name) {
  switch (name) {
    case _PC_LINK_MAX:
      return 127;
    case _PC_MAX_CANON:
    case _PC_MAX_INPUT:
    case _PC_NAME_MAX:
      return 255;
    case _PC_PATH_MAX:
    case _PC_PIPE_BUF:
      return 4096;
    case _PC_CHOWN_RESTRICTED:
    case _PC_NO_TRUNC:
      return 1;
    case _PC_VDISABLE:
      return 0;
    default:
      __errno = EINVAL;
      return -1;
  }
}

long pathconf(const char *path, int name) {
  return path_limit(name);
}

long fpathconf(int fd, int name) {
  return path_limit(name);
}

size_t confstr(int name, char *to, size_t size) {
  const char *value = "/bin:/usr/bin";
  if (name != _CS_PATH) {
    __errno = EINVAL;
    return 0;
  }
  if (size) {
    size_t n = __length_max(value, size - 1);
    __copy(to, value, n);
    to[n] = 0;
  }
  return __length(value) + 1;
}

int getpagesize(void) {
  return 4096;
}

int getdtablesize(void) {
  return (int)limit(RLIMIT_NOFILE);
}

int uname(struct utsname *to) {
  return (int)CALL(SYS_uname, to);
}

int gethostname(char *to, size_t size) {
  struct utsname name;
  if (CALL(SYS_uname, &name) < 0)
    return -1;
  size_t length = __length(name.nodename) + 1;
  __copy(to, name.nodename, length < size ? length : size);
  if (length > size) {
    __errno = ENAMETOOLONG;
    return -1;
  }
  return 0;
}


int getgroups(int size, gid_t *list) {
  if (size > 0)
    list[0] = (gid_t)__syscall(SYS_getgid);
  return 1;
}

/* The terminal's name, from the link that /proc keeps for the descriptor. */
int ttyname_r(int fd, char *to, size_t size) {
  char link[40] = "/proc/self/fd/";
  char digits[16];
  char settings[64];
  if (CALL(SYS_ioctl, fd, 0x5401, settings) < 0)
    return __errno;
  char *end = digits + sizeof digits - 1;
  *end = 0;
  char *start = __itoa((unsigned)fd, end);
  __copy(link + 14, start, (size_t)(end - start) + 1);
  long n = __syscall(SYS_readlink, link, to, size ? size - 1 : 0);
  if (n < 0)
    return (int)-n;
  if ((size_t)n + 1 >= size)
    return ERANGE;
  to[n] = 0;
  return 0;
}

char *ttyname(int fd) {
  static char name[64];
  int error = ttyname_r(fd, name, sizeof name);
  if (error) {
    __errno = error;
    return NULL;
  }
  return name;
}

int getlogin_r(char *to, size_t size) {
  const char *name = getenv("LOGNAME");
  if (!name)
    name = getenv("USER");
  if (!name)
    return ENOTTY;
  if (__length(name) >= size)
    return ERANGE;
  __copy(to, name, __length(name) + 1);
  return 0;
}

char *getlogin(void) {
  static char name[64];
  int error = getlogin_r(name, sizeof name);
  if (error) {
    __errno = error;
    return NULL;
  }
  return name;
}

int daemon(int keep_directory, int keep_streams) {
  pid_t pid = fork();
  if (pid < 0)
    return -1;
  if (pid > 0)
    _exit(0);
  if (CALL(SYS_setsid) < 0)
    return -1;
  if (!keep_directory)
    __syscall(SYS_chdir, "/");
  if (!keep_streams) {
    int fd = (int)CALL(SYS_openat, AT_FDCWD, "/dev/null", O_RDWR, 0);
    if (fd < 0)
      return -1;
    for (int i = 0; i < 3; i++)
      __syscall(SYS_dup2, fd, i);
    if (fd > 2)
      __syscall(SYS_close, fd);
  }
  return 0;
}

int getloadavg(double *to, int n) {
  char text[128];
  int fd = (int)__syscall(SYS_openat, AT_FDCWD, "/proc/loadavg", O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return -1;
  long length = __syscall(SYS_read, fd, text, sizeof text - 1);
  __syscall(SYS_close, fd);
  if (length <= 0)
    return -1;
  text[length] = 0;
  char *p = text;
  int i = 0;
  for (; i < n && i < 3; i++) {
    char *end;
    to[i] = strtod(p, &end);
    if (end == p)
      break;
    p = end;
  }
  return i;
}
