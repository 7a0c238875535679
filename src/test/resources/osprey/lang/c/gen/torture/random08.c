#include "torture.h"

int gz;
struct S0 { int f0:4; };
struct S1 { char f0; double f1; float f2; char f3; short f4; float f5; };
struct S2 { unsigned short f0; _Bool f1:1; long f2; signed char f3:3; };
unsigned char g1 = 0x7fffffff;
double g2 = 1e5;
static unsigned long g3 = 127;
int g4 = -5L;
static unsigned char g5 = -1;
static unsigned short g6 = 7;
short a7[8] = {-5L, 0x80000000u, 65535, 0x80000000u, 3u, 0x80000000u, 3u};
int a8[16] = {3u, 100, 256, 0x7fffffff, 65535, 100, 65535, 255, (-0x7fffffff-1), 127, 65535, (1UL<<63), 0xffffffffu};
int a9[8] = {0x7fffffff, 2, -128};
unsigned char a10[16] = {7, 256, 7};
struct S0 s11;
struct S2 s12;
struct S1 s13;
struct S2 t14[8];
struct S2 t15[8];
double f16(void) {
  char la17[16] = {100, 100, 128, 127, 65535, -128, 127, -5L, 65535, 255, 255, -128, 0x7fffffff};
  int l18 = 3;
    unsigned l19 = (((l18 <= la17[(((l18 >= 0x7fffffff) < (l18 / ((la17[((l18 / ((127 & 63) + 1))) & 15] & 63) + 1)))) & 15]) * (l18 ^ -128)) ? 2 : ((l18 > l18) != ((la17[((((unsigned)l18 << (la17[(+((long)(la17[((l18 | (65535 ^ l18))) & 15]))) & 15] & 31)) <= l18)) & 15]) >> 1)));
    volatile unsigned char l20 = l18;
    l18 = (((l19 | 100) && l20) != ((128 && l20) - (la17[((int)(((l19) << 7))) & 15] ^ l18)));
    l20 = (255 % ((((l18) << 4) & 63) + 1));
  return (((12345678901L * la17[14]) < (la17[(l18) & 15] % 16)) == l18);
}
float f21(short p22, long p23, _Bool p24) {
  int la25[16] = {10, 100, 2, 3u, 0x7fffffff};
    volatile _Bool l26 = ~(p22);
    volatile int l27 = p22;
    p22 = (l26 + ((((l27) << 4)) << 1));
    l27 = (f16() > 1);
  return p22;
}
unsigned char f28(short p29, unsigned long p30, int p31, struct S0 ps32) {
  unsigned long la33[16] = {65535, 2, 1, 0, -5L, 3u, 0, (1UL<<63)};
    _Bool l34 = ps32.f0;
    signed char l35 = (((2 & p31) - ((la33[10]) >> 1)) + ((f21(ps32.f0, -1, ps32.f0) > 1) - (ps32.f0 & 12345678901L)));
    if ((((unsigned char)(p30) / 10) > ((unsigned)(signed char)(7) << (l35 & 31)))) {
      volatile unsigned long l36 = (((0 ? 100 : p30) / ((p29 & 63) + 1)) || (la33[((l34 + (0x7fffffff % 7))) & 15] + (l35 / ((128 & 63) + 1))));
      unsigned short l37 = ((la33[(((p29 * 10) >= (f16() > 1))) & 15] * (la33[(((p29 & p31) - (p30 * p29))) & 15] & 65535)) / 1);
      if ((((p31 / 8) + (256 * l34)) - ((p30 % (((1UL<<63) & 63) + 1)) && (p29 ^ ps32.f0)))) {
        p31 = (((_Bool)((1UL<<63)) <= (p31 + (-0x7fffffff-1))) + p30);
      }
      la33[((l37 ^ (unsigned short)(p31))) & 15] = ((((1UL<<63) / ((0x7fffffff & 63) + 1)) ? 1 : (100 == p30)) ^ (((p30) << 5) + (l35 <= p31)));
      if ((((((long)p30) << (la33[9] & 63)) / ((-128 & 63) + 1)) / ((-(l35) & 63) + 1))) {
        volatile unsigned long l38 = 2;
        p29 = l37 = (_Bool)(l35);
        p31 = ((128 > (l35 && la33[((short)((l35 - ps32.f0))) & 15])) - ((p29 - la33[(((unsigned)(p29 + l34) << (l36 & 31))) & 15]) > (f16() > 1)));
        l37 ^= ((-128 ^ -128) / ((l35 & 63) + 1));
        p30 = p29 = (((long)(-128 || l35)) << (p29 & 63));
      } else {
        int l39 = (f16() > 1);
        unsigned short l40 = ((f21(l37, l35, la33[(l36) & 15]) > 1) != l39);
        --l39;
        l39 |= 0x7fffffff;
        l37 = (((0x80000000u - p30) / ((l37 & 63) + 1)) | (_Bool)((p31 * la33[(((p30 + l36) ^ (l35 ^ l37))) & 15])));
      }
      --l36;
    } else {
      signed char l41 = (((unsigned short)(p29) ? (65535 % ((p31 & 63) + 1)) : (la33[((-5L + -1)) & 15] + p30)) * (-(l34) / ((2 & 63) + 1)));
      _Bool l42 = (ps32.f0 < ((unsigned)(int)(ps32.f0) << (p31 & 31)));
      int k43 = 0; do { k43++; 
        l35 = p31 = ~(l35);
      } while (k43 < 1);
      p31 = la33[((((int)(10)) << 6)) & 15];
      p30 <<= (65535 - p29) & 7;
      la33[(-(la33[(((la33[((((-0x7fffffff-1) + 0xffffffffu) % ((la33[7] & 63) + 1))) & 15] % 10) * (long)(la33[2]))) & 15])) & 15] = (((l42 <= p29) / ((p31 & 63) + 1)) < (((p31) >> 1) | (la33[11] / 1000)));
    }
    la33[((((long)(-5L ? la33[(((l35 / 8) == (f16() > 1))) & 15] : 0)) << (p31 & 63))) & 15] = ((((signed char)(p29)) << 3) ? ((l34 + p31) < (f16() > 1)) : ((short)(3u) * (0 + 2)));
    p30 = p30;
  return (((7 % ((p30 & 63) + 1)) <= (f21(p31, 256, p30) > 1)) % (((f16() > 1) & 63) + 1));
}
int main(void) {
  float m44 = 100.125;
  short m45 = 128;
  float m46 = 1e5;
  int m47 = (-0x7fffffff-1);
  _Bool m48 = -128;
  unsigned long ma49[16] = {0xffffffffu, 127, -1, 0x80000000u, 0x80000000u, -5L, 128, (1UL<<63), 2, 65535, 0x80000000u, 255, 0x7fffffff, 256, 128};
  int ma50[16] = {7, -128, 12345678901L, 0x80000000u, 7, 2, 10, 128, 127, 12345678901L, 3u};
  unsigned char *q51 = &g1;
  double *q52 = &g2;
  for (short k53 = 6; k53 > 0; k53--) {
    short l54 = 0xffffffffu;
    g1 &= *q51;
    if (((((t15[4].f3 * ma50[5]) ? (2 + m47) : ((100) << 4))) << 6)) {
      s12.f3 = (((unsigned)(0x7fffffff || a8[(k53 + 0) & 15]) << (m47 & 31)) ^ !(((12345678901L) << 1)));
      m44 = (((-128 ? a8[(((((long)a9[k53 & 7]) << (g4 & 63)) ? (a9[(k53 + 2) & 7] * ma50[(k53 + 1) & 15]) : (m48 % ((g1 & 63) + 1)))) & 15] : 100) <= (m48 + g1)) * ((t14[0].f0 - s13.f4) || (s11.f0 | 256)));
      s11 = s11;
      a10[6] = (255 - (((f16() > 1)) >> 0));
    }
    switch ((((g5 | l54) | l54)) & 7) {
    case 6: ;
      if (((((long)(gz == s13.f4)) << (l54 & 63)) - -1)) {
        long l55 = (unsigned long)(((((long)*q51) << (7 & 63)) | (short)(g4)));
        volatile short l56 = (int)((+(-128) * (3u - g3)));
        a9[k53 & 7] = (f28(g3, 0x80000000u, g1, s11) | (((-0x7fffffff-1) - 65535) ? 2 : (a9[((!(m47) <= s12.f0)) & 7] % ((65535 & 63) + 1))));
        a9[2] -= (signed char)((l55 % 4));
      } else {
        *q52 = ((char)((*q51 & 2)) ? (unsigned char)((t14[k53 & 7].f3 ? a8[10] : 127)) : (ma50[(k53 + 2) & 15] | ((unsigned)t15[(k53 + 3) & 7].f3 << (g6 & 31))));
        a7[(k53 + 1) & 7] = ((unsigned)(a7[(!((unsigned long)(s11.f0))) & 7] || (s12.f0 || g4)) << (m48 & 31));
      }
      break;
    case 1: ;
      g5 = (((-1 ^ 7) | f28(s12.f1, s12.f3, a8[k53 & 15], s11)) / ((f28(ma50[k53+6], t14[6].f2, g5, s11) & 63) + 1));
    case 7: ;
      m46 = a9[((*q51 * (-5L * g6))) & 7];
    case 0: ;
      for (short k57 = 0; k57 < 3; k57++) {
        double l58 = ((f21(g3, g4, g6) > 1) % (((0x80000000u - m48) & 63) + 1));
        s11.f0 = (((long)((s12.f1 * m48) - (unsigned)(3u))) >> ((-5L != l54) & 63));
      }
      break;
    default: ;
    t15[(k53 + 1) & 7] = s12;
    }
    s11 = s11;
  }
  g3 = (int)((t15[(((int)(ma49[10]) && (m45 + 100))) & 7].f2 || (12345678901L - (-0x7fffffff-1))));
  *q51 = ((a7[6]) << 5);
  m45 = (((a8[((char)((s11.f0 & m45))) & 15] ? s11.f0 : -1) + (10 | 7)) + ((0 % ((*q51 & 63) + 1)) - (t14[(((0xffffffffu - ma49[((f16() > 1)) & 15]) ? (a10[(((a8[((-1 != (1 <= m45))) & 15] == g6) * 127)) & 15] - 12345678901L) : ((1UL<<63) / ((a10[(f28(a8[4], -5L, ma50[((a10[(12345678901L) & 15] + 255)) & 15], s11)) & 15] & 63) + 1)))) & 7].f3 % ((g1 & 63) + 1))));
  a9[(((3u && g5) == ((s12.f1) >> 7))) & 7] = ((((3u) >> 2) == (7 != ma50[((7 - (a9[((-(m45) + (s12.f1 & -128))) & 7] + 12345678901L))) & 15])) / (((2 <= 12345678901L) & 63) + 1));
  ma49[((unsigned char)((t14[(g6) & 7].f1 & (1UL<<63)))) & 15] = ((1UL<<63) && ((ma49[(f28(g6, ma50[(((-128 + s11.f0) / ((a10[(((ma49[(m45) & 15] | -1) >= s11.f0)) & 15] & 63) + 1))) & 15], a7[0], s11)) & 15] > g5) * ma49[8]));
  q51 = &a10[(((255 * m45) * (char)(g3))) & 15];
  q51 = &g5;
  out(g1);
  outd(g2);
  out(g3);
  out(g4);
  out(g5);
  out(g6);
  outd(m44);
  out(m45);
  outd(m46);
  out(m47);
  out(m48);
  out(a7[0]);
  out(a7[1]);
  out(a7[2]);
  out(a7[3]);
  out(a7[4]);
  out(a7[5]);
  out(a7[6]);
  out(a7[7]);
  out(a8[0]);
  out(a8[1]);
  out(a8[2]);
  out(a8[3]);
  out(a8[4]);
  out(a8[5]);
  out(a8[6]);
  out(a8[7]);
  out(a8[8]);
  out(a8[9]);
  out(a8[10]);
  out(a8[11]);
  out(a8[12]);
  out(a8[13]);
  out(a8[14]);
  out(a8[15]);
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
  out(ma49[0]);
  out(ma49[1]);
  out(ma49[2]);
  out(ma49[3]);
  out(ma49[4]);
  out(ma49[5]);
  out(ma49[6]);
  out(ma49[7]);
  out(ma49[8]);
  out(ma49[9]);
  out(ma49[10]);
  out(ma49[11]);
  out(ma49[12]);
  out(ma49[13]);
  out(ma49[14]);
  out(ma49[15]);
  out(ma50[0]);
  out(ma50[1]);
  out(ma50[2]);
  out(ma50[3]);
  out(ma50[4]);
  out(ma50[5]);
  out(ma50[6]);
  out(ma50[7]);
  out(ma50[8]);
  out(ma50[9]);
  out(ma50[10]);
  out(ma50[11]);
  out(ma50[12]);
  out(ma50[13]);
  out(ma50[14]);
  out(ma50[15]);
  out(s11.f0);
  out(s12.f0);
  out(s12.f1);
  out(s12.f2);
  out(s12.f3);
  out(s13.f0);
  outd(s13.f1);
  outd(s13.f2);
  out(s13.f3);
  out(s13.f4);
  outd(s13.f5);
  out(t14[0].f0);
  out(t14[0].f1);
  out(t14[0].f2);
  out(t14[0].f3);
  out(t14[1].f0);
  out(t14[1].f1);
  out(t14[1].f2);
  out(t14[1].f3);
  out(t14[2].f0);
  out(t14[2].f1);
  out(t14[2].f2);
  out(t14[2].f3);
  out(t14[3].f0);
  out(t14[3].f1);
  out(t14[3].f2);
  out(t14[3].f3);
  out(t14[4].f0);
  out(t14[4].f1);
  out(t14[4].f2);
  out(t14[4].f3);
  out(t14[5].f0);
  out(t14[5].f1);
  out(t14[5].f2);
  out(t14[5].f3);
  out(t14[6].f0);
  out(t14[6].f1);
  out(t14[6].f2);
  out(t14[6].f3);
  out(t14[7].f0);
  out(t14[7].f1);
  out(t14[7].f2);
  out(t14[7].f3);
  out(t15[0].f0);
  out(t15[0].f1);
  out(t15[0].f2);
  out(t15[0].f3);
  out(t15[1].f0);
  out(t15[1].f1);
  out(t15[1].f2);
  out(t15[1].f3);
  out(t15[2].f0);
  out(t15[2].f1);
  out(t15[2].f2);
  out(t15[2].f3);
  out(t15[3].f0);
  out(t15[3].f1);
  out(t15[3].f2);
  out(t15[3].f3);
  out(t15[4].f0);
  out(t15[4].f1);
  out(t15[4].f2);
  out(t15[4].f3);
  out(t15[5].f0);
  out(t15[5].f1);
  out(t15[5].f2);
  out(t15[5].f3);
  out(t15[6].f0);
  out(t15[6].f1);
  out(t15[6].f2);
  out(t15[6].f3);
  out(t15[7].f0);
  out(t15[7].f1);
  out(t15[7].f2);
  out(t15[7].f3);
  return 0;
}
