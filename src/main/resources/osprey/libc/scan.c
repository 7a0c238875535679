/* The engine of scanf(3): reads one byte ahead at most, and gives it back. */
#include <bits/file.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

enum { LEN_INT, LEN_CHAR, LEN_SHORT, LEN_LONG, LEN_LONG_DOUBLE };

/* The input: `count` bytes taken so far, of the current field at most `width`. */
struct input {
  FILE *stream;
  long count;
  long width;
  int ended;
};

static int take(struct input *in) {
  FILE *f = in->stream;
  int c = GET(f);
  if (c == EOF)
    in->ended = 1;
  else
    in->count++;
  return c;
}

static void give_back(struct input *in, int c) {
  if (c != EOF) {
    __unget(c, in->stream);
    in->count--;
  }
}

/* The next byte of a field, EOF also when the field is full. */
static int take_field(struct input *in) {
  if (in->width == 0)
    return EOF;
  in->width--;
  return take(in);
}

static void skip_space(struct input *in) {
  int c;
  do
    c = take(in);
  while (__is_space(c));
  give_back(in, c);
}

/* Text being collected: on the stack at first, on the heap when long. */
struct text {
  char *at;
  size_t length;
  size_t capacity;
  int on_heap;
  char local[96];
};

static int add(struct text *text, int c) {
  if (text->length + 1 >= text->capacity) {
    char *bigger = malloc(text->capacity * 2);
    if (!bigger)
      return -1;
    __copy(bigger, text->at, text->length);
    if (text->on_heap)
      free(text->at);
    text->at = bigger;
    text->capacity *= 2;
    text->on_heap = 1;
  }
  text->at[text->length++] = (char)c;
  text->at[text->length] = 0;
  return 0;
}

static void start_text(struct text *text) {
  text->at = text->local;
  text->length = 0;
  text->capacity = sizeof text->local;
  text->on_heap = 0;
  text->local[0] = 0;
}

static void store(void *target, int length, long value) {
  switch (length) {
    case LEN_CHAR:
      *(char *)target = (char)value;
      break;
    case LEN_SHORT:
      *(short *)target = (short)value;
      break;
    case LEN_INT:
      *(int *)target = (int)value;
      break;
    default:
      *(long *)target = value;
      break;
  }
}

static int digit_value(int c) {
  if (__is_digit(c))
    return c - '0';
  c |= 32;
  return c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
}

/* 1: converted; 0: no number; -1: end of input. */
static int scan_integer(struct input *in, int base, int is_signed, long *value) {
  unsigned long result = 0;
  int negative = 0;
  int digits = 0;
  int overflow = 0;
  int c = take_field(in);
  if (c == EOF)
    return in->ended ? -1 : 0;
  if (c == '+' || c == '-') {
    negative = c == '-';
    c = take_field(in);
  }
  if (c == '0' && (base == 0 || base == 16)) {
    digits = 1;
    c = take_field(in);
    if ((c | 32) == 'x') {
      base = 16;
      c = take_field(in);
    } else if (base == 0) {
      base = 8;
    }
  }
  if (base == 0)
    base = 10;
  for (int d; c != EOF && (d = digit_value(c)) < base; c = take_field(in)) {
    digits = 1;
    if (result > (-1UL - (unsigned long)d) / (unsigned long)base)
      overflow = 1;
    result = result * (unsigned long)base + (unsigned long)d;
  }
  give_back(in, c);
  if (!digits)
    return 0;
  unsigned long limit = is_signed ? (1UL << 63) - !negative : -1UL;
  if (overflow || result > limit) {
    __errno = ERANGE;
    *value = (long)limit;
  } else {
    *value = (long)(negative ? -result : result);
  }
  return 1;
}

/* Takes the rest of a word like "inity" whose letters must all come. */
static int take_word(struct input *in, struct text *text, const char *rest) {
  for (; *rest; rest++) {
    int c = take_field(in);
    if (c == EOF || (c | 32) != *rest) {
      give_back(in, c);
      return -1;
    }
    add(text, c);
  }
  return 0;
}

/* Collects what looks like a floating number; same results as scan_integer. */
static int scan_real(struct input *in, struct text *text) {
  int c = take_field(in);
  if (c == EOF)
    return in->ended ? -1 : 0;
  if (c == '+' || c == '-') {
    add(text, c);
    c = take_field(in);
  }
  if ((c | 32) == 'n') {
    add(text, c);
    return take_word(in, text, "an") ? 0 : 1;
  }
  if ((c | 32) == 'i') {
    add(text, c);
    if (take_word(in, text, "nf"))
      return 0;
    c = take_field(in);
    if ((c | 32) != 'i') {
      give_back(in, c);
      return 1;
    }
    add(text, c);
    return take_word(in, text, "nity") ? 0 : 1;
  }
  int base = 10;
  int digits = 0;
  int exponent = 'e';
  int got_point = 0;
  int got_exponent = 0;
  if (c == '0') {
    add(text, c);
    digits = 1;
    c = take_field(in);
    if ((c | 32) == 'x') {
      add(text, c);
      base = 16;
      exponent = 'p';
      digits = 0;
      c = take_field(in);
    }
  }
  for (; c != EOF; c = take_field(in)) {
    if (got_exponent ? __is_digit(c) : digit_value(c) < base) {
      digits = 1;
    } else if (c == '.' && !got_point && !got_exponent) {
      got_point = 1;
    } else if ((c | 32) == exponent && digits && !got_exponent) {
      got_exponent = 1;
    } else if (
        (c == '+' || c == '-') && got_exponent
        && (text->at[text->length - 1] | 32) == exponent) {
            /* The sign of the exponent. */
    } else {
      break;
    }
    if (add(text, c))
      return 0;
  }
  give_back(in, c);
  return digits;
}

