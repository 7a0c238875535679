/* stdio(3): the buffer of a stream, filled and emptied by the same calls in the same portions as
   glibc's. */
#include <bits/file.h>
#include <bits/stat.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/ioctl.h>

FILE __stdin_stream = {.fd = 0, .flags = F_NO_WRITE, .lock = {.__kind = 1}};
FILE __stdout_stream = {.fd = 1, .flags = F_NO_READ, .lock = {.__kind = 1}, .next = &__stdin_stream};
FILE __stderr_stream = {
    .fd = 2, .flags = F_NO_READ | F_UNBUFFERED, .lock = {.__kind = 1}, .next = &__stdout_stream};
FILE *stdin = &__stdin_stream;
FILE *stdout = &__stdout_stream;
FILE *stderr = &__stderr_stream;
FILE *__streams = &__stderr_stream;
pthread_mutex_t __streams_lock;

static ssize_t do_read(FILE *f, void *to, size_t n) {
  return f->calls ? f->calls->read(f, to, n) : CALL(SYS_read, f->fd, to, n);
}

static long do_seek(FILE *f, long offset, int whence) {
  return f->calls ? f->calls->seek(f, offset, whence) : CALL(SYS_lseek, f->fd, offset, whence);
}

/* At exit: everything written goes out; then input that was read ahead is given back to a seekable
   file, so that whoever shares the offset goes on after what this process has used. */
static void flush_all(void) {
  for (FILE *f = __streams; f; f = f->next)
    if (f->flags & F_WRITING)
      __stream_flush(f);
  for (FILE *f = __streams; f; f = f->next)
    if (!(f->flags & F_UNBUFFERED))
      __stream_sync(f);
}

static void lock_streams(int phase) {
  if (phase == BEFORE_FORK) {
    __syscall(SYS_mutex_lock, &__streams_lock);
  } else if (phase == IN_PARENT) {
    __syscall(SYS_mutex_unlock, &__streams_lock);
  } else {
    __fill(&__streams_lock, 0, sizeof __streams_lock);
    for (FILE *f = __streams; f; f = f->next) {
      __fill(&f->lock, 0, sizeof f->lock);
      f->lock.__kind = 1;
    }
  }
}

/* Gives the stream its buffer when it is first used: size and kind depend on the file. */
int __stream_buffer(FILE *f) {
  if (f->buffer)
    return 0;
  __hooks.flush = flush_all;
  __hooks.lock_streams = lock_streams;
  if (!(f->flags & F_UNBUFFERED)) {
    struct stat status;
    size_t size = BUFSIZ;
    if (f->fd >= 0 && __syscall(SYS_fstat, f->fd, &status) >= 0) {
      char settings[64];
      if (S_IFCHR == (status.st_mode & S_IFMT)
          && ((status.st_rdev >> 8) - 136 < 8 || __syscall(SYS_ioctl, f->fd, TCGETS, settings) == 0))
        f->flags |= F_LINE;
      if (status.st_blksize > 0 && status.st_blksize < BUFSIZ)
        size = (size_t)status.st_blksize;
    }
    f->buffer = malloc(size);
    if (f->buffer) {
      f->size = size;
      f->flags |= F_OWN_BUFFER;
    }
  }
  if (!f->buffer) {
    f->buffer = f->single;
    f->size = 1;
    f->flags |= F_UNBUFFERED;
  }
  f->at = f->end = f->put = f->limit = f->buffer;
  return 0;
}

static void empty(FILE *f) {
  f->put = f->buffer;
  f->limit = f->flags & (F_LINE | F_UNBUFFERED) ? f->buffer : f->buffer + f->size;
}

/* Writes out n bytes, however many calls it takes; returns how many were written. */
static size_t write_out(FILE *f, const void *data, size_t n) {
  const char *p = data;
  size_t left = n;
  while (left) {
    ssize_t count =
        f->calls ? f->calls->write(f, p, left) : CALL(SYS_write, f->fd, p, left);
    if (count < 0) {
      f->flags |= F_ERROR;
      break;
    }
    p += count;
    left -= (size_t)count;
  }
  return n - left;
}

