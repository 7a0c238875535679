#ifndef _BITS_SIGSET_H
#define _BITS_SIGSET_H
/* The kernel uses the first word only. */
typedef struct {
  unsigned long __val[16];
} sigset_t;
#endif
