/* strftime(3) in the C locale. */
#include <bits/libc.h>
#include <time.h>

static const char *const days[] = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char *const months[] = {
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December"};

struct out {
  char *at;
  size_t left;
  int overflow;
  /* How the current number is padded: 0 as usual, else '_', '-' or '0'; and letters: '^' upper, '#'
     swapped. */
  int padding;
  int letters;
  int width;
};

static void put_char(struct out *out, int c) {
  if (out->left <= 1) {
    out->overflow = 1;
    return;
  }
  *out->at++ = (char)c;
  out->left--;
}

static void put_text(struct out *out, const char *s, size_t n, int swap_is_lower) {
  for (size_t i = n; (int)i < out->width; i++)
    put_char(out, out->padding == '0' ? '0' : ' ');
  for (; n; n--, s++) {
    int c = (uchar)*s;
    if (out->letters == '^' || (out->letters == '#' && !swap_is_lower))
      c = __to_upper(c);
    else if (out->letters == '#')
      c = __to_lower(c);
    put_char(out, c);
  }
}

static void put_number(struct out *out, long value, int digits, int pad) {
  char buffer[24];
  char *end = buffer + sizeof buffer;
  char *start = __itoa(value < 0 ? -(unsigned long)value : (unsigned long)value, end);
  if (out->padding)
    pad = out->padding;
  if (out->width > digits)
    digits = out->width;
  if (pad == '-')
    digits = 0;
  if (value < 0 && pad != '_')
    put_char(out, '-');
  for (long n = end - start + (value < 0); n < digits; n++)
    put_char(out, pad == '_' ? ' ' : '0');
  if (value < 0 && pad == '_')
    put_char(out, '-');
  while (start < end)
    put_char(out, *start++);
}

/* Week of the year: weeks begin on `first` (0 Sunday, 1 Monday). */
static int week(const struct tm *t, int first) {
  return (t->tm_yday + 7 - (t->tm_wday + 7 - first) % 7) / 7;
}

static int is_leap(long year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* ISO 8601: the week belongs to the year that holds its Thursday. */
static int iso_week(const struct tm *t, long *year) {
  int monday_based = (t->tm_wday + 6) % 7;
  int number = (t->tm_yday + 10 - monday_based) / 7;
  *year = t->tm_year + 1900L;
  if (number < 1) {
    --*year;
    int last_yday = t->tm_yday + 365 + is_leap(*year);
    return (last_yday + 10 - monday_based) / 7;
  }
  if (number == 53 && t->tm_yday - monday_based + 3 >= 365 + is_leap(*year)) {
    ++*year;
    return 1;
  }
  return number;
}

static void put_format(struct out *, const char *, const struct tm *);

static void put_nested(struct out *out, const char *format, const struct tm *t) {
  int width = out->width;
  int padding = out->padding;
  out->width = 0;
  out->padding = 0;
  put_format(out, format, t);
  out->width = width;
  out->padding = padding;
}

static void put_conversion(struct out *out, int conversion, const struct tm *t) {
  long year = t->tm_year + 1900L;
  int hour12 = t->tm_hour % 12 ? t->tm_hour % 12 : 12;
  switch (conversion) {
    case 'a':
      put_text(out, (unsigned)t->tm_wday < 7 ? days[t->tm_wday] : "?", (unsigned)t->tm_wday < 7 ? 3 : 1, 0);
      break;
    case 'A': {
      const char *name = (unsigned)t->tm_wday < 7 ? days[t->tm_wday] : "?";
      put_text(out, name, __length(name), 0);
      break;
    }
    case 'b':
    case 'h':
      put_text(out, (unsigned)t->tm_mon < 12 ? months[t->tm_mon] : "?", (unsigned)t->tm_mon < 12 ? 3 : 1, 0);
      break;
    case 'B': {
      const char *name = (unsigned)t->tm_mon < 12 ? months[t->tm_mon] : "?";
      put_text(out, name, __length(name), 0);
      break;
    }
    case 'c':
      put_nested(out, "%a %b %e %H:%M:%S %Y", t);
      break;
    case 'C':
      put_number(out, year / 100 - (year % 100 < 0), 2, '0');
      break;
    case 'd':
      put_number(out, t->tm_mday, 2, '0');
      break;
    case 'D':
    case 'x':
      put_nested(out, "%m/%d/%y", t);
      break;
    case 'e':
      put_number(out, t->tm_mday, 2, '_');
      break;
    case 'F':
      put_nested(out, "%Y-%m-%d", t);
      break;
    case 'g':
      iso_week(t, &year);
      put_number(out, (year % 100 + 100) % 100, 2, '0');
      break;
    case 'G':
      iso_week(t, &year);
      put_number(out, year, 1, '0');
      break;
    case 'H':
      put_number(out, t->tm_hour, 2, '0');
      break;
    case 'I':
      put_number(out, hour12, 2, '0');
      break;
    case 'j':
      put_number(out, t->tm_yday + 1, 3, '0');
      break;
    case 'k':
      put_number(out, t->tm_hour, 2, '_');
      break;
    case 'l':
      put_number(out, hour12, 2, '_');
      break;
    case 'm':
      put_number(out, t->tm_mon + 1, 2, '0');
      break;
    case 'M':
      put_number(out, t->tm_min, 2, '0');
      break;
    case 'n':
      put_char(out, '\n');
      break;
    case 'p':
      put_text(out, t->tm_hour >= 12 ? "PM" : "AM", 2, 1);
      break;
    case 'P':
      put_text(out, t->tm_hour >= 12 ? "pm" : "am", 2, 1);
      break;
    case 'r':
      put_nested(out, "%I:%M:%S %p", t);
      break;
    case 'R':
      put_nested(out, "%H:%M", t);
      break;
    case 's': {
      struct tm copy = *t;
      put_number(out, timegm(&copy), 1, '0');
      break;
    }
    case 'S':
      put_number(out, t->tm_sec, 2, '0');
      break;
    case 't':
      put_char(out, '\t');
      break;
    case 'T':
    case 'X':
      put_nested(out, "%H:%M:%S", t);
      break;
    case 'u':
      put_number(out, t->tm_wday ? t->tm_wday : 7, 1, '0');
      break;
    case 'U':
      put_number(out, week(t, 0), 2, '0');
      break;
    case 'V':
      put_number(out, iso_week(t, &year), 2, '0');
      break;
    case 'w':
      put_number(out, t->tm_wday, 1, '0');
      break;
    case 'W':
      put_number(out, week(t, 1), 2, '0');
      break;
    case 'y':
      put_number(out, (year % 100 + 100) % 100, 2, '0');
      break;
    case 'Y':
      put_number(out, year, 1, '0');
      break;
    case 'z':
      put_text(out, "+0000", 5, 0);
      break;
    case 'Z': {
      const char *zone = t->tm_zone ? t->tm_zone : "";
      put_text(out, zone, __length(zone), 1);
      break;
    }
  }
}

static void put_format(struct out *out, const char *p, const struct tm *t) {
  for (; *p; p++) {
    if (*p != '%') {
      put_char(out, *p);
      continue;
    }
    const char *start = p++;
    out->padding = out->letters = out->width = 0;
    for (;; p++) {
      if (*p == '_' || *p == '-' || *p == '0')
        out->padding = *p;
      else if (*p == '^' || *p == '#')
        out->letters = *p;
      else
        break;
    }
    while (__is_digit(*p))
      out->width = out->width * 10 + (*p++ - '0');
    if (*p == 'E' || *p == 'O')
      p++;
    if (*p == '%') {
      put_char(out, '%');
    } else if (*p && __find_char("aAbBhcCdDxeFgGHIjklmMnpPrRsStTXuUVwWyYzZ", *p)) {
      put_conversion(out, *p, t);
    } else {
            /* Not a conversion: as it stands. */
      for (; start < p; start++)
        put_char(out, *start);
      if (!*p)
        break;
      put_char(out, *p);
    }
  }
}

size_t strftime(char *to, size_t size, const char *format, const struct tm *t) {
  struct out out = {to, size, 0, 0, 0, 0};
  put_format(&out, format, t);
  if (out.overflow || size == 0)
    return 0;
  *out.at = 0;
  return (size_t)(out.at - to);
}
