/* Two processes lock two ranges in opposite order: one is told EDEADLK. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int set(int fd, int type, int start, int command) {
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = 1};
  return fcntl(fd, command, &lock) ? errno : 0;
}

int main(void) {
  int fd = open("ranges", O_CREAT | O_RDWR, 0600), to[2], from[2];
  pipe(to);
  pipe(from);
  printf("parent takes 0: %d\n", set(fd, F_WRLCK, 0, F_SETLKW));
  fflush(stdout);
  pid_t child = fork();
  char c = 'x';
  if (child == 0) {
    printf("child takes 1: %d\n", set(fd, F_WRLCK, 1, F_SETLKW));
    fflush(stdout);
    write(from[1], &c, 1);
    printf("child gets 0: %d\n", set(fd, F_WRLCK, 0, F_SETLKW));
    fflush(stdout);
    _exit(0);
  }
  read(from[0], &c, 1);
  usleep(50000);
  int error = set(fd, F_WRLCK, 1, F_SETLKW);
  printf("parent asks for 1: %s\n", strerror(error));
  fflush(stdout);
  set(fd, F_UNLCK, 0, F_SETLK);
  waitpid(child, NULL, 0);
  printf("parent asks again: %d\n", set(fd, F_WRLCK, 1, F_SETLKW));
  unlink("ranges");
  return 0;
}
