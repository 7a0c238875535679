/* open_memstream(3), fmemopen(3): streams over memory. */
#include <bits/file.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

struct growing {
  char **text;
  size_t *length;
  char *data;
  size_t capacity;
  size_t size;
  size_t at;
};

static void publish(struct growing *g) {
  *g->text = g->data;
  *g->length = g->at < g->size ? g->at : g->size;
}

static ssize_t growing_write(FILE *f, const char *from, size_t n) {
  struct growing *g = f->cookie;
  size_t end = g->at + n;
  if (end + 1 > g->capacity) {
    size_t capacity = g->capacity * 2 > end + 1 ? g->capacity * 2 : end + 1;
    char *bigger = realloc(g->data, capacity);
    if (!bigger)
      return -1;
    __fill(bigger + g->capacity, 0, capacity - g->capacity);
    g->data = bigger;
    g->capacity = capacity;
  }
  __copy(g->data + g->at, from, n);
  g->at = end;
  if (end > g->size) {
    g->size = end;
    g->data[end] = 0;
  }
  publish(g);
  return (ssize_t)n;
}

static ssize_t no_read(FILE *f, char *to, size_t n) {
  __errno = EBADF;
  return -1;
}

static long growing_seek(FILE *f, long offset, int whence) {
  struct growing *g = f->cookie;
  long base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (long)g->at : (long)g->size;
  if (base + offset < 0) {
    __errno = EINVAL;
    return -1;
  }
  g->at = (size_t)(base + offset);
  publish(g);
  return base + offset;
}

static int growing_close(FILE *f) {
  publish(f->cookie);
  free(f->cookie);
  return 0;
}

static const struct __stream_calls growing_calls = {
    no_read, growing_write, growing_seek, growing_close};

FILE *open_memstream(char **text, size_t *length) {
  struct growing *g = calloc(1, sizeof *g);
  if (!g)
    return NULL;
  g->capacity = 64;
  g->data = calloc(1, g->capacity);
  g->text = text;
  g->length = length;
  FILE *f = g->data ? __new_stream(-1, F_NO_READ) : NULL;
  if (!f) {
    free(g->data);
    free(g);
    return NULL;
  }
  f->calls = &growing_calls;
  f->cookie = g;
  publish(g);
  return f;
}

struct fixed {
  char *data;
  size_t capacity;
  size_t size;
  size_t at;
  int is_own;
  int is_append;
};

static ssize_t fixed_read(FILE *f, char *to, size_t n) {
  struct fixed *m = f->cookie;
  size_t left = m->at < m->size ? m->size - m->at : 0;
  if (n > left)
    n = left;
  __copy(to, m->data + m->at, n);
  m->at += n;
  return (ssize_t)n;
}

static ssize_t fixed_write(FILE *f, const char *from, size_t n) {
  struct fixed *m = f->cookie;
  if (m->is_append)
    m->at = m->size;
  size_t room = m->capacity - m->at;
  if (n > room) {
    n = room;
    if (n == 0) {
      __errno = ENOSPC;
      return -1;
    }
  }
  __copy(m->data + m->at, from, n);
  m->at += n;
  if (m->at > m->size) {
    m->size = m->at;
    if (m->size < m->capacity)
      m->data[m->size] = 0;
  }
  return (ssize_t)n;
}

static long fixed_seek(FILE *f, long offset, int whence) {
  struct fixed *m = f->cookie;
  long base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (long)m->at : (long)m->size;
  if (base + offset < 0 || base + offset > (long)m->capacity) {
    __errno = EINVAL;
    return -1;
  }
  m->at = (size_t)(base + offset);
  return base + offset;
}

static int fixed_close(FILE *f) {
  struct fixed *m = f->cookie;
  if (m->is_own)
    free(m->data);
  free(m);
  return 0;
}

static const struct __stream_calls fixed_calls = {
    fixed_read, fixed_write, fixed_seek, fixed_close};

FILE *fmemopen(void *data, size_t size, const char *mode) {
  int how;
  int flags = __mode_flags(mode, &how);
  if (flags < 0)
    return NULL;
  struct fixed *m = calloc(1, sizeof *m);
  if (!m)
    return NULL;
  m->is_own = !data;
  m->data = data ? data : calloc(1, size ? size : 1);
  m->capacity = size;
  m->is_append = (how & O_APPEND) != 0;
  if (*mode == 'r')
    m->size = size;
  else if (*mode == 'a')
    m->at = m->size = data ? __length_max(data, size) : 0;
  else if (size)
    m->data[0] = 0;
  FILE *f = m->data ? __new_stream(-1, flags) : NULL;
  if (!f) {
    free(m);
    return NULL;
  }
  f->calls = &fixed_calls;
  f->cookie = m;
  return f;
}
