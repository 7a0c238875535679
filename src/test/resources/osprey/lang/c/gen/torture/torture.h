/* What the torture programs print with. Expectations come from gcc -O0 -fwrapv. */
#ifdef OSPREY
typedef __builtin_va_list va_list;
#define va_start(a,b) __builtin_va_start(a,b)
#define va_arg(a,b) __builtin_va_arg(a,b)
#define va_end(a) __builtin_va_end(a)
#define va_copy(a,b) __builtin_va_copy(a,b)
static char ob[4096]; static int on;
static void flush_(void){ __syscall(1,1,ob,on); on=0; }
static void putch(int c){ ob[on++]=c; if(on==4096||c=='\n') flush_(); }
void *memcpy(void*,const void*,unsigned long);
#else
#include <stdarg.h>
#include <string.h>
int putchar(int);
#define putch putchar
#endif
static void outs(const char*s){ while(*s) putch(*s++); }
static void outu(unsigned long v){ char b[24]; int n=0; do { b[n++]='0'+v%10; v/=10; } while(v); while(n) putch(b[--n]); putch('\n'); }
static void out(long v){ if(v<0){ putch('-'); outu(-(unsigned long)v);} else outu(v); }
static void outx(unsigned long v){ for(int i=60;i>=0;i-=4){ int d=v>>i&15; putch(d<10?'0'+d:'a'+d-10);} putch('\n'); }
static void outd(double d){ unsigned long u; memcpy(&u,&d,8); outx(u); }
