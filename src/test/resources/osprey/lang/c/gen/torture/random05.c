#include "torture.h"

int gz;
struct S0 { signed char f0:2; unsigned long f1:29; double f2; long f3:14; int f4; };
struct S1 { short f0:10; _Bool f1:1; short f2; };
struct S2 { int f0:29; unsigned f1; double f2; unsigned f3; double f4; char f5; };
static char g1 = 65535;
static double g2 = 1e5;
double g3 = 1.0;
static unsigned g4 = (1UL<<63);
static int g5 = 255;
static int g6 = 255;
unsigned short a7[16] = {255, 12345678901L, 12345678901L, 65535, 1, -128, -5L, 128, -5L, 128, -128, -128, 12345678901L};
unsigned short a8[8] = {0, 100};
int a9[8] = {128, 7};
unsigned a10[16] = {3u, 7};
struct S1 s11;
struct S0 s12;
struct S1 s13;
struct S0 t14[8];
struct S0 t15[8];
unsigned char f16(short p17, short p18, unsigned long p19, _Bool p20) {
  _Bool la21[16] = {65535, 10, 0x7fffffff, 100, 0};
    volatile unsigned char l22 = (!((p19 != 256)) | p20);
    la21[(1) & 15] |= (la21[10] + (7 * p20));
    p19 &= ((la21[(((p18 - l22) - (p18 / 3))) & 15] - p19) * p20);
  return (((p17 | la21[(((p17 + 12345678901L) + (0x7fffffff != 7))) & 15]) ^ -5L) | (short)((p19 ? p17 : p17)));
}
int f23(long p24, double p25, double p26) {
  float la27[16] = {-2.25, 0.0, 100.125, 1e5, 0.0, 1.0, 1e5, 3.0f};
    p25 += p24;
    la27[(255) & 15] = p26;
    p25 = (double)(((1 % ((100 & 63) + 1)) * (1.0 - la27[(((p24 ? p24 : p24) - (p24 - p24))) & 15])));
    p24 = (_Bool)(255);
  return (((f16(100, p24, p24, p24)) << 1) * (signed char)((p24 && p24)));
}
int main(void) {
  signed char m28 = 256;
  long m29 = 3u;
  unsigned long m30 = 0;
  unsigned char m31 = 3u;
  float m32 = -2.25;
  long ma33[16] = {65535, -5L, -1, 0xffffffffu, -5L, -5L, 1, -1, 256, 2, 0x80000000u, (1UL<<63), -5L, 65535};
  char ma34[16] = {12345678901L, 0x80000000u, 255};
  char *q35 = &g1;
  double *q36 = &g2;
  long k37 = 0; do { k37++; 
    volatile double l38 = !(((int)(3u) || (short)(s11.f1)));
    switch (f16(g1, *q35, g1, g6)) {
    case 2: ;
      *q36 = ((double)((t15[3].f0 * t15[6].f0)) + ((g3 - m28) + (g2 - m32)));
      break;
    case -2: ;
      g5 = m29;
    case 8: ;
      --m32;
      break;
    case 48618: ;
      ma33[5] = (unsigned long)(s11.f0);
      break;
    default: ;
    a9[6] = (((long)(((*q35 != m29)) << 0)) >> (~(1) & 63));
    }
  } while (k37 < 7);
  for (int k39 = 0; k39 < 8; k39++) {
    long l40 = (unsigned long)(*q35);
    g5 = f16((t14[5].f0 / 4), -(7), (-1 || s11.f0), (s12.f4 && l40));
  }
  if (((((long)(m31 | g4)) << (0xffffffffu & 63)) - ((12345678901L | m31) ? (m31 / 3) : 65535))) {
    *q35 = a7[15];
    ma34[3] = (f23(s13.f1, t14[5].f3, 7) + ((m28 < a8[((s13.f0 * (gz * 255))) & 7]) % ((a8[1] & 63) + 1)));
  } else {
    _Bool l41 = +(((a8[((long)(a9[6])) & 7] - 1) || 7));
    q36 = &g3;
    for (char k42 = 0; k42 < 8; k42++) {
      volatile int l43 = ((((ma34[(k42 + 1) & 15]) << 5) % ((g5 & 63) + 1)) + ((((0x80000000u) >> 2)) >> 3));
      double l44 = (a9[(((s11.f2 - m31) < (a10[3] ^ l43))) & 7] ? (f23(s12.f1, -5L, m28) & (signed char)(a10[15])) : (256 && (m28 - 12345678901L)));
      s12 = t14[(((a8[(k42 + 3) & 7] ^ 0x80000000u) > ma34[2])) & 7];
    }
  }
  for (short k45 = 0; k45 < 8; k45++) {
    if (((t15[(((int)(*q35) ? (*q35 / ((10 & 63) + 1)) : ((1UL<<63) & 12345678901L))) & 7].f4 ? 127 : (1UL<<63)) % ((ma33[k45+4] & 63) + 1))) break;
    unsigned long l46 = g1;
    double l47 = (g5 & ((g5 * m29) == (a9[((unsigned char)((a7[k45 & 15] & g1))) & 7] - a10[k45+2])));
    if (((((m31) << 2) + ((s13.f1) >> 4)) || (long)((m31 & a7[k45+2])))) {
      volatile int l48 = (unsigned)(((s11.f2 || 2) >= (a7[k45 & 15] <= g5)));
      g5 *= (((long)(g1 ^ g4)) << (l46 & 63));
      a7[k45 & 15] = (int)(((g4) >> 1));
      if ((g5 / ((ma34[8] & 63) + 1))) {
        char l49 = (((m31 - s12.f3) + ((unsigned)m30 << (m31 & 31))) ? ~((t15[(k45 + 3) & 7].f3 >= a8[(((1UL<<63) & (s13.f2 % ((m30 & 63) + 1)))) & 7])) : ((l48 >= 10) / ((m28 & 63) + 1)));
        float l50 = ((((g6) >> 1) < (l49 | ma34[(k45 + 0) & 15])) + (long)((a10[3] % ((l46 & 63) + 1))));
        m30 ^= !(((*q35) << 7));
        ma34[15] = m29;
      }
    } else {
      --t15[(k45 + 2) & 7].f3;
      a10[k45+3] %= (g1 & 15) + 1;
    }
  }
  g3 = ((long)((s12.f4 - g1)) > ((1.0 - t14[2].f0) * ((unsigned)ma34[((a8[(((m28 != a7[(f16(0x7fffffff, 0, s12.f4, a8[(((unsigned)+(12345678901L) << (g6 & 31))) & 7])) & 15]) || (s13.f0 + ma34[(((char)(-5L) + (s13.f1 + s11.f1))) & 15]))) & 7] != (g4 % ((a10[(((m29 + 3u) * (*q35 % ((256 & 63) + 1)))) & 15] & 63) + 1)))) & 15] >> (256 & 31))));
  t15[(((3u ^ ma34[(((signed char)(a10[(((12345678901L % ((a7[(((3u && m28) || (m29 - g6))) & 15] & 63) + 1)) / -3)) & 15]) ^ f16(t14[0].f1, 7, a8[(f23(-128, s12.f0, ma34[(((signed char)(127) - (m28 > g4))) & 15])) & 7], g5))) & 15]) >= (s11.f2 - a8[((((m29) << 6) / 10)) & 7]))) & 7].f0 = g4 = ((unsigned short)(a8[(m28) & 7]) / (((1UL<<63) & 63) + 1));
  g4--;
  ma33[4] = m28 = g4;
  t14[3].f4 = (((unsigned)(g5) | f23(g4, ma33[(!((ma34[(0) & 15] & *q35))) & 15], m32)) || ((s13.f0 || t15[5].f0) != (ma33[((ma34[(((signed char)(t14[((((-0x7fffffff-1) & m28) / ((12345678901L & 63) + 1))) & 7].f4) > (g6 == g6))) & 15] * (a9[(1) & 7] > -1))) & 15] ^ a10[((a7[(((g6 && g4) == !(t14[(((signed char)(a10[(((127 == -5L) + (unsigned long)(10))) & 15]) ^ (a9[(((g6 && g1) && (m28 > 0))) & 7] + a9[((unsigned short)((m28 ^ m31))) & 7]))) & 7].f4))) & 15] - (g1 * ma33[7]))) & 15])));
  ma33[(~((g4 < m28))) & 15] = (unsigned)(((2 <= s11.f0) & (*q35 / ((65535 & 63) + 1))));
  a8[(((t14[((g4 * (int)(65535))) & 7].f0 + a10[(((m28 & 65535) + (g6 & t14[1].f4))) & 15]) <= a9[1])) & 7] = ma34[((char)((1 & -5L))) & 15];
  switch (((65535 != g1) + (ma33[(((256 != g4) && (g1 * m28))) & 15] / 1))) {
  case 4: ;
    switch ((((65535 & m28) % ((t14[2].f4 & 63) + 1))) & 7) {
    case 3: ;
      if (((int)(12345678901L) * (((1UL<<63) < 0xffffffffu) ^ (m31 ? s13.f1 : g1)))) {
        unsigned char l51 = (s13.f2 % (((ma33[(((7 - g4) ^ (0x7fffffff | -1))) & 15] || s11.f0) & 63) + 1));
        t14[(((7 - 10) | g1)) & 7] = s12;
      } else {
        m28 = (unsigned short)((ma33[(~(m30)) & 15] & (a7[((-0x7fffffff-1)) & 15] ? m30 : m29)));
      }
    default: ;
    a10[(f23((1UL<<63), *q35, g3)) & 15] = ~((s11.f0 ^ (a7[10] - a10[((g1 ^ ((-0x7fffffff-1) % 2))) & 15])));
    }
    break;
  case 2: ;
    s12.f1 = f16((unsigned)(m31), (g1 ^ a8[((((unsigned)g5 << (3u & 31)) == (g4 > 0xffffffffu))) & 7]), (long)(*q35), (ma34[0] < s12.f0));
    break;
  case -3: ;
    if ((g5 - (((unsigned)s11.f0 >> (g4 & 31)) != (ma33[((((long)s12.f4) >> (g6 & 63))) & 15] * t15[(((((long)m28) >> (t15[1].f0 & 63)) ^ (int)(a9[((m31 ^ (a10[(((m28 + t14[(((char)(m31) + (m29 % ((m29 & 63) + 1)))) & 7].f3) != (s13.f1 - m29))) & 15] & a8[(((a7[(((g5 & -128) - (unsigned short)(m31))) & 15] != t14[(((m31 ? 65535 : 2) + ((g4) << 7))) & 7].f3) + (unsigned long)(g5))) & 7]))) & 7]))) & 7].f0)))) {
      unsigned short l52 = ((((-1 & -5L)) << 5) / 3);
      unsigned l53 = -(-(0x7fffffff));
      g1 = ((a9[(((0xffffffffu ^ 2) % -3)) & 7] % ((-5L & 63) + 1)) / ((a10[((_Bool)((unsigned)(a10[15]))) & 15] & 63) + 1));
      g1 = (((*q35 / ((0x7fffffff & 63) + 1)) * (l52 ? -128 : 256)) && m31);
    }
    break;
  case 50659: ;
    --ma34[(a8[1]) & 15];
    break;
  default: ;
  m29--;
  }
  for (long k54 = 0; k54 < 3; k54++) {
    unsigned l55 = 0x80000000u;
    char l56 = (_Bool)(((ma33[k54+1] + 256) > (128 > m28)));
    a8[0] = (((ma33[k54 & 15] != t14[(k54 + 1) & 7].f3) - (*q35 > 10)) ? ((t15[k54 & 7].f0 - 0xffffffffu) % 1) : ((((long)m28) >> (g6 & 63)) / ((g1 & 63) + 1)));
  }
  m31 = ((-128 / 1000) - ((0xffffffffu & 127) == (100 ? m29 : 10)));
  out(g1);
  outd(g2);
  outd(g3);
  out(g4);
  out(g5);
  out(g6);
  out(m28);
  out(m29);
  out(m30);
  out(m31);
  outd(m32);
  out(a7[0]);
  out(a7[1]);
  out(a7[2]);
  out(a7[3]);
  out(a7[4]);
  out(a7[5]);
  out(a7[6]);
  out(a7[7]);
  out(a7[8]);
  out(a7[9]);
  out(a7[10]);
  out(a7[11]);
  out(a7[12]);
  out(a7[13]);
  out(a7[14]);
  out(a7[15]);
  out(a8[0]);
  out(a8[1]);
  out(a8[2]);
  out(a8[3]);
  out(a8[4]);
  out(a8[5]);
  out(a8[6]);
  out(a8[7]);
  out(a9[0]);
  out(a9[1]);
  out(a9[2]);
  out(a9[3]);
  out(a9[4]);
  out(a9[5]);
  out(a9[6]);
  out(a9[7]);
  out(a10[0]);
  out(a10[1]);
  out(a10[2]);
  out(a10[3]);
  out(a10[4]);
  out(a10[5]);
  out(a10[6]);
  out(a10[7]);
  out(a10[8]);
  out(a10[9]);
  out(a10[10]);
  out(a10[11]);
  out(a10[12]);
  out(a10[13]);
  out(a10[14]);
  out(a10[15]);
  out(ma33[0]);
  out(ma33[1]);
  out(ma33[2]);
  out(ma33[3]);
  out(ma33[4]);
  out(ma33[5]);
  out(ma33[6]);
  out(ma33[7]);
  out(ma33[8]);
  out(ma33[9]);
  out(ma33[10]);
  out(ma33[11]);
  out(ma33[12]);
  out(ma33[13]);
  out(ma33[14]);
  out(ma33[15]);
  out(ma34[0]);
  out(ma34[1]);
  out(ma34[2]);
  out(ma34[3]);
  out(ma34[4]);
  out(ma34[5]);
  out(ma34[6]);
  out(ma34[7]);
  out(ma34[8]);
  out(ma34[9]);
  out(ma34[10]);
  out(ma34[11]);
  out(ma34[12]);
  out(ma34[13]);
  out(ma34[14]);
  out(ma34[15]);
  out(s11.f0);
  out(s11.f1);
  out(s11.f2);
  out(s12.f0);
  out(s12.f1);
  outd(s12.f2);
  out(s12.f3);
  out(s12.f4);
  out(s13.f0);
  out(s13.f1);
  out(s13.f2);
  out(t14[0].f0);
  out(t14[0].f1);
  outd(t14[0].f2);
  out(t14[0].f3);
  out(t14[0].f4);
  out(t14[1].f0);
  out(t14[1].f1);
  outd(t14[1].f2);
  out(t14[1].f3);
  out(t14[1].f4);
  out(t14[2].f0);
  out(t14[2].f1);
  outd(t14[2].f2);
  out(t14[2].f3);
  out(t14[2].f4);
  out(t14[3].f0);
  out(t14[3].f1);
  outd(t14[3].f2);
  out(t14[3].f3);
  out(t14[3].f4);
  out(t14[4].f0);
  out(t14[4].f1);
  outd(t14[4].f2);
  out(t14[4].f3);
  out(t14[4].f4);
  out(t14[5].f0);
  out(t14[5].f1);
  outd(t14[5].f2);
  out(t14[5].f3);
  out(t14[5].f4);
  out(t14[6].f0);
  out(t14[6].f1);
  outd(t14[6].f2);
  out(t14[6].f3);
  out(t14[6].f4);
  out(t14[7].f0);
  out(t14[7].f1);
  outd(t14[7].f2);
  out(t14[7].f3);
  out(t14[7].f4);
  out(t15[0].f0);
  out(t15[0].f1);
  outd(t15[0].f2);
  out(t15[0].f3);
  out(t15[0].f4);
  out(t15[1].f0);
  out(t15[1].f1);
  outd(t15[1].f2);
  out(t15[1].f3);
  out(t15[1].f4);
  out(t15[2].f0);
  out(t15[2].f1);
  outd(t15[2].f2);
  out(t15[2].f3);
  out(t15[2].f4);
  out(t15[3].f0);
  out(t15[3].f1);
  outd(t15[3].f2);
  out(t15[3].f3);
  out(t15[3].f4);
  out(t15[4].f0);
  out(t15[4].f1);
  outd(t15[4].f2);
  out(t15[4].f3);
  out(t15[4].f4);
  out(t15[5].f0);
  out(t15[5].f1);
  outd(t15[5].f2);
  out(t15[5].f3);
  out(t15[5].f4);
  out(t15[6].f0);
  out(t15[6].f1);
  outd(t15[6].f2);
  out(t15[6].f3);
  out(t15[6].f4);
  out(t15[7].f0);
  out(t15[7].f1);
  outd(t15[7].f2);
  out(t15[7].f3);
  out(t15[7].f4);
  return 0;
}
