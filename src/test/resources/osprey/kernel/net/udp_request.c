#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <errno.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <sys/wait.h>
#include <sys/time.h>
int main(){ int s=socket(AF_INET,SOCK_DGRAM,0); struct sockaddr_in a={0},p; socklen_t l=sizeof a; a.sin_family=AF_INET; a.sin_addr.s_addr=htonl(INADDR_LOOPBACK); bind(s,(void*)&a,sizeof a); getsockname(s,(void*)&a,&l); if(!fork()){ char b[100]; for(;;){ l=sizeof p; int n=recvfrom(s,b,sizeof b,0,(void*)&p,&l); if(n==4&&!memcmp(b,"quit",4))exit(0); if(n==4&&!memcmp(b,"drop",4))continue; for(int i=0;i<n/2;i++){char t=b[i];b[i]=b[n-1-i];b[n-1-i]=t;} sendto(s,b,n,0,(void*)&p,l);} }
 close(s); int c=socket(AF_INET,SOCK_DGRAM,0); struct timeval tv={0,50000}; setsockopt(c,SOL_SOCKET,SO_RCVTIMEO,&tv,sizeof tv); const char*w[]={"hello","drop","world","x",""}; for(int i=0;i<5;i++){ char b[100]; sendto(c,w[i],strlen(w[i]),0,(void*)&a,sizeof a); int n=recvfrom(c,b,99,0,0,0); if(n<0)printf("%s: %s\n",w[i],strerror(errno)); else printf("%s: %.*s\n",w[i],n,b);} connect(c,(void*)&a,sizeof a); send(c,"quit",4,0); wait(0); send(c,"a",1,0); usleep(2000); int n=send(c,"a",1,0); printf("%d %s\n",n,strerror(errno)); return 0;}
