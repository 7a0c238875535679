/* A counter file under a lock file, then under fcntl locks. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void bump(void) {
  int fd = open("counter", O_RDWR);
  char text[16] = "";
  read(fd, text, sizeof text - 1);
  int value = atoi(text) + 1;
  usleep(1000);
  lseek(fd, 0, SEEK_SET);
  int n = snprintf(text, sizeof text, "%d", value);
  write(fd, text, n);
  close(fd);
}

static void with_file(void) {
  while (1) {
    int lock = open("counter.lock", O_CREAT | O_EXCL | O_WRONLY, 0600);
    if (lock >= 0) { close(lock); break; }
    if (errno != EEXIST) _exit(1);
    usleep(500);
  }
  bump();
  unlink("counter.lock");
}

static void with_fcntl(void) {
  int guard = open("guard", O_RDWR | O_CREAT, 0600);
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (fcntl(guard, F_SETLKW, &lock)) _exit(1);
  bump();
  lock.l_type = F_UNLCK;
  fcntl(guard, F_SETLK, &lock);
  close(guard);
}

static void run(const char *what, void (*how)(void)) {
  int fd = open("counter", O_CREAT | O_TRUNC | O_RDWR, 0600);
  write(fd, "0", 1);
  fflush(stdout);
  for (int p = 0; p < 4; p++)
    if (fork() == 0) {
      for (int i = 0; i < 5; i++) how();
      _exit(0);
    }
  int status, bad = 0;
  while (wait(&status) > 0) bad += status != 0;
  char text[16] = "";
  pread(fd, text, 15, 0);
  printf("%s: %s (%d failed)\n", what, text, bad);
  close(fd);
}

int main(void) {
  unlink("counter.lock");
  run("lock file", with_file);
  run("fcntl", with_fcntl);
  int a = open("guard", O_RDWR), b = open("guard", O_RDWR);
  printf("flock %d\n", flock(a, LOCK_EX));
  int busy = flock(b, LOCK_EX | LOCK_NB);
  printf("other description %d %s\n", busy, strerror(errno));
  pid_t child = fork();
  if (child == 0) {
    struct flock ask = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 5, .l_len = 1};
    fcntl(b, F_GETLK, &ask);
    _exit(ask.l_type == F_RDLCK && ask.l_pid == getppid() && ask.l_start == 0 && ask.l_len == 10 ? 0 : 1);
  }
  int status;
  waitpid(child, &status, 0);
  printf("before a lock: %d\n", WEXITSTATUS(status));
  struct flock mine = {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_len = 10};
  printf("setlk %d\n", fcntl(a, F_SETLK, &mine));
  if (fork() == 0) {
    struct flock ask = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 5, .l_len = 1};
    fcntl(b, F_GETLK, &ask);
    _exit(ask.l_type == F_RDLCK && ask.l_pid == getppid() && ask.l_start == 0 && ask.l_len == 10 ? 0 : 1);
  }
  wait(&status);
  printf("with a lock: %d\n", WEXITSTATUS(status));
  printf("lockf %d\n", lockf(a, F_TLOCK, 10));
  unlink("guard");
  unlink("counter");
  return 0;
}
