#ifndef _VALUES_H
#define _VALUES_H
#include <float.h>
#include <limits.h>
#define MAXINT INT_MAX
#define MININT INT_MIN
#define MAXLONG LONG_MAX
#define MAXDOUBLE DBL_MAX
#endif
