/* The engine of printf(3). It knows nothing about streams: pieces of output go to a sink. */
#include <bits/file.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

#define LEFT 1
#define PLUS 2
#define SPACE 4
#define ALTERNATIVE 8
#define ZERO 16

enum { LEN_INT, LEN_CHAR, LEN_SHORT, LEN_LONG, LEN_LONG_DOUBLE };

struct spec {
  int flags;
  int width;
  int precision;
  int length;
  int conversion;
};

/* An argument fetched ahead, for formats with numbered arguments. */
union argument {
  long integer;
  double real;
  void *pointer;
};
enum { ARG_NONE, ARG_INT, ARG_LONG, ARG_DOUBLE, ARG_LONG_DOUBLE, ARG_POINTER };
#define NUMBERED_MAX 64

static void put(struct __sink *out, const char *data, size_t n) {
  if (n) {
    out->total += (long)n;
    out->write(out, data, n);
  }
}

static void pad(struct __sink *out, int c, long n) {
  static const char spaces[] = "                                ";
  static const char zeros[] = "00000000000000000000000000000000";
  const char *source = c == '0' ? zeros : spaces;
  while (n > 0) {
    long part = n < 32 ? n : 32;
    put(out, source, (size_t)part);
    n -= part;
  }
}

/* prefix, zeros and body, as wide as asked for. */
static void put_field(
    struct __sink *out,
    struct spec *spec,
    const char *prefix,
    size_t prefix_length,
    long zeros,
    const char *body,
    size_t length) {
  long fill = spec->width - (long)(prefix_length + length) - zeros;
  if (fill > 0 && !(spec->flags & LEFT)) {
    if (spec->flags & ZERO)
      zeros += fill;
    else
      pad(out, ' ', fill);
  }
  put(out, prefix, prefix_length);
  if (zeros > 0)
    pad(out, '0', zeros);
  put(out, body, length);
  if (fill > 0 && (spec->flags & LEFT))
    pad(out, ' ', fill);
}

char *__itoa(unsigned long value, char *end) {
  while (value > 0x7fffffff) {
    unsigned long rest = value / 10;
    *--end = (char)('0' + (value - rest * 10));
    value = rest;
  }
  unsigned int small = (unsigned int)value;
  do {
    *--end = (char)('0' + small % 10);
    small /= 10;
  } while (small);
  return end;
}

static void put_integer(struct __sink *out, struct spec *spec, long value) {
  char buffer[72];
  char *end = buffer + sizeof buffer;
  char *start = end;
  char prefix[3];
  size_t prefix_length = 0;
  unsigned long magnitude = (unsigned long)value;
  int conversion = spec->conversion;
  if (conversion == 'd' || conversion == 'p') {
    if (value < 0 && conversion == 'd') {
      magnitude = -magnitude;
      prefix[prefix_length++] = '-';
    } else if (spec->flags & PLUS) {
      prefix[prefix_length++] = '+';
    } else if (spec->flags & SPACE) {
      prefix[prefix_length++] = ' ';
    }
  }
  if (magnitude || spec->precision) {
    if (conversion == 'x' || conversion == 'X' || conversion == 'p') {
      const char *digits = conversion == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
      if (magnitude && (spec->flags & ALTERNATIVE)) {
        prefix[prefix_length++] = '0';
        prefix[prefix_length++] = (char)(conversion == 'X' ? 'X' : 'x');
      }
      do
        *--start = digits[magnitude & 15];
      while (magnitude >>= 4);
    } else if (conversion == 'o') {
      do
        *--start = (char)('0' + (magnitude & 7));
      while (magnitude >>= 3);
    } else if (conversion == 'b') {
      do
        *--start = (char)('0' + (magnitude & 1));
      while (magnitude >>= 1);
    } else {
      start = __itoa(magnitude, start);
    }
  }
  if (conversion == 'o' && (spec->flags & ALTERNATIVE) && (start == end || *start != '0')
      && spec->precision <= end - start)
    *--start = '0';
  size_t length = (size_t)(end - start);
  if (spec->width == 0 && spec->precision < 0) {
        /* The common case: sign and digits are one piece. */
    while (prefix_length)
      *--start = prefix[--prefix_length];
    put(out, start, (size_t)(end - start));
    return;
  }
  long zeros = spec->precision > (long)length ? spec->precision - (long)length : 0;
  if (spec->precision >= 0)
    spec->flags &= ~ZERO;
  put_field(out, spec, prefix, prefix_length, zeros, start, length);
}

