/* <math.h>: taking numbers apart, rounding to integers, and functions that the machine does not
   have. */
#include <bits/libc.h>
#include <errno.h>
#include <math.h>

union bits {
  double real;
  unsigned long word;
};
#define INFINITE (0x7ffUL << 52)
#define MAGNITUDE (~0UL >> 1)
#define TINY (1UL << 52)

static unsigned long magnitude(double x) {
  union bits u = {x};
  return u.word & MAGNITUDE;
}

int __fpclassify(double x) {
  unsigned long m = magnitude(x);
  return m > INFINITE    ? FP_NAN
         : m == INFINITE ? FP_INFINITE
         : m == 0        ? FP_ZERO
         : m < TINY      ? FP_SUBNORMAL
                         : FP_NORMAL;
}

int __fpclassifyf(float x) {
  int class = __fpclassify(x);
  return class == FP_NORMAL && fabs(x) < 1.17549435082228750797e-38 ? FP_SUBNORMAL : class;
}

int __signbit(double x) {
  union bits u = {x};
  return u.word >> 63 ? 128 : 0;
}

double frexp(double x, int *exponent) {
  union bits u = {x};
  unsigned long m = u.word & MAGNITUDE;
  *exponent = 0;
  if (m == 0 || m >= INFINITE)
    return x;
  if (m < TINY) {
    u.real = x * 18014398509481984.0;
    *exponent = -54;
  }
  *exponent += (int)(u.word >> 52 & 0x7ff) - 1022;
  u.word = (u.word & ~INFINITE) | 0x3feUL << 52;
  return u.real;
}

/* Scales in steps, so that a subnormal result is rounded once. */
static double scale(double x, long n) {
  union bits power;
  unsigned long m = magnitude(x);
  if (m == 0 || m >= INFINITE)
    return x;
  double result = x;
  for (int i = 0; n > 1023 && i < 3; i++, n -= 1023)
    result *= 8.98846567431157953865e+307;
  for (int i = 0; n < -1022 && i < 3; i++, n += 969)
    result *= 2.00416836000897277800e-292;
  if (n > 1023)
    n = 1023;
  if (n < -1022)
    n = -1022;
  power.word = (unsigned long)(n + 1023) << 52;
  result *= power.real;
  if (result == 0 || magnitude(result) == INFINITE)
    __errno = ERANGE;
  return result;
}

double modf(double x, double *whole) {
  *whole = __intrinsic(I_TRUNC, x);
  if (magnitude(x) == INFINITE)
    return copysign(0.0, x);
  return copysign(x - *whole, x);
}

int ilogb(double x) {
  int exponent;
  unsigned long m = magnitude(x);
  if (m == 0 || m >= INFINITE) {
    __errno = EDOM;
    return m == INFINITE ? 0x7fffffff : FP_ILOGB0;
  }
  frexp(x, &exponent);
  return exponent - 1;
}

double logb(double x) {
  unsigned long m = magnitude(x);
  if (m == 0)
    return -1 / fabs(x);
  return m == INFINITE ? fabs(x) : m > INFINITE ? x : ilogb(x);
}

double nextafter(double x, double y) {
  union bits u = {x};
  if (x != x || y != y)
    return x + y;
  if (x == y)
    return y;
  if (x == 0) {
    u.word = 1;
    __errno = ERANGE;
    return copysign(u.real, y);
  }
  u.word += (x < y) == (x > 0) ? 1UL : -1UL;
  if ((u.word & MAGNITUDE) == INFINITE || (u.word & MAGNITUDE) < TINY)
    __errno = ERANGE;
  return u.real;
}

float nextafterf(float x, float y) {
  union {
    float real;
    unsigned int word;
  } u = {x};
  if (x != x || y != y)
    return x + y;
  if (x == y)
    return y;
  if (x == 0) {
    u.word = 1 | (unsigned int)(__signbit(y) ? 1 : 0) << 31;
    return u.real;
  }
  u.word += (x < y) == (x > 0) ? 1U : -1U;
  return u.real;
}

long double nextafterl(long double x, long double y) {
  return nextafter((double)x, (double)y);
}

/* x - n * y with n the quotient rounded to even; the low bits of n are kept for remquo. */
static double remainder_of(double x, double y, int *quotient) {
  *quotient = 0;
  if (x != x || y != y)
    return x != x ? x : y;
  if (magnitude(x) == INFINITE || y == 0) {
    union bits u;
    u.word = 0xfff8UL << 48;
    __errno = EDOM;
    return u.real;
  }
  double a = fabs(x);
  double b = fabs(y);
  if (magnitude(b) == INFINITE)
    return x;
  unsigned int n = 0;
  if (b <= 1.1235582092889474e307) {
    a = __intrinsic(I_FMOD, a, 8 * b);
    for (int bit = 4; bit; bit >>= 1) {
      if (a >= bit * b) {
        a -= bit * b;
        n += (unsigned)bit;
      }
    }
  } else if (a >= b) {
    a -= b;
    n = 1;
  }
  if (a > b - a || (a == b - a && (n & 1))) {
    a -= b;
    n++;
  }
  n &= 7;
  *quotient = __signbit(x) != __signbit(y) ? -(int)n : (int)n;
  if (a == 0)
    return copysign(0.0, x);
  return __signbit(x) ? -a : a;
}

