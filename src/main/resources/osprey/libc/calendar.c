/* gmtime(3), mktime(3), ctime(3): dates. The local time is UTC. */
#include <bits/libc.h>
#include <errno.h>
#include <stdio.h>
#include <time.h>

char *tzname[2] = {"UTC", "UTC"};
long timezone;
int daylight;

void tzset(void) {}

#define DAY 86400L
#define YEARS_400 146097L

static long floor_divide(long a, long b) {
  return a / b - (a % b < 0);
}

/* Days since 1970-01-01 of the first day of a month counted from year 0. */
static long days_before(long year, long month) {
  year += floor_divide(month, 12);
  month -= floor_divide(month, 12) * 12;
    /* Years begin in March, so that the odd day comes last. */
  if (month < 2) {
    year--;
    month += 12;
  }
  long era = floor_divide(year, 400);
  long of_era = year - era * 400;
  return era * YEARS_400 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * (month - 2) + 2) / 5
      - 719468;
}

static struct tm *split(time_t t, struct tm *to, const char *zone) {
  long days = floor_divide(t, DAY);
  long rest = t - days * DAY;
  long shifted = days + 719468;
  long era = floor_divide(shifted, YEARS_400);
  long of_era = shifted - era * YEARS_400;
  long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  long of_year = of_era - (365 * year + year / 4 - year / 100);
  long month = (5 * of_year + 2) / 153;
  to->tm_mday = (int)(of_year - (153 * month + 2) / 5 + 1);
  month += 2;
  year += era * 400;
  if (month > 11) {
    month -= 12;
    year++;
  }
  if (year - 1900 > 0x7fffffff || year - 1900 < -0x7fffffff - 1) {
    __errno = EOVERFLOW;
    return NULL;
  }
  to->tm_mon = (int)month;
  to->tm_year = (int)(year - 1900);
  to->tm_yday = (int)(days - days_before(year, 0));
  to->tm_wday = (int)((days % 7 + 11) % 7);
  to->tm_hour = (int)(rest / 3600);
  to->tm_min = (int)(rest / 60 % 60);
  to->tm_sec = (int)(rest % 60);
  to->tm_isdst = 0;
  to->tm_gmtoff = 0;
  to->tm_zone = zone;
  return to;
}

static struct tm shared;

struct tm *gmtime_r(const time_t *t, struct tm *to) {
  return split(*t, to, "GMT");
}

struct tm *localtime_r(const time_t *t, struct tm *to) {
  return split(*t, to, "UTC");
}

struct tm *gmtime(const time_t *t) {
  return split(*t, &shared, "GMT");
}

struct tm *localtime(const time_t *t) {
  return split(*t, &shared, "UTC");
}

/* Fields out of range carry over, and come back in range. */
static time_t join(struct tm *t, const char *zone) {
  long days = days_before(t->tm_year + 1900L, t->tm_mon) + t->tm_mday - 1;
  time_t result = days * DAY + t->tm_hour * 3600L + t->tm_min * 60L + t->tm_sec;
  return split(result, t, zone) ? result : -1;
}

time_t mktime(struct tm *t) {
  return join(t, "UTC");
}

time_t timelocal(struct tm *t) {
  return join(t, "UTC");
}

time_t timegm(struct tm *t) {
  return join(t, "GMT");
}

double difftime(time_t a, time_t b) {
  return (double)(a - b);
}

static const char day_names[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char month_names[12][4] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static char *write_date(const struct tm *t, char *to, size_t size) {
  int n = snprintf(
      to,
      size,
      "%.3s %.3s%3d %.2d:%.2d:%.2d %ld\n",
      (unsigned)t->tm_wday < 7 ? day_names[t->tm_wday] : "???",
      (unsigned)t->tm_mon < 12 ? month_names[t->tm_mon] : "???",
      t->tm_mday,
      t->tm_hour,
      t->tm_min,
      t->tm_sec,
      t->tm_year + 1900L);
  if (n < 0 || (size_t)n >= size) {
    __errno = EOVERFLOW;
    return NULL;
  }
  return to;
}

static char text[64];

char *asctime_r(const struct tm *t, char *to) {
  return write_date(t, to, 26);
}

char *asctime(const struct tm *t) {
  return write_date(t, text, sizeof text);
}

char *ctime_r(const time_t *t, char *to) {
  struct tm parts;
  return split(*t, &parts, "UTC") ? write_date(&parts, to, 26) : NULL;
}

char *ctime(const time_t *t) {
  return split(*t, &shared, "UTC") ? write_date(&shared, text, sizeof text) : NULL;
}
