/* strptime(3) in the C locale, and getsubopt(3). */
#include <bits/libc.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char days[7][10] = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char months[12][10] = {
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December"};

static const char *read_number(const char *s, int digits, int low, int high, int *to) {
  int value = 0;
  while (*s == ' ')
    s++;
  if (!__is_digit(*s))
    return NULL;
  for (; digits-- && __is_digit(*s) && value * 10 + (*s - '0') <= high; s++)
    value = value * 10 + (*s - '0');
  if (value < low)
    return NULL;
  *to = value;
  return s;
}

static const char *read_name(const char *s, const char (*names)[10], int count, int *to) {
  for (int i = 0; i < count; i++) {
    size_t n = __length(names[i]);
    if (strncasecmp(s, names[i], n)) {
      n = 3;
      if (strncasecmp(s, names[i], n))
        continue;
    }
    *to = i;
    return s + n;
  }
  return NULL;
}

static const char *read_time(const char *s, const char *p, struct tm *t, int *is_pm, int *has_date) {
  int n;
  for (; s && *p; p++) {
    if (__is_space(*p)) {
      while (__is_space(*s))
        s++;
      continue;
    }
    if (*p != '%') {
      s = *s == *p ? s + 1 : NULL;
      continue;
    }
    p++;
    if (*p == 'E' || *p == 'O')
      p++;
    switch (*p) {
      case '%':
        s = *s == '%' ? s + 1 : NULL;
        break;
      case 'a':
      case 'A':
        s = read_name(s, days, 7, &t->tm_wday);
        break;
      case 'b':
      case 'B':
      case 'h':
        s = read_name(s, months, 12, &t->tm_mon);
        *has_date = 1;
        break;
      case 'd':
      case 'e':
        s = read_number(s, 2, 1, 31, &t->tm_mday);
        *has_date = 1;
        break;
      case 'H':
      case 'k':
        s = read_number(s, 2, 0, 23, &t->tm_hour);
        break;
      case 'I':
      case 'l':
        s = read_number(s, 2, 1, 12, &t->tm_hour);
        if (s)
          t->tm_hour %= 12;
        if (*is_pm < 0)
          *is_pm = 0;
        break;
      case 'j':
        s = read_number(s, 3, 1, 366, &t->tm_yday);
        if (s)
          t->tm_yday--;
        break;
      case 'm':
        s = read_number(s, 2, 1, 12, &t->tm_mon);
        if (s)
          t->tm_mon--;
        *has_date = 1;
        break;
      case 'M':
        s = read_number(s, 2, 0, 59, &t->tm_min);
        break;
      case 'S':
        s = read_number(s, 2, 0, 61, &t->tm_sec);
        break;
      case 'y':
        s = read_number(s, 2, 0, 99, &n);
        if (s)
          t->tm_year = n < 69 ? n + 100 : n;
        *has_date = 1;
        break;
      case 'Y':
        s = read_number(s, 4, 0, 9999, &n);
        if (s)
          t->tm_year = n - 1900;
        *has_date = 1;
        break;
      case 'p':
      case 'P':
        if (strncasecmp(s, "AM", 2) && strncasecmp(s, "PM", 2))
          return NULL;
        *is_pm = (*s | 32) == 'p' ? 2 : 1;
        s += 2;
        break;
      case 'n':
      case 't':
        while (__is_space(*s))
          s++;
        break;
      case 's': {
        char *end;
        time_t seconds = strtol(s, &end, 10);
        s = end == s ? NULL : end;
        localtime_r(&seconds, t);
        break;
      }
      case 'c':
        s = read_time(s, "%a %b %e %H:%M:%S %Y", t, is_pm, has_date);
        break;
      case 'D':
      case 'x':
        s = read_time(s, "%m/%d/%y", t, is_pm, has_date);
        break;
      case 'F':
        s = read_time(s, "%Y-%m-%d", t, is_pm, has_date);
        break;
      case 'R':
        s = read_time(s, "%H:%M", t, is_pm, has_date);
        break;
      case 'r':
        s = read_time(s, "%I:%M:%S %p", t, is_pm, has_date);
        break;
      case 'T':
      case 'X':
        s = read_time(s, "%H:%M:%S", t, is_pm, has_date);
        break;
      default:
        return NULL;
    }
  }
  return s;
}

/* The day of the week and of the year follow from a date. */
char *strptime(const char *s, const char *format, struct tm *t) {
  int is_pm = -1;
  int has_date = 0;
  s = read_time(s, format, t, &is_pm, &has_date);
  if (!s)
    return NULL;
  if (is_pm == 2)
    t->tm_hour = t->tm_hour % 12 + 12;
  if (has_date) {
    struct tm date = {0};
    date.tm_year = t->tm_year;
    date.tm_mon = t->tm_mon;
    date.tm_mday = t->tm_mday ? t->tm_mday : 1;
    timegm(&date);
    t->tm_wday = date.tm_wday;
    t->tm_yday = date.tm_yday;
  }
  return (char *)s;
}

int getsubopt(char **list, char *const *names, char **value) {
  char *start = *list;
  char *end = start + strcspn(start, ",");
  *value = NULL;
  *list = *end ? end + 1 : end;
  *end = 0;
  size_t n = strcspn(start, "=");
  for (int i = 0; names[i]; i++) {
    if (!__order_max(names[i], start, n) && !names[i][n]) {
      if (start[n])
        *value = start + n + 1;
      return i;
    }
  }
  *value = start;
  return -1;
}
