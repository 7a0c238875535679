/* <sys/uio.h>: vector I/O, readv(2). */
#ifndef _SYS_UIO_H
#define _SYS_UIO_H
#include <bits/iovec.h>
typedef unsigned long size_t;
typedef long ssize_t;
#define UIO_MAXIOV 1024
ssize_t readv(int, const struct iovec *, int);
ssize_t writev(int, const struct iovec *, int);
#endif
