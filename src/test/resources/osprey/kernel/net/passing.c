#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/uio.h>
#include <fcntl.h>
int sendfds(int s,const char*d,int n,int*fds){ char cb[CMSG_SPACE(sizeof(int)*10)]; memset(cb,0,sizeof cb); struct iovec v={(void*)d,strlen(d)}; struct msghdr m={0}; m.msg_iov=&v;m.msg_iovlen=1; if(n){ m.msg_control=cb; m.msg_controllen=CMSG_SPACE(4*n); struct cmsghdr*c=CMSG_FIRSTHDR(&m); c->cmsg_level=SOL_SOCKET;c->cmsg_type=SCM_RIGHTS;c->cmsg_len=CMSG_LEN(4*n); memcpy(CMSG_DATA(c),fds,4*n);} return sendmsg(s,&m,0);}
void recvfds(int s,int max){ char cb[CMSG_SPACE(sizeof(int)*10)+64]; char d[101]={0}; struct iovec v={d,100}; struct msghdr m={0}; m.msg_iov=&v;m.msg_iovlen=1; m.msg_control=cb; m.msg_controllen=max?CMSG_SPACE(4*max):0; int r=recvmsg(s,&m,0); printf("recvmsg %d '%s' flags %x control %zu",r,d,m.msg_flags,(size_t)m.msg_controllen); for(struct cmsghdr*c=CMSG_FIRSTHDR(&m);c;c=CMSG_NXTHDR(&m,c)){ printf(" [%d %d len %zu:",c->cmsg_level,c->cmsg_type,(size_t)c->cmsg_len); if(c->cmsg_type==SCM_RIGHTS){int n=(c->cmsg_len-16)/4; for(int i=0;i<n;i++)printf(" %d",((int*)CMSG_DATA(c))[i]);} else {struct ucred*u=(void*)CMSG_DATA(c); printf(" me %d uid %d",u->pid==getpid(),u->uid);} printf("]"); } puts(""); }
int main(){ int sv[2],p[2]; setbuf(stdout,0); socketpair(AF_UNIX,SOCK_STREAM,0,sv); pipe(p); int three[3]={p[0],p[1],sv[0]};
 sendfds(sv[0],"x",3,three); recvfds(sv[1],4); sendfds(sv[0],"y",3,three); recvfds(sv[1],1); sendfds(sv[0],"z",2,three); recvfds(sv[1],0);
 send(sv[0],"one",3,0); sendfds(sv[0],"two",1,p); send(sv[0],"three",5,0); recvfds(sv[1],4); recvfds(sv[1],4);
 int on=1; setsockopt(sv[1],SOL_SOCKET,SO_PASSCRED,&on,4); send(sv[0],"cred",4,0); recvfds(sv[1],8);
 sendfds(sv[0],"both",1,p); recvfds(sv[1],8);
 int bad=77; printf("%d %s\n",sendfds(sv[0],"b",1,&bad),strerror(errno));
 /* passing keeps the pipe open */
 int q[2]; pipe(q); sendfds(sv[0],"r",1,&q[1]); close(q[1]); fcntl(q[0],F_SETFL,O_NONBLOCK); char c; int r=read(q[0],&c,1); printf("in flight: %d %s\n",r,strerror(errno)); read(sv[1],&c,1); r=read(q[0],&c,1); printf("dropped: %d\n",r);
 /* unix dgram with addresses */
 struct sockaddr_un a={AF_UNIX},f; socklen_t fl; int s=socket(AF_UNIX,SOCK_DGRAM,0),d=socket(AF_UNIX,SOCK_DGRAM,0); strcpy(a.sun_path,"dsrv"); bind(s,(void*)&a,sizeof a);
 char b[100]; printf("%zd\n",sendto(d,"anon",4,0,(void*)&a,sizeof a)); fl=sizeof f; r=recvfrom(s,b,100,0,(void*)&f,&fl); printf("%d %d\n",r,fl);
 bind(d,(void*)"\1\0dcli",6); sendto(d,"named",5,0,(void*)&a,sizeof a); fl=sizeof f; r=recvfrom(s,b,100,0,(void*)&f,&fl); printf("%d %d %s\n",r,fl,f.sun_path);
 int n=0; while(sendto(d,"q",1,MSG_DONTWAIT,(void*)&a,sizeof a)==1)n++; printf("queued %d %s\n",n,strerror(errno));
 connect(s,(void*)"\1\0dcli",6); int o=socket(AF_UNIX,SOCK_DGRAM,0); r=sendto(o,"q",1,0,(void*)&a,sizeof a); printf("%d %s\n",r,strerror(errno)); r=connect(o,(void*)&a,sizeof a); printf("%d %s\n",r,strerror(errno)); r=sendto(o,"q",1,0,(void*)"\1\0nope",6); printf("%d %s\n",r,strerror(errno));
 int st=socket(AF_UNIX,SOCK_STREAM,0); r=connect(st,(void*)&a,sizeof a); printf("%d %s\n",r,strerror(errno)); r=sendto(st,"q",1,0,(void*)&a,sizeof a); printf("%d %s\n",r,strerror(errno));
 struct sockaddr u={AF_UNSPEC}; r=connect(s,&u,sizeof u); printf("%d\n",r); r=send(s,"x",1,0); printf("%d %s\n",r,strerror(errno));
 int x=socket(AF_UNIX,SOCK_STREAM,0),y=socket(AF_UNIX,SOCK_STREAM,0); r=bind(x,(void*)"\1\0\0abs",6); printf("%d\n",r); r=bind(y,(void*)"\1\0\0abs",6); printf("%d %s\n",r,strerror(errno)); fl=sizeof f; getsockname(x,(void*)&f,&fl); printf("%d\n",fl); listen(x,3); r=connect(y,(void*)"\1\0\0abs",6); printf("%d\n",r); close(x); x=socket(AF_UNIX,SOCK_STREAM,0); r=connect(x,(void*)"\1\0\0abs",6); printf("%d %s\n",r,strerror(errno)); r=bind(x,(void*)"\1\0",2); fl=sizeof f; getsockname(x,(void*)&f,&fl); printf("%d %d\n",r,fl);
 unlink("dsrv"); unlink("dcli"); return 0;}