double remquo(double x, double y, int *quotient) {
  return remainder_of(x, y, quotient);
}

double remainder(double x, double y) {
  int quotient;
  return remainder_of(x, y, &quotient);
}

/* Exact product and sum of two doubles as unevaluated pairs (Dekker, Knuth), then one rounding. */
double fma(double x, double y, double z) {
  double product = x * y;
  if (magnitude(product) >= INFINITE || magnitude(product) < 0x060UL << 52
      || magnitude(x) > 0x7c0UL << 52 || magnitude(y) > 0x7c0UL << 52 || magnitude(z) >= INFINITE)
    return product + z;
  double t = 134217729.0 * x;
  double x1 = t - (t - x);
  double x2 = x - x1;
  t = 134217729.0 * y;
  double y1 = t - (t - y);
  double y2 = y - y1;
  double low = ((x1 * y1 - product) + x1 * y2 + x2 * y1) + x2 * y2;
  double sum = product + z;
  double part = sum - product;
  double error = (product - (sum - part)) + (z - part);
  return sum + (error + low);
}

/* erf by its series, erfc by its continued fraction where the difference from 1 would lose digits.
   */
static double erf_series(double x) {
  double term = x;
  double sum = x;
  for (int n = 1; n < 200; n++) {
    term *= -x * x / n;
    double next = term / (2 * n + 1);
    sum += next;
    if (fabs(next) < 1e-18 * fabs(sum))
      break;
  }
  return M_2_SQRTPI * sum;
}

static double erfc_fraction(double x) {
  double f = x;
  for (int n = 120; n > 0; n--)
    f = x + n / 2.0 / f;
  return __intrinsic(I_EXP, -x * x) / f * (M_2_SQRTPI / 2);
}

double erf(double x) {
  double a = fabs(x);
  if (x != x)
    return x;
  if (a < 1.5)
    return erf_series(x);
  return copysign(a > 6 ? 1.0 : 1 - erfc_fraction(a), x);
}

double erfc(double x) {
  if (x != x)
    return x;
  if (x < 0.5)
    return 1 - erf(x);
  if (x > 27) {
    __errno = ERANGE;
    return 0;
  }
  return x < 1.5 ? 1 - erf_series(x) : erfc_fraction(x);
}

int signgam;

/* Stirling's series from 15 on; below, the argument is moved up. */
static double log_gamma(double x) {
  double shift = 0;
  double product = 1;
  while (x < 15)
    product *= x++;
  shift = __intrinsic(I_LOG, product);
  double r = 1 / (x * x);
  double series =
      (1.0 / 12
          + r * (-1.0 / 360
              + r * (1.0 / 1260
                  + r * (-1.0 / 1680 + r * (1.0 / 1188 + r * (-691.0 / 360360 + r / 156))))))
      / x;
  return (x - 0.5) * __intrinsic(I_LOG, x) - x + 0.91893853320467274178 + series - shift;
}

double lgamma_r(double x, int *sign) {
  *sign = 1;
  if (x != x)
    return x;
  if (magnitude(x) == INFINITE)
    return HUGE_VAL;
  if (x <= 0 && x == __intrinsic(I_FLOOR, x)) {
    if (x == 0 && __signbit(x))
      *sign = -1;
    __errno = ERANGE;
    return HUGE_VAL;
  }
  if (x == 1 || x == 2)
    return 0;
  if (x > 2.5e305) {
    __errno = ERANGE;
    return HUGE_VAL;
  }
  if (x > 0)
    return log_gamma(x);
    /* Reflection. */
  double s = __intrinsic(I_SIN, M_PI * (x - 2 * __intrinsic(I_FLOOR, x / 2)));
  if (s < 0)
    *sign = -1;
  return __intrinsic(I_LOG, M_PI / fabs(s * x)) - log_gamma(-x);
}

double lgamma(double x) {
  return lgamma_r(x, &signgam);
}