static void put_double(struct __sink *out, struct spec *spec, double value) {
  char buffer[512];
  char *digits = buffer;
  union {
    double real;
    unsigned long bits;
  } parts;
  parts.real = value;
  char prefix[3];
  size_t prefix_length = 0;
  if (parts.bits >> 63) {
    parts.bits &= ~(1UL << 63);
    prefix[prefix_length++] = '-';
  } else if (spec->flags & PLUS) {
    prefix[prefix_length++] = '+';
  } else if (spec->flags & SPACE) {
    prefix[prefix_length++] = ' ';
  }
  int upper = __is_upper(spec->conversion);
  if (parts.bits >= 0x7ffUL << 52) {
    spec->flags &= ~ZERO;
    const char *name =
        parts.bits > 0x7ffUL << 52 ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf");
    put_field(out, spec, prefix, prefix_length, 0, name, 3);
    return;
  }
  int hash = spec->flags & ALTERNATIVE ? 1 : 0;
  long length = (long)__intrinsic(
      I_FORMAT_DOUBLE,
      digits,
      sizeof buffer,
      parts.real,
      spec->precision,
      spec->conversion,
      hash);
  if (length > (long)sizeof buffer) {
    digits = malloc((size_t)length);
    if (!digits) {
      out->failed = 1;
      return;
    }
    __intrinsic(
        I_FORMAT_DOUBLE,
        digits,
        (size_t)length,
        parts.real,
        spec->precision,
        spec->conversion,
        hash);
  }
  char *body = digits;
  if (length > 2 && digits[0] == '0' && (digits[1] | 32) == 'x') {
        /* Zeros that fill the field go behind the 0x. */
    prefix[prefix_length++] = digits[0];
    prefix[prefix_length++] = digits[1];
    body += 2;
    length -= 2;
  }
  put_field(out, spec, prefix, prefix_length, 0, body, (size_t)length);
  if (digits != buffer)
    free(digits);
}

/* In the C locale a wide character is its code, and must be ASCII. */
static void put_wide(struct __sink *out, struct spec *spec, const int *text, long count) {
  char buffer[256];
  long n = 0;
  for (; n < (long)sizeof buffer && n < count && text[n]; n++) {
    if ((unsigned)text[n] > 127) {
      __errno = EILSEQ;
      out->failed = 1;
      return;
    }
    buffer[n] = (char)text[n];
  }
  spec->flags &= ~ZERO;
  put_field(out, spec, "", 0, 0, buffer, (size_t)n);
}

static void put_string(struct __sink *out, struct spec *spec, const char *s) {
  size_t length;
  if (!s) {
    s = spec->precision < 0 || spec->precision >= 6 ? "(null)" : "";
    length = __length(s);
  } else if (spec->precision >= 0) {
    length = __length_max(s, (size_t)spec->precision);
  } else {
    length = __length(s);
  }
  if (spec->width == 0) {
    put(out, s, length);
    return;
  }
  spec->flags &= ~ZERO;
  put_field(out, spec, "", 0, 0, s, length);
}

/* Digits at *p; a number that is too large stays at a value no field has. */
static int number(const char **p) {
  int value = 0;
  while (__is_digit(**p)) {
    value = value > 100000000 ? 1000000000 : value * 10 + (**p - '0');
    ++*p;
  }
  return value;
}

/* The `n` of `n$` at p, else 0; moves p behind it. */
static int numbered(const char **p) {
  const char *s = *p;
  if (!__is_digit(*s) || *s == '0')
    return 0;
  int n = number(&s);
  if (*s != '$')
    return 0;
  *p = s + 1;
  return n;
}

static int flags(const char **p) {
  int set = 0;
  for (;; ++*p) {
    switch (**p) {
      case '-':
        set |= LEFT;
        break;
      case '+':
        set |= PLUS;
        break;
      case ' ':
        set |= SPACE;
        break;
      case '#':
        set |= ALTERNATIVE;
        break;
      case '0':
        set |= ZERO;
        break;
      case '\'':
      case 'I':
        break;
      default:
        return set;
    }
  }
}

