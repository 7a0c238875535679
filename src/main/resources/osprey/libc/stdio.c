/* stdio(3): characters, lines, blocks and positions. */
#include <bits/file.h>
#include <errno.h>
#include <stdlib.h>

int fgetc(FILE *f) {
  LOCK(f);
  int c = GET(f);
  UNLOCK(f);
  return c;
}

int getc(FILE *f) {
  LOCK(f);
  int c = GET(f);
  UNLOCK(f);
  return c;
}

int getchar(void) {
  FILE *f = stdin;
  LOCK(f);
  int c = GET(f);
  UNLOCK(f);
  return c;
}

int getc_unlocked(FILE *f) {
  return GET(f);
}

int fgetc_unlocked(FILE *f) {
  return GET(f);
}

int getchar_unlocked(void) {
  return GET(stdin);
}

int fputc(int c, FILE *f) {
  LOCK(f);
  c = PUT(c, f);
  UNLOCK(f);
  return c;
}

int putc(int c, FILE *f) {
  LOCK(f);
  c = PUT(c, f);
  UNLOCK(f);
  return c;
}

int putchar(int c) {
  FILE *f = stdout;
  LOCK(f);
  c = PUT(c, f);
  UNLOCK(f);
  return c;
}

int putc_unlocked(int c, FILE *f) {
  return PUT(c, f);
}

int fputc_unlocked(int c, FILE *f) {
  return PUT(c, f);
}

int putchar_unlocked(int c) {
  FILE *f = stdout;
  return PUT(c, f);
}

int ungetc(int c, FILE *f) {
  LOCK(f);
  c = __unget(c, f);
  UNLOCK(f);
  return c;
}

static int put_text(const char *s, FILE *f) {
  size_t n = __length(s);
  LOCK(f);
  int result = __stream_write(f, s, n) == n ? 1 : EOF;
  UNLOCK(f);
  return result;
}

int fputs(const char *s, FILE *f) {
  return put_text(s, f);
}

int fputs_unlocked(const char *s, FILE *f) {
  return put_text(s, f);
}

int puts(const char *s) {
  FILE *f = stdout;
  size_t n = __length(s);
  int result = EOF;
  LOCK(f);
  if (__stream_write(f, s, n) == n && PUT('\n', f) != EOF)
    result = n < 2147483646 ? (int)n + 1 : 2147483647;
  UNLOCK(f);
  return result;
}

/* Reads up to and with the newline, at most n bytes; returns how many. */
static size_t read_line(FILE *f, char *to, size_t n) {
  size_t got = 0;
  while (got < n) {
    if (f->at == f->end && __underflow(f) == EOF)
      break;
    size_t part = (size_t)(f->end - f->at);
    if (part > n - got)
      part = n - got;
    uchar *newline = (uchar *)__find(f->at, '\n', part);
    if (newline)
      part = (size_t)(newline - f->at) + 1;
    __copy(to + got, f->at, part);
    f->at += part;
    got += part;
    if (newline)
      break;
  }
  return got;
}

char *fgets(char *s, int n, FILE *f) {
  if (n <= 0)
    return NULL;
  if (n == 1) {
    *s = 0;
    return s;
  }
  LOCK(f);
    /* An error of now counts, an old one does not; EAGAIN keeps what has come. */
  int before = f->flags & F_ERROR;
  f->flags &= ~F_ERROR;
  size_t got = read_line(f, s, (size_t)n - 1);
  char *result = s;
  if (got == 0 || ((f->flags & F_ERROR) && __errno != EAGAIN))
    result = NULL;
  else
    s[got] = 0;
  f->flags |= before;
  UNLOCK(f);
  return result;
}

char *fgets_unlocked(char *s, int n, FILE *f) {
  return fgets(s, n, f);
}

/* gets(3) is the textbook's buffer overflow: it stores whatever comes. */
char *gets(char *s) {
  FILE *f = stdin;
  LOCK(f);
  char *p = s;
  int c = GET(f);
  char *result = c == EOF ? NULL : s;
  while (c != EOF && c != '\n') {
    *p++ = (char)c;
    c = GET(f);
  }
  if (result)
    *p = 0;
  UNLOCK(f);
  return result;
}

/* Annex K: a line that does not fit is thrown away. */
char *gets_s(char *s, size_t n) {
  FILE *f = stdin;
  LOCK(f);
  size_t i = 0;
  int c = GET(f);
  char *result = c == EOF || n == 0 ? NULL : s;
  while (c != EOF && c != '\n') {
    if (i + 1 < n)
      s[i] = (char)c;
    else
      result = NULL;
    i++;
    c = GET(f);
  }
  if (n)
    s[result ? i : 0] = 0;
  UNLOCK(f);
  return result;
}

