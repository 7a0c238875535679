#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  char *greeting = malloc(32);
  strcpy(greeting, "hello, world");
  printf("%s %d %.2f\n", greeting, argc, 3.14);
  free(greeting);
  if (fork() == 0)
    return 7;
  wait(NULL);
  return 0;
}
