/* <math.h>: what the machine computes, with errno and the sign of NaN as glibc has them. */
#include <bits/libc.h>
#include <errno.h>
#include <math.h>

union bits {
  double real;
  unsigned long word;
};
#define INFINITE (0x7ffUL << 52)
#define MAGNITUDE (~0UL >> 1)

static unsigned long magnitude(double x) {
  union bits u = {x};
  return u.word & MAGNITUDE;
}

/* Any NaN out of numbers is an error of domain; most of glibc's functions make it with the sign
   set. */
static double invalid(int negative) {
  union bits u;
  u.word = 0x7ff8UL << 48 | (unsigned long)negative << 63;
  __errno = EDOM;
  return u.real;
}

/* The result of a function of x: NaN only for NaN, infinite for a finite x is out of range. */
static double checked(double x, double result, int negative) {
  unsigned long m = magnitude(result);
  if (m < INFINITE)
    return result;
  if (m > INFINITE)
    return magnitude(x) > INFINITE ? x : invalid(negative);
  if (magnitude(x) < INFINITE)
    __errno = ERANGE;
  return result;
}

/* As checked, and a zero where the true result is not zero is out of range as well. */
static double checked_zero(double x, double result, int is_exact) {
  if (result == 0 && !is_exact)
    __errno = ERANGE;
  return checked(x, result, 1);
}

static double checked2(double x, double y, double result) {
  unsigned long m = magnitude(result);
  if (m < INFINITE)
    return result;
  if (magnitude(x) > INFINITE)
    return x;
  if (magnitude(y) > INFINITE)
    return y;
  if (m > INFINITE)
    return invalid(1);
  if (magnitude(x) < INFINITE && magnitude(y) < INFINITE)
    __errno = ERANGE;
  return result;
}

double sqrt(double x) {
  return checked(x, __intrinsic(I_SQRT, x), 1);
}

float sqrtf(float x) {
  return (float)sqrt(x);
}

long double sqrtl(long double x) {
  return sqrt((double)x);
}

double sin(double x) {
  return checked(x, __intrinsic(I_SIN, x), 1);
}

float sinf(float x) {
  return (float)sin(x);
}

long double sinl(long double x) {
  return sin((double)x);
}

double cos(double x) {
  return checked(x, __intrinsic(I_COS, x), 1);
}

float cosf(float x) {
  return (float)cos(x);
}

long double cosl(long double x) {
  return cos((double)x);
}

double tan(double x) {
  return checked(x, __intrinsic(I_TAN, x), 1);
}

float tanf(float x) {
  return (float)tan(x);
}

long double tanl(long double x) {
  return tan((double)x);
}

double log(double x) {
  return checked(x, __intrinsic(I_LOG, x), 1);
}

float logf(float x) {
  return (float)log(x);
}

long double logl(long double x) {
  return log((double)x);
}

double log2(double x) {
  return checked(x, __intrinsic(I_LOG2, x), 1);
}

float log2f(float x) {
  return (float)log2(x);
}

long double log2l(long double x) {
  return log2((double)x);
}

double log1p(double x) {
  return checked(x, __intrinsic(I_LOG1P, x), 1);
}

float log1pf(float x) {
  return (float)log1p(x);
}

long double log1pl(long double x) {
  return log1p((double)x);
}

double sinh(double x) {
  return checked(x, __intrinsic(I_SINH, x), 1);
}

float sinhf(float x) {
  return (float)sinh(x);
}

long double sinhl(long double x) {
  return sinh((double)x);
}

double cosh(double x) {
  return checked(x, __intrinsic(I_COSH, x), 1);
}

float coshf(float x) {
  return (float)cosh(x);
}

long double coshl(long double x) {
  return cosh((double)x);
}

double log10(double x) {
  return checked(x, __intrinsic(I_LOG10, x), 0);
}

float log10f(float x) {
  return (float)log10(x);
}

long double log10l(long double x) {
  return log10((double)x);
}

double acos(double x) {
  return checked(x, __intrinsic(I_ACOS, x), 0);
}

float acosf(float x) {
  return (float)acos(x);
}

long double acosl(long double x) {
  return acos((double)x);
}

double asin(double x) {
  return checked(x, __intrinsic(I_ASIN, x), 0);
}

float asinf(float x) {
  return (float)asin(x);
}

long double asinl(long double x) {
  return asin((double)x);
}

double atan(double x) {
  return __intrinsic(I_ATAN, x);
}

float atanf(float x) {
  return (float)atan(x);
}

long double atanl(long double x) {
  return atan((double)x);
}

double tanh(double x) {
  return __intrinsic(I_TANH, x);
}

float tanhf(float x) {
  return (float)tanh(x);
}

long double tanhl(long double x) {
  return tanh((double)x);
}

double cbrt(double x) {
  return __intrinsic(I_CBRT, x);
}

float cbrtf(float x) {
  return (float)cbrt(x);
}

long double cbrtl(long double x) {
  return cbrt((double)x);
}

double floor(double x) {
  return __intrinsic(I_FLOOR, x);
}

float floorf(float x) {
  return (float)floor(x);
}

long double floorl(long double x) {
  return floor((double)x);
}

double ceil(double x) {
  return __intrinsic(I_CEIL, x);
}

float ceilf(float x) {
  return (float)ceil(x);
}

long double ceill(long double x) {
  return ceil((double)x);
}

double trunc(double x) {
  return __intrinsic(I_TRUNC, x);
}

float truncf(float x) {
  return (float)trunc(x);
}

long double truncl(long double x) {
  return trunc((double)x);
}

double round(double x) {
  return __intrinsic(I_ROUND, x);
}

float roundf(float x) {
  return (float)round(x);
}

