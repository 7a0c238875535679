#include "torture.h"

struct P{
  int x,y;
};
struct Q{
  char c;
  double d;
  short s;
  struct P p;
  char name[5];
};
struct B{
  int a[20];
};
struct T3{
  char a,b,c;
};
struct E1{
  long a,b;
};
struct F5{
  char c[5];
};
union U{
  int i;
  float f;
  char c[8];
  double d;
};
struct P mk(int x,int y){
  struct P p={x,y};
  return p;
}
struct P add(struct P a,struct P b){
  a.x+=b.x;
  a.y+=b.y;
  return a;
}
int sum(struct B b){
  int s=0;
  for(int i=0;i<20;i++) s+=b.a[i];
  b.a[0]=99;
  return s;
}
struct B mkb(int n){
  struct B b;
  for(int i=0;i<20;i++) b.a[i]=n+i;
  return b;
}
struct Q mkq(char c){
  struct Q q={c,1.5,-2,{3,4},"abcd"};
  return q;
}
struct T3 t3(struct T3 t){
  struct T3 r={t.c,t.b,t.a};
  return r;
}
struct F5 f5(struct F5 f,int i){
  f.c[i]='!';
  return f;
}
union U uu(double d){
  union U u;
  u.d=d;
  return u;
}
struct E1 rec(int n){
  if(n==0){
    struct E1 z={1,1};
    return z;
  }
  struct E1 e=rec(n-1);
  struct E1 r={e.a+e.b,e.a};
  return r;
}
struct P sel(int c,struct P a,struct P b){
  return c?a:b;
}
struct P *pp(struct P*p){
  return p;
}
struct N{
  int v;
  struct N*l,*r;
};
int walk(struct N*n){
  return n? n->v+walk(n->l)*2+walk(n->r)*3:0;
}
struct H{
  struct P ps[3];
  struct {
    int q;
    union {
      int w;
      char z[4];
    };
  } in;
} gh={{{1,2},{3},{.y=6}},{7,{8}}};
struct P gp={10,20}, garr[]={{1,2},{3,4},{5,6}};
const struct Q cq={'q',2.5,7,{8,9},"hi"};
int main(void){
  struct P a=mk(1,2), b;
  b=a;
  b.x=5;
  out(a.x);
  out(b.x);
  a=add(a,b);
  out(a.x);
  out(a.y);
  out(add(mk(1,2),mk(3,4)).y);
  out(mk(7,8).x);
  struct B bb=mkb(3);
  out(sum(bb));
  out(bb.a[0]);
  out(sum(mkb(1)));
  out(mkb(5).a[3]);
  bb=mkb(9);
  out(bb.a[19]);
  struct Q q=mkq('z');
  out(q.c);
  outd(q.d);
  out(q.s);
  out(q.p.x);
  out(q.p.y);
  outs(q.name);
  out(sizeof q);
  struct T3 t={1,2,3};
  t=t3(t);
  out(t.a*100+t.b*10+t.c);
  t=t3(t3(t));
  out(t.a);
  struct F5 f={"hell"};
  f=f5(f,4);
  for(int i=0;i<5;i++) putch(f.c[i]);
  putch('\n');
  union U u=uu(1.5);
  outd(u.d);
  out(u.c[7]);
  u.i=65;
  out(u.c[0]);
  out(u.i);
  u.f=1;
  out(u.i);
  struct E1 e=rec(10);
  out(e.a);
  out(e.b);
  out(sel(1,a,b).x);
  out(sel(0,a,b).x);
  struct P c=1?a:b;
  out(c.x);
  c=a.x>100?a:b;
  out(c.x);
  out((a.x>b.x?a:b).y);
  pp(&a)->x=77;
  out(a.x);
  out((b=a).x);
  out((c=b,c).x);
  struct P *p=&a;
  *p=b;
  (*p).y=3;
  out(p->y);
  struct P arr[4];
  for(int i=0;i<4;i++) arr[i]=mk(i,i*i);
  p=arr;
  out(p[2].y);
  out((p+3)->y);
  out(p++->x);
  out((++p)->x);
  *p++=mk(50,51);
  out(arr[2].x);
  out(p-arr);
  *p = *(p-1);
  out(arr[3].y);
  arr[0]=arr[3];
  out(arr[0].x);
  struct N n1={1},n2={2,&n1},n3={3,&n1,&n2};
  out(walk(&n3));
  n1.v++;
  out(walk(&n3));
  out(n3.r->l->v);
  n3.r->l->v=9;
  out(n1.v);
  struct N*np=&n3;
  np=np->r;
  np->v+=5;
  np->l->v*=2;
  out(n2.v);
  out(n1.v);
  np->v++;
  ++np->v;
  out(np->v--);
  out(np->v);
  out(gh.ps[1].x);
  out(gh.ps[2].y);
  out(gh.ps[2].x);
  out(gh.in.q);
  out(gh.in.w);
  gh.in.z[1]=1;
  out(gh.in.w);
  struct H h2=gh;
  h2.ps[0].x=100;
  out(gh.ps[0].x);
  out(h2.in.w);
  for(int i=0;i<3;i++) {
    out(garr[i].x*garr[i].y);
    garr[i].x+=i;
  }
  out(garr[2].x);
  out(gp.x);
  gp=garr[1];
  out(gp.y);
  out(cq.p.y);
  outs(cq.name);
  struct P l=(struct P){.y=5};
  out(l.x);
  out(l.y);
  p=&(struct P){11,12};
  out(p->y);
  p->y++;
  out(p->y);
  l=(struct P){l.y,l.x};
  out(l.x);
  out(l.y);
  out(((struct P){1,2}).y);
  out(add((struct P){1,2},(struct P){3,4}).x);
  int *ip=(int[]){1,2,3};
  out(ip[2]);
  for(int i=0;i<3;i++){
    int *z=(int[2]){i};
    out(z[0]+z[1]);
    z[1]=7;
  }
  struct P self=mk(1,2);
  self=add(self,self);
  self=add(self,self);
  out(self.x);
  struct {
    struct P a[2];
    int n;
  } w={{{1},{2}},3}, w2;
  w2=w;
  w2.a[1]=w.a[0];
  out(w2.a[1].x);
  out(w.a[1].x);
  out(w2.n);
  return 0;
}
