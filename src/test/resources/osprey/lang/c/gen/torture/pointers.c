#include "torture.h"

int g[10]={1,2,3};
int m[3][4]={{1,2,3,4},{5,6,7},{8}};
char s[]="hello";
char *ps="world";
const char *names[]={"a","bb","ccc",0};
int *gp=&g[3];
int *gq=g+2;
char *mid=s+2;
int cube[2][3][4];
short sa[5];
double da[4];
unsigned char uca[8];
int (*row)[4]=m+1;
void *vp=&gp;
struct S{
  int a;
  char b[6];
  struct S*n;
} ss[2]={{1,"x",&ss[1]},{2,"y",ss}};
int *nullp;
char buf[3][8]={"one","two","three"};
int **dp=&gp;
unsigned ua[4]={1,~0u,3,4};
void fill(int (*a)[4],int n){
  for(int i=0;i<n;i++) for(int j=0;j<4;j++) a[i][j]=i*10+j;
}
int sum2(int a[][4],int n){
  int t=0;
  for(int i=0;i<n;i++) for(int j=0;j<4;j++) t+=a[i][j];
  return t;
}
unsigned long sl(const char*p){
  const char*q=p;
  while(*q) q++;
  return q-p;
}
void cp(char*d,const char*s){
  while((*d++=*s++));
}
int cmp(const char*a,const char*b){
  while(*a&&*a==*b) a++,b++;
  return *a-*b;
}
void rev(char*b,char*e){
  while(b<e){
    char t=*b;
    *b++=*--e;
    *e=t;
  }
}
void swap(int*a,int*b){
  int t=*a;
  *a=*b;
  *b=t;
}
void sort(int*a,int n){
  for(int i=0;i<n-1;i++) for(int j=0;j<n-1-i;j++) if(a[j]>a[j+1]) swap(&a[j],&a[j+1]);
}
int bs(int*a,int n,int k){
  int lo=0,hi=n-1;
  while(lo<=hi){
    int mid=(lo+hi)/2;
    if(a[mid]==k) return mid;
    if(a[mid]<k) lo=mid+1;
    else hi=mid-1;
  }
  return -1;
}
int main(void){
  int l[10]={5,2,9,1,7,3,8,0,6,4};
  sort(l,10);
  for(int i=0;i<10;i++) out(l[i]);
  out(bs(l,10,7));
  out(bs(l,10,11));
  out(sl(s));
  out(sl(ps));
  char b[32];
  cp(b,ps);
  outs(b);
  rev(b,b+5);
  outs(b);
  out(cmp("abc","abd"));
  out(cmp("abc","abc"));
  for(const char**n=names;*n;n++) outs(*n);
  out(sizeof names/sizeof*names);
  *gp=44;
  out(g[3]);
  out(*gq);
  out(gq[-1]);
  out(*(gq-2));
  out(*mid);
  out(gp-g);
  out(&g[9]-gq);
  out(&m[2][3]-&m[0][0]);
  out(m[1][2]);
  out((*row)[3]);
  out(row[0][1]);
  out(row[1][0]);
  out(*(*(m+1)+1));
  out(sum2(m,3));
  fill(m,3);
  out(sum2(m,3));
  out(m[2][3]);
  for(int i=0;i<2;i++)for(int j=0;j<3;j++)for(int k=0;k<4;k++) cube[i][j][k]=i*100+j*10+k;
  out(cube[1][2][3]);
  int t=0;
  for(int*p=&cube[0][0][0];p<&cube[2][0][0];p++) t+=*p;
  out(t);
  out(sizeof cube);
  out(sizeof cube[0]);
  for(int i=0;i<5;i++){
    sa[i]=i*-1000;
    da[i%4]+=i*0.5;
    uca[i]=i*100;
  }
  out(sa[4]);
  outd(da[0]);
  out(uca[3]);
  t=0;
  for(int i=0;i<5;i++) t+=sa[i]+uca[i];
  out(t);
  out(ss[0].n->a);
  out(ss[1].n->b[0]);
  out(ss[0].n->n->n->a);
  ss[1].b[1]='z';
  out(ss[0].n->b[1]);
  outs(buf[2]);
  out(buf[1][1]);
  out(*buf[0]);
  out(sizeof buf);
  **dp=45;
  out(g[3]);
  *dp=&g[4];
  **dp=7;
  out(g[4]);
  out(nullp==0);
  out(!nullp);
  out(ua[1]+1>0);
  for(unsigned i=0;i<4;i++) out(ua[i]);
  for(int i=1;i<9;i++) g[i]=g[i-1]+g[i+1];
  for(int i=0;i<10;i++) out(g[i]);
  int k=2;
  g[k]=k;
  g[k+1]=g[k]*2;
  g[k-1]+=5;
  out(g[1]);
  out(g[2]);
  out(g[3]);
  out(k[g]);
  unsigned ui=1;
  out(g[ui]);
  out(g[ui+1]);
  long li=3;
  out(g[li-1]);
  char ci=2;
  out(g[ci]);
  unsigned char uci=3;
  out(g[uci]);
  g[ci++]++;
  g[ci--]--;
  out(g[2]);
  out(g[3]);
  int *p=g;
  out(*p++);
  out(*++p);
  out(++*p);
  out((*p)++);
  out(*p);
  out(*p--);
  out(*p);
  p+=3;
  out(p-g);
  p-=2;
  out(*p);
  out(p[1]);
  out(p[-1]);
  out(p>g);
  out(p<=g+1);
  out(p==&g[1]);
  out((p+1)!=&g[2]);
  p=&*p;
  out(*&*p);
  char *cp2=(char*)g;
  out(cp2[0]);
  *(short*)(cp2+4)=513;
  out(g[1]);
  out(((char*)&g[1])[1]);
  void*v=g;
  out(*(int*)v);
  out(*((int*)v+1));
  int(*ap)[10]=&g;
  out((*ap)[2]);
  out(sizeof*ap);
  out((char*)(ap+1)-(char*)ap);
  int*parr[3]={g,g+1,g+2};
  out(*parr[2]);
  out(parr[1][1]);
  int**pp=parr;
  out(**++pp);
  out(*(*pp+1));
  long d=(long)&g[5]-(long)&g[0];
  out(d);
  const int ci2=5;
  int vla=ci2*2;
  out(vla);
  static int st[3]={7,8,9};
  static int *stp=st+1;
  out(*stp);
  stp++;
  out(*stp);
  out("literal"[3]);
  out(*"x");
  out(sizeof"abc");
  char loc[]="init";
  loc[0]='I';
  outs(loc);
  char big[100]="start";
  out(big[5]);
  out(big[99]);
  out(big[4]);
  char noz[3]="abc";
  out(noz[2]);
  int init[]={[3]=3,[1]=1,2};
  out(sizeof init/4);
  out(init[2]);
  out(init[3]);
  out(init[0]);
  int z[5]={0};
  out(z[4]);
  int big2[50]={1,2,3,4,5,[40]=9};
  out(big2[3]);
  out(big2[40]);
  out(big2[30]);
  int nv[6]={k,k+1,3,4,5,k*2};
  out(nv[0]);
  out(nv[5]);
  out(nv[3]);
  char*lp[3]={"p","q",b};
  outs(lp[1]);
  outs(lp[2]);
  int mm[2][2]={{1,2},{3,k}};
  out(mm[1][1]);
  return 0;
}
