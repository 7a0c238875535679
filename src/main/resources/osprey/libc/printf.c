/* printf(3): formatted output to streams, strings and descriptors. */
#include <bits/file.h>
#include <stdarg.h>
#include <stdlib.h>

static void to_stream(struct __sink *out, const char *data, size_t n) {
  FILE *f = out->stream;
  if (f->put < f->limit && n <= (size_t)(f->limit - f->put)) {
    __copy(f->put, data, n);
    f->put += n;
  } else if (__stream_write(f, data, n) != n) {
    out->failed = 1;
  }
}

static void to_memory(struct __sink *out, const char *data, size_t n) {
  if (n > out->left)
    n = out->left;
  __copy(out->at, data, n);
  out->at += n;
  out->left -= n;
}

/* Collects what goes to an unbuffered stream, so that one printf is one write. */
#define GATHERED 8192
static void to_gathered(struct __sink *out, const char *data, size_t n) {
  while (n) {
    if (out->left == 0) {
      if (__stream_write(out->stream, out->at - GATHERED, GATHERED) != GATHERED)
        out->failed = 1;
      out->at -= GATHERED;
      out->left = GATHERED;
    }
    size_t part = n < out->left ? n : out->left;
    __copy(out->at, data, part);
    out->at += part;
    out->left -= part;
    data += part;
    n -= part;
  }
}

static int print_unbuffered(FILE *f, const char *format, va_list list) {
  char buffer[GATHERED];
  struct __sink out = {to_gathered, f, buffer, GATHERED, 0, 0};
  int result = __format(&out, format, list);
  size_t n = GATHERED - out.left;
  if (n && __stream_write(f, buffer, n) != n)
    result = -1;
  return result;
}

static int print(FILE *f, const char *format, va_list list) {
  int result;
  LOCK(f);
  if (f->flags & F_UNBUFFERED) {
    result = print_unbuffered(f, format, list);
  } else {
    struct __sink out = {to_stream, f, NULL, 0, 0, 0};
    result = __format(&out, format, list);
  }
  UNLOCK(f);
  return result;
}

int vfprintf(FILE *f, const char *format, va_list list) {
  return print(f, format, list);
}

int vprintf(const char *format, va_list list) {
  return print(stdout, format, list);
}

int printf(const char *format, ...) {
  va_list list;
  va_start(list, format);
  int result = print(stdout, format, list);
  va_end(list);
  return result;
}

int fprintf(FILE *f, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int result = print(f, format, list);
  va_end(list);
  return result;
}

static int print_memory(char *to, size_t size, const char *format, va_list list) {
  struct __sink out = {to_memory, NULL, to, size ? size - 1 : 0, 0, 0};
  int result = __format(&out, format, list);
  if (size)
    *out.at = 0;
  return result;
}

int vsnprintf(char *to, size_t size, const char *format, va_list list) {
  return print_memory(to, size, format, list);
}

int vsprintf(char *to, const char *format, va_list list) {
  return print_memory(to, -1UL, format, list);
}

int sprintf(char *to, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int result = print_memory(to, -1UL, format, list);
  va_end(list);
  return result;
}

int snprintf(char *to, size_t size, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int result = print_memory(to, size, format, list);
  va_end(list);
  return result;
}

int vasprintf(char **to, const char *format, va_list list) {
  va_list again;
  va_copy(again, list);
  int length = print_memory(NULL, 0, format, again);
  va_end(again);
  if (length < 0 || !(*to = malloc((size_t)length + 1))) {
    *to = NULL;
    return -1;
  }
  return print_memory(*to, (size_t)length + 1, format, list);
}

int asprintf(char **to, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int result = vasprintf(to, format, list);
  va_end(list);
  return result;
}

int vdprintf(int fd, const char *format, va_list list) {
  uchar buffer[512];
  FILE stream = {0};
  stream.fd = fd;
  stream.flags = F_NO_READ | F_WRITING;
  stream.buffer = stream.put = buffer;
  stream.size = sizeof buffer;
  stream.limit = buffer + sizeof buffer;
  struct __sink out = {to_stream, &stream, NULL, 0, 0, 0};
  int result = __format(&out, format, list);
  return __stream_flush(&stream) ? -1 : result;
}

int dprintf(int fd, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int result = vdprintf(fd, format, list);
  va_end(list);
  return result;
}
