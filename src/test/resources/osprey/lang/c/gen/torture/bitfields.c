#include "torture.h"

struct S{
  int a:3;
  unsigned b:5;
  int c:1;
  unsigned d:1;
  int e:20;
  unsigned long f:40;
  long g:24;
  _Bool h:1;
  unsigned char i:4;
  char j:4;
  int :0;
  unsigned k:32;
  int l:31;
  unsigned short m:9;
};
struct T{
  unsigned x:1,y:2,z:3;
  int w;
};
struct T g={1,2,3,4};
struct V{
  unsigned lo:16, hi:16;
};
union W{
  struct V v;
  unsigned u;
};
struct S gs={-1,31,-1,1,-5,0xffffffffffUL,-1,1,15,-1,0xffffffff,-1,511};
void show(struct S*p){
  out(p->a);
  out(p->b);
  out(p->c);
  out(p->d);
  out(p->e);
  out(p->f);
  out(p->g);
  out(p->h);
  out(p->i);
  out(p->j);
  out(p->k);
  out(p->l);
  out(p->m);
}
int main(void){
  struct S s;
  memcpy(&s,&gs,sizeof s);
  out(sizeof s);
  show(&s);
  s.a=3;
  s.b=32;
  s.c=1;
  s.d=2;
  s.e=1<<19;
  s.f=1UL<<40;
  s.g=1L<<23;
  s.h=2;
  s.i=17;
  s.j=8;
  s.k=5;
  s.l=1<<30;
  s.m=512+3;
  show(&s);
  out(s.a=7);
  out(s.b=33);
  out(s.c=1);
  out(s.e+=1);
  out(s.i++);
  out(s.i);
  out(++s.i);
  out(s.j--);
  out(s.j);
  out(s.a-=5);
  out(s.f|=0xff);
  out(s.g^=-1);
  out(s.m*=7);
  out(s.m>>=2);
  out(s.b<<=1);
  out(s.k--);
  out(s.k-=6);
  out(s.l=-1);
  out(s.h=0);
  out(s.h=5);
  show(&s);
  out(s.b - 20);
  out(s.b < -1);
  out(s.k < -1);
  out(-s.b);
  out(~s.d);
  out(s.a*s.b);
  out(sizeof(s.a+0));
  out(s.f*2 > 0);
  out((s.f<<24));
  out(g.x+g.y*10+g.z*100+g.w*1000);
  g.z=7;
  g.y++;
  g.y++;
  out(g.y);
  out(g.z);
  out(g.w);
  g.x=~g.x;
  out(g.x);
  union W w;
  w.u=0x12345678;
  out(w.v.lo);
  out(w.v.hi);
  w.v.hi=0xffff;
  outx(w.u);
  w.v.lo+=w.v.hi;
  outx(w.u);
  struct T loc={.z=5,.x=1};
  out(loc.x);
  out(loc.y);
  out(loc.z);
  out(loc.w);
  struct T a[3]={{1},{0,1},{0,0,1}};
  for(int i=0;i<3;i++){
    a[i].z+=i;
    out(a[i].x+a[i].y*2+a[i].z*4);
  }
  struct T*p=a;
  p++->y=3;
  p->y=3;
  out(a[0].y);
  out(a[1].y);
  if(s.h) outs("h\n");
  if(!s.c) outs("nc\n");
  switch(s.a){
    case -3:
    outs("m3\n");
    break;
    case 2:
    outs("2\n");
    break;
    default:
    outs("d\n");
    out(s.a);
  }
  s.a = s.b = s.e = 11;
  out(s.a);
  out(s.b);
  int v=(s.m=600);
  out(v);
  return 0;
}
