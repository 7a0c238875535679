/* <utime.h>: utime(2). */
#ifndef _UTIME_H
#define _UTIME_H
typedef long time_t;
struct utimbuf {
  time_t actime;
  time_t modtime;
};
int utime(const char *, const struct utimbuf *);
#endif