int __stream_flush(FILE *f) {
  if (!(f->flags & F_WRITING))
    return 0;
  size_t n = (size_t)(f->put - f->buffer);
  uchar *data = f->buffer;
  empty(f);
  return n && write_out(f, data, n) != n ? EOF : 0;
}

/* Forgets pushed-back bytes. */
static void drop_unget(FILE *f) {
  if (f->flags & F_UNGOT) {
    f->flags &= ~F_UNGOT;
    f->at = f->saved_at;
    f->end = f->saved_end;
  }
}

/* fflush of one stream: output goes out, unread input goes back. */
int __stream_sync(FILE *f) {
  int result = 0;
  if (f->flags & F_WRITING)
    return __stream_flush(f);
  drop_unget(f);
  if (f->at != f->end && !(f->flags & F_STRING)) {
    int before = __errno;
    if (do_seek(f, f->at - f->end, SEEK_CUR) >= 0) {
      f->end = f->at;
    } else if (__errno == ESPIPE) {
      __errno = before;
    } else {
      result = EOF;
    }
  }
  return result;
}

static int start_writing(FILE *f) {
  if (f->flags & F_NO_WRITE) {
    f->flags |= F_ERROR;
    __errno = EBADF;
    return EOF;
  }
  if (f->flags & F_WRITING)
    return 0;
  __stream_buffer(f);
  drop_unget(f);
  if (f->at != f->end)
    do_seek(f, f->at - f->end, SEEK_CUR);
  f->at = f->end = f->buffer;
  f->flags |= F_WRITING;
  empty(f);
  return 0;
}

/* Stores a byte for which there was no room, or just makes room (EOF). */
int __overflow(FILE *f, int c) {
  if (start_writing(f))
    return EOF;
  if (c == EOF)
    return __stream_flush(f);
  if (f->put == f->buffer + f->size && __stream_flush(f))
    return EOF;
  *f->put++ = (uchar)c;
  if ((f->flags & F_UNBUFFERED) || ((f->flags & F_LINE) && c == '\n'))
    if (__stream_flush(f))
      return EOF;
  return c;
}

/* The tail of a write, smaller than a buffer. */
static size_t write_rest(FILE *f, const char *p, size_t n) {
  size_t left = n;
  while (left) {
    size_t part = left;
    int flush = 0;
    if (f->flags & F_UNBUFFERED) {
      part = 1;
      flush = 1;
    } else if (f->flags & F_LINE) {
      const char *newline = __find(p, '\n', left);
      if (newline) {
        part = (size_t)(newline - p) + 1;
        flush = 1;
      }
    }
    size_t room = (size_t)(f->buffer + f->size - f->put);
    if (room == 0) {
      if (__stream_flush(f))
        break;
      continue;
    }
    if (part > room) {
      part = room;
      flush = 0;
    }
    __copy(f->put, p, part);
    f->put += part;
    p += part;
    left -= part;
    if (flush && __stream_flush(f))
      break;
  }
  return n - left;
}

size_t __stream_write(FILE *f, const void *data, size_t n) {
  const char *p = data;
  size_t left = n;
  size_t room = 0;
  int must_flush = 0;
  if (n == 0)
    return 0;
  if ((f->flags & F_LINE) && (f->flags & F_WRITING)) {
    room = (size_t)(f->buffer + f->size - f->put);
    if (room >= n && __find(p, '\n', n)) {
      room = n;
      while (p[room - 1] != '\n')
        room--;
      must_flush = 1;
    }
  } else if (f->put < f->limit) {
    room = (size_t)(f->limit - f->put);
  }
  if (room) {
    if (room > left)
      room = left;
    __copy(f->put, p, room);
    f->put += room;
    p += room;
    left -= room;
  }
  if (left || must_flush) {
    if (__overflow(f, EOF) == EOF)
      return left ? n - left : (size_t)EOF;
    size_t whole = f->size >= 128 ? left - left % f->size : left;
    if (whole) {
      size_t count = write_out(f, p, whole);
      left -= count;
      p += count;
      if (count < whole)
        return n - left;
    }
    left -= write_rest(f, p, left);
  }
  return n - left;
}

/* Before waiting for somebody's line, what was asked of them must be on the screen. */
static void flush_prompt(FILE *f) {
  if ((f->flags & (F_LINE | F_UNBUFFERED)) && (__stdout_stream.flags & F_LINE)) {
    LOCK(&__stdout_stream);
    __stream_flush(&__stdout_stream);
    UNLOCK(&__stdout_stream);
  }
}

