/* <sys/select.h>: select(2). */
#ifndef _SYS_SELECT_H
#define _SYS_SELECT_H
#include <bits/sigset.h>
#include <bits/timespec.h>
#include <bits/timeval.h>
#define FD_SETSIZE 1024
#define NFDBITS 64
#define __NFDBITS 64
typedef long fd_mask;
typedef struct {
  unsigned long fds_bits[16];
} fd_set;
#define FD_SET(fd, set) ((void)((set)->fds_bits[(fd) / 64] |= 1UL << ((fd) % 64)))
#define FD_CLR(fd, set) ((void)((set)->fds_bits[(fd) / 64] &= ~(1UL << ((fd) % 64))))
#define FD_ISSET(fd, set) (((set)->fds_bits[(fd) / 64] & 1UL << ((fd) % 64)) != 0)
#define FD_ZERO(set) __fd_zero(set)
void __fd_zero(fd_set *);
int select(int, fd_set *, fd_set *, fd_set *, struct timeval *);
int pselect(int, fd_set *, fd_set *, fd_set *, const struct timespec *, const sigset_t *);
#endif
