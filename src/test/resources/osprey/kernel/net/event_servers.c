#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <pthread.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <poll.h>
#include <sys/epoll.h>
#include <fcntl.h>
#include <errno.h>
static int port; static int nclients=4;
static void*cl(void*x){ long id=(long)x; int fd=socket(AF_INET,SOCK_STREAM,0); struct sockaddr_in a={0}; a.sin_family=AF_INET;a.sin_port=htons(port);a.sin_addr.s_addr=htonl(INADDR_LOOPBACK); if(connect(fd,(void*)&a,sizeof a)){perror("connect");exit(1);} char big[20000]; memset(big,'a'+id,sizeof big); size_t sent=0; long sum=0; for(int k=0;k<5;k++){ sent=0; while(sent<sizeof big){ ssize_t n=write(fd,big+sent,sizeof big-sent); if(n<=0){perror("write");exit(1);} sent+=n;} } shutdown(fd,SHUT_WR); char b[4096]; ssize_t n; while((n=read(fd,b,sizeof b))>0) for(int i=0;i<n;i++) sum+=b[i]; close(fd); return (void*)sum; }
static int mk(void){ int l=socket(AF_INET,SOCK_STREAM,0); struct sockaddr_in a={0}; socklen_t al=sizeof a; a.sin_family=AF_INET; a.sin_addr.s_addr=htonl(INADDR_LOOPBACK); bind(l,(void*)&a,sizeof a); listen(l,16); getsockname(l,(void*)&a,&al); port=ntohs(a.sin_port); return l; }
static void sel(int l){ fd_set all; FD_ZERO(&all); FD_SET(l,&all); int max=l,done=0; char b[5000]; while(done<nclients){ fd_set r=all; int n=select(max+1,&r,0,0,0); if(n<0){perror("select");exit(1);} for(int f=0;f<=max;f++) if(FD_ISSET(f,&r)){ if(f==l){int c=accept(l,0,0);FD_SET(c,&all);if(c>max)max=c;} else {ssize_t k=read(f,b,sizeof b); if(k<=0){close(f);FD_CLR(f,&all);done++;} else {ssize_t o=0; while(o<k)o+=write(f,b+o,k-o);} } } } }
static void pol(int l){ struct pollfd p[10]={{l,POLLIN,0}}; int n=1,done=0; char b[5000]; while(done<nclients){ poll(p,n,-1); for(int i=0;i<n;i++) if(p[i].revents){ if(p[i].fd==l){p[n].fd=accept(l,0,0);p[n].events=POLLIN;p[n].revents=0;n++;} else {ssize_t k=read(p[i].fd,b,sizeof b); if(k<=0){close(p[i].fd);p[i].fd=-1;done++;} else {ssize_t o=0; while(o<k)o+=write(p[i].fd,b+o,k-o);} } } } }
static void epo(int l,unsigned et){ int ep=epoll_create1(0); struct epoll_event e={EPOLLIN|et},v[8]; e.data.fd=l; fcntl(l,F_SETFL,O_NONBLOCK); epoll_ctl(ep,EPOLL_CTL_ADD,l,&e); int done=0; char b[5000]; while(done<nclients){ int n=epoll_wait(ep,v,8,-1); for(int i=0;i<n;i++){ int f=v[i].data.fd; if(f==l){ int c; while((c=accept4(l,0,0,SOCK_NONBLOCK))>=0){ e.data.fd=c; epoll_ctl(ep,EPOLL_CTL_ADD,c,&e);} } else { for(;;){ ssize_t k=read(f,b,sizeof b); if(k<0&&errno==EAGAIN)break; if(k<=0){close(f);done++;break;} ssize_t o=0; while(o<k){ssize_t w=write(f,b+o,k-o); if(w<0){ if(errno==EAGAIN){struct pollfd p={f,POLLOUT,0};poll(&p,1,-1);continue;} exit(2);} o+=w;} } } } } close(ep);}
int main(){ for(int m=0;m<4;m++){ int l=mk(); pthread_t t[4]; for(long i=0;i<nclients;i++) pthread_create(&t[i],0,cl,(void*)i); if(m==0)sel(l); else if(m==1)pol(l); else epo(l,m==3?EPOLLET:0); for(int i=0;i<nclients;i++){void*r;pthread_join(t[i],&r);printf("mode %d client %d sum %ld\n",m,i,(long)r);} close(l);} return 0; }
