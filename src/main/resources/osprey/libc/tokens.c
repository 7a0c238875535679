/* string(3): sets of characters, tokens and copies on the heap. */
#include <bits/libc.h>
#include <stdlib.h>
#include <string.h>

/* Length of the longest start of s whose characters are all in (or, if not `inside`, not in) set.
   */
static size_t span(const char *s, const char *set, int inside) {
  const char *p = s;
  while (*p && (__find_char(set, *p) != NULL) == inside)
    p++;
  return (size_t)(p - s);
}

size_t strspn(const char *s, const char *set) {
  return span(s, set, 1);
}

size_t strcspn(const char *s, const char *set) {
  return span(s, set, 0);
}

char *strpbrk(const char *s, const char *set) {
  s += span(s, set, 0);
  return *s ? (char *)s : NULL;
}

static char *next_token(char *s, const char *delimiters, char **saved) {
  if (!s)
    s = *saved;
  if (*s == 0) {
    *saved = s;
    return NULL;
  }
  s += span(s, delimiters, 1);
  if (*s == 0) {
    *saved = s;
    return NULL;
  }
  char *end = s + span(s, delimiters, 0);
  if (*end)
    *end++ = 0;
  *saved = end;
  return s;
}

char *strtok_r(char *s, const char *delimiters, char **saved) {
  return next_token(s, delimiters, saved);
}

char *strtok(char *s, const char *delimiters) {
  static char *saved;
  return next_token(s, delimiters, &saved);
}

char *strsep(char **list, const char *delimiters) {
  char *start = *list;
  if (!start)
    return NULL;
  char *end = start + span(start, delimiters, 0);
  if (*end) {
    *end = 0;
    *list = end + 1;
  } else {
    *list = NULL;
  }
  return start;
}

char *strdup(const char *s) {
  size_t n = __length(s) + 1;
  char *copy = malloc(n);
  return copy ? __copy(copy, s, n) : NULL;
}

char *strndup(const char *s, size_t n) {
  size_t length = __length_max(s, n);
  char *copy = malloc(length + 1);
  if (copy) {
    __copy(copy, s, length);
    copy[length] = 0;
  }
  return copy;
}

/* Numbers inside names compare by value: file9 < file10, strverscmp(3). */
int strverscmp(const char *a, const char *b) {
  const uchar *p = (const uchar *)a;
  const uchar *q = (const uchar *)b;
  size_t i = 0;
  size_t start = 0;
  int all_zeros = 1;
  for (; p[i] == q[i]; i++) {
    int c = p[i];
    if (!c)
      return 0;
    if (!__is_digit(c)) {
      start = i + 1;
      all_zeros = 1;
    } else if (c != '0') {
      all_zeros = 0;
    }
  }
  if (p[start] - '1' < 9U && q[start] - '1' < 9U) {
    size_t j = i;
    for (; __is_digit(p[j]); j++)
      if (!__is_digit(q[j]))
        return 1;
    if (__is_digit(q[j]))
      return -1;
  } else if (all_zeros && start < i && (__is_digit(p[i]) || __is_digit(q[i]))) {
    return (uchar)(p[i] - '0') - (uchar)(q[i] - '0');
  }
  return p[i] - q[i];
}

/* The part after the last slash: GNU's basename, which leaves its argument alone. */
char *basename(const char *path) {
  const char *start = path;
  for (const char *p = path; *p; p++)
    if (*p == '/')
      start = p + 1;
  return (char *)start;
}

/* POSIX's, which drops slashes at the end. */
char *__xpg_basename(char *path) {
  if (!path || !*path)
    return ".";
  size_t end = __length(path);
  while (end > 1 && path[end - 1] == '/')
    path[--end] = 0;
  if (end == 1)
    return path;
  size_t start = end;
  while (start > 0 && path[start - 1] != '/')
    start--;
  return path + start;
}

char *dirname(char *path) {
  if (!path || !*path)
    return ".";
  size_t end = __length(path);
  while (end > 1 && path[end - 1] == '/')
    end--;
  while (end > 0 && path[end - 1] != '/')
    end--;
  if (end == 0)
    return ".";
  while (end > 1 && path[end - 1] == '/')
    end--;
  path[end] = 0;
  return path;
}

void swab(const void *from, void *to, ssize_t n) {
  const char *p = from;
  char *q = to;
  for (; n > 1; n -= 2, p += 2, q += 2) {
    char c = p[0];
    q[0] = p[1];
    q[1] = c;
  }
}
