/* strtol(3), strtod(3), atoi(3), abs(3), div(3): numbers from text. */
#include <bits/libc.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

/* The digits of s as a magnitude of at most max (else ERANGE and max), the sign apart. `*end` is s
   if there is no number. */
unsigned long __parse(const char *s, char **end, int base, unsigned long max, int *negative) {
  const char *p = s;
  const char *after = s;
  unsigned long value = 0;
  int overflow = 0;
  *negative = 0;
  if (base < 0 || base == 1 || base > 36) {
    __errno = EINVAL;
    if (end)
      *end = (char *)s;
    return 0;
  }
  while (__is_space(*p))
    p++;
  if (*p == '+' || *p == '-')
    *negative = *p++ == '-';
  if ((base == 0 || base == 16) && *p == '0' && (p[1] | 32) == 'x') {
    int c = p[2] | 32;
    if (__is_digit(p[2]) || (c >= 'a' && c <= 'f')) {
      p += 2;
      base = 16;
    }
  }
  if (base == 0)
    base = *p == '0' ? 8 : 10;
  for (;; p++) {
    int c = *p;
    int digit = __is_digit(c) ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'z' ? (c | 32) - 'a' + 10 : 99;
    if (digit >= base)
      break;
    after = p + 1;
    if (value <= 0x00ffffffffffffffUL) {
      value = value * (unsigned long)base + (unsigned long)digit;
    } else {
      if (value > (-1UL - (unsigned long)digit) / (unsigned long)base)
        overflow = 1;
      value = value * (unsigned long)base + (unsigned long)digit;
    }
  }
  if (end)
    *end = (char *)after;
  if (overflow || value > max + (*negative && max != -1UL)) {
    __errno = ERANGE;
    return max + (*negative && max != -1UL);
  }
  return value;
}

static long parse_signed(const char *s, char **end, int base) {
  int negative;
  unsigned long value = __parse(s, end, base, LONG_MAX, &negative);
  return (long)(negative ? -value : value);
}

/* A negative number wraps, but what is too large stays at the limit. */
static unsigned long parse_unsigned(const char *s, char **end, int base) {
  int negative;
  int before = __errno;
  __errno = 0;
  unsigned long value = __parse(s, end, base, ULONG_MAX, &negative);
  if (__errno == 0) {
    __errno = before;
    return negative ? -value : value;
  }
  return value;
}

long strtol(const char *s, char **end, int base) {
  return parse_signed(s, end, base);
}

long long strtoll(const char *s, char **end, int base) {
  return parse_signed(s, end, base);
}

intmax_t strtoimax(const char *s, char **end, int base) {
  return parse_signed(s, end, base);
}

unsigned long strtoul(const char *s, char **end, int base) {
  return parse_unsigned(s, end, base);
}

unsigned long long strtoull(const char *s, char **end, int base) {
  return parse_unsigned(s, end, base);
}

uintmax_t strtoumax(const char *s, char **end, int base) {
  return parse_unsigned(s, end, base);
}

int atoi(const char *s) {
  return (int)parse_signed(s, NULL, 10);
}

long atol(const char *s) {
  return parse_signed(s, NULL, 10);
}

long long atoll(const char *s) {
  return parse_signed(s, NULL, 10);
}

/* ERANGE for what is too large or too small, like glibc. */
static double parse_double(const char *s, char **end) {
  const char *p = s;
  char *after;
  while (__is_space(*p))
    p++;
  const char *digits = *p == '+' || *p == '-' ? p + 1 : p;
  double value = 0;
  if (__is_digit(*digits) || *digits == '.' || (*digits | 32) == 'i' || (*digits | 32) == 'n') {
    value = __intrinsic(I_PARSE_DOUBLE, digits, &after);
    if (after == digits)
      after = (char *)s;
    double magnitude = value < 0 ? -value : value;
    if (after != s && (*digits | 32) != 'i' && (*digits | 32) != 'n') {
      if (magnitude > 1.79769313486231570815e+308) {
        __errno = ERANGE;
      } else if (magnitude < 2.22507385850720138309e-308) {
                /* Zero and subnormals are out of range unless they were written as zero. */
        int is_hex = (digits[1] | 32) == 'x';
        for (const char *q = is_hex ? digits + 2 : digits; q < after; q++) {
          if ((*q | 32) == (is_hex ? 'p' : 'e'))
            break;
          if (*q != '0' && *q != '.') {
            __errno = ERANGE;
            break;
          }
        }
      }
    }
    if (*p == '-')
      value = -value;
  } else {
    after = (char *)s;
  }
  if (end)
    *end = after;
  return value;
}

double strtod(const char *s, char **end) {
  return parse_double(s, end);
}

long double strtold(const char *s, char **end) {
  return parse_double(s, end);
}

float strtof(const char *s, char **end) {
  double value = parse_double(s, end);
  float result = (float)value;
  if (result - result != 0 && value - value == 0)
    __errno = ERANGE;
  return result;
}

double atof(const char *s) {
  return parse_double(s, NULL);
}

int abs(int n) {
  return n < 0 ? -n : n;
}

long labs(long n) {
  return n < 0 ? -n : n;
}

long long llabs(long long n) {
  return n < 0 ? -n : n;
}

intmax_t imaxabs(intmax_t n) {
  return n < 0 ? -n : n;
}

div_t div(int a, int b) {
  div_t result = {a / b, a % b};
  return result;
}

ldiv_t ldiv(long a, long b) {
  ldiv_t result = {a / b, a % b};
  return result;
}

lldiv_t lldiv(long long a, long long b) {
  lldiv_t result = {a / b, a % b};
  return result;
}

imaxdiv_t imaxdiv(intmax_t a, intmax_t b) {
  imaxdiv_t result = {a / b, a % b};
  return result;
}

int ffs(int n) {
  return n ? __builtin_ctz((unsigned)n) + 1 : 0;
}

int ffsl(long n) {
  return n ? __builtin_ctzl((unsigned long)n) + 1 : 0;
}

int ffsll(long long n) {
  return n ? __builtin_ctzl((unsigned long)n) + 1 : 0;
}
