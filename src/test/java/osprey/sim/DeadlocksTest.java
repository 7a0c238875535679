package osprey.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// Deadlocks as they close, and waits that only look like one.
class DeadlocksTest {
  private static final String HEADERS =
      """
      #define _GNU_SOURCE
      #include <fcntl.h>
      #include <mqueue.h>
      #include <poll.h>
      #include <pthread.h>
      #include <semaphore.h>
      #include <signal.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <sys/epoll.h>
      #include <sys/file.h>
      #include <sys/ipc.h>
      #include <sys/mman.h>
      #include <sys/msg.h>
      #include <sys/socket.h>
      #include <sys/stat.h>
      #include <sys/wait.h>
      #include <time.h>
      #include <unistd.h>
      #include <osprey.h>
      """;

  private static List<TraceEvent.Deadlock> deadlocksOf(String program) {
    return deadlocksOf(Rehearsed.program(HEADERS + program, RunOptions.NONE));
  }

  private static List<TraceEvent.Deadlock> deadlocksOf(Rehearsed played) {
    TraceLog log = played.run().trace();
    List<TraceEvent.Deadlock> found = new ArrayList<>();
    for (long i = log.first(); i < log.end(); i++) {
      if (log.kind(i) == TraceKind.DEADLOCK && log.event(i) instanceof TraceEvent.Deadlock each) {
        found.add(each);
      }
    }
    return found;
  }

