/* fopen(3), fclose(3): streams come and go. */
#include <bits/file.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

/* Stream flags and open(2) flags of a mode like "r+b"; -1 if it is none. */
int __mode_flags(const char *mode, int *open_flags) {
  int flags;
  int how;
  switch (*mode) {
    case 'r':
      flags = F_NO_WRITE;
      how = O_RDONLY;
      break;
    case 'w':
      flags = F_NO_READ;
      how = O_WRONLY | O_CREAT | O_TRUNC;
      break;
    case 'a':
      flags = F_NO_READ | F_APPEND;
      how = O_WRONLY | O_CREAT | O_APPEND;
      break;
    default:
      __errno = EINVAL;
      return -1;
  }
  for (int i = 1; i < 7 && mode[i] && mode[i] != ','; i++) {
    if (mode[i] == '+') {
      flags &= F_APPEND;
      how = (how & ~O_ACCMODE) | O_RDWR;
    } else if (mode[i] == 'x') {
      how |= O_EXCL;
    } else if (mode[i] == 'e') {
      how |= O_CLOEXEC;
    }
  }
  *open_flags = how;
  return flags;
}

static void list_lock(void) {
  if (__threaded)
    __syscall(SYS_mutex_lock, &__streams_lock);
}

static void list_unlock(void) {
  if (__threaded)
    __syscall(SYS_mutex_unlock, &__streams_lock);
}

FILE *__new_stream(int fd, int flags) {
  FILE *f = calloc(1, sizeof *f);
  if (!f)
    return NULL;
  f->fd = fd;
  f->flags = flags | F_OWN_FILE;
  f->lock.__kind = 1;
  list_lock();
  f->next = __streams;
  __streams = f;
  list_unlock();
  return f;
}

static void unlist(FILE *f) {
  list_lock();
  for (FILE **p = &__streams; *p; p = &(*p)->next) {
    if (*p == f) {
      *p = f->next;
      break;
    }
  }
  list_unlock();
}

static void drop_buffer(FILE *f) {
  if (f->flags & F_OWN_BUFFER)
    free(f->buffer);
  f->buffer = f->at = f->end = f->put = f->limit = NULL;
  f->size = 0;
}

int __close_stream(FILE *f) {
  LOCK(f);
  int result = __stream_sync(f);
  int closed = f->calls ? f->calls->close(f) : (int)CALL(SYS_close, f->fd);
  if (closed < 0 || (f->flags & F_ERROR))
    result = EOF;
  UNLOCK(f);
  unlist(f);
  drop_buffer(f);
  if (f->flags & F_OWN_FILE) {
    free(f);
  } else {
    f->fd = -1;
    f->flags = F_NO_READ | F_NO_WRITE;
  }
  return result;
}

FILE *fopen(const char *path, const char *mode) {
  int how;
  int flags = __mode_flags(mode, &how);
  if (flags < 0)
    return NULL;
  FILE *f = __new_stream(-1, flags);
  if (!f)
    return NULL;
  f->fd = (int)CALL(SYS_openat, AT_FDCWD, path, how, 0666);
  if (f->fd < 0) {
    int reason = __errno;
    unlist(f);
    free(f);
    __errno = reason;
    return NULL;
  }
  if ((how & (O_APPEND | O_ACCMODE)) == (O_APPEND | O_WRONLY))
    __syscall(SYS_lseek, f->fd, 0, SEEK_END);
  return f;
}

FILE *fdopen(int fd, const char *mode) {
  int how;
  int flags = __mode_flags(mode, &how);
  if (flags < 0)
    return NULL;
  long now = CALL(SYS_fcntl, fd, F_GETFL, 0);
  if (now < 0)
    return NULL;
  if (((now & O_ACCMODE) == O_RDONLY && !(flags & F_NO_WRITE))
      || ((now & O_ACCMODE) == O_WRONLY && !(flags & F_NO_READ))) {
    __errno = EINVAL;
    return NULL;
  }
  if ((how & O_APPEND) && !(now & O_APPEND) && CALL(SYS_fcntl, fd, F_SETFL, now | O_APPEND) < 0)
    return NULL;
  return __new_stream(fd, flags);
}

FILE *freopen(const char *path, const char *mode, FILE *f) {
  int how;
  int flags = __mode_flags(mode, &how);
  if (flags < 0)
    return NULL;
  LOCK(f);
  __stream_sync(f);
  int old = f->fd;
  int fd = old;
  if (path) {
    fd = (int)CALL(SYS_openat, AT_FDCWD, path, how, 0666);
        /* The new file takes the old one's number: that is what redirecting stdout is for. */
    if (fd >= 0 && old >= 0 && fd != old) {
      __syscall(SYS_dup3, fd, old, how & O_CLOEXEC);
      __syscall(SYS_close, fd);
      fd = old;
    }
  }
  drop_buffer(f);
  f->flags = flags | (f->flags & F_OWN_FILE);
  if (fd < 0) {
    int reason = __errno;
    __syscall(SYS_close, old);
    f->fd = -1;
    UNLOCK(f);
    __errno = reason;
    return NULL;
  }
  f->fd = fd;
  if ((how & (O_APPEND | O_ACCMODE)) == (O_APPEND | O_WRONLY))
    __syscall(SYS_lseek, fd, 0, SEEK_END);
  UNLOCK(f);
  return f;
}

int fclose(FILE *f) {
  return __close_stream(f);
}

int setvbuf(FILE *f, char *buffer, int mode, size_t size) {
  LOCK(f);
  int result = 0;
  if (mode == _IONBF) {
    __stream_sync(f);
    drop_buffer(f);
    f->flags = (f->flags & ~(F_LINE | F_OWN_BUFFER | F_WRITING)) | F_UNBUFFERED;
  } else if (mode == _IOLBF || mode == _IOFBF) {
    f->flags &= ~(F_LINE | F_UNBUFFERED);
    if (buffer && size) {
      __stream_sync(f);
      drop_buffer(f);
      f->flags &= ~(F_OWN_BUFFER | F_WRITING);
      __stream_buffer(f);
      if (f->flags & F_OWN_BUFFER)
        free(f->buffer);
      f->flags &= ~(F_OWN_BUFFER | F_LINE);
      f->buffer = f->at = f->end = f->put = f->limit = (uchar *)buffer;
      f->size = size;
    } else if (mode == _IOFBF && !f->buffer) {
      /* Without a buffer of the caller's, the stream keeps the one it has, or takes its usual size.
         */
      __stream_buffer(f);
      f->flags &= ~F_LINE;
    }
    if (mode == _IOLBF)
      f->flags |= F_LINE;
    if (f->flags & F_WRITING)
      f->limit = f->flags & F_LINE ? f->buffer : f->buffer + f->size;
  } else {
    __errno = EINVAL;
    result = EOF;
  }
  UNLOCK(f);
  return result;
}

void setbuf(FILE *f, char *buffer) {
  setvbuf(f, buffer, buffer ? _IOFBF : _IONBF, BUFSIZ);
}

void setbuffer(FILE *f, char *buffer, size_t size) {
  setvbuf(f, buffer, buffer ? _IOFBF : _IONBF, size);
}

void setlinebuf(FILE *f) {
  setvbuf(f, NULL, _IOLBF, 0);
}
