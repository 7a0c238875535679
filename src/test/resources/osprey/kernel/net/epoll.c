#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#define R(e) do{ errno=0; long r=(e); printf("%s = %ld %s\n", #e, r, r<0?strerror(errno):""); }while(0)
int ep; int ctl(int op,int fd,unsigned ev){ struct epoll_event e={ev,{.fd=fd}}; return epoll_ctl(ep,op,fd,&e);}
void w(int e,int max){ struct epoll_event v[8]; int n=epoll_wait(e,v,max,0); printf("wait %d:",n); if(n<0)printf("%s",strerror(errno)); for(int i=0;i<n;i++)printf(" %d:%x",v[i].data.fd,v[i].events); puts("");}
int main(){ int p[2],q[2],sv[2]; char b[70000]; setbuf(stdout,0); pipe(p); pipe(q); socketpair(AF_UNIX,SOCK_STREAM,0,sv); ep=epoll_create1(0); R(ep);
 R(ctl(EPOLL_CTL_ADD,p[0],EPOLLIN)); R(ctl(EPOLL_CTL_ADD,p[0],EPOLLIN)); R(ctl(EPOLL_CTL_MOD,q[0],EPOLLIN)); R(ctl(EPOLL_CTL_DEL,q[0],EPOLLIN)); R(ctl(EPOLL_CTL_ADD,ep,EPOLLIN)); R(ctl(EPOLL_CTL_ADD,99,EPOLLIN)); int f=open("f",O_CREAT|O_RDWR,0600); R(ctl(EPOLL_CTL_ADD,f,EPOLLIN)); R(epoll_ctl(f,EPOLL_CTL_ADD,p[0],0)); struct epoll_event e={EPOLLIN}; R(epoll_ctl(f,EPOLL_CTL_ADD,p[0],&e)); R(epoll_ctl(99,EPOLL_CTL_ADD,p[0],&e)); R(epoll_ctl(ep,9,q[0],&e)); R(epoll_wait(ep,&e,0,0)); R(epoll_wait(f,&e,1,0)); R(epoll_wait(99,&e,1,0)); R(epoll_create(0)); R(epoll_create1(5));
 w(ep,8); write(p[1],"a",1); w(ep,8); w(ep,8); read(p[0],b,1); w(ep,8);
 R(ctl(EPOLL_CTL_MOD,p[0],EPOLLIN|EPOLLET)); write(p[1],"a",1); w(ep,8); w(ep,8); write(p[1],"b",1); w(ep,8); w(ep,8); read(p[0],b,1); w(ep,8); R(ctl(EPOLL_CTL_MOD,p[0],EPOLLIN|EPOLLET)); w(ep,8);
 R(ctl(EPOLL_CTL_MOD,p[0],EPOLLIN|EPOLLONESHOT)); w(ep,8); write(p[1],"c",1); w(ep,8); R(ctl(EPOLL_CTL_MOD,p[0],EPOLLIN|EPOLLONESHOT)); w(ep,8); w(ep,8); R(ctl(EPOLL_CTL_DEL,p[0],0)); read(p[0],b,10);
 R(ctl(EPOLL_CTL_ADD,q[1],EPOLLOUT|EPOLLET)); w(ep,8); w(ep,8); fcntl(q[1],F_SETFL,O_NONBLOCK); printf("%zd\n",write(q[1],b,70000)); w(ep,8); read(q[0],b,100); w(ep,8); read(q[0],b,5000); w(ep,8); read(q[0],b,5000); w(ep,8); R(ctl(EPOLL_CTL_DEL,q[1],0));
 R(ctl(EPOLL_CTL_ADD,sv[0],EPOLLIN|EPOLLOUT|EPOLLRDHUP|EPOLLET)); w(ep,8); write(sv[1],"x",1); w(ep,8); w(ep,8); shutdown(sv[1],1); w(ep,8); close(sv[1]); w(ep,8); w(ep,8);
 int dupd=dup(p[0]); R(ctl(EPOLL_CTL_ADD,p[0],EPOLLIN)); close(p[0]); write(p[1],"z",1); w(ep,8); close(dupd); w(ep,8); 
 int ep2=epoll_create1(0); e.events=EPOLLIN; e.data.fd=ep; R(epoll_ctl(ep2,EPOLL_CTL_ADD,ep,&e)); e.data.fd=ep2; R(epoll_ctl(ep,EPOLL_CTL_ADD,ep2,&e)); pipe(p); R(ctl(EPOLL_CTL_ADD,p[0],EPOLLIN)); close(sv[0]); w(ep2,8); write(p[1],"y",1); w(ep2,8); w(ep,8); read(p[0],b,1); w(ep2,8);
 int a[3][2]; for(int i=0;i<3;i++){pipe(a[i]); ctl(EPOLL_CTL_ADD,a[i][0],EPOLLIN);} write(a[2][1],"1",1); write(a[0][1],"1",1); write(a[1][1],"1",1); w(ep,8); w(ep,2); w(ep,2); w(ep,2);
 if(!fork()){ usleep(20000); write(p[1],"k",1); _exit(0);} for(int i=0;i<3;i++) read(a[i][0],b,1); struct epoll_event v; int n=epoll_wait(ep,&v,1,1000); printf("%d %d\n",n,v.data.fd==p[0]); wait(0); read(p[0],b,1); n=epoll_wait(ep,&v,1,20); printf("%d\n",n); e.events=EPOLLIN|EPOLLEXCLUSIVE|EPOLLONESHOT; R(epoll_ctl(ep2,EPOLL_CTL_ADD,p[1],&e)); e.events=EPOLLIN|EPOLLEXCLUSIVE; R(epoll_ctl(ep2,EPOLL_CTL_ADD,p[0],&e)); R(epoll_ctl(ep2,EPOLL_CTL_MOD,p[0],&e)); close(f); unlink("f");
 return 0;}
