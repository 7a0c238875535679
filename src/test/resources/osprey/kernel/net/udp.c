#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <signal.h>
#include <poll.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <sys/ioctl.h>
static int sigs; static void h(int s){sigs++;}
#define R(e) do{ errno=0; long r=(e); printf("%s = %ld %s\n", #e, r, r<0?strerror(errno):""); }while(0)
void pl(int fd){ usleep(1000); struct pollfd p={fd,POLLIN|POLLOUT|POLLPRI|0x2000,0}; int r=poll(&p,1,0); printf("poll %d: %d %x\n",fd,r,p.revents);}
struct sockaddr_in A(const char*ip,int port){ struct sockaddr_in a={0}; a.sin_family=AF_INET;a.sin_port=htons(port);inet_pton(AF_INET,ip,&a.sin_addr); return a;}
#define P(a) (struct sockaddr*)&(a),sizeof(a)
char b[100000];
int main(){ signal(SIGPIPE,h); setbuf(stdout,0); int n; socklen_t sl; struct sockaddr_in x=A("127.0.0.1",46000),y;
 int s=socket(AF_INET,SOCK_DGRAM,0),c=socket(AF_INET,SOCK_DGRAM,0); R(send(c,"x",1,0)); R(write(c,"x",1)); sl=sizeof y; R(getsockname(c,(void*)&y,&sl)); printf("%d %d\n",y.sin_port!=0,y.sin_addr.s_addr); R(getpeername(c,(void*)&y,&sl)); R(sendto(c,"x",1,0,P(x))); R(recv(c,b,1,MSG_DONTWAIT)); R(bind(s,P(x))); R(bind(s,P(x))); pl(s);
 R(sendto(c,"first",5,0,P(x))); R(sendto(c,"second",6,0,P(x))); R(sendto(c,"",0,0,P(x))); R(ioctl(s,FIONREAD,&n)); printf("%d\n",n); R(recv(s,b,100,MSG_PEEK)); R(recv(s,b,100,0)); R(recv(s,b,3,MSG_TRUNC)); pl(s); R(recv(s,b,3,0)); R(recv(s,b,3,MSG_DONTWAIT)); R(recv(s,b,3,MSG_OOB|MSG_DONTWAIT)); R(send(c,b,3,MSG_OOB));
 R(sendto(c,b,65507,0,P(x))); R(sendto(c,b,65508,0,P(x))); R(recv(s,b,100000,0)); x.sin_port=0; R(sendto(c,b,1,0,P(x))); R(listen(s,1)); R(accept(s,0,0)); R(shutdown(s,2)); pl(s); R(recv(s,b,1,0)); close(s);
 x=A("127.0.0.1",46001); s=socket(AF_INET,SOCK_DGRAM,0); R(connect(s,P(x))); R(send(s,"x",1,0)); pl(s); R(send(s,"y",1,0)); R(send(s,"z",1,0)); R(recv(s,b,1,0)); R(recv(s,b,1,MSG_DONTWAIT)); sl=4; R(getsockopt(s,SOL_SOCKET,SO_ERROR,&n,&sl)); printf("%d\n",n); sl=sizeof y; R(getsockname(s,(void*)&y,&sl)); printf("%s\n",inet_ntoa(y.sin_addr)); struct sockaddr u={0}; R(connect(s,&u,sizeof u)); R(getsockname(s,(void*)&y,&sl)); printf("%s %d\n",inet_ntoa(y.sin_addr),y.sin_port); R(send(s,"x",1,0)); R(shutdown(s,1));  R(connect(s,P(x))); R(shutdown(s,1)); R(send(s,"x",1,0)); printf("sigs %d\n",sigs); pl(s); R(shutdown(s,0)); pl(s); R(recv(s,b,1,MSG_DONTWAIT)); R(recv(s,b,1,0)); close(s);
 int on=1; int a=socket(AF_INET,SOCK_DGRAM,0),d=socket(AF_INET,SOCK_DGRAM,0); R(bind(a,P(x))); R(bind(d,P(x))); R(setsockopt(d,SOL_SOCKET,SO_REUSEADDR,&on,4)); R(bind(d,P(x))); R(setsockopt(a,SOL_SOCKET,SO_REUSEADDR,&on,4)); R(bind(d,P(x))); R(sendto(c,"who",3,0,P(x))); R(recv(a,b,10,MSG_DONTWAIT)); R(recv(d,b,10,MSG_DONTWAIT)); close(a); close(d);
 a=socket(AF_INET,SOCK_DGRAM,0);R(bind(a,P(x))); n=0; while(n<2000&&sendto(c,"q",1,0,P(x))==1)n++; int m=0; while(recv(a,b,10,MSG_DONTWAIT)>0)m++; printf("%d %d\n",n,m); n=0; while(n<100&&sendto(c,b,10000,0,P(x))>0)n++; m=0; while(recv(a,b,10,MSG_DONTWAIT)>0)m++; printf("%d %d\n",n,m);  sl=sizeof y; connect(c,P(x)); R(send(c,"abc",3,0)); R(recvfrom(a,b,10,0,(void*)&y,&sl)); printf("%d %s\n",sl,inet_ntoa(y.sin_addr)); R(connect(a,P(y))); R(send(a,"back",4,0)); R(recv(c,b,10,0));
 x=A("255.255.255.255",5000); R(sendto(c,"x",1,0,P(x))); R(sendto(c,"x",1,0,(void*)&x,4)); R(connect(c,(void*)&x,4)); R(connect(c,(void*)"\1\0xxxxxxxxxxxxxxxx",18)); R(sendto(c,"x",1,0,(void*)"\1\0xxxxxxxxxxxxxxxx",18)); 
 return 0;}
