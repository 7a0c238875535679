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
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <sys/ioctl.h>
static int sigs; static void h(int s){sigs++;}
#define R(e) do{ errno=0; long r=(e); printf("%s = %ld %s\n", #e, r, r<0?strerror(errno):""); }while(0)
void pl(int fd){ usleep(3000); struct pollfd p={fd,POLLIN|POLLOUT|POLLPRI|0x2000,0}; int r=poll(&p,1,0); printf("poll %d: %d %x\n",fd,r,p.revents);}
struct sockaddr_in A(const char*ip,int port){ struct sockaddr_in a={0}; a.sin_family=AF_INET;a.sin_port=htons(port);inet_pton(AF_INET,ip,&a.sin_addr); return a;}
#define P(a) (struct sockaddr*)&(a),sizeof(a)
char b[100000];
void pair(int*l,int*c,int*a,int port){ struct sockaddr_in x=A("127.0.0.1",port); *l=socket(AF_INET,SOCK_STREAM,0); int on=1; setsockopt(*l,SOL_SOCKET,SO_REUSEADDR,&on,4); if(bind(*l,P(x))) perror("bind"); listen(*l,5); *c=socket(AF_INET,SOCK_STREAM,0); if(connect(*c,P(x))) perror("connect"); *a=accept(*l,0,0);}
int main(){ signal(SIGPIPE,h); setbuf(stdout,0); int l,c,a,n; socklen_t sl;
 int s=socket(AF_INET,SOCK_STREAM,0); R(recv(s,b,1,0)); R(send(s,"x",1,0)); printf("sigs %d\n",sigs); R(shutdown(s,1)); pl(s); R(accept(s,0,0)); R(listen(s,5)); pl(s); R(listen(s,6)); fcntl(s,F_SETFL,O_NONBLOCK); R(accept(s,0,0)); struct sockaddr_in x=A("127.0.0.1",45000); R(connect(s,P(x))); R(recv(s,b,1,0)); R(send(s,b,1,0)); R(shutdown(s,1)); pl(s); R(shutdown(s,0)); pl(s); R(accept(s,0,0)); close(s);
 s=socket(AF_INET,SOCK_STREAM,0); R(connect(s,P(x))); R(connect(s,P(x))); pl(s); fcntl(s,F_SETFL,O_NONBLOCK); R(connect(s,P(x))); pl(s); sl=4; R(getsockopt(s,SOL_SOCKET,SO_ERROR,&n,&sl)); printf("%s\n",strerror(n)); pl(s); R(connect(s,P(x))); pl(s); R(connect(s,P(x))); usleep(1000); R(connect(s,P(x))); R(send(s,b,1,0)); close(s);
 pair(&l,&c,&a,45001); R(write(c,"hello",5)); pl(a); R(recv(a,b,2,MSG_PEEK)); R(ioctl(a,FIONREAD,&n)); printf("%d\n",n); R(read(a,b,3)); R(connect(c,P(x))); R(bind(c,P(x))); R(listen(c,1)); R(sendto(c,"y",1,0,P(x))); R(read(a,b,10)); R(shutdown(c,1)); pl(a); pl(c); R(read(a,b,10)); R(write(a,"resp",4)); R(read(c,b,10)); R(write(c,"x",1)); printf("sigs %d\n",sigs); R(close(a)); pl(c); R(read(c,b,10)); R(read(c,b,10)); close(c); close(l);
 pair(&l,&c,&a,45002); close(a); pl(c); R(write(c,"1",1)); pl(c); R(write(c,"2",1)); printf("sigs %d\n",sigs); R(read(c,b,10)); R(read(c,b,10)); close(c); close(l);
 pair(&l,&c,&a,45003); write(a,"queued",6); write(c,"unread",6); usleep(2000); close(a); pl(c); R(read(c,b,10)); R(read(c,b,10)); R(read(c,b,10)); R(write(c,"x",1)); printf("sigs %d\n",sigs); sl=sizeof x; struct sockaddr_in y; R(getpeername(c,(void*)&y,&sl)); R(shutdown(c,1)); close(c); close(l);
 pair(&l,&c,&a,45004); struct linger lg={1,0}; setsockopt(a,SOL_SOCKET,SO_LINGER,&lg,sizeof lg); close(a); pl(c); R(write(c,"x",1)); printf("sigs %d\n",sigs); R(write(c,"x",1)); R(read(c,b,1)); printf("sigs %d\n",sigs); close(c); close(l);
 pair(&l,&c,&a,45005); R(send(c,"ab",2,0)); R(send(c,"X",1,MSG_OOB)); R(send(c,"cd",2,0)); pl(a); R(recv(a,b,1,MSG_OOB)); pl(a); R(recv(a,b,1,MSG_OOB)); R(ioctl(a,FIONREAD,&n)); printf("%d\n",n); R(recv(a,b,10,0)); R(recv(a,b,10,0)); R(recv(a,b,10,MSG_DONTWAIT)); close(a);close(c);close(l);
 pair(&l,&c,&a,45006); R(shutdown(a,0)); pl(a); R(read(a,b,10)); R(write(c,"after",5)); pl(a); R(read(a,b,10)); R(read(a,b,10)); R(send(c,"",0,0)); R(recv(a,b,0,0)); close(a);close(c);close(l);
 pair(&l,&c,&a,45007); int c2=socket(AF_INET,SOCK_STREAM,0); x=A("127.0.0.1",45007); connect(c2,P(x)); close(l); pl(c2); R(read(c2,b,1)); R(read(c2,b,1)); pl(c); R(write(c,"q",1)); R(read(a,b,1)); close(c2); R(close(a)); R(read(c,b,1)); R(close(c)); usleep(2000);
 s=socket(AF_INET,SOCK_STREAM,0); R(bind(s,P(x))); int on=1; R(setsockopt(s,SOL_SOCKET,SO_REUSEADDR,&on,4)); R(bind(s,P(x))); R(bind(s,P(x))); R(listen(s,1)); close(s);
 s=socket(AF_INET,SOCK_STREAM,0); x=A("127.0.0.1",45010); R(bind(s,P(x))); R(connect(s,P(x))); R(write(s,"self",4)); R(read(s,b,10)); pl(s); sl=sizeof y; R(getpeername(s,(void*)&y,&sl)); printf("%d\n",ntohs(y.sin_port)); R(shutdown(s,1)); pl(s); R(read(s,b,1)); close(s);
 l=socket(AF_INET,SOCK_STREAM,0); x=A("127.0.0.1",45011); bind(l,P(x)); listen(l,1); int k[3]; for(int i=0;i<3;i++){k[i]=socket(AF_INET,SOCK_STREAM|SOCK_NONBLOCK,0); R(connect(k[i],P(x)));} for(int i=0;i<3;i++)pl(k[i]); R(connect(k[2],P(x))); R(connect(k[0],P(x))); R(connect(k[0],P(x))); a=accept(l,0,0); usleep(1500000); pl(k[2]); R(getsockopt(k[2],SOL_SOCKET,SO_ERROR,&n,&sl)); close(l);
 x=A("10.1.2.3",5000); s=socket(AF_INET,SOCK_STREAM,0); R(bind(s,P(x))); R(bind(s,(void*)"\1\0x",4)); R(bind(s,(void*)"\1\0xxxxxxxxxxxxxxxx",18)); R(connect(s,(void*)"\1\0x",4)); R(connect(s,(void*)"\1\0xxxxxxxxxxxxxxxx",18)); struct sockaddr u={0}; R(connect(s,&u,sizeof u)); sl=4; R(getsockopt(s,SOL_SOCKET,SO_SNDBUF,&n,&sl)); printf("%d\n",n); R(getsockopt(s,SOL_SOCKET,SO_RCVBUF,&n,&sl)); printf("%d\n",n); R(getsockopt(s,IPPROTO_TCP,TCP_NODELAY,&n,&sl)); R(getsockopt(s,IPPROTO_TCP,999,&n,&sl)); R(getsockopt(s,SOL_SOCKET,SO_TYPE,&n,&sl)); printf("%d\n",n); R(getsockopt(s,SOL_SOCKET,SO_ACCEPTCONN,&n,&sl)); R(getsockopt(s,99,SO_ACCEPTCONN,&n,&sl));
 pair(&l,&c,&a,45012); lg.l_onoff=1; lg.l_linger=0; setsockopt(c,SOL_SOCKET,SO_LINGER,&lg,sizeof lg); int q=socket(AF_INET,SOCK_STREAM,0); x=A("127.0.0.1",45012); connect(q,P(x)); setsockopt(q,SOL_SOCKET,SO_LINGER,&lg,sizeof lg); close(q); usleep(2000); q=accept(l,(void*)&y,(sl=sizeof y,&sl)); printf("%d %d\n",q>0,sl); R(read(q,b,1)); R(getpeername(q,(void*)&y,&sl)); 
 return 0;}
