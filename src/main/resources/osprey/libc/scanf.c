/* scanf(3). */
#include <bits/file.h>
#include <stdarg.h>

int vfscanf(FILE *f, const char *format, va_list list) {
  LOCK(f);
  int result = __scan(f, format, list);
  UNLOCK(f);
  return result;
}

int vscanf(const char *format, va_list list) {
  return vfscanf(stdin, format, list);
}

int vsscanf(const char *s, const char *format, va_list list) {
  FILE stream = {0};
  stream.fd = -1;
  stream.flags = F_NO_WRITE | F_STRING;
  stream.buffer = stream.at = (uchar *)s;
  stream.end = (uchar *)s + __length(s);
  return __scan(&stream, format, list);
}

int scanf(const char *format, ...) {
  va_list list;
  va_start(list, format);
  int result = vfscanf(stdin, format, list);
  va_end(list);
  return result;
}

int fscanf(FILE *f, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int result = vfscanf(f, format, list);
  va_end(list);
  return result;
}

int sscanf(const char *s, const char *format, ...) {
  va_list list;
  va_start(list, format);
  int result = vsscanf(s, format, list);
  va_end(list);
  return result;
}
