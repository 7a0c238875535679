/* socket(7). */
#include <bits/libc.h>
#include <sys/socket.h>

int socket(int domain, int type, int protocol) {
  return (int)CALL(SYS_socket, domain, type, protocol);
}

int socketpair(int domain, int type, int protocol, int *fds) {
  return (int)CALL(SYS_socketpair, domain, type, protocol, fds);
}

int bind(int fd, const struct sockaddr *address, socklen_t length) {
  return (int)CALL(SYS_bind, fd, address, length);
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
  return (int)CALL(SYS_connect, fd, address, length);
}

int listen(int fd, int backlog) {
  return (int)CALL(SYS_listen, fd, backlog);
}

int accept(int fd, struct sockaddr *address, socklen_t *length) {
  return (int)CALL(SYS_accept, fd, address, length);
}

int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags) {
  return (int)CALL(SYS_accept4, fd, address, length, flags);
}

int getsockname(int fd, struct sockaddr *address, socklen_t *length) {
  return (int)CALL(SYS_getsockname, fd, address, length);
}

int getpeername(int fd, struct sockaddr *address, socklen_t *length) {
  return (int)CALL(SYS_getpeername, fd, address, length);
}

ssize_t send(int fd, const void *from, size_t n, int flags) {
  return CALL(SYS_sendto, fd, from, n, flags, NULL, 0);
}

ssize_t recv(int fd, void *to, size_t n, int flags) {
  return CALL(SYS_recvfrom, fd, to, n, flags, NULL, NULL);
}

ssize_t sendto(
    int fd,
    const void *from,
    size_t n,
    int flags,
    const struct sockaddr *address,
    socklen_t length) {
  return CALL(SYS_sendto, fd, from, n, flags, address, length);
}

ssize_t recvfrom(
    int fd, void *to, size_t n, int flags, struct sockaddr *address, socklen_t *length) {
  return CALL(SYS_recvfrom, fd, to, n, flags, address, length);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  return CALL(SYS_sendmsg, fd, message, flags);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
  return CALL(SYS_recvmsg, fd, message, flags);
}

int getsockopt(int fd, int level, int name, void *value, socklen_t *length) {
  return (int)CALL(SYS_getsockopt, fd, level, name, value, length);
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t length) {
  return (int)CALL(SYS_setsockopt, fd, level, name, value, length);
}

int shutdown(int fd, int how) {
  return (int)CALL(SYS_shutdown, fd, how);
}

struct cmsghdr *__cmsg_nxthdr(struct msghdr *message, struct cmsghdr *cmsg) {
  if (cmsg->cmsg_len < sizeof *cmsg)
    return NULL;
  char *next = (char *)cmsg + CMSG_ALIGN(cmsg->cmsg_len);
  char *end = (char *)message->msg_control + message->msg_controllen;
  if (next + sizeof *cmsg > end)
    return NULL;
  struct cmsghdr *result = (struct cmsghdr *)next;
  return next + CMSG_ALIGN(result->cmsg_len) > end ? NULL : result;
}
