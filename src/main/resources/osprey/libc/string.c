/* string(3): copying, comparing and finding. */
#include <bits/libc.h>
#include <string.h>

void *memcpy(void *to, const void *from, size_t n) {
  return __copy(to, from, n);
}

void *memmove(void *to, const void *from, size_t n) {
  return __copy(to, from, n);
}

void *mempcpy(void *to, const void *from, size_t n) {
  __copy(to, from, n);
  return (char *)to + n;
}

void *memccpy(void *to, const void *from, int c, size_t n) {
  char *end = __find(from, c, n);
  if (end) {
    n = (size_t)(end - (const char *)from) + 1;
    __copy(to, from, n);
    return (char *)to + n;
  }
  __copy(to, from, n);
  return NULL;
}

void *memset(void *to, int byte, size_t n) {
  return __fill(to, byte, n);
}

int memcmp(const void *a, const void *b, size_t n) {
  return __compare(a, b, n);
}

void *memchr(const void *s, int byte, size_t n) {
  return __find(s, byte, n);
}

void *rawmemchr(const void *s, int byte) {
  return __find(s, byte, -1UL);
}

void *memrchr(const void *s, int byte, size_t n) {
  const uchar *p = s;
  while (n--)
    if (p[n] == (uchar)byte)
      return (void *)(p + n);
  return NULL;
}

void *memmem(const void *hay, size_t hay_length, const void *needle, size_t length) {
  const char *p = hay;
  if (length == 0)
    return (void *)p;
  while (hay_length >= length) {
    const char *next = __find(p, *(const uchar *)needle, hay_length - length + 1);
    if (!next)
      return NULL;
    if (!__compare(next, needle, length))
      return (void *)next;
    hay_length -= (size_t)(next + 1 - p);
    p = next + 1;
  }
  return NULL;
}

void *memfrob(void *s, size_t n) {
  for (char *p = s; n--; p++)
    *p ^= 42;
  return s;
}

int bcmp(const void *a, const void *b, size_t n) {
  return __compare(a, b, n);
}

void bcopy(const void *from, void *to, size_t n) {
  __copy(to, from, n);
}

void bzero(void *s, size_t n) {
  __fill(s, 0, n);
}

void explicit_bzero(void *s, size_t n) {
  __fill(s, 0, n);
}

size_t strlen(const char *s) {
  return __length(s);
}

size_t strnlen(const char *s, size_t n) {
  return __length_max(s, n);
}

char *strcpy(char *to, const char *from) {
  return __copy(to, from, __length(from) + 1);
}

char *stpcpy(char *to, const char *from) {
  size_t n = __length(from);
  __copy(to, from, n + 1);
  return to + n;
}

char *strncpy(char *to, const char *from, size_t n) {
  size_t length = __length_max(from, n);
  __copy(to, from, length);
  if (length < n)
    __fill(to + length, 0, n - length);
  return to;
}

char *stpncpy(char *to, const char *from, size_t n) {
  size_t length = __length_max(from, n);
  __copy(to, from, length);
  if (length < n)
    __fill(to + length, 0, n - length);
  return to + length;
}

char *strcat(char *to, const char *from) {
  __copy(to + __length(to), from, __length(from) + 1);
  return to;
}

char *strncat(char *to, const char *from, size_t n) {
  char *end = to + __length(to);
  size_t length = __length_max(from, n);
  __copy(end, from, length);
  end[length] = 0;
  return to;
}

size_t strlcpy(char *to, const char *from, size_t n) {
  size_t length = __length(from);
  if (n) {
    size_t fits = length < n ? length : n - 1;
    __copy(to, from, fits);
    to[fits] = 0;
  }
  return length;
}

size_t strlcat(char *to, const char *from, size_t n) {
  size_t start = __length_max(to, n);
  size_t length = __length(from);
  if (start < n) {
    size_t fits = length < n - start ? length : n - start - 1;
    __copy(to + start, from, fits);
    to[start + fits] = 0;
  }
  return start + length;
}

int strcmp(const char *a, const char *b) {
  return __order(a, b);
}

int strncmp(const char *a, const char *b, size_t n) {
  return __order_max(a, b, n);
}

int strcoll(const char *a, const char *b) {
  return __order(a, b);
}

size_t strxfrm(char *to, const char *from, size_t n) {
  size_t length = __length(from);
  if (n)
    __copy(to, from, length < n ? length + 1 : n);
  return length;
}

int strcasecmp(const char *a, const char *b) {
  const uchar *p = (const uchar *)a;
  const uchar *q = (const uchar *)b;
  for (;; p++, q++) {
    int difference = __to_lower(*p) - __to_lower(*q);
    if (difference || !*p)
      return difference;
  }
}

int strncasecmp(const char *a, const char *b, size_t n) {
  const uchar *p = (const uchar *)a;
  const uchar *q = (const uchar *)b;
  for (; n--; p++, q++) {
    int difference = __to_lower(*p) - __to_lower(*q);
    if (difference || !*p)
      return difference;
  }
  return 0;
}

char *strchr(const char *s, int c) {
  return __find_char(s, c);
}

char *index(const char *s, int c) {
  return __find_char(s, c);
}

char *strchrnul(const char *s, int c) {
  char *found = __find_char(s, c);
  return found ? found : (char *)s + __length(s);
}

static char *last_char(const char *s, int c) {
  const char *found = NULL;
  for (;; s++) {
    if (*s == (char)c)
      found = s;
    if (!*s)
      return (char *)found;
  }
}

char *strrchr(const char *s, int c) {
  return last_char(s, c);
}

char *rindex(const char *s, int c) {
  return last_char(s, c);
}

static char *find_text(const char *hay, const char *needle) {
  if (!*needle)
    return (char *)hay;
  size_t length = __length(needle);
  while ((hay = __find_char(hay, *needle))) {
    if (!__order_max(hay, needle, length))
      return (char *)hay;
    hay++;
  }
  return NULL;
}

char *strstr(const char *hay, const char *needle) {
  return find_text(hay, needle);
}

char *strcasestr(const char *hay, const char *needle) {
  size_t length = __length(needle);
  for (;; hay++) {
    size_t i = 0;
    while (i < length && __to_lower((uchar)hay[i]) == __to_lower((uchar)needle[i]))
      i++;
    if (i == length)
      return (char *)hay;
    if (!*hay)
      return NULL;
  }
}
