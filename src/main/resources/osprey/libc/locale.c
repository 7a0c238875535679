/* setlocale(3), fenv(3), and multibyte characters: the C locale, where a character is a byte. */
#include <bits/libc.h>
#include <errno.h>
#include <fenv.h>
#include <locale.h>
#include <stdlib.h>
#include <wchar.h>
#include <wctype.h>

/* Only the C locale can be chosen; asking for the environment's gives it, too. */
char *setlocale(int category, const char *name) {
  if ((unsigned)category > LC_ALL)
    return NULL;
  if (name && *name && __order(name, "C") && __order(name, "POSIX") && __order(name, "C.UTF-8"))
    return NULL;
  return "C";
}

struct lconv *localeconv(void) {
  static struct lconv conventions = {
      ".", "",  "",  "",  "",  "",  "",  "",  "",  "",  127, 127,
      127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127};
  return &conventions;
}

int feclearexcept(int which) {
  return 0;
}

int fetestexcept(int which) {
  return 0;
}

int feraiseexcept(int which) {
  return 0;
}

int fegetround(void) {
  return FE_TONEAREST;
}

int fesetround(int mode) {
  return mode != FE_TONEAREST;
}

int fegetenv(fenv_t *to) {
  __fill(to, 0, sizeof *to);
  return 0;
}

int fesetenv(const fenv_t *from) {
  return 0;
}

static int to_wide(wchar_t *to, const char *s, size_t n) {
  if (!s)
    return 0;
  if (n == 0)
    return -1;
  if (*s & 0x80) {
    __errno = EILSEQ;
    return -1;
  }
  if (to)
    *to = *s;
  return *s != 0;
}

int mblen(const char *s, size_t n) {
  return to_wide(NULL, s, n);
}

int mbtowc(wchar_t *to, const char *s, size_t n) {
  return to_wide(to, s, n);
}

int wctomb(char *to, wchar_t c) {
  if (!to)
    return 0;
  if ((unsigned)c > 127) {
    __errno = EILSEQ;
    return -1;
  }
  *to = (char)c;
  return 1;
}

size_t mbstowcs(wchar_t *to, const char *s, size_t n) {
  size_t i = 0;
  for (; !to || i < n; i++) {
    if (s[i] & 0x80) {
      __errno = EILSEQ;
      return (size_t)-1;
    }
    if (to)
      to[i] = s[i];
    if (!s[i])
      break;
  }
  return i;
}

size_t wcstombs(char *to, const wchar_t *s, size_t n) {
  size_t i = 0;
  for (; !to || i < n; i++) {
    if ((unsigned)s[i] > 127) {
      __errno = EILSEQ;
      return (size_t)-1;
    }
    if (to)
      to[i] = (char)s[i];
    if (!s[i])
      break;
  }
  return i;
}

size_t mbrtowc(wchar_t *to, const char *s, size_t n, mbstate_t *state) {
  if (n == 0)
    return (size_t)-2;
  return (size_t)to_wide(to, s, n);
}

size_t wcrtomb(char *to, wchar_t c, mbstate_t *state) {
  return to ? (size_t)wctomb(to, c) : 1;
}

int mbsinit(const mbstate_t *state) {
  return 1;
}

wint_t btowc(int c) {
  return (unsigned)c < 128 ? (wint_t)c : WEOF;
}

int wctob(wint_t c) {
  return c < 128 ? (int)c : -1;
}

#define IN(c, low, high) ((c) - (low) <= (wint_t)((high) - (low)))

int iswdigit(wint_t c) {
  return IN(c, '0', '9');
}

int iswlower(wint_t c) {
  return IN(c, 'a', 'z');
}

int iswupper(wint_t c) {
  return IN(c, 'A', 'Z');
}

int iswalpha(wint_t c) {
  return IN(c | 32, 'a', 'z');
}

int iswalnum(wint_t c) {
  return IN(c | 32, 'a', 'z') || IN(c, '0', '9');
}

int iswspace(wint_t c) {
  return c == ' ' || IN(c, '\t', '\r');
}

int iswprint(wint_t c) {
  return IN(c, 32, 126);
}

int iswpunct(wint_t c) {
  return IN(c, 33, 126) && !iswalnum(c);
}

wint_t towlower(wint_t c) {
  return IN(c, 'A', 'Z') ? c + 32 : c;
}

wint_t towupper(wint_t c) {
  return IN(c, 'a', 'z') ? c - 32 : c;
}
