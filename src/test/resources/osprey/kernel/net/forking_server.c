#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <signal.h>
#include <sys/wait.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <netdb.h>
#define PORT "47100"
static void reap(int s){ (void)s; while (waitpid(-1,NULL,WNOHANG)>0); }
static void serve(int fd){ char buf[256]; ssize_t n; while((n=recv(fd,buf,sizeof buf,0))>0){ for(ssize_t i=0;i<n;i++) if(buf[i]>='a'&&buf[i]<='z') buf[i]-=32; send(fd,buf,n,0);} close(fd); }
static void client(int id){ struct addrinfo h={0},*r; h.ai_family=AF_INET;h.ai_socktype=SOCK_STREAM; int e=getaddrinfo("localhost",PORT,&h,&r); if(e){printf("%s\n",gai_strerror(e));exit(1);} int fd=socket(r->ai_family,r->ai_socktype,r->ai_protocol); if(connect(fd,r->ai_addr,r->ai_addrlen)<0){perror("connect");exit(1);} freeaddrinfo(r); char m[64],b[64]; for(int i=0;i<3;i++){ int n=sprintf(m,"client %d message %d",id,i); send(fd,m,n,0); int g=0; while(g<n){int k=recv(fd,b+g,sizeof b-1-g,0); if(k<=0)break; g+=k;} b[g]=0; if(g!=n) printf("short\n"); printf("%s\n",b); fflush(stdout);} close(fd); exit(0);}
int main(void){ struct sigaction sa={0}; sa.sa_handler=reap; sa.sa_flags=SA_RESTART; sigaction(SIGCHLD,&sa,NULL);
 int l=socket(AF_INET,SOCK_STREAM,0),on=1; setsockopt(l,SOL_SOCKET,SO_REUSEADDR,&on,sizeof on); struct sockaddr_in a={0}; a.sin_family=AF_INET;a.sin_port=htons(47100);a.sin_addr.s_addr=htonl(INADDR_ANY); if(bind(l,(struct sockaddr*)&a,sizeof a)<0){perror("bind");return 1;} listen(l,8);
 pid_t srv=fork(); if(!srv){ for(;;){ struct sockaddr_in p; socklen_t pl=sizeof p; int c=accept(l,(struct sockaddr*)&p,&pl); if(c<0){perror("accept");continue;} if(!fork()){close(l);serve(c);_exit(0);} close(c);} }
 close(l); signal(SIGCHLD,SIG_DFL); for(int i=0;i<3;i++){ pid_t p=fork(); if(!p) client(i); waitpid(p,NULL,0);} kill(srv,SIGTERM); int st; waitpid(srv,&st,0); printf("server signal %d\n",WTERMSIG(st)); return 0;}