  private static TraceEvent.Deadlock theOnlyOneOf(String program) {
    List<TraceEvent.Deadlock> found = deadlocksOf(program);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void the_readers_of_a_pipe_hold_its_last_write_ends() {
    TraceEvent.Deadlock found =
        theOnlyOneOf(
            """
            int main(void) {
              int end[2]; pipe(end);
              for (int i = 0; i < 2; i++)
                if (fork() == 0) { char c; while (read(end[0], &c, 1) > 0); return 0; }
              close(end[1]);
              return 0;
            }
            """);

    assertThat(found.threads()).isEqualTo(2);
    assertThat(found.text())
        .contains("waits in read() at dir/test.c:")
        .contains(
            "but the only open write ends belong to the readers themselves: test/1 and test/2");
  }

  @Test
  void the_moment_is_when_the_last_other_end_is_closed() {
    TraceEvent.Deadlock found =
        theOnlyOneOf(
            """
            int main(void) {
              int end[2]; pipe(end);
              if (fork() == 0) { char c; read(end[0], &c, 1); return 0; }
              compute(5000000);
              close(end[1]);
              compute(5000000);
              return 0;
            }
            """);

    assertThat(found.time()).isBetween(5_000_000L, 6_000_000L);
    assertThat(found.text()).endsWith("but the only open write ends belong to the reader itself");
  }

  @Test
  void two_full_pipes() {
    TraceEvent.Deadlock found =
        theOnlyOneOf(
            """
            static char bytes[70000];
            int main(void) {
              int a[2], b[2]; pipe(a); pipe(b);
              if (fork() == 0) {
                close(a[1]); close(b[0]);
                write(b[1], bytes, sizeof bytes);
                return 0;
              }
              close(a[0]); close(b[1]);
              write(a[1], bytes, sizeof bytes);
              wait(NULL);
              return 0;
            }
            """);

    assertThat(found.text())
        .contains("for room in pipe 1, whose read end is open only in test/1")
        .contains("for room in pipe 2, whose read end is open only in test");
  }

  @Test
  void a_part_of_the_threads_while_others_run_on() {
    List<TraceEvent.Deadlock> found =
        deadlocksOf(
            """
            static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
            static void *one(void *x) {
              pthread_mutex_lock(&a); usleep(1000); pthread_mutex_lock(&b); return x;
            }
            static void *two(void *x) {
              pthread_mutex_lock(&b); usleep(1000); pthread_mutex_lock(&a); return x;
            }
            int main(void) {
              pthread_t t[2];
              pthread_create(&t[0], NULL, one, NULL);
              pthread_create(&t[1], NULL, two, NULL);
              compute(50000000);
              pthread_join(t[0], NULL);
              return 0;
            }
            """);

    assertThat(found).hasSize(2);
    assertThat(found.getFirst().time()).isLessThan(2_000_000L);
    assertThat(found.getFirst().text()).contains("for mutex a, held by", "for mutex b, held by");
    assertThat(found.getLast().threads()).isEqualTo(1);
    assertThat(found.getLast().text()).contains("pthread_join", "in a deadlock already");
  }

  @Test
  void a_semaphore_that_nobody_can_post() {
    assertThat(
            theOnlyOneOf("static sem_t full; int main(void) { sem_wait(&full); return 0; }").text())
        .endsWith("for semaphore full, which nobody else could post");
  }

  @Test
  void a_signal_that_came_before_the_wait() {
    TraceEvent.Deadlock found =
        theOnlyOneOf(
            """
            static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
            static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
            static void *waiter(void *x) {
              compute(1000000);
              pthread_mutex_lock(&lock);
              pthread_cond_wait(&ready, &lock);
              pthread_mutex_unlock(&lock);
              return x;
            }
            int main(void) {
              pthread_t t;
              pthread_create(&t, NULL, waiter, NULL);
              pthread_cond_signal(&ready);
              pthread_join(t, NULL);
              return 0;
            }
            """);

    assertThat(found.threads()).isEqualTo(2);
    assertThat(found.text())
        .contains("for condition ready, which only the other threads of test could signal");
  }

  @Test
  void an_owner_that_has_ended() {
    assertThat(
            deadlocksOf(
                    """
                    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
                    static void *taker(void *x) { pthread_mutex_lock(&lock); return x; }
                    int main(void) {
                      pthread_t t;
                      pthread_create(&t, NULL, taker, NULL);
                      pthread_join(t, NULL);
                      pthread_mutex_lock(&lock);
                      return 0;
                    }
                    """)
                .getFirst()
                .text())
        .contains("for mutex lock, whose owner", "has ended without unlocking it");
  }

  @Test
  void semaphores_in_shared_memory_and_a_wait_for_the_child() {
    TraceEvent.Deadlock found =
        theOnlyOneOf(
            """
            int main(void) {
              sem_t *s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
              sem_init(s, 1, 0);
              if (fork() == 0) { compute(1000000); sem_wait(s); return 0; }
              wait(NULL);
              sem_post(s);
              return 0;
            }
            """);

    assertThat(found.text()).contains("which only test could post", "a child of process 2");
  }

  @Test
  void two_processes_that_both_listen_to_a_socket_pair() {
    assertThat(
            theOnlyOneOf(
                    """
                    int main(void) {
                      int s[2]; char c; socketpair(AF_UNIX, SOCK_STREAM, 0, s);
                      if (fork() == 0) { close(s[0]); recv(s[1], &c, 1, 0); return 0; }
                      close(s[1]);
                      struct pollfd p = {s[0], POLLIN, 0};
                      poll(&p, 1, -1);
                      return 0;
                    }
                    """)
                .threads())
        .isEqualTo(2);
  }

  @Test
  void two_who_lock_two_files_crosswise() {
    assertThat(
            theOnlyOneOf(
                    """
                    int main(void) {
                      int isChild = fork() == 0;
                      int a = open("/a", O_RDWR | O_CREAT, 0600);
                      int b = open("/b", O_RDWR | O_CREAT, 0600);
                      flock(isChild ? a : b, LOCK_EX);
                      compute(1000000);
                      flock(isChild ? b : a, LOCK_EX);
                      return 0;
                    }
                    """)
                .text())
        .contains("for flock on", "held by test");
  }

  @Test
  void fifos_opened_in_different_orders() {
    assertThat(
            theOnlyOneOf(
                    """
                    int main(void) {
                      mkfifo("/one", 0600); mkfifo("/two", 0600);
                      if (fork() == 0) { open("/two", O_WRONLY); open("/one", O_WRONLY); return 0; }
                      open("/one", O_RDONLY); open("/two", O_RDONLY);
                      return 0;
                    }
                    """)
                .threads())
        .isEqualTo(2);
  }

  @Test
  void two_who_wait_for_each_others_messages() {
    assertThat(
            theOnlyOneOf(
                    """
                    int main(void) {
                      struct { long type; char text[8]; } m = {1, ""};
                      int a = msgget(IPC_PRIVATE, 0600), b = msgget(IPC_PRIVATE, 0600);
                      msgrcv(fork() == 0 ? a : b, &m, sizeof m.text, 0, 0);
                      return 0;
                    }
                    """)
                .threads())
        .isEqualTo(2);
  }

  // ---- what is none

  @Test
  void a_wait_that_ends_by_itself() {
    assertThat(
            deadlocksOf(
                """
                static sem_t s;
                static void ring(int number) { sem_post(&s); }
                int main(void) {
                  signal(SIGALRM, ring);
                  struct timespec soon;
                  clock_gettime(CLOCK_REALTIME, &soon);
                  soon.tv_nsec += 1000000;
                  sem_timedwait(&s, &soon);
                  alarm(1);
                  while (sem_wait(&s) != 0);
                  return 0;
                }
                """))
        .isEmpty();
  }

  @Test
  void a_handler_that_writes_to_the_pipe_its_process_reads() {
    assertThat(
            deadlocksOf(
                """
                static int end[2];
                static void tell(int number) { write(end[1], "x", 1); }
                int main(void) {
                  char c;
                  pipe(end);
                  signal(SIGCHLD, tell);
                  if (fork() == 0) { close(end[0]); close(end[1]); compute(3000000); return 0; }
                  while (read(end[0], &c, 1) != 1);
                  return 0;
                }
                """))
        .isEmpty();
  }

  @Test
  void a_server_and_the_clients_that_come_later() {
    Rehearsed played =
        Rehearsed.scenario(
            """
            program server {
                #include <sys/msg.h>
                #include <unistd.h>
                int main(void) {
                    struct { long type; char text[8]; } m;
                    int q = msgget(77, IPC_CREAT | 0600);
                    msgrcv(q, &m, sizeof m.text, 0, 0);
                    return 0;
                }
            }
            program client {
                #include <sys/msg.h>
                int main(void) {
                    struct { long type; char text[8]; } m = {1, "hi"};
                    return msgsnd(msgget(77, 0600), &m, sizeof m.text, 0);
                }
            }
            start server
            start server as other
            start 2 copies of client at 10ms every 5ms
            """);

    assertThat(deadlocksOf(played)).isEmpty();
    assertThat(played.stop()).isInstanceOf(Stop.Finished.class);
  }

  @Test
  void a_named_semaphore_that_another_process_has_not_opened_yet() {
    assertThat(
            deadlocksOf(
                """
                int main(void) {
                  if (fork() == 0) {
                    sem_t *mine = sem_open("/s", O_CREAT, 0600, 0);
                    sem_wait(mine);
                    return 0;
                  }
                  compute(5000000);
                  sem_post(sem_open("/s", O_CREAT, 0600, 0));
                  return 0;
                }
                """))
        .isEmpty();
  }

  @Test
  void a_pipe_end_on_its_way_in_a_message() {
    assertThat(
            deadlocksOf(
                """
                int main(void) {
                  int s[2], end[2]; char c;
                  socketpair(AF_UNIX, SOCK_STREAM, 0, s);
                  pipe(end);
                  if (fork() == 0) { close(end[1]); read(end[0], &c, 1); return 0; }
                  close(end[0]);
                  union { char bytes[CMSG_SPACE(sizeof(int))]; struct cmsghdr align; } room = {{0}};
                  struct iovec data = {"x", 1};
                  struct msghdr m = {0};
                  m.msg_iov = &data; m.msg_iovlen = 1;
                  m.msg_control = room.bytes; m.msg_controllen = sizeof room.bytes;
                  struct cmsghdr *head = CMSG_FIRSTHDR(&m);
                  head->cmsg_level = SOL_SOCKET; head->cmsg_type = SCM_RIGHTS;
                  head->cmsg_len = CMSG_LEN(sizeof(int));
                  *(int *)CMSG_DATA(head) = end[1];
                  sendmsg(s[0], &m, 0);
                  close(end[1]);
                  compute(5000000);
                  recvmsg(s[1], &m, 0);
                  write(*(int *)CMSG_DATA(CMSG_FIRSTHDR(&m)), "x", 1);
                  wait(NULL);
                  return 0;
                }
                """))
        .isEmpty();
  }

  @Test
  void a_copy_reports_what_its_original_has_not_yet() {
    Rehearsed played =
        Rehearsed.program(
            HEADERS
                + """
                static sem_t s;
                static void *wait_long(void *x) { sem_wait(&s); return x; }
                int main(void) {
                  pthread_t t;
                  pthread_create(&t, NULL, wait_long, NULL);
                  pthread_join(t, NULL);
                  return 0;
                }
                """,
            RunOptions.NONE);
    Simulation copy = played.run().copy();

    assertThat(copy.run(Until.END)).isInstanceOf(Stop.Stuck.class);
    assertThat(copy.deadlocks().lost(copy.hosts(), true)).hasSize(2);
    assertThat(deadlocksOf(played)).hasSize(1);
  }
}
