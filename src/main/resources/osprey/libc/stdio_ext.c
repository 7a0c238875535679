/* stdio_ext(3). */
#include <bits/file.h>
#include <stdio_ext.h>

size_t __fbufsize(FILE *f) {
  return f->size;
}

size_t __fpending(FILE *f) {
  return f->flags & F_WRITING ? (size_t)(f->put - f->buffer) : 0;
}

int __flbf(FILE *f) {
  return (f->flags & F_LINE) != 0;
}

int __freadable(FILE *f) {
  return !(f->flags & F_NO_READ);
}

int __fwritable(FILE *f) {
  return !(f->flags & F_NO_WRITE);
}

int __freading(FILE *f) {
  return (f->flags & F_NO_WRITE) || (!(f->flags & F_WRITING) && f->buffer);
}

int __fwriting(FILE *f) {
  return (f->flags & F_NO_READ) || (f->flags & F_WRITING);
}

int __fsetlocking(FILE *f, int type) {
  return FSETLOCKING_INTERNAL;
}

void __fpurge(FILE *f) {
  f->at = f->end = f->buffer;
  if (f->flags & F_WRITING)
    f->put = f->buffer;
}

void _flushlbf(void) {
  for (FILE *f = __streams; f; f = f->next)
    if (f->flags & F_LINE)
      __stream_flush(f);
}
