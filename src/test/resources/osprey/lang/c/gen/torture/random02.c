#include "torture.h"

int gz;
struct S0 { double f0; };
struct S1 { char f0; char f1; };
struct S2 { long f0:16; unsigned short f1:12; };
float g1 = 0.0;
static short g2 = 0x7fffffff;
int g3 = 100;
static unsigned short g4 = 1;
static long g5 = -5L;
static short g6 = 10;
_Bool a7[8] = {1, 3u};
signed char a8[8] = {-5L, (-0x7fffffff-1), -128, -1, 65535};
_Bool a9[16] = {2, 1, 0xffffffffu, -5L, 0x80000000u, 100, 7};
short a10[8] = {12345678901L, 10, 1};
struct S2 s11;
struct S1 s12;
struct S0 s13;
struct S0 t14[8];
struct S1 t15[8];
short f16(char p17, char p18, struct S2 ps19, signed char p20) {
  signed char la21[16] = {3u, -5L, (-0x7fffffff-1), 100, -5L, 0x80000000u, -5L, 127, (-0x7fffffff-1), 256, 0, 0, 0x80000000u, 12345678901L, 100, 12345678901L};
    double l22 = ((p18) >> 7);
    signed char l23 = ((((ps19.f0 ? p17 : p18)) >> 5) + ((128 * p18) / 10));
    p18 ^= (la21[7] / ((l23 & 63) + 1));
    for (char k24 = 7; k24 > 0; k24--) {
      signed char l25 = (p18 % ((10 & 63) + 1));
      p17 = ((char)((p17 <= 256)) ^ p17);
      ps19.f0 = (((la21[((3u != (p18 * l25))) & 15] ? 127 : p17) * (p18 ? ps19.f1 : p17)) - +((p18 - ps19.f0)));
      p18 = (((long)((p18 + p17) & -128)) >> ((0xffffffffu * l25) & 63));
    }
  return (ps19.f0 ? (-(la21[6]) * (_Bool)(p17)) : (3u | (ps19.f0 * p17)));
}
short f26(char p27, struct S2 ps28) {
  signed char la29[16] = {128, -1, 0x7fffffff, 12345678901L, 12345678901L, 1, 2, 256, 10, 3u, (1UL<<63), -1, 127, 12345678901L, 65535};
    signed char l30 = (((ps28.f0 ^ 10) * f16(p27, ps28.f1, ps28, p27)) + ((p27 ? 0 : 127) && (signed char)(p27)));
    double l31 = (((l30 - p27) != (0x7fffffff - 255)) | (((l30 * 100)) >> 0));
    l31 = ((((long)(la29[((l30 / ((l30 & 63) + 1))) & 15] / 10)) >> (128 & 63)) - l30);
  return ((long)(~(256)) / (((ps28.f0 | (1UL<<63)) & 63) + 1));
}
int main(void) {
  signed char m32 = -5L;
  unsigned long m33 = 65535;
  short m34 = 7;
  float m35 = 1e5;
  float m36 = 0.5;
  double ma37[16] = {0.0, 3.0f, 1e5, 0.0, 3.0f, 0.0, 1e5, 0.5, 0.0, 1e5, -2.25, 0.0, 0.0, 1.0, 100.125, 0.0};
  unsigned ma38[16] = {255, -1, 1, -5L, 0x80000000u, 2, -1, (1UL<<63), 128, 65535, 255, 65535, 0x80000000u, 0};
  float *q39 = &g1;
  short *q40 = &g2;
  switch ((((a10[3] && 3u) | (a9[(((10 ? 3u : -5L) + 7)) & 15] * *q40))) & 7) {
  case -1: ;
    g1 = 2;
  case 6: ;
    ++t14[(((((long)m34) >> (ma38[(((1 & a8[(((g4) >> 2)) & 7]) % 7)) & 15] & 63)) + (3u % 7))) & 7].f0;
    break;
  case 8: ;
    ma37[6] = (((s13.f0 * 12345678901L) - ((-0x7fffffff-1) && a9[(((-1 * g6) - (t15[((_Bool)((g4 % ((g4 & 63) + 1)))) & 7].f1 && m33))) & 15])) + (*q39 * (a10[6] && t14[((((m32) << 4) | t15[(255) & 7].f0)) & 7].f0)));
    break;
  case 5: ;
    g4 = (unsigned)(((2 && 256) | ~(s12.f0)));
    break;
  case 44538: ;
    for (unsigned k41 = 0; k41 < 4; k41++) {
      float l42 = ((unsigned)(f26(g4, s11) && !(a9[k41 & 15])) >> ((g6 ^ a8[((((a8[(((a9[k41+4] && g3) | (s12.f1 && 10))) & 7]) >> 0) >= (m33 ^ t15[k41 & 7].f0))) & 7]) & 31));
      m33 = (ma38[k41+0] ? ((g2 / (((-0x7fffffff-1) & 63) + 1)) * (t15[1].f0 | 0xffffffffu)) : (unsigned long)((10 % ((m33 & 63) + 1))));
      ma38[k41+2] = (g4 ? m34 : f26(100, s11));
      g2++;
    }
  default: ;
  for (char k43 = 0; k43 < 4; k43++) {
    if (ma38[(k43 + 2) & 15]) {
      int l44 = (((long)!(256)) << ((0xffffffffu ? 7 : a8[k43 & 7]) & 63));
      g2 = (((g2 ^ -128) | (g5 - g4)) & (!(s11.f1) ? a7[k43 & 7] : (255 + g3)));
      s12 = s12;
      --g2;
      s11 = s11;
    }
    s12.f1 = (((a9[14] % ((g6 & 63) + 1)) ^ ((m34) >> 4)) + (m34 || (a10[k43 & 7] & 0xffffffffu)));
    m33 += ((255 || g6) || (a7[(t15[0].f0) & 7] ? g4 : a10[k43 & 7]));
  }
  }
  ma37[4] = (f16(255, g5, s11, 255) == ((128 != s12.f1) ? (12345678901L ^ m33) : (signed char)(t15[((((2) >> 3) || (m34 - 65535))) & 7].f0)));
  switch ((((0 ^ 3u) % 1000)) & 7) {
  case 0: ;
    t14[6].f0 = ((unsigned)(((m34 - *q40)) << 4) >> ((m34 / ((256 & 63) + 1)) & 31));
    break;
  case -3: ;
    s12.f0++;
    break;
  case 7: ;
    if (a8[(((g4) << 3)) & 7]) {
      double l45 = (((m33 < a9[((((-5L || s11.f1)) >> 4)) & 15]) ^ (unsigned)(a9[15])) - ((10 - *q40) / 2));
      char l46 = (((a10[(((-5L - m33) || (0 == 3u))) & 7] - a8[(((*q40 <= a10[(f16(a8[(((0x7fffffff ? a8[((m34 && (((long)g6) >> (m34 & 63)))) & 7] : g2) + ((unsigned)g2 << (3u & 31)))) & 7], g4, s11, 1)) & 7]) + (-5L == g2))) & 7]) * (t15[3].f1 == -1)) | ((g6 * m34) % ((0xffffffffu & 63) + 1)));
      g1 = (double)(((g6 < g4) >= (unsigned char)(g5)));
      a7[1] = ((unsigned)((a8[((_Bool)(((g6) << 2))) & 7] || 12345678901L)) - a7[4]);
      ++m35;
    } else {
      int l47 = (-((t15[((((unsigned)m33 << (-1 & 31)) / ((t15[2].f1 & 63) + 1))) & 7].f0 / ((g3 & 63) + 1))) % (((a8[((f16(m32, m32, s11, ma38[(a7[(((g2 ^ a10[(f16(g3, g6, s11, m32)) & 7]) != (g2 || 2))) & 7]) & 15]) % ((g5 & 63) + 1))) & 7] % ((a9[9] & 63) + 1)) & 63) + 1));
      unsigned char l48 = (((f26(0, s11) - a10[2])) >> 2);
      a10[((((unsigned)l47 << (3u & 31)) ? (_Bool)(12345678901L) : (s12.f1 - a9[((((long)g5) >> (g3 & 63))) & 15]))) & 7] &= (((g6) >> 7) ? ((m34) >> 1) : (m34 % ((t15[5].f0 & 63) + 1)));
      g6 = m33 = m34;
      q40 = &a10[(((g5 ^ g5) < (s11.f0 > s11.f0))) & 7];
      s13.f0 = ~(a7[((char)(~(g2))) & 7]);
    }
    break;
  default: ;
  for (unsigned k49 = 0; k49 < 7; k49++) {
    g2 = (((((g6) << 5)) >> 0) >= (s11.f1 / ((a7[7] & 63) + 1)));
  }
  }
  a10[(((unsigned)f16(g5, s11.f0, s11, -1) >> (a10[((((-0x7fffffff-1) - 2) + a7[(((long)(s11.f1) >= (1 * 0x7fffffff))) & 7])) & 7] & 31))) & 7] = (g2 * ((256 - a9[(~(100)) & 15]) || !((-0x7fffffff-1))));
  a7[(((g2 * 127) * (unsigned short)(g3))) & 7] = -1;
  s13.f0 = (g5 % (((-0x7fffffff-1) & 63) + 1));
  m33 *= (!(g2) >= ((unsigned)s11.f0 << (a8[(((m34 + (1UL<<63)) + ((unsigned)s11.f1 << (m34 & 31)))) & 7] & 31)));
  g4 = a8[((((1UL<<63) & s11.f0) == (1 ^ a10[(((2 <= 65535) + (unsigned long)(m33))) & 7]))) & 7];
  s11.f0 = -(m33);
  if ((signed char)((_Bool)(g4))) {
    a7[(((g3 + 12345678901L) && (signed char)(*q40))) & 7] = ((12345678901L & (int)(a9[3])) != ((s11.f1 ? 0xffffffffu : g3) | 128));
  } else {
    if (((((g3 / ((*q40 & 63) + 1))) >> 5) / ((a7[(((0xffffffffu - 128) + (g3 * m32))) & 7] & 63) + 1))) {
      volatile signed char l50 = (1 ? ((a8[(((unsigned char)(g6) > (m33 + 12345678901L))) & 7] / ((g6 & 63) + 1)) | a7[(f16(m32, a10[(((100 % ((-1 & 63) + 1)) * (int)(2))) & 7], s11, a7[0])) & 7]) : (unsigned char)((g3 / ((g6 & 63) + 1))));
      unsigned l51 = ((((a8[((12345678901L / 7)) & 7] == l50)) << 0) ^ m33);
      t15[0].f1 = (((127 <= m34) * (m34 > a7[(((s12.f0 % 4) | (s12.f1 - 255))) & 7])) + ((g5 | s12.f0) * f26(m34, s11)));
      t15[0].f1 = ((long)(m34) / ((128 & 63) + 1));
      m34 = f16(f26(g4, s11), ((unsigned)a8[3] << (a7[(gz) & 7] & 31)), s11, (t15[6].f1 ? m33 : 128));
      g6 >>= (100 - a9[11]) & 7;
    } else {
      char l52 = (((g4 * g4) != (t15[(((127 % ((ma38[(((m34 - m33) != ((1UL<<63) + m34))) & 15] & 63) + 1)) + (255 & 128))) & 7].f1 + a10[((((long)((a9[(a7[((((long)(int)(a9[(-5L) & 15])) >> (-5L & 63))) & 7]) & 15]) >> 2)) >> (a9[(((1 & 7) <= (s12.f1 & g3))) & 15] & 63))) & 7])) - a7[((g4 || (*q40 & -1))) & 7]);
      unsigned short l53 = a7[3];
      m32--;
      s13.f0--;
      t14[(((a7[(f16((-0x7fffffff-1), 65535, s11, 1)) & 7] ^ 100) ? ((a9[13]) << 3) : t15[(((g3 <= l52) & (_Bool)(g4))) & 7].f1)) & 7].f0 = (~((m32 & m34)) ? (((g2) >> 3) / ((0x7fffffff & 63) + 1)) : ((65535 <= g3) ^ +(gz)));
    }
    g1 = (((m32 ? (-0x7fffffff-1) : s11.f1) * (ma38[(((t15[(((s12.f1 >= s12.f0) && g4)) & 7].f1 | 0xffffffffu) | (a7[(*q40) & 7] || g5))) & 15] - a9[15])) + ((m32 ? g1 : 128) * (g5 == t15[(((a8[((signed char)(ma38[(((m34 - 3u) + (m32 - 0x80000000u))) & 15])) & 7] % ((-128 & 63) + 1)) != g6)) & 7].f0)));
    ma37[((g2 + (3u ^ t15[(((_Bool)(0x80000000u) | ((12345678901L) >> 0))) & 7].f0))) & 15]++;
  }
  g4 &= ((g6 + a9[((long)(~(ma38[((g6 ? (signed char)(m34) : (-128 | g2))) & 15]))) & 15]) <= (a9[(256) & 15] + s11.f1));
  a8[((s11.f0 <= (s11.f1 / ((m32 & 63) + 1)))) & 7] = (short)(a8[7]);
  ++g6;
  outd(g1);
  out(g2);
  out(g3);
  out(g4);
  out(g5);
  out(g6);
  out(m32);
  out(m33);
  out(m34);
  outd(m35);
  outd(m36);
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
  outd(ma37[0]);
  outd(ma37[1]);
  outd(ma37[2]);
  outd(ma37[3]);
  outd(ma37[4]);
  outd(ma37[5]);
  outd(ma37[6]);
  outd(ma37[7]);
  outd(ma37[8]);
  outd(ma37[9]);
  outd(ma37[10]);
  outd(ma37[11]);
  outd(ma37[12]);
  outd(ma37[13]);
  outd(ma37[14]);
  outd(ma37[15]);
  out(ma38[0]);
  out(ma38[1]);
  out(ma38[2]);
  out(ma38[3]);
  out(ma38[4]);
  out(ma38[5]);
  out(ma38[6]);
  out(ma38[7]);
  out(ma38[8]);
  out(ma38[9]);
  out(ma38[10]);
  out(ma38[11]);
  out(ma38[12]);
  out(ma38[13]);
  out(ma38[14]);
  out(ma38[15]);
  out(s11.f0);
  out(s11.f1);
  out(s12.f0);
  out(s12.f1);
  outd(s13.f0);
  outd(t14[0].f0);
  outd(t14[1].f0);
  outd(t14[2].f0);
  outd(t14[3].f0);
  outd(t14[4].f0);
  outd(t14[5].f0);
  outd(t14[6].f0);
  outd(t14[7].f0);
  out(t15[0].f0);
  out(t15[0].f1);
  out(t15[1].f0);
  out(t15[1].f1);
  out(t15[2].f0);
  out(t15[2].f1);
  out(t15[3].f0);
  out(t15[3].f1);
  out(t15[4].f0);
  out(t15[4].f1);
  out(t15[5].f0);
  out(t15[5].f1);
  out(t15[6].f0);
  out(t15[6].f1);
  out(t15[7].f0);
  out(t15[7].f1);
  return 0;
}
