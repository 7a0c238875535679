/* rand(3), random(3): glibc's additive feedback generator, number for number; drand48(3). */
#include <bits/libc.h>
#include <bits/pthreadtypes.h>
#include <errno.h>
#include <stdlib.h>

/* r[i] = r[i-3] + r[i-31]; as initialised by srandom(1). A state array starts with a word that
   tells its kind (degree and separation) and where it is, as initstate leaves it. */
static int initial[32] = {
    3,           -1726662223, 379960547,   1735697613, 1040273694,  1313901226, 1627687941,
    -179304937,  -2073333483, 1780058412,  -1989503057, -615974602, 344556628,  939512070,
    -1249116260, 1507946756,  -812545463,  154635395,  1388815473,  -1926676823, 525320961,
    -1009028674, 968117788,   -123449607,  1284210865, 435012392,   -2017506339, -911064859,
    -370259173,  1132637927,  1398500161,  -205601318};
static int *state = initial + 1;
static int kind = 3;
static int front = 3;
static int rear;
static pthread_mutex_t lock;

static const unsigned char degrees[5] = {0, 7, 15, 31, 63};
static const unsigned char separations[5] = {0, 3, 1, 3, 1};

static long next(void) {
  if (kind == 0) {
    state[0] = (int)(((unsigned)state[0] * 1103515245U + 12345U) & 0x7fffffff);
    return state[0];
  }
  unsigned int sum = (unsigned)state[front] + (unsigned)state[rear];
  state[front] = (int)sum;
  int degree = degrees[kind];
  if (++front == degree)
    front = 0;
  if (++rear == degree)
    rear = 0;
  return sum >> 1;
}

static void seed(unsigned int value) {
  if (value == 0)
    value = 1;
  int word = (int)value;
  state[0] = word;
  if (kind == 0)
    return;
  int degree = degrees[kind];
  for (int i = 1; i < degree; i++) {
    long high = word / 127773;
    long low = word % 127773;
    word = (int)(16807 * low - 2836 * high);
    if (word < 0)
      word += 2147483647;
    state[i] = word;
  }
  front = separations[kind];
  rear = 0;
  for (int i = 0; i < degree * 10; i++)
    next();
}

static void acquire(void) {
  if (__threaded)
    __syscall(SYS_mutex_lock, &lock);
}

static void release(void) {
  if (__threaded)
    __syscall(SYS_mutex_unlock, &lock);
}

long random(void) {
  acquire();
  long result = next();
  release();
  return result;
}

int rand(void) {
  acquire();
  int result = (int)next();
  release();
  return result;
}

void srandom(unsigned int value) {
  acquire();
  seed(value);
  release();
}

void srand(unsigned int value) {
  acquire();
  seed(value);
  release();
}

int rand_r(unsigned int *value) {
  unsigned int n = *value;
  n = n * 1103515245 + 12345;
  int result = (int)(n / 65536 % 2048);
  n = n * 1103515245 + 12345;
  result = result << 10 ^ (int)(n / 65536 % 1024);
  n = n * 1103515245 + 12345;
  result = result << 10 ^ (int)(n / 65536 % 1024);
  *value = n;
  return result;
}

static char *remember(void) {
  state[-1] = kind ? rear * 5 + kind : 0;
  return (char *)(state - 1);
}

char *initstate(unsigned int value, char *array, size_t size) {
  if (size < 8) {
    __errno = EINVAL;
    return NULL;
  }
  acquire();
  char *old = remember();
  kind = size >= 256 ? 4 : size >= 128 ? 3 : size >= 64 ? 2 : size >= 32 ? 1 : 0;
  state = (int *)array + 1;
  seed(value);
  remember();
  release();
  return old;
}

char *setstate(char *array) {
  int word = *(int *)array;
  if (word < 0 || word % 5 > 4) {
    __errno = EINVAL;
    return NULL;
  }
  acquire();
  char *old = remember();
  kind = word % 5;
  state = (int *)array + 1;
  if (kind) {
    rear = word / 5;
    front = (rear + separations[kind]) % degrees[kind];
  }
  release();
  return old;
}

/* The 48-bit linear congruential family. */
static unsigned short current48[3];
static unsigned short old48[3];
static unsigned long factor48 = 0x5deece66dUL;
static unsigned short addend48 = 11;

static unsigned long step48(unsigned short *x) {
  unsigned long value = x[0] | (unsigned long)x[1] << 16 | (unsigned long)x[2] << 32;
  value = (value * factor48 + addend48) & 0xffffffffffffUL;
  x[0] = (unsigned short)value;
  x[1] = (unsigned short)(value >> 16);
  x[2] = (unsigned short)(value >> 32);
  return value;
}

double erand48(unsigned short *x) {
  return (double)step48(x) * (1.0 / 281474976710656.0);
}

double drand48(void) {
  return erand48(current48);
}

long nrand48(unsigned short *x) {
  return (long)(step48(x) >> 17);
}

long lrand48(void) {
  return nrand48(current48);
}

long jrand48(unsigned short *x) {
  return (long)(int)(step48(x) >> 16);
}

long mrand48(void) {
  return jrand48(current48);
}

void srand48(long value) {
  current48[0] = 0x330e;
  current48[1] = (unsigned short)value;
  current48[2] = (unsigned short)(value >> 16);
  factor48 = 0x5deece66dUL;
  addend48 = 11;
}

unsigned short *seed48(unsigned short *x) {
  __copy(old48, current48, sizeof old48);
  __copy(current48, x, sizeof current48);
  factor48 = 0x5deece66dUL;
  addend48 = 11;
  return old48;
}

void lcong48(unsigned short *p) {
  __copy(current48, p, sizeof current48);
  factor48 = p[3] | (unsigned long)p[4] << 16 | (unsigned long)p[5] << 32;
  addend48 = p[6];
}

unsigned int arc4random(void) {
  unsigned int value;
  __syscall(SYS_getrandom, &value, sizeof value, 0);
  return value;
}

void arc4random_buf(void *to, size_t n) {
  __syscall(SYS_getrandom, to, n, 0);
}

unsigned int arc4random_uniform(unsigned int bound) {
  return bound < 2 ? 0 : (unsigned int)((unsigned long)arc4random() * bound >> 32);
}
