#include "torture.h"

_Thread_local int tl=5;
static _Thread_local long tz;
_Thread_local char ta[10]="tls";
int *tp(void){
  return &tl;
}
volatile int vol;
volatile struct {
  int a;
  char b;
} vs;
extern int later;
int later=77;
static int sf(void);
enum E{
  A,B=5,C,D=-1
};
enum U{
  X=3000000000u
};
typedef struct {
  enum E e;
  int arr[C];
} TS;
_Atomic int at;
_Atomic long al;
int atom(void){
  at=5;
  at++;
  ++at;
  at+=10;
  at-=3;
  at*=2;
  at|=1;
  at^=3;
  at<<=1;
  out(at--);
  out(at);
  al=at;
  al+=1L<<40;
  out(al);
  int e=at;
  return e;
}
int vla(int n){
  int a[n];
  int s=0;
  for(int i=0;i<n;i++) a[i]=i;
  for(int i=0;i<n;i++) s+=a[i];
  out(sizeof a);
  return s;
}
int vlaloop(int n){
  int s=0;
  for(int i=1;i<=n;i++){
    char b[i*100];
    b[0]=i;
    b[i*100-1]=1;
    s+=b[0]+b[i*100-1];
    if(i==5) continue;
    if(i==900) break;
    s+=sizeof b;
  }
  return s;
}
int vlagoto(int n){
  int c=0;
  again:{
    int a[n];
    a[0]=c;
    a[n-1]=c;
    if(++c<1000) goto again;
    return a[n-1];
  }
}
int stmtexpr(int x){
  return ({ int y=x*2; y+=1; y; })+({ x; });
}
#define MAX(a,b) ({ typeof(a) _a=(a); typeof(b) _b=(b); _a>_b?_a:_b; })
int big(int n){
  char b[20000];
  for(int i=0;i<20000;i++) b[i]=i;
  return n? big(n-1)+b[100]:b[5];
}
long ov(void){
  int r;
  long q;
  unsigned u;
  out(__builtin_add_overflow(2147483647,1,&r));
  out(r);
  out(__builtin_mul_overflow(1L<<40,1L<<40,&q));
  out(q);
  out(__builtin_sub_overflow(1u,2u,&u));
  out(u);
  out(__builtin_mul_overflow(100000,100000,&q));
  out(q);
  out(__builtin_add_overflow(-1,1ul,&u));
  out(u);
  unsigned long ul;
  out(__builtin_mul_overflow(~0ul,~0ul,&ul));
  outu(ul);
  out(__builtin_sub_overflow(0,1,&ul));
  return 0;
}
int bits(unsigned x,unsigned long y){
  out(__builtin_clz(x));
  out(__builtin_ctz(x));
  out(__builtin_popcount(x));
  out(__builtin_clzl(y));
  out(__builtin_ctzl(y));
  out(__builtin_popcountl(y));
  out(__builtin_parity(x));
  out(__builtin_ffs(x));
  outx(__builtin_bswap32(x));
  outx(__builtin_bswap64(y));
  outx(__builtin_bswap16(x));
  return 0;
}
int sync(void){
  int v=5;
  long l=7;
  char c=1;
  unsigned short us=65535;
  out(__sync_fetch_and_add(&v,3));
  out(__sync_add_and_fetch(&v,3));
  out(__sync_sub_and_fetch(&l,10));
  out(__sync_bool_compare_and_swap(&v,11,20));
  out(__sync_bool_compare_and_swap(&v,11,21));
  out(__sync_val_compare_and_swap(&v,20,22));
  out(v);
  out(__atomic_exchange_n(&l,-9,5));
  out(l);
  out(__atomic_fetch_or(&c,6,0));
  out(__atomic_and_fetch(&c,-2,0));
  out(__atomic_fetch_add(&us,1,5));
  out(us);
  out(__atomic_sub_fetch(&us,1,5));
  int e=22;
  out(__atomic_compare_exchange_n(&v,&e,30,0,5,5));
  out(__atomic_compare_exchange_n(&v,&e,31,0,5,5));
  out(e);
  out(__atomic_load_n(&v,0));
  __atomic_store_n(&v,9,0);
  out(v);
  out(__sync_fetch_and_nand(&v,3));
  out(v);
  char cc=-1;
  out(__sync_fetch_and_add(&cc,1));
  out(cc);
  out(__sync_lock_test_and_set(&v,1));
  __sync_lock_release(&v);
  out(v);
  __sync_synchronize();
  return 0;
}
static int sf(void){
  static int n=10;
  return n++;
}
int sf2(void){
  static int n;
  return ++n;
}
int comma(int a){
  int b=(a++,a*2);
  return b,a+b;
}
unsigned lcg(void){
  static unsigned s=1;
  return s=s*1103515245u+12345u;
}
int shadow(int x){
  int r=x;
  {
    int x=5;
    r+=x;
    {
      int x=r;
      r+=x;
    }
  }
  return r+x;
}
int main(void){
  out(tl);
  tl++;
  out(*tp());
  *tp()=9;
  out(tl);
  tz+=3;
  out(tz);
  outs(ta);
  ta[0]='T';
  outs(ta);
  for(int i=0;i<3;i++) tl+=i, ta[i]='a'+i;
  outs(ta);
  out(tl);
  vol=3;
  vol++;
  vol+=vol;
  out(vol);
  vs.a=4;
  vs.b=5;
  out(vs.a+vs.b);
  vs.b++;
  out(vs.b);
  out(later);
  out(sf());
  out(sf());
  out(sf2());
  out(sf2());
  out(B+C+D);
  enum E e=C;
  out(e);
  out(e==6);
  enum U u=X;
  out(u>0);
  TS ts={B,{1,2}};
  out(ts.arr[1]+ts.e);
  out(sizeof ts);
  out(atom());
  out(vla(10));
  out(vlaloop(1000));
  out(vlagoto(500));
  out(stmtexpr(5));
  int mi=3;
  out(MAX(mi++,2));
  out(mi);
  out(big(5));
  ov();
  bits(0x00f0a010,0x00000f0000000100UL);
  sync();
  out(comma(5));
  for(int i=0;i<5;i++) out(lcg());
  out(shadow(3));
  char *p=__builtin_alloca(100);
  p[0]=1;
  p[99]=2;
  out(p[0]+p[99]);
  out(_Alignof(double));
  out(__builtin_expect(mi==4,1));
  out(_Generic(mi,int:1,long:2,default:3));
  _Static_assert(sizeof(int)==4,"x");
  struct {
    unsigned char r,g,b;
  } px[4];
  for(int i=0;i<4;i++){
    px[i].r=i*80;
    px[i].g=px[i].r>>1;
    px[i].b=px[i].r+px[i].g;
  }
  out(px[3].b);
  out(sizeof px);
  int w=1;
  w+=w++ + ++w;
  out(w);
  long a=1,b=2;
  a^=b;
  b^=a;
  a^=b;
  out(a*10+b);
  {
    int a=b==1?a=3,4:5;
    out(a);
  }
  out((a>b)+(a<b)*2);
  int arr[3]={1,2,3};
  int ix=0;
  arr[ix++]=ix;
  out(arr[0]);
  ix=0;
  arr[ix]=ix++;
  out(arr[0]);
  out(arr[1]);
  ix=1;
  arr[ix]+=ix++;
  out(arr[1]);
  out(arr[2]);
  char str[]="x=%d";
  char *sp=str;
  while(*sp) *sp++ ^= 1;
  for(int i=0;i<4;i++) out(str[i]);
  goto end;
  out(1);
  end: return 300;
}
