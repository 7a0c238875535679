/* A server opens files for a client that may not, and passes the descriptors. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static int give(int socket, int fd, char mark) {
  struct iovec part = {&mark, 1};
  union { struct cmsghdr header; char room[CMSG_SPACE(sizeof(int))]; } control;
  memset(&control, 0, sizeof control);
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.room};
  struct cmsghdr *c = CMSG_FIRSTHDR(&message);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_RIGHTS;
  c->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(c), &fd, sizeof fd);
  return sendmsg(socket, &message, 0);
}

static int take(int socket, char *mark) {
  struct iovec part = {mark, 1};
  union { struct cmsghdr header; char room[CMSG_SPACE(sizeof(int))]; } control;
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.room};
  if (recvmsg(socket, &message, 0) <= 0) return -1;
  struct cmsghdr *c = CMSG_FIRSTHDR(&message);
  int fd = -1;
  if (c && c->cmsg_type == SCM_RIGHTS) memcpy(&fd, CMSG_DATA(c), sizeof fd);
  return fd;
}

int main(void) {
  int ends[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
  fflush(stdout);
  pid_t server = fork();
  if (server == 0) {
    close(ends[0]);
    int fd = open("passed.txt", O_CREAT | O_TRUNC | O_RDWR, 0600);
    write(fd, "written by the server\n", 22);
    lseek(fd, 11, SEEK_SET);
    printf("sent %d\n", give(ends[1], fd, 'A'));
    fflush(stdout);
    close(fd);
    int pipes[2];
    pipe(pipes);
    give(ends[1], pipes[1], 'B');
    close(pipes[1]);
    char text[40];
    ssize_t n, all = 0;
    while ((n = read(pipes[0], text + all, sizeof text - all)) > 0) all += n;
    printf("server read %.*s\n", (int)all, text);
    fflush(stdout);
    _exit(0);
  }
  close(ends[1]);
  char mark;
  int fd = take(ends[0], &mark);
  char text[40];
  ssize_t n = read(fd, text, sizeof text);
  printf("client got %c, offset shared: %.*s", mark, (int)n, text);
  fflush(stdout);
  int out = take(ends[0], &mark);
  dprintf(out, "through a passed pipe (%c)", mark);
  close(out);
  waitpid(server, NULL, 0);
  n = read(ends[0], text, 1);
  printf("end %zd\n", n);
  unlink("passed.txt");
  return 0;
}