static int length_modifier(const char **p) {
  int length = LEN_INT;
  for (;; ++*p) {
    switch (**p) {
      case 'h':
        length = length == LEN_SHORT ? LEN_CHAR : LEN_SHORT;
        break;
      case 'l':
      case 'j':
      case 'z':
      case 't':
      case 'Z':
      case 'q':
        length = LEN_LONG;
        break;
      case 'L':
        length = LEN_LONG_DOUBLE;
        break;
      default:
        return length;
    }
  }
}

static int argument_kind(int conversion, int length) {
  switch (conversion) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
    case 'b':
      return length >= LEN_LONG ? ARG_LONG : ARG_INT;
    case 'c':
    case 'C':
      return ARG_INT;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case 'a':
    case 'A':
      return length == LEN_LONG_DOUBLE ? ARG_LONG_DOUBLE : ARG_DOUBLE;
    case 's':
    case 'S':
    case 'p':
    case 'n':
      return ARG_POINTER;
    default:
      return ARG_NONE;
  }
}

/* Whether arguments are numbered at all; then all of them are fetched in order first. */
static int gather(const char *p, va_list list, union argument *arguments) {
  uchar kinds[NUMBERED_MAX + 1];
  int count = 0;
  __fill(kinds, ARG_NONE, sizeof kinds);
  for (; *p; p++) {
    if (*p != '%')
      continue;
    p++;
    int which = numbered(&p);
    if (!which) {
      if (*p == '%')
        continue;
      return -1;
    }
    int stars[2] = {0, 0};
    flags(&p);
    if (*p == '*') {
      p++;
      stars[0] = numbered(&p);
    } else {
      number(&p);
    }
    if (*p == '.') {
      p++;
      if (*p == '*') {
        p++;
        stars[1] = numbered(&p);
      } else {
        number(&p);
      }
    }
    int length = length_modifier(&p);
    if (which > NUMBERED_MAX || stars[0] > NUMBERED_MAX || stars[1] > NUMBERED_MAX || !*p)
      return -1;
    kinds[which] = (uchar)argument_kind(*p, length);
    for (int i = 0; i < 2; i++) {
      if (stars[i])
        kinds[stars[i]] = ARG_INT;
      if (stars[i] > count)
        count = stars[i];
    }
    if (which > count)
      count = which;
  }
  for (int i = 1; i <= count; i++) {
    switch (kinds[i]) {
      case ARG_LONG:
        arguments[i].integer = va_arg(list, long);
        break;
      case ARG_DOUBLE:
        arguments[i].real = va_arg(list, double);
        break;
      case ARG_LONG_DOUBLE:
        arguments[i].real = (double)va_arg(list, long double);
        break;
      case ARG_POINTER:
        arguments[i].pointer = va_arg(list, void *);
        break;
      default:
        arguments[i].integer = va_arg(list, int);
        break;
    }
  }
  return 0;
}

static long narrow(long value, int conversion, int length) {
  int is_signed = conversion == 'd';
  switch (length) {
    case LEN_CHAR:
      return is_signed ? (long)(signed char)value : (long)(uchar)value;
    case LEN_SHORT:
      return is_signed ? (long)(short)value : (long)(unsigned short)value;
    case LEN_INT:
      return is_signed ? (long)(int)value : (long)(unsigned int)value;
    default:
      return value;
  }
}

/* `%1$s`-style formats: a function of their own, so that the usual ones pay nothing. */
static int has_numbers(const char *p) {
  if (!__find_char(p, '$'))
    return 0;
  while ((p = __find_char(p, '%'))) {
    p++;
    if (numbered(&p))
      return 1;
    if (*p == '%')
      p++;
  }
  return 0;
}