double tgamma(double x) {
  if (x != x || (magnitude(x) == INFINITE && x > 0))
    return x;
  if (x == 0) {
    __errno = ERANGE;
    return 1 / x;
  }
  if (x < 0 && x == __intrinsic(I_FLOOR, x)) {
    __errno = EDOM;
    return NAN;
  }
  if (x > 171.7) {
    __errno = ERANGE;
    return HUGE_VAL;
  }
  if (x == __intrinsic(I_FLOOR, x)) {
    double product = 1;
    for (double i = 2; i < x; i++)
      product *= i;
    return product;
  }
  if (x < 0.5)
    return M_PI / (__intrinsic(I_SIN, M_PI * x) * tgamma(1 - x));
  double product = 1;
  while (x < 15)
    product *= x++;
  double r = 1 / x;
  double series = 1
      + r * (1.0 / 12
          + r * (1.0 / 288
              + r * (-139.0 / 51840
                  + r * (-571.0 / 2488320
                      + r * (163879.0 / 209018880
                          + r * (5246819.0 / 75246796800.0
                              + r * (-534703531.0 / 902961561600.0)))))));
  double half = __intrinsic(I_POW, x, x / 2 - 0.25);
  return half * __intrinsic(I_EXP, -x) * half * 2.50662827463100050242 * series / product;
}

float erff(float x) {
  return (float)erf(x);
}

long double erfl(long double x) {
  return erf((double)x);
}

float erfcf(float x) {
  return (float)erfc(x);
}

long double erfcl(long double x) {
  return erfc((double)x);
}

float lgammaf(float x) {
  return (float)lgamma(x);
}

long double lgammal(long double x) {
  return lgamma((double)x);
}

float tgammaf(float x) {
  return (float)tgamma(x);
}

long double tgammal(long double x) {
  return tgamma((double)x);
}

float logbf(float x) {
  return (float)logb(x);
}

long double logbl(long double x) {
  return logb((double)x);
}

float remainderf(float x, float y) {
  return (float)remainder(x, y);
}

long double remainderl(long double x, long double y) {
  return remainder((double)x, (double)y);
}

float remquof(float x, float y, int *quotient) {
  return (float)remainder_of(x, y, quotient);
}

long double remquol(long double x, long double y, int *quotient) {
  return remainder_of((double)x, (double)y, quotient);
}

float fmaf(float x, float y, float z) {
  return (float)((double)x * y + z);
}

long double fmal(long double x, long double y, long double z) {
  return fma((double)x, (double)y, (double)z);
}

float frexpf(float x, int *exponent) {
  return (float)frexp(x, exponent);
}

long double frexpl(long double x, int *exponent) {
  return frexp((double)x, exponent);
}

float modff(float x, float *whole) {
  double part;
  double rest = modf(x, &part);
  *whole = (float)part;
  return (float)rest;
}

long double modfl(long double x, long double *whole) {
  double part;
  double rest = modf((double)x, &part);
  *whole = part;
  return rest;
}

int ilogbf(float x) {
  return ilogb(x);
}

int ilogbl(long double x) {
  return ilogb((double)x);
}

double ldexp(double x, int n) {
  return scale(x, n);
}

float ldexpf(float x, int n) {
  return (float)scale(x, n);
}

long double ldexpl(long double x, int n) {
  return scale((double)x, n);
}

double scalbn(double x, int n) {
  return scale(x, n);
}

float scalbnf(float x, int n) {
  return (float)scale(x, n);
}

long double scalbnl(long double x, int n) {
  return scale((double)x, n);
}

double scalbln(double x, long n) {
  return scale(x, n);
}

float scalblnf(float x, long n) {
  return (float)scale(x, n);
}

long double scalblnl(long double x, long n) {
  return scale((double)x, n);
}

long lrint(double x) {
  return (long)__intrinsic(I_RINT, (double)x);
}

long lrintf(float x) {
  return (long)__intrinsic(I_RINT, (double)x);
}

long lrintl(long double x) {
  return (long)__intrinsic(I_RINT, (double)x);
}

long long llrint(double x) {
  return (long long)__intrinsic(I_RINT, (double)x);
}

long long llrintf(float x) {
  return (long long)__intrinsic(I_RINT, (double)x);
}

long long llrintl(long double x) {
  return (long long)__intrinsic(I_RINT, (double)x);
}

long lround(double x) {
  return (long)__intrinsic(I_ROUND, (double)x);
}

long lroundf(float x) {
  return (long)__intrinsic(I_ROUND, (double)x);
}

long lroundl(long double x) {
  return (long)__intrinsic(I_ROUND, (double)x);
}

long long llround(double x) {
  return (long long)__intrinsic(I_ROUND, (double)x);
}

long long llroundf(float x) {
  return (long long)__intrinsic(I_ROUND, (double)x);
}

long long llroundl(long double x) {
  return (long long)__intrinsic(I_ROUND, (double)x);
}

double nan(const char *tag) {
  return NAN;
}

void sincos(double x, double *sine, double *cosine) {
  *sine = (double)sin((double)x);
  *cosine = (double)cos((double)x);
}

float nanf(const char *tag) {
  return NAN;
}

void sincosf(float x, float *sine, float *cosine) {
  *sine = (float)sin((double)x);
  *cosine = (float)cos((double)x);
}

long double nanl(const char *tag) {
  return NAN;
}

void sincosl(long double x, long double *sine, long double *cosine) {
  *sine = (long double)sin((double)x);
  *cosine = (long double)cos((double)x);
}