static int start_reading(FILE *f) {
  if (f->flags & F_NO_READ) {
    f->flags |= F_ERROR;
    __errno = EBADF;
    return EOF;
  }
  __stream_buffer(f);
  if (f->flags & F_WRITING) {
    if (__stream_flush(f))
      return EOF;
    f->flags &= ~F_WRITING;
    f->put = f->limit = f->buffer;
  }
  return 0;
}

static ssize_t refill(FILE *f, void *to, size_t n) {
  ssize_t count = do_read(f, to, n);
  if (count <= 0)
    f->flags |= count == 0 ? F_EOF : F_ERROR;
  return count;
}

/* The next byte, not consumed, or EOF. */
int __underflow(FILE *f) {
  drop_unget(f);
  if (f->at < f->end)
    return *f->at;
  if (f->flags & F_STRING)
    f->flags |= F_EOF;
  if ((f->flags & F_EOF) || start_reading(f))
    return EOF;
  flush_prompt(f);
  f->at = f->end = f->buffer;
  ssize_t count = refill(f, f->buffer, f->size);
  if (count <= 0)
    return EOF;
  f->end = f->buffer + count;
  return *f->at;
}

int __get(FILE *f) {
  return __underflow(f) == EOF ? EOF : *f->at++;
}

int __unget(int c, FILE *f) {
  if (c == EOF)
    return EOF;
  if (!(f->flags & F_UNGOT)) {
    if (!(f->flags & F_STRING) && start_reading(f))
      return EOF;
    uchar *start = f->flags & F_STRING ? f->buffer : f->buffer;
    if (f->at > start && f->at[-1] == (uchar)c) {
      f->at--;
      f->flags &= ~F_EOF;
      return (uchar)c;
    }
    f->saved_at = f->at;
    f->saved_end = f->end;
    f->at = f->end = f->unget + sizeof f->unget;
    f->flags |= F_UNGOT;
  }
  if (f->at == f->unget)
    return EOF;
  *--f->at = (uchar)c;
  f->flags &= ~F_EOF;
  return (uchar)c;
}

size_t __stream_read(FILE *f, void *to, size_t n) {
  char *p = to;
  size_t left = n;
  while (left) {
    size_t have = (size_t)(f->end - f->at);
    if (have) {
      if (have > left)
        have = left;
      __copy(p, f->at, have);
      f->at += have;
      p += have;
      left -= have;
      continue;
    }
    if ((f->flags & (F_UNGOT | F_STRING)) || left < f->size || !f->buffer) {
      if (__underflow(f) == EOF)
        break;
      continue;
    }
        /* As much as fills whole buffers goes to its place without a copy. */
    if ((f->flags & F_EOF) || start_reading(f))
      break;
    ssize_t count = refill(f, p, f->size >= 128 ? left - left % f->size : left);
    if (count <= 0)
      break;
    p += count;
    left -= (size_t)count;
  }
  return n - left;
}

int __stream_seek(FILE *f, long offset, int whence) {
  if (f->flags & F_WRITING) {
    if (__stream_flush(f))
      return -1;
    f->flags &= ~F_WRITING;
    f->put = f->limit = f->buffer;
  } else {
    long pushed_back = f->flags & F_UNGOT ? f->end - f->at : 0;
    drop_unget(f);
    if (whence == SEEK_CUR)
      offset -= f->end - f->at + pushed_back;
  }
  if (do_seek(f, offset, whence) < 0)
    return -1;
  f->at = f->end = f->buffer;
  f->flags &= ~F_EOF;
  return 0;
}

long __stream_tell(FILE *f) {
  int pending = (f->flags & F_WRITING) && f->put > f->buffer;
  long position = do_seek(f, 0, pending && (f->flags & F_APPEND) ? SEEK_END : SEEK_CUR);
  if (position < 0)
    return -1;
  if (f->flags & F_WRITING)
    return position + (f->put - f->buffer);
  if (f->flags & F_UNGOT)
    position -= f->saved_end - f->saved_at;
  return position - (f->end - f->at);
}
