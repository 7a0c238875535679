#include "torture.h"

int gz;
struct S0 { double f0; };
struct S1 { _Bool f0:1; int f1:5; short f2:16; };
struct S2 { unsigned short f0:13; unsigned char f1:5; char f2; };
static unsigned long g1 = 10;
_Bool g2 = 3u;
static unsigned short g3 = 0xffffffffu;
static unsigned char g4 = (-0x7fffffff-1);
static float g5 = 1e5;
short g6 = 0;
char a7[16] = {1, (1UL<<63), 256, 12345678901L, 3u, 7};
unsigned char a8[8] = {0x80000000u, -1, 12345678901L};
signed char a9[16] = {127, -128, -5L, 3u};
_Bool a10[16] = {1, 0xffffffffu, 2, (1UL<<63), 128};
struct S2 s11;
struct S0 s12;
struct S1 s13;
struct S0 t14[8];
struct S0 t15[8];
unsigned short f16(short p17, float p18, struct S2 ps19, short p20) {
  long la21[16] = {100, 3u, 127, 256, 256, 65535};
    p18 = ((((ps19.f1 * ps19.f0) * (3u | p20))) >> 2);
  return (((ps19.f0 <= ps19.f2) / 8) | (unsigned short)((((long)la21[((unsigned char)(((unsigned)100 >> (p17 & 31)))) & 15]) >> (la21[8] & 63))));
}
_Bool f22(char p23, short p24) {
  short la25[16] = {(-0x7fffffff-1), 255, -5L, 65535, 2, 127, 10, (-0x7fffffff-1), 7, 0x80000000u, (-0x7fffffff-1), 0xffffffffu, 255, -128};
    char l26 = (p23 - ((la25[(((la25[(((p23 - 256) ^ 100)) & 15] ^ p24) % ((2 & 63) + 1))) & 15] != la25[2]) | (0x7fffffff >= p23)));
    l26 |= ((p23 && l26) && p23);
    p24 |= -5L;
    l26 = (((long)(l26 - (l26 < p24))) << (la25[3] & 63));
  return 0;
}
int main(void) {
  long m27 = 12345678901L;
  int m28 = 256;
  long m29 = (1UL<<63);
  signed char m30 = -1;
  double m31 = 0.0;
  float ma32[16] = {-2.25, 1.0, 0.5, 100.125};
  float ma33[16] = {1e5, 0.5, -2.25};
  unsigned long *q34 = &g1;
  _Bool *q35 = &g2;
  switch (((char)(m28) - s11.f2)) {
  case -2: ;
    for (char k36 = 0; k36 < 1; k36++) {
      unsigned char l37 = (((0x80000000u == 100) != (m30 / 2)) % 16);
      unsigned l38 = ((((unsigned)(g2 | 65535) >> (m29 & 31))) << 1);
      if ((short)((f16(m27, t14[k36 & 7].f0, s11, -1) - (g4 / ((0x7fffffff & 63) + 1))))) {
        volatile unsigned long l39 = (-5L % (((l38 / ((l38 & 63) + 1)) & 63) + 1));
        signed char l40 = ((short)((a7[k36 & 15] % ((l38 & 63) + 1))) >= ((l37 <= a7[k36+5]) ? (12345678901L + 256) : +(255)));
        a7[k36+7] = (f22(100, g2) - f16(a9[13], m28, s11, g1));
        t14[4].f0 += (a7[9] ? ma32[8] : l40);
      }
      s11.f0 = g6;
      for (char k41 = 0; k41 < 7; k41++) {
        volatile long l42 = ((a8[k36 & 7] % ((-5L & 63) + 1)) - ((g1 + a7[k41 & 15]) % ((g4 & 63) + 1)));
        unsigned l43 = ((f22(s13.f0, l38) + f22(g3, 0x80000000u)) != ((10 | g1) | (7 & a8[0])));
        g2 |= (g1 != (2 % ((m27 & 63) + 1)));
        g6 = (g3 < (unsigned long)((3u / ((m30 & 63) + 1))));
        s12.f0++;
        s12 = t14[(k36 + 2) & 7];
      }
    }
    break;
  case 8: ;
    a10[(((g2 <= 127) + g6)) & 15] |= (unsigned short)((m29 % ((g2 & 63) + 1)));
  case 0: ;
    s13.f2 = g5 = (((s11.f1 * g1)) >> 5);
    break;
  case 1: ;
    if (-(g3)) {
      if ((g3 < ((a8[((char)(*q35)) & 7] + 7) > (256 >= s11.f2)))) {
        volatile char l44 = f22((s13.f1 * *q34), (short)(m27));
        l44 -= f22(a9[11], 3u);
      }
      g4 = ((f22((-0x7fffffff-1), a8[((a8[(((3u / ((g3 & 63) + 1)) % 1000)) & 7] / ((a9[((_Bool)((a8[((!(*q35) <= (m29 % ((a7[(((g4 * g6) | (char)(m29))) & 15] & 63) + 1)))) & 7] * a9[(((0xffffffffu ? 65535 : 0x7fffffff) ? -(0x7fffffff) : (s13.f2 + g2))) & 15]))) & 15] & 63) + 1))) & 7]) + (65535 > 65535)) || f16(*q34, g2, s11, 1));
      a10[(0x80000000u) & 15] = (((255 > g1) - (2 & s13.f2)) ^ ((*q35 + 10) * (((long)(-0x7fffffff-1)) << (g6 & 63))));
      m27 = (((g2 * m29) - (unsigned)(a8[(g4) & 7])) == (unsigned long)((0 ? a8[(0x80000000u) & 7] : 65535)));
    } else {
      double l45 = ~(((g6 / ((a10[(((a7[(0x7fffffff) & 15] != m29) || (2 - g6))) & 15] & 63) + 1)) & m30));
      float l46 = (((m30 > g2) & (g2 ? a8[(((unsigned short)(g1) & (-128 / ((s13.f2 & 63) + 1)))) & 7] : a9[15])) ? s13.f2 : (float)((3u && s12.f0)));
      ma33[((((2) >> 0) && (2 * g3))) & 15] = l45;
      s11 = s11;
      m27 &= a9[((f22(a9[(((a8[3] * 127) | ((unsigned)-5L << (g2 & 31)))) & 15], g6) % ((2 & 63) + 1))) & 15];
    }
    break;
  case 5: ;
    m30 = (((*q34 <= 7) < (255 == -128)) <= ((g1 && g6) <= (long)(-5L)));
    break;
  default: ;
  unsigned k47 = 0; do { k47++; 
    _Bool l48 = ((f22(0, a8[(k47 + 3) & 7]) - (m27 & g6)) - ((a7[(k47 + 0) & 15] + 3u) ^ (a9[6] * a7[(k47 + 2) & 15])));
    unsigned short l49 = 1;
    if (((-(2) > s13.f2) != (a8[(k47 + 2) & 7] || (l49 - *q34)))) {
      t15[(g3) & 7] = t14[(k47 + 2) & 7];
      s12 = s12;
      g5 = s13.f1 = ((s11.f1 / ((a8[1] & 63) + 1)) * (0x80000000u % ((l49 & 63) + 1)));
    }
    for (unsigned k50 = 0; k50 < 4; k50++) {
      if (((g1 || m27) & 255)) continue;
      s11 = s11;
      g1 |= ((l48 & 7) + (m28 > m29));
      s13 = s13;
    }
    *q35 = g3;
  } while (k47 < 3);
  }
  for (unsigned k51 = 5; k51 > 0; k51--) {
    if (((3u - m29) + ((*q35) >> 1))) continue;
    unsigned char l52 = (((unsigned short)((m30 - -5L))) << 2);
    ma32[9] = s13.f1;
    s13.f0 = (-5L <= ((unsigned)(g3) ? (_Bool)(s13.f2) : ((m30) >> 7)));
    m29 = (10 != (((long)(*q34 || g1)) >> (s11.f1 & 63)));
  }
  t15[((unsigned short)((s11.f1 || a9[(f22(-5L, g2)) & 15]))) & 7].f0 = (((g3 == g5) - (unsigned char)(a7[(128) & 15])) && ((g4 > a7[(((s13.f2 >= 65535) * (0xffffffffu % ((0x80000000u & 63) + 1)))) & 15]) ? -1 : (1e5 + g3)));
  m29 = ((((*q34 / ((10 & 63) + 1)) - (*q35 & -1))) << 7);
  for (int k53 = 0; k53 < 7; k53++) {
    unsigned l54 = ((*q34) >> 7);
    m31 *= a7[1];
    g4 = a7[k53 & 15];
    g2 |= (f16(128, t15[(f16(*q35, 1.0, s11, *q34)) & 7].f0, s11, a7[k53 & 15]) - 256);
  }
  if (((unsigned long)((_Bool)(0x7fffffff)) - ~((*q34 % ((0 & 63) + 1))))) {
    unsigned char l55 = (((-5L / ((*q35 & 63) + 1)) - a10[15]) / 8);
    long l56 = (((((a7[(f16(m30, t15[(((g6 & g2) / 2)) & 7].f0, s11, *q35)) & 15]) << 1)) << 5) * ((char)(g1) - (unsigned long)(gz)));
    g2 = +(((a7[((0x80000000u * -(m30))) & 15] - g1) & (3u || m27)));
  } else {
    int l57 = ((short)((m29 || g1)) + ((a10[4] & 2) - (*q34 ? -1 : g2)));
    long l58 = ((f22(m30, g6)) >> 3);
    s11.f2 >>= s13.f1 & 7;
    for (short k59 = 0; k59 < 2; k59++) {
      char l60 = !(((((long)0) >> (l57 & 63)) ? (1 * s11.f0) : -(g6)));
      g4 = (((*q34 ^ -128) * (0 & 255)) == ((s13.f0 == 127) > (100 & m28)));
      --(*q35);
    }
  }
  g2 |= ((g6 || *q35) % ((*q34 & 63) + 1));
  a8[(m27) & 7] = ((g3 % ((2 & 63) + 1)) + 1);
  *q34 = m27;
  s12.f0 = (m28 - 65535);
  char k61 = 0; do { k61++; 
    *q34 = a8[2];
    char k62 = 0; do { k62++; 
      double l63 = m30;
      for (int k64 = 4; k64 > 0; k64--) {
        s13 = s13;
        g5 = (((a10[(g4) & 15] ? g6 : g3) & ~(m28)) < (!(a7[(k62 + 1) & 15]) / ((s13.f1 & 63) + 1)));
        g1++;
      }
    } while (k62 < 2);
    s12.f0 = (((m27 & a9[4]) / ((*q35 & 63) + 1)) * (float)(g2));
  } while (k61 < 5);
  out(g1);
  out(g2);
  out(g3);
  out(g4);
  outd(g5);
  out(g6);
  out(m27);
  out(m28);
  out(m29);
  out(m30);
  outd(m31);
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
  out(a9[8]);
  out(a9[9]);
  out(a9[10]);
  out(a9[11]);
  out(a9[12]);
  out(a9[13]);
  out(a9[14]);
  out(a9[15]);
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
  outd(ma32[0]);
  outd(ma32[1]);
  outd(ma32[2]);
  outd(ma32[3]);
  outd(ma32[4]);
  outd(ma32[5]);
  outd(ma32[6]);
  outd(ma32[7]);
  outd(ma32[8]);
  outd(ma32[9]);
  outd(ma32[10]);
  outd(ma32[11]);
  outd(ma32[12]);
  outd(ma32[13]);
  outd(ma32[14]);
  outd(ma32[15]);
  outd(ma33[0]);
  outd(ma33[1]);
  outd(ma33[2]);
  outd(ma33[3]);
  outd(ma33[4]);
  outd(ma33[5]);
  outd(ma33[6]);
  outd(ma33[7]);
  outd(ma33[8]);
  outd(ma33[9]);
  outd(ma33[10]);
  outd(ma33[11]);
  outd(ma33[12]);
  outd(ma33[13]);
  outd(ma33[14]);
  outd(ma33[15]);
  out(s11.f0);
  out(s11.f1);
  out(s11.f2);
  outd(s12.f0);
  out(s13.f0);
  out(s13.f1);
  out(s13.f2);
  outd(t14[0].f0);
  outd(t14[1].f0);
  outd(t14[2].f0);
  outd(t14[3].f0);
  outd(t14[4].f0);
  outd(t14[5].f0);
  outd(t14[6].f0);
  outd(t14[7].f0);
  outd(t15[0].f0);
  outd(t15[1].f0);
  outd(t15[2].f0);
  outd(t15[3].f0);
  outd(t15[4].f0);
  outd(t15[5].f0);
  outd(t15[6].f0);
  outd(t15[7].f0);
  return 0;
}
