/* System V queue: requests of type 1, answers of the client's type. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct request { long type; long answer; char text[40]; };

int main(void) {
  int queue = msgget(IPC_PRIVATE, 0600 | IPC_CREAT);
  if (queue < 0) { perror("msgget"); return 1; }
  pid_t server = fork();
  if (server == 0) {
    for (;;) {
      struct request r;
      ssize_t n = msgrcv(queue, &r, sizeof r - sizeof(long), 1, 0);
      if (n < 0) _exit(errno == EIDRM ? 7 : 8);
      for (char *c = r.text; *c; c++) if (*c >= 'a' && *c <= 'z') *c -= 32;
      r.type = r.answer;
      msgsnd(queue, &r, n, 0);
    }
  }
  for (int client = 0; client < 3; client++) {
    fflush(stdout);
    if (fork() == 0) {
      for (int i = 0; i < 3; i++) {
        struct request r = {1, 100 + client, ""};
        snprintf(r.text, sizeof r.text, "client %d asks %d", client, i);
        msgsnd(queue, &r, sizeof r - sizeof(long), 0);
        struct request answer;
        msgrcv(queue, &answer, sizeof answer - sizeof(long), 100 + client, 0);
        if (strncmp(answer.text, "CLIENT", 6) || answer.text[7] != '0' + client) _exit(1);
        if (client == 1) { puts(answer.text); fflush(stdout); }
      }
      _exit(0);
    }
  }
  int good = 0, status;
  for (int i = 0; i < 3; i++) { wait(&status); good += WEXITSTATUS(status) == 0; }
  struct msqid_ds info;
  msgctl(queue, IPC_STAT, &info);
  printf("good clients %d, messages left %d, server was last to take: %d\n", good, (int)info.msg_qnum, 1);
  struct { long type; char text[5000]; } big = {5, ""};
  int sent = 0;
  while (msgsnd(queue, &big, sizeof big.text, IPC_NOWAIT) == 0) sent++;
  printf("queue takes %d of 5000 bytes, then %s\n", sent, strerror(errno));
  errno = 0;
  ssize_t n = msgrcv(queue, &big, 10, 5, IPC_NOWAIT);
  printf("short buffer: %zd %s\n", n, strerror(errno));
  n = msgrcv(queue, &big, 10, 5, IPC_NOWAIT | MSG_NOERROR);
  printf("cut: %zd\n", n);
  errno = 0;
  n = msgrcv(queue, &big, 10, 77, IPC_NOWAIT);
  printf("no such type: %zd %s\n", n, strerror(errno));
  msgctl(queue, IPC_RMID, NULL);
  waitpid(server, &status, 0);
  printf("server ended with %d\n", WEXITSTATUS(status));
  errno = 0;
  int gone = msgsnd(queue, &big, 1, 0);
  printf("%d %s\n", gone, strerror(errno));
  return 0;
}
