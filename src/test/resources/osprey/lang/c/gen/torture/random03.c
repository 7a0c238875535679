#include "torture.h"

int gz;
struct S0 { signed char f0:1; _Bool f1:1; _Bool f2; };
struct S1 { unsigned long f0:58; unsigned f1; unsigned char f2; unsigned short f3; unsigned long f4; };
struct S2 { _Bool f0:1; char f1; _Bool f2; long f3:52; float f4; };
long g1 = (-0x7fffffff-1);
int g2 = 10;
char g3 = 0x7fffffff;
static unsigned g4 = 2;
unsigned short g5 = 0xffffffffu;
unsigned long g6 = 1;
unsigned short a7[16] = {(1UL<<63), 0x80000000u, 0, 1, (-0x7fffffff-1), -1, 0x80000000u, 256, 127, 65535, 0x7fffffff, 128};
_Bool a8[16] = {0, 0x80000000u, 12345678901L, (-0x7fffffff-1), 256, (1UL<<63), 127, -5L, (1UL<<63), 100, 3u, 2, -128, 2, -1, (1UL<<63)};
short a9[8] = {65535, (1UL<<63), 7, 65535, 10};
unsigned short a10[16] = {255, (-0x7fffffff-1), 0xffffffffu, 12345678901L, 0xffffffffu};
struct S1 s11;
struct S0 s12;
struct S0 s13;
struct S2 t14[8];
struct S1 t15[8];
float f16(void) {
  char la17[16] = {1, 127, 7};
  int l18 = 3;
    long l19 = 0;
    l18 = (l18 * ((l18 != -1) % (((-0x7fffffff-1) & 63) + 1)));
    la17[(((128 <= 1) % 4)) & 15] = (((unsigned)(char)(l18) >> (2 & 31)) | ((unsigned short)(la17[((((l19) >> 7) < (l18 ? l19 : la17[(1) & 15]))) & 15]) % ((l18 & 63) + 1)));
    l18 = l18 = ((l18 != la17[13]) ^ l18);
    for (unsigned k20 = 0; k20 < 5; k20++) {
      double l21 = l19;
      l19 = ((((-5L || la17[(k20 + 2) & 15])) >> 6) != ~(((l18) >> 4)));
      l18 = 255;
      la17[k20 & 15] = (signed char)(((l18 * l19) && (3u ^ -1)));
      l18 = (((l18 - 0x7fffffff) ? (la17[12] & 0xffffffffu) : (100 * l19)) == ((l18 * l19) * (la17[k20+4] > l18)));
    }
  return 65535;
}
short f22(void) {
  int la23[16] = {1, 255, 1, 1, -128, -128, 255, 0x7fffffff, 128, -1, 1, 0x80000000u, 255};
  int l24 = 3;
    unsigned long l25 = (short)(((l24 >= la23[2]) ^ (f16() > 1)));
    l25 = (((la23[((int)((f16() > 1))) & 15] ? l25 : 7) % 8) * la23[((unsigned long)((la23[8] - l25))) & 15]);
    la23[13] = l24;
    for (long k26 = 1; k26 > 0; k26--) {
      _Bool l27 = l25;
      for (long k28 = 0; k28 < 1; k28++) {
        ++l27;
        la23[(((l27 ? l25 : l24) ? ~(la23[k26+1]) : (f16() > 1))) & 15] = ((l27 ^ (la23[0] * l25)) / (((7 - l25) & 63) + 1));
      }
      l27 = l25 = (((l24 && (1UL<<63))) >> 1);
      l24 >>= (long)(128) & 7;
      l25 ^= ((0x7fffffff > l24) * l27);
    }
  return ((((l24 + (1UL<<63))) >> 4) * 0xffffffffu);
}
unsigned char f29(struct S1 ps30, float p31, unsigned p32) {
  unsigned long la33[16] = {3u, 65535, 100, 12345678901L, 2, 100, 100, 255, -1, 128, 2, 0x7fffffff, 3u, 127, 10, 0xffffffffu};
    volatile _Bool l34 = ps30.f0;
    char l35 = (((256 + 0x80000000u) % 2) & l34);
    for (long k36 = 0; k36 < 8; k36++) {
      volatile short l37 = (-0x7fffffff-1);
      int l38 = 10;
      for (int k39 = 0; k39 < 8; k39++) {
        unsigned short l40 = (((l35 + la33[k39 & 15]) % 10) - (100 % ((l34 & 63) + 1)));
        l37 = p32 = (l34 || l40);
        ps30.f0 = p31 = ((p32 + l37) / 7);
        la33[4] = ((f16() > 1) * ((ps30.f2 * l35) | (f16() > 1)));
      }
    }
    l34 = (((l34 / ((l34 & 63) + 1)) / ((2 & 63) + 1)) ? la33[(((short)(p32) * (l35 == p32))) & 15] : (((unsigned)ps30.f4 << ((1UL<<63) & 31)) - (-1 + p32)));
  return (p32 * !((la33[(((ps30.f4 - ps30.f3) % ((ps30.f4 & 63) + 1))) & 15] - ps30.f0)));
}
char f41(double p42) {
  _Bool la43[16] = {0, 7, (-0x7fffffff-1), 256, 10, 128};
    unsigned char l44 = ((((0x7fffffff) << 2) % ((la43[10] & 63) + 1)) / 10);
    double l45 = la43[(((0xffffffffu & l44) >= (f16() > 1))) & 15];
    la43[(((-1 * -128) / ((la43[((1UL<<63)) & 15] & 63) + 1))) & 15] = ((la43[5] ? (l44 == la43[((((la43[15]) >> 6) ^ (65535 % ((la43[(((l44 & la43[5]) | (l44 | la43[(-((0xffffffffu * 10))) & 15]))) & 15] & 63) + 1)))) & 15]) : (10 | 3u)) >= ((l44 < l44) && (char)(l44)));
    switch ((((0x80000000u - l44) + l44)) & 7) {
    case 2: ;
      la43[(((la43[(((65535 != la43[((f22() | la43[(((256 + l44) + (unsigned char)(la43[(((l44 + l44) + (7 + l44))) & 15]))) & 15])) & 15]) / ((la43[(((2 & 65535) / ((la43[((~(0x80000000u) + (1 / 4))) & 15] & 63) + 1))) & 15] & 63) + 1))) & 15] / ((l44 & 63) + 1)) + (3u ? la43[(((la43[10] + 0xffffffffu) - (2 / ((1 & 63) + 1)))) & 15] : la43[12]))) & 15] = (((l44 % 10) & ((la43[(l44) & 15]) >> 0)) != ((la43[(l44) & 15] * la43[((((unsigned)la43[(((la43[9] ^ la43[(((la43[(((1 + l44) + (0 || l44))) & 15] - l44) * (l44 * la43[0]))) & 15]) % ((la43[((0 - (l44 > 0x7fffffff))) & 15] & 63) + 1))) & 15] >> (l44 & 31)) | 10)) & 15]) | (10 * 100)));
      break;
    case 3: ;
      la43[((la43[((short)((l44 & la43[8]))) & 15] - (la43[2] + l44))) & 15] = (((la43[((((l44 - la43[1])) >> 2)) & 15] < la43[14]) & 3u) + ((1 ^ l44) ? ((-0x7fffffff-1) / ((l44 & 63) + 1)) : (la43[7] || l44)));
    case 6: ;
      switch (((la43[(((l44 && la43[(((l44 != l44) ? la43[((((la43[8]) << 0) >= la43[(7) & 15])) & 15] : ((l44) << 0))) & 15]) ^ (la43[((((long)(l44 > 2)) << (la43[((((l44 - la43[(~((10 * l44))) & 15])) >> 1)) & 15] & 63))) & 15] - l44))) & 15] - (l44 * 7))) & 7) {
      case 4: ;
        l44 = (((~(la43[(((la43[((((la43[(l44) & 15]) >> 5) ^ (la43[2] && la43[(((unsigned char)(l44) ^ (0x7fffffff ^ l44))) & 15]))) & 15] || la43[((unsigned long)((l44 <= la43[(l44) & 15]))) & 15]) * 7)) & 15]) & la43[((((la43[((((127) >> 0) / ((255 & 63) + 1))) & 15]) << 4) * f22())) & 15])) << 2);
        break;
      case -3: ;
        p42 = (f22() || (-(0x7fffffff) & (l44 ^ l44)));
      case 2: ;
        la43[(((l44 ? la43[((l44 * (l44 * la43[9]))) & 15] : l44) + (1 - 7))) & 15] = ((_Bool)(l44) | 0xffffffffu);
      case 3: ;
        p42 -= (12345678901L + (-0x7fffffff-1));
      case -2: ;
        la43[2] = -1;
      case 5: ;
        la43[(la43[(la43[(((((long)l44) << (0 & 63)) && ((-0x7fffffff-1) - l44))) & 15]) & 15]) & 15] |= ((-128 * la43[((((100) << 5) * (la43[(0x80000000u) & 15] + la43[((long)(((1) >> 6))) & 15]))) & 15]) * (f16() > 1));
        break;
      default: ;
      la43[((f16() > 1)) & 15] = l44;
      }
    }
  return (((3u - (-0x7fffffff-1)) - (la43[(-((((long)la43[7]) << (la43[(((la43[9] * la43[((((long)(int)(128)) >> (256 & 63))) & 15]) + (la43[(((la43[10] != la43[((unsigned)(((1) << 5))) & 15]) * la43[(((1 ^ -128) % ((1 & 63) + 1))) & 15])) & 15] * la43[11]))) & 15] & 63)))) & 15] ^ la43[(((la43[(((la43[((!(la43[13]) >= (la43[((f22() / 10)) & 15] < la43[((((1 / 8)) >> 0)) & 15]))) & 15] || la43[0]) <= la43[((char)((-5L | la43[((((((long)1) >> (128 & 63))) << 0)) & 15]))) & 15])) & 15] * la43[((la43[6] ? la43[((((unsigned)3u << (la43[10] & 31)) + (f16() > 1))) & 15] : la43[(((la43[(((1 + 1) - (1 ? 100 : 1))) & 15] ^ la43[1]) + f22())) & 15])) & 15]) ? (la43[(((unsigned char)(12345678901L) % ((la43[13] & 63) + 1))) & 15] * la43[15]) : f22())) & 15])) + ((la43[(la43[4]) & 15] % ((la43[10] & 63) + 1)) / 8));
}
int main(void) {
  unsigned m46 = 2;
  unsigned long m47 = 10;
  unsigned long m48 = 10;
  float m49 = 100.125;
  char m50 = -5L;
  _Bool ma51[16] = {-1, 2, 12345678901L, (1UL<<63)};
  unsigned char ma52[16] = {-1, 65535, (-0x7fffffff-1), 10, 100, 12345678901L, 0x7fffffff};
  long *q53 = &g1;
  int *q54 = &g2;
  short k55 = 0; do { k55++; 
    _Bool l56 = f29(s11, (0xffffffffu + g5), (g4 * g3));
    volatile signed char l57 = (0x80000000u - a7[k55+1]);
    a7[((((s13.f1) >> 4) | ((256) << 3))) & 15] = (f16() > 1);
    if (((((g4 ^ g4)) >> 4) - ((t14[(((256 && s13.f0) ? f22() : 128)) & 7].f2 + m47) & (l57 / ((g1 & 63) + 1))))) {
      short l58 = ((((unsigned)0 >> (10 & 31)) != ((*q53) << 5)) & ((7 - a9[(k55 + 0) & 7]) * g6));
      unsigned l59 = a10[1];
      switch (((unsigned long)((127 / ((g5 & 63) + 1)))) & 7) {
      case 8: ;
        s11 = s11;
        break;
      case -2: ;
        g3 = (((l57 * 0) | (-1 * m48)) % ((((unsigned)128 << (7 & 31)) & 63) + 1));
        break;
      case -1: ;
        s11 = s11;
      default: ;
      a7[k55 & 15] += (short)((g3 - -5L));
      }
      g6 += (127 & !(*q54));
      t14[(((3u || ma52[k55+0]) & g4)) & 7].f0 = (((m46 - -1) / ((g3 & 63) + 1)) / ((m47 & 63) + 1));
      s13.f2 |= 1;
    }
  } while (k55 < 7);
  g1 = f22();
  a10[10] += +((3u * s11.f2));
  for (int k60 = 0; k60 < 8; k60++) {
    unsigned char l61 = (f16() > 1);
    long l62 = ((m50 >= f41(a9[((int)(((*q53) << 3))) & 7])) % (((ma52[(k60 + 2) & 15] * m50) & 63) + 1));
    m48 = (((unsigned long)(l61) >= (m47 == l61)) != (12345678901L % ((100 & 63) + 1)));
    s13.f0 = (((unsigned)(g4 * 65535) >> (g1 & 31)) != f22());
  }
  switch ((((2 ? a9[(((m46 ? g1 : s11.f4) / ((s11.f2 & 63) + 1))) & 7] : g2) & (g1 != a7[(((12345678901L % ((g3 & 63) + 1)) ? (char)(3u) : (_Bool)(ma52[1]))) & 15]))) & 7) {
  case 0: ;
    a7[(((char)(m50) && (m47 && m48))) & 15] = ma51[(((m50 > g1) % 16)) & 15];
    break;
  case 64313: ;
    ma52[(((*q53 * a10[((short)((256 | m48))) & 15]) < (g3 % ((127 & 63) + 1)))) & 15] = ((((-0x7fffffff-1) + ma51[((g5 + (s12.f2 % ((256 & 63) + 1)))) & 15]) / 16) ? ((g4 / ((gz & 63) + 1)) + ((unsigned)0x7fffffff >> (128 & 31))) : (!(a8[(((unsigned char)(m47) + (s13.f2 / ((256 & 63) + 1)))) & 15]) > (m47 % ((7 & 63) + 1))));
    break;
  default: ;
  if (f29(s11, 100.125, (g5 + *q54))) {
    unsigned long l63 = (0x7fffffff + m48);
    ma52[(((0x80000000u ^ t15[((-0x7fffffff-1)) & 7].f0) <= (int)(s11.f0))) & 15] = ((unsigned)-((s13.f2 ? t15[(s12.f2) & 7].f3 : 128)) << ((g3 && a7[((short)(((m48) >> 1))) & 15]) & 31));
    s11.f3 = (((s13.f1 == 127) - (((long)a10[((!(s13.f1) * ((-0x7fffffff-1) <= t14[6].f1))) & 15]) << (128 & 63))) - ((128 - g1) & (g4 * s11.f0)));
  }
  }
  m49 = (((256 | 1) / -3) <= (unsigned char)((g5 <= ma51[((((m47 % 3)) >> 6)) & 15])));
  m50 = (f41(t15[(f29(s11, 1e5, s11.f0)) & 7].f1) - (((100 ? m48 : a10[(((128 * 128) / ((s13.f0 & 63) + 1))) & 15])) >> 0));
  ++ma52[((-(-128) % ((g5 & 63) + 1))) & 15];
  ma51[(((127 && a10[((unsigned char)((short)(65535))) & 15]) + -(s11.f0))) & 15] = 0xffffffffu;
  q53 = &g1;
  m47--;
  a8[(((s12.f2 - m46) - g6)) & 15] |= (signed char)((g1 * ma52[(((t15[6].f4 && m48) - (100 & ma52[(((65535 & g3) + (s11.f2 * s13.f1))) & 15]))) & 15]));
  switch (((s11.f2 / ((-128 & 63) + 1)) + m47)) {
  case 5: ;
    for (long k64 = 0; k64 < 4; k64++) {
      if (0xffffffffu) break;
      int l65 = g6;
      t14[(((0x80000000u > g5) * f22())) & 7].f4 = ((((unsigned)g6 >> (g5 & 31)) || (unsigned short)(s13.f2)) * s11.f3);
      a10[k64 & 15] = 0;
      m49 = m47;
    }
    break;
  case 4: ;
    a9[((0x7fffffff * m48)) & 7] = (f16() > 1);
    break;
  case -3: ;
    g2 = (12345678901L ? (s11.f1 / 8) : (f22() - (t15[(((m46 + m46) - s13.f2)) & 7].f4 + 100)));
    break;
  case 38915: ;
    switch (m50) {
    case 3: ;
      short k66 = 0; do { k66++; 
        _Bool l67 = (-((m47 % ((255 & 63) + 1))) != (((unsigned)s13.f0 >> (a7[3] & 31)) - (0 ^ a9[(k66 + 3) & 7])));
        volatile unsigned char l68 = (((a10[k66 & 15] * t14[4].f1) | (0 * (-0x7fffffff-1))) > ((-128 ^ l67) % 1000));
        s12 = s13;
        m50 >>= (7 & 0) & 7;
        m48--;
        s13 = s12;
      } while (k66 < 6);
    case 7: ;
      ma52[(((char)(-1) ? (1 ^ t14[((a7[(((1UL<<63) + (128 ? g3 : a10[((((long)(short)(m48)) << (*q54 & 63))) & 15]))) & 15] / ((*q54 & 63) + 1))) & 7].f1) : ((1UL<<63) - s11.f3))) & 15] = ((m47 != (g5 % ((-128 & 63) + 1))) / (((unsigned long)(ma51[(m46) & 15]) & 63) + 1));
    case -3: ;
      a8[3] = (((ma52[(((127 || m47) | (ma51[(((65535 + 0x7fffffff) == (ma51[((_Bool)((127 % ((ma51[(1) & 15] & 63) + 1)))) & 15] < a8[(((ma52[((short)((m47 - m47))) & 15] + (1UL<<63)) & (g5 + (1UL<<63)))) & 15]))) & 15] >= ma52[3]))) & 15] % ((g2 & 63) + 1)) * (1 & g5)) && ((-1 | a10[(((g5 + s11.f3) * (s13.f2 / ((g4 & 63) + 1)))) & 15]) - a10[((g3 & (127 * g2))) & 15]));
      break;
    case 1: ;
      ma52[(~((m46 ? s11.f3 : m46))) & 15] = (short)(10);
      break;
    case 4: ;
      g2 |= ((((long)0x80000000u) << (-5L & 63)) < (g5 - a8[12]));
      break;
    default: ;
    g1 *= (((s13.f1 && s13.f2)) << 3);
    }
  }
  t15[5].f4 ^= 1;
  out(g1);
  out(g2);
  out(g3);
  out(g4);
  out(g5);
  out(g6);
  out(m46);
  out(m47);
  out(m48);
  outd(m49);
  out(m50);
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
  out(ma51[0]);
  out(ma51[1]);
  out(ma51[2]);
  out(ma51[3]);
  out(ma51[4]);
  out(ma51[5]);
  out(ma51[6]);
  out(ma51[7]);
  out(ma51[8]);
  out(ma51[9]);
  out(ma51[10]);
  out(ma51[11]);
  out(ma51[12]);
  out(ma51[13]);
  out(ma51[14]);
  out(ma51[15]);
  out(ma52[0]);
  out(ma52[1]);
  out(ma52[2]);
  out(ma52[3]);
  out(ma52[4]);
  out(ma52[5]);
  out(ma52[6]);
  out(ma52[7]);
  out(ma52[8]);
  out(ma52[9]);
  out(ma52[10]);
  out(ma52[11]);
  out(ma52[12]);
  out(ma52[13]);
  out(ma52[14]);
  out(ma52[15]);
  out(s11.f0);
  out(s11.f1);
  out(s11.f2);
  out(s11.f3);
  out(s11.f4);
  out(s12.f0);
  out(s12.f1);
  out(s12.f2);
  out(s13.f0);
  out(s13.f1);
  out(s13.f2);
  out(t14[0].f0);
  out(t14[0].f1);
  out(t14[0].f2);
  out(t14[0].f3);
  outd(t14[0].f4);
  out(t14[1].f0);
  out(t14[1].f1);
  out(t14[1].f2);
  out(t14[1].f3);
  outd(t14[1].f4);
  out(t14[2].f0);
  out(t14[2].f1);
  out(t14[2].f2);
  out(t14[2].f3);
  outd(t14[2].f4);
  out(t14[3].f0);
  out(t14[3].f1);
  out(t14[3].f2);
  out(t14[3].f3);
  outd(t14[3].f4);
  out(t14[4].f0);
  out(t14[4].f1);
  out(t14[4].f2);
  out(t14[4].f3);
  outd(t14[4].f4);
  out(t14[5].f0);
  out(t14[5].f1);
  out(t14[5].f2);
  out(t14[5].f3);
  outd(t14[5].f4);
  out(t14[6].f0);
  out(t14[6].f1);
  out(t14[6].f2);
  out(t14[6].f3);
  outd(t14[6].f4);
  out(t14[7].f0);
  out(t14[7].f1);
  out(t14[7].f2);
  out(t14[7].f3);
  outd(t14[7].f4);
  out(t15[0].f0);
  out(t15[0].f1);
  out(t15[0].f2);
  out(t15[0].f3);
  out(t15[0].f4);
  out(t15[1].f0);
  out(t15[1].f1);
  out(t15[1].f2);
  out(t15[1].f3);
  out(t15[1].f4);
  out(t15[2].f0);
  out(t15[2].f1);
  out(t15[2].f2);
  out(t15[2].f3);
  out(t15[2].f4);
  out(t15[3].f0);
  out(t15[3].f1);
  out(t15[3].f2);
  out(t15[3].f3);
  out(t15[3].f4);
  out(t15[4].f0);
  out(t15[4].f1);
  out(t15[4].f2);
  out(t15[4].f3);
  out(t15[4].f4);
  out(t15[5].f0);
  out(t15[5].f1);
  out(t15[5].f2);
  out(t15[5].f3);
  out(t15[5].f4);
  out(t15[6].f0);
  out(t15[6].f1);
  out(t15[6].f2);
  out(t15[6].f3);
  out(t15[6].f4);
  out(t15[7].f0);
  out(t15[7].f1);
  out(t15[7].f2);
  out(t15[7].f3);
  out(t15[7].f4);
  return 0;
}