int __format(struct __sink *out, const char *p, va_list list) {
  union argument arguments[NUMBERED_MAX + 1];
  int is_numbered = has_numbers(p);
  int error = __errno;
  const char *start = p;
  if (is_numbered && gather(p, list, arguments)) {
    __errno = EINVAL;
    return -1;
  }
  for (;;) {
    const char *percent = __find_char(p, '%');
    if (!percent) {
      put(out, p, __length(p));
      break;
    }
    put(out, p, (size_t)(percent - p));
    p = percent + 1;
    struct spec spec;
    int which = is_numbered ? numbered(&p) : 0;
    spec.flags = *p < '1' ? flags(&p) : 0;
    spec.width = 0;
    spec.precision = -1;
    if (*p == '*') {
      p++;
      int star = is_numbered ? numbered(&p) : 0;
      spec.width = star ? (int)arguments[star].integer : va_arg(list, int);
      if (spec.width < 0) {
        spec.flags |= LEFT;
        spec.width = -spec.width;
      }
    } else if (__is_digit(*p)) {
      spec.width = number(&p);
    } else if (*p == '\'' || *p == 'I') {
      spec.flags |= flags(&p);
      spec.width = number(&p);
    }
    if (*p == '.') {
      p++;
      if (*p == '*') {
        p++;
        int star = is_numbered ? numbered(&p) : 0;
        spec.precision = star ? (int)arguments[star].integer : va_arg(list, int);
        if (spec.precision < 0)
          spec.precision = -1;
      } else if (*p == '-') {
                /* A negative precision counts as none. */
        p++;
        number(&p);
      } else {
        spec.precision = number(&p);
      }
    }
    if (spec.width >= 1000000000 || spec.precision >= 1000000000) {
      __errno = EOVERFLOW;
      return -1;
    }
    spec.length = *p >= 'h' || *p == 'L' || *p == 'Z' ? length_modifier(&p) : LEN_INT;
    if (spec.flags & LEFT)
      spec.flags &= ~ZERO;
    spec.conversion = *p++;
    switch (spec.conversion) {
      case 'd':
      case 'i':
        spec.conversion = 'd';
      case 'u':
      case 'o':
      case 'x':
      case 'X':
      case 'b': {
        long value = which                      ? arguments[which].integer
                     : spec.length >= LEN_LONG ? va_arg(list, long)
                                                : va_arg(list, int);
        put_integer(out, &spec, narrow(value, spec.conversion, spec.length));
        break;
      }
      case 's':
      case 'S': {
        void *s = which ? arguments[which].pointer : va_arg(list, void *);
        if (s && (spec.length == LEN_LONG || spec.conversion == 'S'))
          put_wide(out, &spec, s, spec.precision < 0 ? 1L << 30 : spec.precision);
        else
          put_string(out, &spec, s);
        break;
      }
      case 'c':
      case 'C': {
        int c = which ? (int)arguments[which].integer : va_arg(list, int);
        char byte = (char)c;
        spec.flags &= ~ZERO;
        if (spec.length == LEN_LONG || spec.conversion == 'C')
          put_wide(out, &spec, &c, 1);
        else if (spec.width == 0)
          put(out, &byte, 1);
        else
          put_field(out, &spec, "", 0, 0, &byte, 1);
        break;
      }
      case 'p': {
        void *pointer = which ? arguments[which].pointer : va_arg(list, void *);
        if (pointer) {
          spec.flags |= ALTERNATIVE;
          put_integer(out, &spec, (long)pointer);
        } else {
          spec.precision = -1;
          put_string(out, &spec, "(nil)");
        }
        break;
      }
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
      case 'a':
      case 'A': {
        double value;
        if (which)
          value = arguments[which].real;
        else if (spec.length == LEN_LONG_DOUBLE)
          value = (double)va_arg(list, long double);
        else
          value = va_arg(list, double);
        put_double(out, &spec, value);
        break;
      }
      case 'n': {
        void *target = which ? arguments[which].pointer : va_arg(list, void *);
        if (spec.length == LEN_CHAR)
          *(signed char *)target = (signed char)out->total;
        else if (spec.length == LEN_SHORT)
          *(short *)target = (short)out->total;
        else if (spec.length == LEN_INT)
          *(int *)target = (int)out->total;
        else
          *(long *)target = out->total;
        break;
      }
      case 'm': {
        const char *text = __error_text(error);
        char unknown[40];
        if (!text) {
          char *end = unknown + sizeof unknown - 1;
          *end = 0;
          char *digit = __itoa(error < 0 ? -(unsigned long)error : (unsigned long)error, end);
          if (error < 0)
            *--digit = '-';
          text = __copy(digit - 14, "Unknown error ", 14);
        }
        put_string(out, &spec, text);
        break;
      }
      case '%':
        put(out, "%", 1);
        break;
      case 0:
                /* The format ends inside a conversion. */
        __errno = EINVAL;
        return -1;
      default: {
                /* Not a conversion: as it stands. */
        const char *from = p - 1;
        while (from > start && *from != '%')
          from--;
        put(out, from, (size_t)(p - from));
        break;
      }
    }
    if (out->failed)
      return -1;
  }
  if (out->failed)
    return -1;
  if (out->total > 0x7fffffff) {
    __errno = EOVERFLOW;
    return -1;
  }
  return (int)out->total;
}
