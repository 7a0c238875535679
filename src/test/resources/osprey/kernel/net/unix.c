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
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/ioctl.h>
static int sigs; static void h(int s){sigs++;}
#define R(e) do{ errno=0; long r=(e); printf("%s = %ld %s\n", #e, r, r<0?strerror(errno):""); }while(0)
int fill(int fd,int n){ char*b=calloc(1,n); int t=0,c=0,r; while((r=send(fd,b,n,MSG_DONTWAIT|MSG_NOSIGNAL))>=0){t+=r;c++;} printf("fill %d: %d in %d, %s\n",n,t,c,strerror(errno)); free(b); return t;}
int drain(int fd,int n){ char*b=calloc(1,n); int t=0,c=0,r; while((r=recv(fd,b,n,MSG_DONTWAIT))>0){t+=r;c++;} printf("drain %d: %d in %d, %s\n",n,t,c,strerror(errno)); free(b); return t;}
void pl(int fd){ struct pollfd p={fd,POLLIN|POLLOUT|POLLPRI|0x2000,0}; int r=poll(&p,1,0); printf("poll %d: %d %x\n",fd,r,p.revents);}
int main(){ int sv[2]; char b[100]; signal(SIGPIPE,h); setbuf(stdout,0);
 R(socketpair(AF_UNIX,SOCK_STREAM,0,sv)); R(fill(sv[0],4096)); pl(sv[0]); R(drain(sv[1],4096)); R(fill(sv[0],1)); R(drain(sv[1],65536)); R(fill(sv[0],65536)); R(drain(sv[1],65536));
 R(write(sv[0],"hello",5)); R(recv(sv[1],b,2,MSG_PEEK)); int n; R(ioctl(sv[1],FIONREAD,&n)); printf("%d\n",n); R(read(sv[1],b,100)); pl(sv[1]);
 R(shutdown(sv[0],SHUT_WR)); pl(sv[1]); R(read(sv[1],b,10)); R(write(sv[0],"x",1)); printf("sigs %d\n",sigs); R(write(sv[1],"back",4)); R(read(sv[0],b,10));
 R(close(sv[1])); pl(sv[0]); R(read(sv[0],b,10)); R(write(sv[0],"x",1)); printf("sigs %d\n",sigs);close(sv[0]);
 socketpair(AF_UNIX,SOCK_STREAM,0,sv); write(sv[0],"unread",6); close(sv[1]); pl(sv[0]); R(recv(sv[0],b,10,0)); R(recv(sv[0],b,10,0)); R(send(sv[0],"x",1,0)); printf("sigs %d\n",sigs); close(sv[0]);
 socketpair(AF_UNIX,SOCK_DGRAM,0,sv); R(fill(sv[0],1)); R(drain(sv[1],10)); R(fill(sv[0],60000)); drain(sv[1],60000); R(fill(sv[0],16000)); drain(sv[1],60000); R(fill(sv[0],20000)); drain(sv[1],60000);R(fill(sv[0],3000)); drain(sv[1],60000);
 R(send(sv[0],"hello",5,0)); R(recv(sv[1],b,2,MSG_TRUNC)); R(send(sv[0],"",0,0)); R(recv(sv[1],b,2,0)); R(send(sv[0],b,1,MSG_OOB)); close(sv[1]); pl(sv[0]); R(send(sv[0],"x",1,0)); R(send(sv[0],"x",1,0)); R(recv(sv[0],b,1,MSG_DONTWAIT)); close(sv[0]);
 socketpair(AF_UNIX,SOCK_SEQPACKET,0,sv); R(send(sv[0],"hello",5,0));R(send(sv[0],"",0,0)); R(recv(sv[1],b,3,0)); R(recv(sv[1],b,3,0)); pl(sv[0]); close(sv[1]); pl(sv[0]); R(recv(sv[0],b,3,0)); R(send(sv[0],"x",1,0)); printf("sigs %d\n",sigs);close(sv[0]);
 R(socketpair(99,1,0,sv)); R(socketpair(AF_INET,1,0,sv)); R(socketpair(AF_INET,2,0,sv)); R(socketpair(AF_UNIX,15,0,sv)); R(socketpair(AF_UNIX,4,0,sv));R(socketpair(AF_UNIX,1,77,sv)); R(socketpair(AF_INET,1,77,sv));R(socket(AF_INET,5,0));R(socket(AF_INET,1,17));R(socket(AF_UNIX,1,1)); close(3); R(socket(AF_UNIX,1,2)); R(socket(AF_INET,2,300));
 struct sockaddr_un a={AF_UNIX}; socklen_t al; int s,c,d;
 s=socket(AF_UNIX,SOCK_STREAM,0); R(send(s,"x",1,0)); R(recv(s,b,1,0)); R(getpeername(s,(void*)&a,&al)); R(shutdown(s,1)); R(listen(s,1)); R(accept(s,0,0)); pl(s); close(s);
 s=socket(AF_UNIX,SOCK_STREAM,0); strcpy(a.sun_path,"srv"); a.sun_family=AF_UNIX; R(bind(s,(void*)&a,sizeof a)); R(bind(s,(void*)&a,sizeof a)); R(listen(s,1)); al=sizeof a; memset(b,0,100); R(getsockname(s,(void*)&a,&al)); printf("%d %s\n",al,a.sun_path);
 c=socket(AF_UNIX,SOCK_STREAM|SOCK_NONBLOCK,0); R(connect(c,(void*)&a,al)); R(connect(c,(void*)&a,al)); d=socket(AF_UNIX,SOCK_STREAM|SOCK_NONBLOCK,0); R(connect(d,(void*)&a,al)); int e=socket(AF_UNIX,SOCK_STREAM|SOCK_NONBLOCK,0); R(connect(e,(void*)&a,al)); pl(s);
 R(write(c,"early",5)); int k=accept(s,0,0); R(read(k,b,10)); pl(k); al=sizeof a; R(getpeername(c,(void*)&a,&al)); printf("%d\n",al); R(getpeername(k,(void*)&a,&al)); printf("%d\n",al); R(connect(e,(void*)"\1\0srv",5)); close(s); R(read(d,b,1)); R(read(d,b,1)); R(send(d,b,1,0)); R(connect(s,(void*)"\1\0srv",5)); s=socket(AF_UNIX,SOCK_STREAM,0); R(connect(s,(void*)"\1\0srv",5));R(connect(s,(void*)"\1\0nosuch",8)); R(bind(s,(void*)"\1\0srv",5)); unlink("srv"); R(bind(s,(void*)"\1\0srv",5));
 R(open("srv",O_RDWR)); unlink("srv"); struct ucred uc; al=sizeof uc; R(getsockopt(k,SOL_SOCKET,SO_PEERCRED,&uc,&al)); printf("%d %d %d\n",uc.pid==getpid(),uc.uid,uc.gid);
 struct timeval tv={0,150000}; R(setsockopt(k,SOL_SOCKET,SO_RCVTIMEO,&tv,sizeof tv)); al=sizeof tv; R(getsockopt(k,SOL_SOCKET,SO_RCVTIMEO,&tv,&al)); printf("%ld %ld\n",tv.tv_sec,tv.tv_usec); R(recv(k,b,1,0));
 R(lseek(k,0,0)); R(getsockopt(k,SOL_SOCKET,999,&n,&al)); R(setsockopt(k,SOL_SOCKET,999,&n,4)); n=1000; R(setsockopt(k,SOL_SOCKET,SO_SNDBUF,&n,4)); al=4; R(getsockopt(k,SOL_SOCKET,SO_SNDBUF,&n,&al)); printf("%d\n",n);
 R(fill(k,100));
 int f=open("f",O_CREAT|O_RDWR,0600); R(send(f,"x",1,0)); R(bind(f,(void*)"\1\0srv",5)); R(accept(f,0,0)); R(listen(f,0)); R(shutdown(f,0)); R(getsockname(f,(void*)&a,&al)); R(connect(f,(void*)&a,5)); R(recv(f,b,1,0)); R(send(99,"x",1,0)); R(write(k,"",0)); R(getsockopt(k,6,1,&n,&al)); unlink("f");
 return 0;}
