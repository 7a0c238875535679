/* Wide strings, wcscpy(3) and its kin. */
#include <bits/libc.h>
#include <wchar.h>

static size_t length(const wchar_t *s) {
  const wchar_t *p = s;
  while (*p)
    p++;
  return (size_t)(p - s);
}

size_t wcslen(const wchar_t *s) {
  return length(s);
}

wchar_t *wcscpy(wchar_t *to, const wchar_t *from) {
  return __copy(to, from, (length(from) + 1) * sizeof *to);
}

wchar_t *wcsncpy(wchar_t *to, const wchar_t *from, size_t n) {
  size_t i = 0;
  for (; i < n && from[i]; i++)
    to[i] = from[i];
  for (; i < n; i++)
    to[i] = 0;
  return to;
}

wchar_t *wcscat(wchar_t *to, const wchar_t *from) {
  __copy(to + length(to), from, (length(from) + 1) * sizeof *to);
  return to;
}

int wcsncmp(const wchar_t *a, const wchar_t *b, size_t n) {
  for (; n; n--, a++, b++) {
    if (*a != *b)
      return *a < *b ? -1 : 1;
    if (!*a)
      break;
  }
  return 0;
}

int wcscmp(const wchar_t *a, const wchar_t *b) {
  return wcsncmp(a, b, -1UL);
}

wchar_t *wcschr(const wchar_t *s, wchar_t c) {
  for (;; s++) {
    if (*s == c)
      return (wchar_t *)s;
    if (!*s)
      return NULL;
  }
}

wchar_t *wcsrchr(const wchar_t *s, wchar_t c) {
  const wchar_t *found = NULL;
  for (;; s++) {
    if (*s == c)
      found = s;
    if (!*s)
      return (wchar_t *)found;
  }
}

wchar_t *wcsstr(const wchar_t *s, const wchar_t *wanted) {
  size_t n = length(wanted);
  for (;; s++) {
    if (!wcsncmp(s, wanted, n))
      return (wchar_t *)s;
    if (!*s)
      return NULL;
  }
}

wchar_t *wmemcpy(wchar_t *to, const wchar_t *from, size_t n) {
  return __copy(to, from, n * sizeof *to);
}

wchar_t *wmemmove(wchar_t *to, const wchar_t *from, size_t n) {
  return __copy(to, from, n * sizeof *to);
}

wchar_t *wmemset(wchar_t *to, wchar_t c, size_t n) {
  for (size_t i = 0; i < n; i++)
    to[i] = c;
  return to;
}

int wmemcmp(const wchar_t *a, const wchar_t *b, size_t n) {
  for (; n; n--, a++, b++)
    if (*a != *b)
      return *a < *b ? -1 : 1;
  return 0;
}
