#include "torture.h"

struct P{
  int x,y;
};
struct L{
  long a,b,c;
};
int sum(int n,...){
  va_list ap;
  va_start(ap,n);
  int s=0;
  while(n--) s+=va_arg(ap,int);
  va_end(ap);
  return s;
}
double dsum(const char*f,...){
  va_list ap;
  va_start(ap,f);
  double d=0;
  for(;*f;f++) switch(*f){
    case 'i':
    d+=va_arg(ap,int);
    break;
    case 'd':
    d+=va_arg(ap,double);
    break;
    case 'l':
    d+=va_arg(ap,long);
    break;
    case 'u':
    d+=va_arg(ap,unsigned);
    break;
    case 'p':
    {
      struct P p=va_arg(ap,struct P);
      d+=p.x*p.y;
      break;
    }
    case 'L':
    d+=va_arg(ap,struct L).b;
    break;
    case 's':
    d+=*va_arg(ap,char*);
    break;
    case 'c':
    d+=(char)va_arg(ap,int);
    break;
    case 'D':
    d+=va_arg(ap,long double);
  }
  va_end(ap);
  return d;
}
int vs(int n,va_list ap){
  int s=0;
  while(n--) s+=va_arg(ap,int);
  return s;
}
int fwd(int n,...){
  va_list ap;
  va_start(ap,n);
  int r=vs(n,ap);
  va_end(ap);
  return r;
}
int twice(int n,...){
  va_list a,b;
  va_start(a,n);
  va_copy(b,a);
  int s=0;
  for(int i=0;i<n;i++) s+=va_arg(a,int);
  for(int i=0;i<n;i++) s*=va_arg(b,int);
  va_end(a);
  va_end(b);
  return s;
}
struct P vret(int n,...){
  va_list ap;
  va_start(ap,n);
  struct P p={va_arg(ap,int),n};
  p.y+=va_arg(ap,int);
  va_end(ap);
  return p;
}
int many(int a,int b,int c,int d,int e,int f,int g,int h,...){
  va_list ap;
  va_start(ap,h);
  return a+b*2+c*3+d*4+e*5+f*6+g*7+h*8+va_arg(ap,int)*9+(int)va_arg(ap,double);
}
int kr(a,b) char a;
float b;
{
  return a+(int)(b*2);
}
int noproto();
int order(const char*s,int v){
  outs(s);
  return v;
}
int f3(int a,int b,int c){
  return a*100+b*10+c;
}
int (*fp)(int,int,int)=f3;
int (*ops[])(int,int,int)={f3,f3};
int apply(int(*f)(int,int,int),int x){
  return f(x,x+1,x+2)+(*f)(1,2,3)+(**f)(0,0,1);
}
typedef int (*bin)(int,int);
int add(int a,int b){
  return a+b;
}
int mul(int a,int b){
  return a*b;
}
bin pick(int c){
  return c=='+'?add:mul;
}
int (*(*ppick)(int))(int,int)=pick;
void nop(void){
}
int rec(int n,int (*f)(int,int)){
  return n?f(n,rec(n-1,f)):1;
}
long fact(int n){
  return n<2?1:n*fact(n-1);
}
int fib(int n){
  return n<2?n:fib(n-1)+fib(n-2);
}
int ack(int m,int n){
  return m==0?n+1:n==0?ack(m-1,1):ack(m-1,ack(m,n-1));
}
int even(int);
int odd(int n){
  return n?even(n-1):0;
}
int even(int n){
  return n?odd(n-1):1;
}
char cc(char c){
  return c+1;
}
unsigned char uc(int c){
  return c;
}
short sh(long l){
  return l;
}
_Bool bo(int x){
  return x;
}
float fl(double d){
  return d;
}
int main(void){
  out(sum(0));
  out(sum(3,1,2,3));
  out(sum(10,1,2,3,4,5,6,7,8,9,-10));
  struct P p={3,4};
  struct L l={1,2,3};
  outd(dsum("idlupLscD",1,2.5,3L,4u,p,l,"A",'B',2.0L));
  float f=1.5f;
  char c=-1;
  short s=-2;
  outd(dsum("dii",f,c,s));
  out(fwd(4,1,2,3,4));
  out(twice(3,1,2,3));
  struct P r=vret(7,8,9);
  out(r.x);
  out(r.y);
  out(many(1,2,3,4,5,6,7,8,9,10.5));
  out(kr('a',1.5));
  out(noproto(1,2));
  out(f3(order("a",1),order("b",2),order("c",3)));
  out(fp(1,2,3));
  out(ops[1](4,5,6));
  out((*ops[0])(4,5,6));
  out(apply(f3,3));
  out(pick('+')(3,4));
  out(pick('*')(3,4));
  out(ppick('*')(5,6));
  (nop)();
  (*nop)();
  out(rec(5,mul));
  out(rec(5,add));
  out(fact(15));
  out(fib(15));
  out(ack(2,3));
  out(even(11));
  out(odd(11));
  out(cc(127));
  out(uc(300));
  out(sh(70000));
  out(bo(256));
  outd(fl(0.1));
  out(fp==f3);
  out(fp!=0);
  if(fp) outs("fp\n");
  fp=0;
  if(!fp) outs("nofp\n");
  int i=5;
  out(f3(i,i++,i));
  i=5;
  out(f3(i++,i,++i));
  i=1;
  out(f3(i,i=7,i));
  out(f3(add(1,2),mul(2,add(1,1)),add(mul(1,2),3)));
  out(f3(f3(1,2,3),f3(4,5,6),f3(7,8,9)));
  long x=f3(1,2,3)+add(f3(1,1,1),2)*mul(3,4);
  out(x);
  return fib(10);
}
int noproto(int a,int b){
  return a-b;
}