long double roundl(long double x) {
  return round((double)x);
}

double rint(double x) {
  return __intrinsic(I_RINT, x);
}

float rintf(float x) {
  return (float)rint(x);
}

long double rintl(long double x) {
  return rint((double)x);
}

double nearbyint(double x) {
  return __intrinsic(I_RINT, x);
}

float nearbyintf(float x) {
  return (float)nearbyint(x);
}

long double nearbyintl(long double x) {
  return nearbyint((double)x);
}

double expm1(double x) {
  return checked(x, __intrinsic(I_EXPM1, x), 1);
}

float expm1f(float x) {
  return (float)expm1(x);
}

long double expm1l(long double x) {
  return expm1((double)x);
}

double exp(double x) {
  return checked_zero(x, __intrinsic(I_EXP, x), magnitude(x) == INFINITE);
}

float expf(float x) {
  return (float)exp(x);
}

long double expl(long double x) {
  return exp((double)x);
}

double exp2(double x) {
  return checked_zero(x, __intrinsic(I_POW, 2.0, x), magnitude(x) == INFINITE);
}

float exp2f(float x) {
  return (float)exp2(x);
}

long double exp2l(long double x) {
  return exp2((double)x);
}

double exp10(double x) {
  return checked_zero(x, __intrinsic(I_POW, 10.0, x), magnitude(x) == INFINITE);
}

float exp10f(float x) {
  return (float)exp10(x);
}

long double exp10l(long double x) {
  return exp10((double)x);
}

double fabs(double x) {
  union bits u = {x};
  u.word &= MAGNITUDE;
  return u.real;
}

float fabsf(float x) {
  return (float)fabs(x);
}

long double fabsl(long double x) {
  return fabs((double)x);
}

double asinh(double x) {
  double a = fabs(x);
  if (a > 1e9)
    return a > 1e300 * 1e300 || x != x ? x : copysign(__intrinsic(I_LOG, a) + M_LN2, x);
  return copysign(__intrinsic(I_LOG1P, a + a * a / (1 + __intrinsic(I_SQRT, a * a + 1))), x);
}

float asinhf(float x) {
  return (float)asinh(x);
}

long double asinhl(long double x) {
  return asinh((double)x);
}

double acosh(double x) {
  if (x < 1)
    return invalid(1);
  if (x > 1e9)
    return checked(x, __intrinsic(I_LOG, x) + M_LN2, 1);
  double t = x - 1;
  return __intrinsic(I_LOG1P, t + __intrinsic(I_SQRT, 2 * t + t * t));
}

float acoshf(float x) {
  return (float)acosh(x);
}

long double acoshl(long double x) {
  return acosh((double)x);
}

double atanh(double x) {
  double a = fabs(x);
  if (a > 1)
    return invalid(1);
  if (a == 1) {
    __errno = ERANGE;
    return x / 0.0;
  }
  a = a / (1 - a);
  return copysign(0.5 * __intrinsic(I_LOG1P, a + a), x);
}

float atanhf(float x) {
  return (float)atanh(x);
}

long double atanhl(long double x) {
  return atanh((double)x);
}

double atan2(double x, double y) {
  return __intrinsic(I_ATAN2, x, y);
}

float atan2f(float x, float y) {
  return (float)atan2(x, y);
}

long double atan2l(long double x, long double y) {
  return atan2((double)x, (double)y);
}

double hypot(double x, double y) {
  double result = __intrinsic(I_HYPOT, x, y);
  if (magnitude(x) == INFINITE || magnitude(y) == INFINITE)
    return HUGE_VAL;
  return checked2(x, y, result);
}

float hypotf(float x, float y) {
  return (float)hypot(x, y);
}

long double hypotl(long double x, long double y) {
  return hypot((double)x, (double)y);
}

double fmod(double x, double y) {
  return checked2(x, y, __intrinsic(I_FMOD, x, y));
}

float fmodf(float x, float y) {
  return (float)fmod(x, y);
}

long double fmodl(long double x, long double y) {
  return fmod((double)x, (double)y);
}

double pow(double x, double y) {
  double result = __intrinsic(I_POW, x, y);
  if (result == 0 && x != 0 && magnitude(x) < INFINITE && magnitude(y) < INFINITE)
    __errno = ERANGE;
  return magnitude(result) >= INFINITE ? checked2(x, y, result) : result;
}

float powf(float x, float y) {
  return (float)pow(x, y);
}

long double powl(long double x, long double y) {
  return pow((double)x, (double)y);
}

double copysign(double x, double y) {
  union bits u = {x};
  union bits sign = {y};
  u.word = (u.word & MAGNITUDE) | (sign.word & ~MAGNITUDE);
  return u.real;
}

float copysignf(float x, float y) {
  return (float)copysign(x, y);
}

long double copysignl(long double x, long double y) {
  return copysign((double)x, (double)y);
}

double fmax(double x, double y) {
  return x != x ? y : y != y ? x : x < y ? y : x;
}

float fmaxf(float x, float y) {
  return (float)fmax(x, y);
}

long double fmaxl(long double x, long double y) {
  return fmax((double)x, (double)y);
}

double fmin(double x, double y) {
  return x != x ? y : y != y ? x : y < x ? y : x;
}

float fminf(float x, float y) {
  return (float)fmin(x, y);
}

long double fminl(long double x, long double y) {
  return fmin((double)x, (double)y);
}

double fdim(double x, double y) {
  return x <= y ? 0 : checked2(x, y, x - y);
}

float fdimf(float x, float y) {
  return (float)fdim(x, y);
}

long double fdiml(long double x, long double y) {
  return fdim((double)x, (double)y);
}