/* A scan set after its `[`: fills the table, returns the place behind the `]`. */
static const char *read_set(const char *p, uchar *set) {
  int negate = 0;
  if (*p == '^') {
    negate = 1;
    p++;
  }
  __fill(set, negate, 256);
  const char *first = p;
  while (*p && (*p != ']' || p == first)) {
    int low = (uchar)*p;
    int high = low;
    if (p[1] == '-' && p[2] && p[2] != ']' && (uchar)p[2] >= low) {
      high = (uchar)p[2];
      p += 2;
    }
    for (int c = low; c <= high; c++)
      set[c] = (uchar)!negate;
    p++;
  }
  return *p ? p + 1 : p;
}

/* Takes bytes for %c, %s and %[ into target (NULL: nowhere) or, for the `m` modifier, into text. */
static long take_bytes(
    struct input *in, int conversion, const uchar *set, char *target, struct text *text) {
  long n = 0;
  int c;
  while ((c = take_field(in)) != EOF) {
    if (conversion == 's' ? __is_space(c) : conversion == '[' && !set[c]) {
      give_back(in, c);
      break;
    }
    if (text)
      add(text, c);
    else if (target)
      target[n] = (char)c;
    n++;
  }
  return n;
}

static char *finish_text(struct text *text, size_t bytes) {
  char *copy = malloc(bytes);
  if (copy)
    __copy(copy, text->at, bytes);
  return copy;
}

int __scan(FILE *stream, const char *p, va_list list) {
  struct input in = {stream, 0, -1, 0};
  int assigned = 0;
  for (; *p; p++) {
    int c = (uchar)*p;
    if (__is_space(c)) {
      skip_space(&in);
      continue;
    }
    if (c != '%' || p[1] == '%') {
      if (c == '%') {
        p++;
        skip_space(&in);
      }
      int d = take(&in);
      if (d == c)
        continue;
      give_back(&in, d);
      return d == EOF && assigned == 0 ? EOF : assigned;
    }
    p++;
    int suppress = 0;
    int allocate = 0;
    int length = LEN_INT;
    long width = 0;
    for (;; p++) {
      if (*p == '*')
        suppress = 1;
      else if (*p != '\'' && *p != 'I')
        break;
    }
    while (__is_digit(*p))
      width = width * 10 + (*p++ - '0');
    for (;; p++) {
      if (*p == 'm')
        allocate = 1;
      else if (*p == 'h')
        length = length == LEN_SHORT ? LEN_CHAR : LEN_SHORT;
      else if (*p == 'l' || *p == 'j' || *p == 'z' || *p == 't' || *p == 'q')
        length = LEN_LONG;
      else if (*p == 'L')
        length = LEN_LONG_DOUBLE;
      else
        break;
    }
    int conversion = *p;
    if (conversion == 'n') {
      if (!suppress)
        store(va_arg(list, void *), length, in.count);
      continue;
    }
    if (conversion != 'c' && conversion != '[')
      skip_space(&in);
    in.width = width ? width : conversion == 'c' ? 1 : -1;
    int outcome;
    switch (conversion) {
      case 'd':
      case 'u':
      case 'i':
      case 'o':
      case 'x':
      case 'X':
      case 'p': {
        long value = 0;
        int base = conversion == 'd' || conversion == 'u' ? 10
                   : conversion == 'i'                    ? 0
                   : conversion == 'o'                    ? 8
                                                          : 16;
        if (conversion == 'p')
          length = LEN_LONG;
        outcome = scan_integer(&in, base, conversion == 'd' || conversion == 'i', &value);
        if (outcome > 0 && !suppress)
          store(va_arg(list, void *), length, value);
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
        struct text text;
        start_text(&text);
        outcome = scan_real(&in, &text);
        if (outcome > 0) {
          double value = strtod(text.at, NULL);
          if (!suppress) {
            if (length == LEN_LONG)
              *va_arg(list, double *) = value;
            else if (length == LEN_LONG_DOUBLE)
              *va_arg(list, long double *) = value;
            else
              *va_arg(list, float *) = (float)value;
          }
        }
        if (text.on_heap)
          free(text.at);
        break;
      }
      case 'c':
      case 's':
      case '[': {
        uchar set[256];
        if (conversion == '[')
          p = read_set(p + 1, set) - 1;
        struct text text;
        start_text(&text);
        char *target = suppress || allocate ? NULL : va_arg(list, char *);
        long wanted = in.width;
        long n = take_bytes(&in, conversion, set, target, allocate ? &text : NULL);
        outcome = conversion == 'c' ? n == wanted : n > 0;
        if (n == 0 && in.ended)
          outcome = -1;
        if (conversion == 'c' && n > 0)
          outcome = 1;
        if (outcome > 0 && conversion != 'c' && target)
          target[n] = 0;
        if (outcome > 0 && allocate && !suppress)
          *va_arg(list, char **) = finish_text(&text, (size_t)n + (conversion != 'c'));
        if (text.on_heap)
          free(text.at);
        break;
      }
      default:
        return assigned;
    }
    if (outcome <= 0)
      return outcome < 0 && assigned == 0 ? EOF : assigned;
    assigned += !suppress;
    in.width = -1;
  }
  return assigned;
}