ssize_t getdelim(char **line, size_t *capacity, int delimiter, FILE *f) {
  if (!line || !capacity) {
    __errno = EINVAL;
    return -1;
  }
  LOCK(f);
  ssize_t result = -1;
  size_t got = 0;
  if (!*line || *capacity == 0) {
    char *fresh = realloc(*line, 120);
    if (!fresh)
      goto out;
    *line = fresh;
    *capacity = 120;
  }
  while (f->at < f->end || __underflow(f) != EOF) {
    size_t part = (size_t)(f->end - f->at);
    uchar *found = (uchar *)__find(f->at, delimiter, part);
    if (found)
      part = (size_t)(found - f->at) + 1;
    if (got + part + 1 > *capacity) {
      size_t wanted = *capacity * 2;
      if (wanted < got + part + 1)
        wanted = got + part + 1;
      char *bigger = realloc(*line, wanted);
      if (!bigger)
        goto out;
      *line = bigger;
      *capacity = wanted;
    }
    __copy(*line + got, f->at, part);
    f->at += part;
    got += part;
    if (found)
      break;
  }
  if (got) {
    (*line)[got] = 0;
    result = (ssize_t)got;
  }
out:
  UNLOCK(f);
  return result;
}

ssize_t getline(char **line, size_t *capacity, FILE *f) {
  return getdelim(line, capacity, '\n', f);
}

size_t fread(void *to, size_t size, size_t count, FILE *f) {
  size_t n = size * count;
  if (n == 0)
    return 0;
  LOCK(f);
  size_t got = __stream_read(f, to, n);
  UNLOCK(f);
  return got == n ? count : got / size;
}

size_t fread_unlocked(void *to, size_t size, size_t count, FILE *f) {
  return fread(to, size, count, f);
}

size_t fwrite(const void *from, size_t size, size_t count, FILE *f) {
  size_t n = size * count;
  if (n == 0)
    return 0;
  LOCK(f);
  size_t written = __stream_write(f, from, n);
  UNLOCK(f);
  return written == n || written == (size_t)EOF ? count : written / size;
}

size_t fwrite_unlocked(const void *from, size_t size, size_t count, FILE *f) {
  return fwrite(from, size, count, f);
}

int getw(FILE *f) {
  int word;
  return fread(&word, sizeof word, 1, f) == 1 ? word : EOF;
}

int putw(int word, FILE *f) {
  return fwrite(&word, sizeof word, 1, f) == 1 ? 0 : EOF;
}

int fflush(FILE *f) {
  int result = 0;
  if (f) {
    LOCK(f);
    result = __stream_sync(f);
    UNLOCK(f);
    return result;
  }
  for (f = __streams; f; f = f->next) {
    LOCK(f);
    if (f->flags & F_WRITING)
      result |= __stream_flush(f);
    UNLOCK(f);
  }
  return result;
}

int fflush_unlocked(FILE *f) {
  return fflush(f);
}

static int seek(FILE *f, long offset, int whence) {
  if ((unsigned)whence > SEEK_END) {
    __errno = EINVAL;
    return -1;
  }
  LOCK(f);
  int result = __stream_seek(f, offset, whence);
  UNLOCK(f);
  return result;
}

int fseek(FILE *f, long offset, int whence) {
  return seek(f, offset, whence);
}

int fseeko(FILE *f, off_t offset, int whence) {
  return seek(f, offset, whence);
}

void rewind(FILE *f) {
  seek(f, 0, SEEK_SET);
  f->flags &= ~(F_ERROR | F_EOF);
}

static long tell(FILE *f) {
  LOCK(f);
  long position = __stream_tell(f);
  UNLOCK(f);
  return position;
}

long ftell(FILE *f) {
  return tell(f);
}

off_t ftello(FILE *f) {
  return tell(f);
}

int fgetpos(FILE *f, fpos_t *position) {
  position->__at = tell(f);
  return position->__at < 0 ? -1 : 0;
}

int fsetpos(FILE *f, const fpos_t *position) {
  return seek(f, position->__at, SEEK_SET);
}

int feof(FILE *f) {
  return (f->flags & F_EOF) != 0;
}

int ferror(FILE *f) {
  return (f->flags & F_ERROR) != 0;
}

int feof_unlocked(FILE *f) {
  return (f->flags & F_EOF) != 0;
}

int ferror_unlocked(FILE *f) {
  return (f->flags & F_ERROR) != 0;
}

void clearerr(FILE *f) {
  f->flags &= ~(F_EOF | F_ERROR);
}

void clearerr_unlocked(FILE *f) {
  f->flags &= ~(F_EOF | F_ERROR);
}

int fileno(FILE *f) {
  if (f->fd < 0) {
    __errno = EBADF;
    return -1;
  }
  return f->fd;
}

int fileno_unlocked(FILE *f) {
  return fileno(f);
}

void flockfile(FILE *f) {
  LOCK(f);
}

int ftrylockfile(FILE *f) {
  return __threaded && __syscall(SYS_mutex_trylock, &f->lock) != 0 ? -1 : 0;
}

void funlockfile(FILE *f) {
  UNLOCK(f);
}
