/* HTTP/1.0: one connection per request, answered from a small table. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void answer(FILE *io, FILE *out) {
  char method[16], path[64], line[256];
  if (!fgets(line, sizeof line, io) || sscanf(line, "%15s %63s", method, path) != 2) return;
  while (fgets(line, sizeof line, io) && strcmp(line, "\r\n")) {}
  const char *status = "200 OK", *body = NULL;
  if (strcmp(method, "GET")) { status = "501 Not Implemented"; body = "no\n"; }
  else if (!strcmp(path, "/")) body = "<h1>It works</h1>\n";
  else if (!strcmp(path, "/big")) body = NULL;
  else { status = "404 Not Found"; body = "nothing here\n"; }
  if (body) {
    fprintf(out, "HTTP/1.0 %s\r\nContent-Length: %zu\r\n\r\n%s", status, strlen(body), body);
  } else {
    fprintf(out, "HTTP/1.0 %s\r\nContent-Length: 100000\r\n\r\n", status);
    for (int i = 0; i < 10000; i++) fputs("012345678\n", out);
  }
  fflush(out);
}

static void request(struct sockaddr_in *at, const char *text) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, (struct sockaddr *)at, sizeof *at)) { perror("connect"); exit(1); }
  FILE *io = fdopen(fd, "r+");
  fprintf(io, "%s HTTP/1.0\r\nHost: here\r\n\r\n", text);
  fflush(io);
  char line[256];
  fgets(line, sizeof line, io);
  line[strcspn(line, "\r\n")] = 0;
  long bytes = 0, sum = 0, length = -1;
  char header[256];
  while (fgets(header, sizeof header, io) && strcmp(header, "\r\n")) sscanf(header, "Content-Length: %ld", &length);
  int c;
  while ((c = getc(io)) != EOF) { bytes++; sum = (sum * 31 + c) % 1000003; }
  printf("%s -> %s, %ld of %ld bytes, sum %ld\n", text, line, bytes, length, sum);
  fclose(io);
}

int main(void) {
  int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof at;
  if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 8)) { perror("listen"); return 1; }
  getsockname(listener, (struct sockaddr *)&at, &length);
  fflush(stdout);
  pid_t server = fork();
  if (server == 0) {
    for (;;) {
      int fd = accept(listener, NULL, NULL);
      FILE *in = fdopen(fd, "r"), *out = fdopen(dup(fd), "w");
      answer(in, out);
      fclose(out);
      fclose(in);
    }
  }
  request(&at, "GET /");
  request(&at, "GET /nothing");
  request(&at, "GET /big");
  request(&at, "PUT /");
  kill(server, 15);
  int status;
  waitpid(server, &status, 0);
  printf("server ended by signal %d\n", WTERMSIG(status));
  return 0;
}
