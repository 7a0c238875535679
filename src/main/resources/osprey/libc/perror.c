/* perror(3), psignal(3). */
#include <bits/file.h>
#include <signal.h>
#include <string.h>

void perror(const char *prefix) {
  int number = __errno;
  int has_prefix = prefix && *prefix;
  char unknown[64];
  const char *text = strerror_r(number, unknown, sizeof unknown);
  fprintf(stderr, "%s%s%s\n", has_prefix ? prefix : "", has_prefix ? ": " : "", text);
  __errno = number;
}

void psignal(int number, const char *prefix) {
  int has_prefix = prefix && *prefix;
  const char *text = strsignal(number);
  fprintf(stderr, "%s%s%s\n", has_prefix ? prefix : "", has_prefix ? ": " : "", text);
}

void psiginfo(const siginfo_t *info, const char *prefix) {
  int has_prefix = prefix && *prefix;
  fprintf(
      stderr,
      "%s%s%s (code %d, from pid %d)\n",
      has_prefix ? prefix : "",
      has_prefix ? ": " : "",
      strsignal(info->si_signo),
      info->si_code,
      info->si_pid);
}
