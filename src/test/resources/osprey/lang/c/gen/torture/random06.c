#include "torture.h"

int gz;
struct S0 { _Bool f0; };
struct S1 { char f0; unsigned long f1:53; short f2:13; int f3; _Bool f4:1; };
struct S2 { unsigned f0:24; char f1; unsigned char f2; double f3; };
static int g1 = 256;
signed char g2 = 255;
_Bool g3 = 255;
int g4 = 255;
double g5 = 3.0f;
static unsigned short g6 = 127;
double a7[16] = {0.0, 0.0};
unsigned short a8[8] = {128, 0xffffffffu, 127, 0x7fffffff};
double a9[16] = {0.0, 0.5, 3.0f, 0.0, 100.125};
short a10[8] = {(1UL<<63), 127, (-0x7fffffff-1), (1UL<<63), (-0x7fffffff-1)};
struct S0 s11;
struct S2 s12;
struct S2 s13;
struct S2 t14[8];
struct S2 t15[8];
char f16(struct S0 ps17, unsigned long p18, short p19) {
  short la20[16] = {0x7fffffff, 7, 3u};
    _Bool l21 = !(0x7fffffff);
    _Bool l22 = ((ps17.f0 | 128) * -128);
    for (unsigned k23 = 0; k23 < 1; k23++) {
      char l24 = ((((l22 ? -128 : 255) - (unsigned long)(p19))) >> 2);
      if ((la20[(k23 + 3) & 15] % ((-128 & 63) + 1))) {
        l22 = (((la20[14] == (1UL<<63)) && (p18 + 0x80000000u)) * !((256 / ((l24 & 63) + 1))));
        l21 = p19 = 0xffffffffu;
        p18 = (((12345678901L + la20[15]) * (la20[1] - p19)) % (((l21 % ((ps17.f0 & 63) + 1)) & 63) + 1));
        p19 = p18 = ps17.f0;
      } else {
        int l25 = p18;
        int l26 = (((((long)l24) >> (l22 & 63)) - (0x7fffffff - ps17.f0)) - l25);
        la20[(k23 + 0) & 15] = (!((ps17.f0 & p19)) > ((256 - l22) & la20[1]));
      }
    }
    la20[((unsigned char)((p18 / ((256 & 63) + 1)))) & 15] = (1UL<<63);
    p18 = (65535 | (l22 - p18));
  return (ps17.f0 ? ps17.f0 : ((unsigned char)(0x7fffffff) % 1));
}
double f27(unsigned char p28) {
  char la29[16] = {255, 3u, 65535, 10, 100, 1, (-0x7fffffff-1), 255, 127, -5L, 3u, 127, 12345678901L};
    volatile unsigned short l30 = (((int)(2) ? (p28 - p28) : ((100) << 5)) > (p28 ^ (int)(p28)));
    long l31 = (((((p28) >> 5) > ((la29[3]) << 2))) >> 1);
    l30 = (((unsigned)(12345678901L & la29[10]) << (la29[(((0xffffffffu * la29[(((l30 && 255) - (la29[(((la29[(((l30 && l30) != (((long)65535) >> (65535 & 63)))) & 15] ? 0x7fffffff : 12345678901L) >= (1 >= p28))) & 15] ^ p28))) & 15]) ^ (0x7fffffff - la29[(((p28 * p28) && (unsigned char)(3u))) & 15]))) & 15] & 31)) <= ((la29[(-((l30 % 3))) & 15] || l30) + (char)(p28)));
    l30 = (((p28 & -1) <= (p28 + 100)) - (unsigned long)((unsigned char)(l31)));
    if ((((-128 ^ la29[((short)((0x80000000u - -5L))) & 15]) >= (-0x7fffffff-1)) >= (((128) << 3) && la29[7]))) {
      volatile signed char l32 = 0x80000000u;
      unsigned l33 = 256;
      p28 = (((((long)p28) >> (la29[15] & 63)) - (-128 && p28)) && ((unsigned short)(l33) < (l30 < la29[((l32 & 0x7fffffff)) & 15])));
      l31 += 100;
      p28 = la29[(1) & 15];
      l33 = (((la29[(((65535 || l33) ? (l31 ? p28 : la29[((((-128) >> 5) <= p28)) & 15]) : 256)) & 15] + l30) - (l33 < l32)) + ((p28 ? p28 : l32) & (p28 == 255)));
    } else {
      double l34 = ((unsigned)(((-1) << 4) & (100 ? l31 : la29[(((la29[(((long)(2) && (unsigned short)(l30))) & 15] % ((p28 & 63) + 1)) + (l31 <= p28))) & 15])) >> (-128 & 31));
      if ((((l31 ^ 7) | la29[(((((long)l31) >> (p28 & 63)) + (l31 - l30))) & 15]) - (int)((l31 - 128)))) {
        volatile unsigned long l35 = (((l31 & 10) ? (0xffffffffu % ((p28 & 63) + 1)) : la29[(((100 * l31) * (0 + l31))) & 15]) && ((la29[3] - l30) <= (la29[(p28) & 15] & l30)));
        volatile _Bool l36 = ((256 - (0xffffffffu / 1000)) ^ (unsigned)((la29[(l35) & 15] & l35)));
        l34 += ((65535 == l35) - (((long)p28) << (p28 & 63)));
      } else {
        l31 = (((((unsigned)0 >> (p28 & 31)) * (1 || p28))) << 4);
        la29[1] = p28 = p28;
        p28 = p28 = ((p28 / ((p28 & 63) + 1)) + 0xffffffffu);
        p28 = (((signed char)(l31) + (256 - la29[3])) + ((256 ^ 0x80000000u) > -128));
      }
      if ((((l31 % ((l30 & 63) + 1)) > la29[9]) >= (_Bool)((la29[((l31 ^ (1 * 3u))) & 15] && 0x80000000u)))) {
        unsigned char l37 = ((((la29[((((long)p28) << (la29[(((-1 - l31) - +(0x7fffffff))) & 15] & 63))) & 15] > 12345678901L) != (3u + 0x80000000u))) << 6);
        l31 &= 128;
        l37 = l37 = l30;
      } else {
        l30 = ((((long)0xffffffffu) >> (p28 & 63)) * (((-0x7fffffff-1) ? l30 : l30) + ((l31) << 1)));
        la29[(((2 % 3) & (la29[(((l30 || p28) ^ (p28 + l31))) & 15] / ((la29[(((l30 < la29[9]) * (3u && l31))) & 15] & 63) + 1)))) & 15] = (unsigned)(((100 / ((12345678901L & 63) + 1)) % ((la29[((p28 ^ ((unsigned)p28 << (l31 & 31)))) & 15] & 63) + 1)));
        l30 = p28 = (~(p28) * (l31 > 0xffffffffu));
      }
      if ((3u + ((1UL<<63) | (0x7fffffff | p28)))) {
        unsigned l38 = ((unsigned long)((char)(p28)) / ((((unsigned)0x80000000u << (7 & 31)) & 63) + 1));
        la29[(((l38 * l31) != 3u)) & 15] = l30 = (short)((0 ^ l30));
        l30 = l31 = ((2 < 0x80000000u) ? +(l30) : (la29[(((-5L ? l30 : l38) <= (la29[((3u * (unsigned short)(l30))) & 15] >= l31))) & 15] % ((l38 & 63) + 1)));
      }
    }
    for (unsigned k39 = 0; k39 < 5; k39++) {
      float l40 = ((7 & l30) || (((p28 && l31)) << 1));
      p28 = ((((-5L) << 2) - -1) + ((l30 / 7) - (long)(p28)));
      if ((((l31 ? -5L : l31) - -1) - la29[14])) {
        l30 = ((long)(((-0x7fffffff-1) * (-0x7fffffff-1))) <= (((p28 | 12345678901L)) >> 2));
        l40 = l40;
        l31 = l30 = 255;
        l40 = l31 = 0x7fffffff;
      } else {
        l31 = l30 = (p28 % ((p28 & 63) + 1));
        l30 = p28 = p28;
      }
      la29[(k39 + 2) & 15] = 100;
      l31 = ((((long)(p28 - l31)) << (100 & 63)) % ((0 & 63) + 1));
    }
  return (((1e5 - p28) + (p28 * -2.25)) + (la29[0] || (p28 <= p28)));
}
long f41(void) {
  char la42[16] = {(-0x7fffffff-1), (-0x7fffffff-1)};
  int l43 = 3;
    _Bool l44 = la42[(((la42[(((256 - la42[(l43) & 15]) && (la42[1] | l43))) & 15] >= l43) > 2)) & 15];
    int l45 = ((l43) >> 3);
    l45 = ((((l45 + l45)) >> 3) - (0x7fffffff | (la42[(0x7fffffff) & 15] < l43)));
    if (!(((f27(l43) > 1) + (l44 <= l45)))) {
      long l46 = ((-((l45 - la42[(((-5L + 65535) | (long)(l43))) & 15]))) >> 3);
      int l47 = (((unsigned)255 >> (l45 & 31)) % (((unsigned)(la42[(((f27(256) > 1) * la42[9])) & 15]) & 63) + 1));
      for (char k48 = 4; k48 > 0; k48--) {
        unsigned short l49 = ((unsigned)((unsigned char)(l45) && l44) << ((1UL<<63) & 31));
        l49 = (((l47 && l45) > (unsigned short)(l44)) * ((l44 % ((la42[(k48 + 0) & 15] & 63) + 1)) & (l47 & la42[2])));
        l46 = la42[k48+4] = l49;
        --l46;
        l44 = (((((long)l45) >> (l45 & 63)) - (l46 - l49)) + ((la42[14] + 10) > (l44 || la42[k48 & 15])));
      }
      if ((((l45 == (-0x7fffffff-1)) == (l45 && l44)) | (l44 + (255 * la42[5])))) {
        double l50 = ((unsigned char)((la42[((l45 & (7 + l47))) & 15] % ((l43 & 63) + 1))) * ((unsigned char)(l47) - (l44 - la42[((signed char)((l45 | la42[(((0x80000000u * (-0x7fffffff-1)) / ((l46 & 63) + 1))) & 15]))) & 15])));
        volatile _Bool l51 = ((l47) >> 3);
        la42[((((255 & l51)) << 3)) & 15] = l47 = ((unsigned)((1UL<<63) / 16) >> (128 & 31));
        l50 = ((f27(la42[(+((1UL<<63))) & 15]) > 1) % ((l45 & 63) + 1));
        l44 |= ((l51 ? l44 : la42[(((((long)l51) << (l47 & 63)) + (l44 + 0x7fffffff))) & 15]) && l45);
      } else {
        float l52 = (((short)(0x7fffffff) + 7) | ((((long)255) >> (l47 & 63)) || -5L));
        signed char l53 = !(((12345678901L | l45) / ((12345678901L & 63) + 1)));
        l46 = 127;
        l46 &= ((l47 * l44) + ((l46) >> 6));
        l47 = l53 = ((0x7fffffff ? l44 : l44) / 2);
        l52 = l45 = (unsigned short)((l43 / ((2 & 63) + 1)));
      }
      for (int k54 = 1; k54 > 0; k54--) {
        unsigned char l55 = +(((l45 + -5L) % ((l47 & 63) + 1)));
        l55 = 0;
        l45 = ((((l55 * l55) & (_Bool)(l43))) >> 0);
        l45 = l47 = ((l47 / ((l45 & 63) + 1)) - (((long)l43) << (12345678901L & 63)));
      }
    }
  return ((l43) >> 0);
}
short f56(unsigned char p57, short p58) {
  _Bool la59[16] = {256, 100, 127, 2, 0x80000000u, -5L, 10, 65535, -5L, 0x80000000u, 12345678901L, 0, 0xffffffffu};
    _Bool l60 = (((la59[(255) & 15] % 7) + p58) < ((p57 ^ p57) || (p58 ^ p57)));
    p58 -= (unsigned short)((0 > 100));
    for (long k61 = 6; k61 > 0; k61--) {
      la59[12] = p57 = ((p57 - (1UL<<63)) < (65535 - la59[(k61 + 2) & 15]));
      la59[11] = (((100 % ((la59[9] & 63) + 1)) ^ (la59[k61+5] > (1UL<<63))) % 16);
    }
    p57 = 1;
  return (((p58 / ((128 & 63) + 1)) > (p58 > p57)) / (((2 ? p57 : p58) & 63) + 1));
}
int main(void) {
  float m62 = 0.5;
  unsigned char m63 = 256;
  unsigned m64 = 65535;
  char m65 = -5L;
  char m66 = 0x80000000u;
  signed char ma67[16] = {(-0x7fffffff-1), 0xffffffffu, 10};
  float ma68[16] = {0.5, 0.5, 100.125, 0.5, 0.5, 100.125, 0.5, 3.0f, 1.0, 3.0f, 0.5, 1e5, -2.25, 1.0, 1.0, 1.0};
  int *q69 = &g1;
  signed char *q70 = &g2;
  g6 &= ((m66 * g3) | (f27(g3) > 1));
  if (-5L) {
    volatile short l71 = m65;
    long l72 = ((t14[1].f2 % ((s11.f0 & 63) + 1)) / (((7 && g3) & 63) + 1));
    m62 = ((unsigned)((0xffffffffu / 4)) | f56(*q70, g1));
    --a7[10];
  }
  ma67[3] ^= (long)((g4 / ((m66 & 63) + 1)));
  *q70 ^= ((((long)gz) << (128 & 63)) > g1);
  g4 += ((ma67[(-1) & 15] / 7) & (2 / (((1UL<<63) & 63) + 1)));
  if ((((g1 ^ g2) / ((m66 & 63) + 1)) >= ((m63 || a8[(((g1 / ((m65 & 63) + 1)) + (*q70 != s12.f0))) & 7]) % ((a8[3] & 63) + 1)))) {
    switch ((((m66 || g3) & (*q70 / ((255 & 63) + 1)))) & 7) {
    case 7: ;
      s13.f1 = m63;
      break;
    case -1: ;
      g4 = (((0xffffffffu == *q70) ^ (*q69 ? g2 : 0)) && *q69);
    case 4: ;
      switch (((g4 | 128) <= !(s13.f0))) {
      case -1: ;
        g4 = (((unsigned)(unsigned)(g4) >> (m64 & 31)) | m66);
      case 2: ;
        s13 = t15[((char)((m65 == (1UL<<63)))) & 7];
        break;
      case 7: ;
        g3 = f41();
      case 84569: ;
        s12.f3 = ((unsigned long)((signed char)(0x80000000u)) % ((g6 & 63) + 1));
        break;
      default: ;
      m63 = (((m64 % ((s11.f0 & 63) + 1)) && (m63 | m66)) % ((((unsigned)m66 >> ((-0x7fffffff-1) & 31)) & 63) + 1));
      }
      break;
    case 6: ;
      a9[6] = t15[(t14[3].f1) & 7].f3 = ((2 + *q69) / 8);
      break;
    case -3: ;
      if (((f41() <= (t14[6].f2 || m66)) & ((short)(a10[(((m65 / 16) + (m65 + g2))) & 7]) <= (m65 && g3)))) {
        int l73 = (((m63 | *q70) * (s11.f0 + 10)) >= (!(t15[((1 * (s13.f0 != m65))) & 7].f0) / -3));
        m63 = (((g6 / 2) ? (((long)m64) >> (a8[(((1 - ma67[(((128 * s11.f0) - ~(g4))) & 15]) % ((3u & 63) + 1))) & 7] & 63)) : (*q69 - m66)) & (unsigned char)((g4 - 0x80000000u)));
        g3 = g5 = ((a10[(g4) & 7] & m63) + m64);
        a10[(((g3 / ((-1 & 63) + 1)) ^ -(g1))) & 7]--;
        s11 = s11;
      } else {
        volatile short l74 = 128;
        a8[((unsigned long)((g3 & *q69))) & 7] = m66;
        m66 = (((0x7fffffff | ma67[14]) / ((g3 & 63) + 1)) | (long)((g1 < a10[((short)(((g4) >> 0))) & 7])));
      }
      break;
    case 0: ;
      t14[4].f0 = (((255 && (g1 ^ g4))) >> 6);
      break;
    case 3: ;
      g6 = (((g1 ^ 255) > !(a8[((((unsigned)s12.f1 >> (t14[2].f1 & 31)) || (g6 - g3))) & 7])) && (((m65) >> 4) + (3u == t15[1].f2)));
      break;
    default: ;
    for (char k75 = 0; k75 < 4; k75++) {
      unsigned short l76 = (((f27(m64) > 1) ^ ((100) << 5)) >= g6);
      unsigned short l77 = (((-1 - 0x7fffffff) <= (s13.f0 / ((g6 & 63) + 1))) / -3);
      s13.f3 = (((*q70 % 4) + (256 % ((s11.f0 & 63) + 1))) - (f56(ma67[(k75 + 1) & 15], 0x7fffffff) - (ma68[5] || a7[k75+2])));
      m63 = g2 = ((s12.f1 != 10) * (a8[(k75 + 1) & 7] - m66));
      g3 |= ((g1 + t15[k75 & 7].f2) ? (signed char)(s12.f1) : (255 ^ -1));
      s11 = s11;
    }
    }
    s11.f0 = (((m65 * g2) || 7) + (f16(s11, m64, *q69) ^ (m66 ? t15[(((12345678901L ? *q69 : 10) || (ma67[11] % ((256 & 63) + 1)))) & 7].f2 : *q69)));
    g4 = (((a10[((int)((g2 ^ 0xffffffffu))) & 7] ^ *q69) <= (s11.f0 >= g4)) - f56(65535, m64));
  } else {
    unsigned short l78 = (((ma67[((((t14[(((g2 || 7) <= (g4 ? ma67[(((255 ^ g2) * ma67[((g1 / ((g6 & 63) + 1))) & 15])) & 15] : *q70))) & 7].f0 * m66)) >> 3)) & 15] / 16) != (g2 / (((-0x7fffffff-1) & 63) + 1))) && ((7 | m66) + (2 | a10[(((m65 ? -1 : s13.f0) / 2)) & 7])));
    _Bool l79 = 0x7fffffff;
    m65 = (1 | (~(1) ^ g2));
    --a7[(((s12.f2 % ((g6 & 63) + 1)) / ((t15[1].f0 & 63) + 1))) & 15];
  }
  *q69 = ((((g2) << 0) ? (a10[5] && (1UL<<63)) : (m63 + 0x80000000u)) <= (((long)-(12345678901L)) >> (0x80000000u & 63)));
  m64--;
  q70 = &ma67[2];
  g4 = -1;
  a8[(((t14[(((short)(gz) - f16(s11, s13.f2, 100))) & 7].f0 / ((3u & 63) + 1)) * 100)) & 7] = ((f27(m65) > 1) && -(0xffffffffu));
  out(g1);
  out(g2);
  out(g3);
  out(g4);
  outd(g5);
  out(g6);
  outd(m62);
  out(m63);
  out(m64);
  out(m65);
  out(m66);
  outd(a7[0]);
  outd(a7[1]);
  outd(a7[2]);
  outd(a7[3]);
  outd(a7[4]);
  outd(a7[5]);
  outd(a7[6]);
  outd(a7[7]);
  outd(a7[8]);
  outd(a7[9]);
  outd(a7[10]);
  outd(a7[11]);
  outd(a7[12]);
  outd(a7[13]);
  outd(a7[14]);
  outd(a7[15]);
  out(a8[0]);
  out(a8[1]);
  out(a8[2]);
  out(a8[3]);
  out(a8[4]);
  out(a8[5]);
  out(a8[6]);
  out(a8[7]);
  outd(a9[0]);
  outd(a9[1]);
  outd(a9[2]);
  outd(a9[3]);
  outd(a9[4]);
  outd(a9[5]);
  outd(a9[6]);
  outd(a9[7]);
  outd(a9[8]);
  outd(a9[9]);
  outd(a9[10]);
  outd(a9[11]);
  outd(a9[12]);
  outd(a9[13]);
  outd(a9[14]);
  outd(a9[15]);
  out(a10[0]);
  out(a10[1]);
  out(a10[2]);
  out(a10[3]);
  out(a10[4]);
  out(a10[5]);
  out(a10[6]);
  out(a10[7]);
  out(ma67[0]);
  out(ma67[1]);
  out(ma67[2]);
  out(ma67[3]);
  out(ma67[4]);
  out(ma67[5]);
  out(ma67[6]);
  out(ma67[7]);
  out(ma67[8]);
  out(ma67[9]);
  out(ma67[10]);
  out(ma67[11]);
  out(ma67[12]);
  out(ma67[13]);
  out(ma67[14]);
  out(ma67[15]);
  outd(ma68[0]);
  outd(ma68[1]);
  outd(ma68[2]);
  outd(ma68[3]);
  outd(ma68[4]);
  outd(ma68[5]);
  outd(ma68[6]);
  outd(ma68[7]);
  outd(ma68[8]);
  outd(ma68[9]);
  outd(ma68[10]);
  outd(ma68[11]);
  outd(ma68[12]);
  outd(ma68[13]);
  outd(ma68[14]);
  outd(ma68[15]);
  out(s11.f0);
  out(s12.f0);
  out(s12.f1);
  out(s12.f2);
  outd(s12.f3);
  out(s13.f0);
  out(s13.f1);
  out(s13.f2);
  outd(s13.f3);
  out(t14[0].f0);
  out(t14[0].f1);
  out(t14[0].f2);
  outd(t14[0].f3);
  out(t14[1].f0);
  out(t14[1].f1);
  out(t14[1].f2);
  outd(t14[1].f3);
  out(t14[2].f0);
  out(t14[2].f1);
  out(t14[2].f2);
  outd(t14[2].f3);
  out(t14[3].f0);
  out(t14[3].f1);
  out(t14[3].f2);
  outd(t14[3].f3);
  out(t14[4].f0);
  out(t14[4].f1);
  out(t14[4].f2);
  outd(t14[4].f3);
  out(t14[5].f0);
  out(t14[5].f1);
  out(t14[5].f2);
  outd(t14[5].f3);
  out(t14[6].f0);
  out(t14[6].f1);
  out(t14[6].f2);
  outd(t14[6].f3);
  out(t14[7].f0);
  out(t14[7].f1);
  out(t14[7].f2);
  outd(t14[7].f3);
  out(t15[0].f0);
  out(t15[0].f1);
  out(t15[0].f2);
  outd(t15[0].f3);
  out(t15[1].f0);
  out(t15[1].f1);
  out(t15[1].f2);
  outd(t15[1].f3);
  out(t15[2].f0);
  out(t15[2].f1);
  out(t15[2].f2);
  outd(t15[2].f3);
  out(t15[3].f0);
  out(t15[3].f1);
  out(t15[3].f2);
  outd(t15[3].f3);
  out(t15[4].f0);
  out(t15[4].f1);
  out(t15[4].f2);
  outd(t15[4].f3);
  out(t15[5].f0);
  out(t15[5].f1);
  out(t15[5].f2);
  outd(t15[5].f3);
  out(t15[6].f0);
  out(t15[6].f1);
  out(t15[6].f2);
  outd(t15[6].f3);
  out(t15[7].f0);
  out(t15[7].f1);
  out(t15[7].f2);
  outd(t15[7].f3);
  return 0;
}
