/* getenv(3), setenv(3), putenv(3). */
#include <bits/libc.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* The array that this file allocated last; a program may have put another one into environ. */
static char **own;

static char **find(const char *name, size_t length) {
  if (environ)
    for (char **p = environ; *p; p++)
      if (!__order_max(*p, name, length) && (*p)[length] == '=')
        return p;
  return NULL;
}

char *getenv(const char *name) {
  size_t length = __length(name);
  char **entry = find(name, length);
  return entry && length ? *entry + length + 1 : NULL;
}

char *secure_getenv(const char *name) {
  return getenv(name);
}

static int put(char *entry, size_t length, int overwrite) {
  char **old = find(entry, length);
  if (old) {
    if (overwrite)
      *old = entry;
    return 0;
  }
  size_t n = 0;
  while (environ && environ[n])
    n++;
  char **bigger = realloc(environ == own ? own : NULL, (n + 2) * sizeof *bigger);
  if (!bigger)
    return -1;
  if (environ != own && n)
    __copy(bigger, environ, n * sizeof *bigger);
  bigger[n] = entry;
  bigger[n + 1] = NULL;
  environ = own = bigger;
  return 0;
}

int setenv(const char *name, const char *value, int overwrite) {
  if (!name || !*name || __find_char(name, '=')) {
    __errno = EINVAL;
    return -1;
  }
  size_t length = __length(name);
  if (!overwrite && find(name, length))
    return 0;
  size_t value_length = __length(value);
  char *entry = malloc(length + value_length + 2);
  if (!entry)
    return -1;
  __copy(entry, name, length);
  entry[length] = '=';
  __copy(entry + length + 1, value, value_length + 1);
  return put(entry, length, 1);
}

int unsetenv(const char *name) {
  if (!name || !*name || __find_char(name, '=')) {
    __errno = EINVAL;
    return -1;
  }
  char **entry;
  while ((entry = find(name, __length(name))))
    for (; *entry; entry++)
      entry[0] = entry[1];
  return 0;
}

int putenv(char *entry) {
  char *equals = __find_char(entry, '=');
  if (!equals)
    return unsetenv(entry);
  return put(entry, (size_t)(equals - entry), 1);
}

int clearenv(void) {
  environ = NULL;
  return 0;
}
