/* A co-process on a socket pair, popen(3) both ways, and a pipeline made by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
  fflush(stdout);
  if (fork() == 0) {
    dup2(ends[1], 0);
    dup2(ends[1], 1);
    close(ends[0]);
    close(ends[1]);
    int a, b;
    while (scanf("%d %d", &a, &b) == 2) { printf("%d\n", a + b); fflush(stdout); }
    _exit(5);
  }
  close(ends[1]);
  FILE *in = fdopen(ends[0], "r"), *out = fdopen(dup(ends[0]), "w");
  for (int i = 1; i <= 3; i++) {
    fprintf(out, "%d %d\n", i, i * 10);
    fflush(out);
    char line[32];
    fgets(line, sizeof line, in);
    printf("%d + %d = %s", i, i * 10, line);
  }
  shutdown(ends[0], SHUT_WR);
  int status;
  printf("end %d\n", fgetc(in));
  wait(&status);
  printf("co-process %d\n", WEXITSTATUS(status));
  int p[2], q[2];
  pipe(p);
  pipe(q);
  fflush(stdout);
  if (fork() == 0) {
    close(p[0]); close(q[0]); close(q[1]);
    for (int i = 0; i < 1000; i++) dprintf(p[1], "line %d\n", i);
    _exit(0);
  }
  if (fork() == 0) {
    close(p[1]); close(q[0]);
    FILE *f = fdopen(p[0], "r");
    char line[64];
    while (fgets(line, sizeof line, f)) if (strchr(line, '7')) write(q[1], line, strlen(line));
    _exit(0);
  }
  close(p[0]); close(p[1]); close(q[1]);
  int lines = 0, bytes = 0, n;
  char buffer[512];
  while ((n = read(q[0], buffer, sizeof buffer)) > 0) {
    bytes += n;
    for (int i = 0; i < n; i++) lines += buffer[i] == '\n';
  }
  while (wait(&status) > 0) {}
  printf("%d lines with a 7, %d bytes\n", lines, bytes);
  return 0;
}
