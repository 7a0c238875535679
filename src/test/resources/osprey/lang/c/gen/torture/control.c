#include "torture.h"

int sw(int x){
  switch(x){
    case 1:
    return 10;
    case 2:
    case 3:
    return 20;
    case 5:
    x++;
    case 6:
    return x;
    case 10 ... 20:
    return 99;
    case -5:
    return 5;
    default:
    return -1;
  }
}
int sparse(int x){
  switch(x){
    case -1000000:
    return 1;
    case -5:
    return 2;
    case 0:
    return 3;
    case 7:
    return 4;
    case 100:
    return 5;
    case 5000:
    return 6;
    case 2147483647:
    return 7;
    case -2147483647-1:
    return 8;
  }
  return 0;
}
int usw(unsigned x){
  switch(x){
    case 0:
    return 1;
    case 0xffffffff:
    return 2;
    case 0x80000000:
    return 3;
    case 5:
    return 4;
    case 1000:
    return 6;
  }
  return 0;
}
int lsw(long x){
  switch(x){
    case 1L<<40:
    return 1;
    case -(1L<<40):
    return 2;
    case 3:
    return 3;
    case 4:
    return 4;
    case 5:
    return 5;
    case 6:
    return 6;
  }
  return 0;
}
int ulsw(unsigned long x){
  switch(x){
    case 1:
    return 1;
    case ~0UL:
    return 2;
    case ~0UL-1:
    return 3;
    case ~0UL-2:
    return 5;
    case ~0UL-3:
    return 6;
    case 1UL<<63:
    return 4;
  }
  return 0;
}
int duff(int n){
  int c=0, k=(n+3)/4;
  switch(n%4){
    case 0:
    do {
      c++;
      case 3:
      c++;
      case 2:
      c++;
      case 1:
      c++;
    } while(--k>0);
  }
  return c;
}
int gt(int n){
  int s=0;
  again: if(n<=0) goto done;
  s+=n--;
  if(n==3) goto skip;
  goto again;
  skip: s+=1000;
  goto again;
  done: return s;
}
int into(int n){
  int r=0;
  if(n) goto in;
  {
    int k;
    r=1;
    in: k=n;
    r+=k;
  }
  return r;
}
int nest(void){
  int c=0;
  for(int i=0;i<10;i++){
    if(i==2) continue;
    if(i==7) break;
    for(int j=0;;j++){
      if(j>i) break;
      if(j&1) continue;
      c+=j;
      switch(j){
        case 4:
        goto out;
        case 2:
        continue;
        default:
        break;
      }
      c+=100;
    }
  }
  out: return c;
}
int ch(char c){
  switch(c){
    case 'a'...'z':
    return 1;
    case 'A'...'Z':
    return 2;
    case '0'...'9':
    return 3;
    case ' ':
    case '\t':
    return 4;
  }
  return 0;
}
int emp(int x){
  switch(x){
  }
  switch(x) default: x=5;
  switch(x){
    int u;
    case 5:
    u=7;
    x=u;
  }
  return x;
}
int swl(int n){
  int r=0;
  while(n-->0) switch(n&3){
    case 0:
    continue;
    case 1:
    r+=1;
    break;
    case 2:
    r+=10;
    default:
    r+=100;
  }
  return r;
}
int tern(int a,int b){
  return a?b?1:2:b?3:4;
}
int logic(int a,int b,int c){
  return (a&&b||c)+10*(a||b&&c)+100*(!a&&!b)+1000*!(a||b)+10000*(a&&b&&c)+100000*(a<b==c);
}
int sidef(int*p){
  return ++*p;
}
int main(void){
  for(int i=-7;i<25;i++) out(sw(i));
  int v[]={-1000000,-5,0,7,100,5000,2147483647,-2147483647-1,1,6,8,-1};
  for(int i=0;i<12;i++) out(sparse(v[i]));
  out(usw(0));
  out(usw(-1));
  out(usw(1u<<31));
  out(usw(5));
  out(usw(1000));
  out(usw(7));
  out(lsw(1L<<40));
  out(lsw(-(1L<<40)));
  out(lsw(3));
  out(lsw(6));
  out(lsw(0));
  out(lsw(3+(1L<<32)));
  out(ulsw(1));
  out(ulsw(-1));
  out(ulsw(-2));
  out(ulsw(-3));
  out(ulsw(-4));
  out(ulsw(1UL<<63));
  out(ulsw(0));
  out(ulsw(-5));
  for(int i=1;i<12;i++) out(duff(i));
  out(gt(6));
  out(into(0));
  out(into(5));
  out(nest());
  for(int c=-2;c<128;c+=3) out(ch(c));
  out(emp(1));
  out(swl(20));
  for(int i=0;i<8;i++){
    out(tern(i&1,i&2));
    out(logic(i&1,i&2,i>>2));
  }
  int n=0;
  if(sidef(&n)&&sidef(&n)||sidef(&n)) out(n);
  if(0&&sidef(&n)) out(1);
  else out(n);
  n = n>1 ? sidef(&n)+1 : 0;
  out(n);
  int k=3;
  do {
    k--;
    if(k==1) continue;
    out(k);
  } while(k);
  while(k<3) k++;
  out(k);
  for(;;){
    if(++k>10) break;
  }
  out(k);
  for(int i=0,j=10;i<j;i++,j--) n+=i*j;
  out(n);
  for(int i=5;i--;) out(i);
  for (int i=10;i>10;i--) out(999);
  for(unsigned i=3;i<3;i++) out(998);
  int i;
  for(i=0;i<3;i++);
  out(i);
  for(i=0;i!=4;i+=2) out(i);
  long q;
  for(q=5;q>=0;q--) n++;
  out(n);
  {
    int s=0;
    for (int a=0;a<5;a++) for(int b=a;b<5;b++) for(int c=b;c<5;c++) s+=a*b+c;
    out(s);
  }
  do ;
  while(0);
  do {
    out(1);
    break;
  } while(1);
  out((n,k,5));
  if (n==k) ;
  else out(7);
  if(!(n==k)&&(k!=n)) out(8);
  if(!n) out(9);
  else if(!k) out(10);
  else out(11);
  out(n>5&&k>5);
  out(n<5||k<5);
  out(!(n<5||k>5));
  out(n>k?n:k);
  out((n>k)-(n<k));
  x: ;
  static int cnt;
  if(++cnt<3) goto x;
  out(cnt);
  return sw(5);
}
