/* err(3), error(3), syslog(3). */
#include <bits/libc.h>
#include <err.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

static void report(const char *format, va_list list, int with_reason) {
  int number = __errno;
  fprintf(stderr, "%s: ", __short_program);
  if (format) {
    vfprintf(stderr, format, list);
    if (with_reason)
      fprintf(stderr, ": ");
  }
  if (with_reason)
    fprintf(stderr, "%s", strerror(number));
  fprintf(stderr, "\n");
}

void vwarn(const char *format, va_list list) {
  report(format, list, 1);
}

void vwarnx(const char *format, va_list list) {
  report(format, list, 0);
}

void warn(const char *format, ...) {
  va_list list;
  va_start(list, format);
  report(format, list, 1);
  va_end(list);
}

void warnx(const char *format, ...) {
  va_list list;
  va_start(list, format);
  report(format, list, 0);
  va_end(list);
}

void verr(int status, const char *format, va_list list) {
  report(format, list, 1);
  exit(status);
}

void verrx(int status, const char *format, va_list list) {
  report(format, list, 0);
  exit(status);
}

void err(int status, const char *format, ...) {
  va_list list;
  va_start(list, format);
  report(format, list, 1);
  exit(status);
}

void errx(int status, const char *format, ...) {
  va_list list;
  va_start(list, format);
  report(format, list, 0);
  exit(status);
}

unsigned int error_message_count;
int error_one_per_line;

static void finish_error(int status, int number) {
  if (number)
    fprintf(stderr, ": %s", strerror(number));
  fprintf(stderr, "\n");
  fflush(stderr);
  error_message_count++;
  if (status)
    exit(status);
}

void error(int status, int number, const char *format, ...) {
  va_list list;
  fflush(stdout);
  fprintf(stderr, "%s: ", __program);
  va_start(list, format);
  vfprintf(stderr, format, list);
  va_end(list);
  finish_error(status, number);
}

void error_at_line(
    int status, int number, const char *file, unsigned int line, const char *format, ...) {
  va_list list;
  fflush(stdout);
  fprintf(stderr, "%s:", __program);
  if (file)
    fprintf(stderr, "%s:%u: ", file, line);
  else
    fprintf(stderr, " ");
  va_start(list, format);
  vfprintf(stderr, format, list);
  va_end(list);
  finish_error(status, number);
}

static const char *log_name;
static int log_options;
static int log_mask = 0xff;

void openlog(const char *name, int options, int facility) {
  log_name = name;
  log_options = options;
}

void closelog(void) {
  log_name = NULL;
}

int setlogmask(int mask) {
  int old = log_mask;
  if (mask)
    log_mask = mask;
  return old;
}

void vsyslog(int priority, const char *format, va_list list) {
  if (!(log_options & LOG_PERROR) || !(log_mask & LOG_MASK(priority & 7)))
    return;
  fprintf(stderr, "%s", log_name ? log_name : __short_program);
  if (log_options & LOG_PID)
    fprintf(stderr, "[%d]", (int)__syscall(SYS_getpid));
  fprintf(stderr, ": ");
  vfprintf(stderr, format, list);
  fprintf(stderr, "\n");
}

void syslog(int priority, const char *format, ...) {
  va_list list;
  va_start(list, format);
  vsyslog(priority, format, list);
  va_end(list);
}
