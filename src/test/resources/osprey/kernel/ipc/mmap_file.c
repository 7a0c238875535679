/* A file mapped shared and private; the end of the file; what a child sees. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static sigjmp_buf back;
static void on_fault(int sig) { siglongjmp(back, sig); }

int main(void) {
  int fd = open("mapped", O_CREAT | O_TRUNC | O_RDWR, 0600);
  write(fd, "hello, file", 11);
  char *shared = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  char *private = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  memcpy(shared, "HELLO", 5);
  printf("private sees %.11s\n", private);
  private[0] = 'J';
  memcpy(shared + 7, "FILE", 4);
  char text[16] = "";
  pread(fd, text, 11, 0);
  printf("file %s, private %.11s\n", text, private);
  shared[100] = 'x';
  struct stat st;
  fstat(fd, &st);
  printf("size stays %ld, beyond reads %d\n", (long)st.st_size, shared[50]);
  signal(SIGBUS, on_fault);
  signal(SIGSEGV, on_fault);
  int sig = sigsetjmp(back, 1);
  if (sig == 0) { shared[5000] = 1; puts("no fault"); }
  else printf("beyond the page: %s\n", sig == SIGBUS ? "SIGBUS" : "SIGSEGV");
  ftruncate(fd, 6000);
  shared[5000] = 'y';
  pread(fd, text, 1, 5000);
  printf("grown: %c\n", text[0]);
  fflush(stdout);
  if (fork() == 0) {
    strcpy(shared + 20, "child was here");
    private[1] = 'X';
    _exit(0);
  }
  wait(NULL);
  printf("%s, private %.5s\n", shared + 20, private);
  mprotect(shared, 4096, PROT_READ);
  sig = sigsetjmp(back, 1);
  if (sig == 0) { shared[0] = 1; puts("no fault"); }
  else printf("read-only: %s\n", sig == SIGSEGV ? "SIGSEGV" : "SIGBUS");
  munmap(shared, 8192);
  sig = sigsetjmp(back, 1);
  if (sig == 0) printf("%d\n", shared[0]);
  else printf("unmapped: %s\n", sig == SIGSEGV ? "SIGSEGV" : "SIGBUS");
  unlink("mapped");
  return 0;
}
