package osprey.hardware.fuzz;

import java.util.List;
import java.util.regex.Pattern;

/// What a program's statements need in front of them. Only what is needed is there: a short case
/// stays short.
final class Prelude {
  /// @param word if this occurs in the program, its line is needed
  private record Line(Pattern word, String text) {}

  private static Line header(String words, String name) {
    return new Line(Pattern.compile("\\b(" + words + ")"), "#include <" + name + ">");
  }

  private static Line line(String word, String text) {
    return new Line(Pattern.compile("\\b(" + word + ")\\b"), text);
  }

  /// Helpers first look at the statements, headers at the helpers too.
  private static final List<Line> HELPERS =
      List.of(
          line(
              "d", "int d[16] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};"),
          line("in", "char in[70000];"),
          line("out|post", "char out[70000] = \"abcdefghijklmnopqrstuvwxyz\";"),
          line("m|post", "int m = -1;"),
          line("s|change|change2", "int s = -1;"),
          line("v", "long *v;"),
          line("first", "pid_t first;"),
          line("child", "pid_t child = 99999;"),
          line(
              "range",
              "void range(int f, int command, int type, long start, long length) {"
                  + " struct flock l = {0}; l.l_type = type; l.l_start = start;"
                  + " l.l_len = length; fcntl(f, command, &l); }"),
          line("add", "void add(int f, unsigned long n) { write(f, &n, 8); }"),
          line(
              "queue",
              "int queue(int flags, long messages, long size) {"
                  + " struct mq_attr a = {0}; a.mq_maxmsg = messages; a.mq_msgsize = size;"
                  + " return mq_open(\"/q\", flags, 0600, &a); }"),
          line(
              "post",
              "void post(long type, int size, int flags) {"
                  + " *(long *)out = type; msgsnd(m, out, size, flags); }"),
          line(
              "change",
              "void change(int n, int by, int flags) {"
                  + " struct sembuf o = {n, by, flags}; semop(s, &o, 1); }"),
          line(
              "change2",
              "void change2(int a, int b, int flags) {"
                  + " struct sembuf o[2] = {{0, a, flags}, {1, b, flags}}; semop(s, o, 2); }"),
          line("handle", "void on(int n) {}"),
          line(
              "handle",
              "void handle(int n, int flags) {"
                  + " struct sigaction a = {0}; a.sa_handler = on; a.sa_flags = flags;"
                  + " sigaction(n, &a, NULL); }"),
          line(
              "mask",
              "void mask(int how, int n) {"
                  + " sigset_t a; sigemptyset(&a); sigaddset(&a, n);"
                  + " sigprocmask(how, &a, NULL); }"),
          line(
              "look",
              "void look(int f, int events, int millis) {"
                  + " struct pollfd p = {f, events, 0}; poll(&p, 1, millis); }"),
          line(
              "look2",
              "void look2(int f, int g, int events, int millis) {"
                  + " struct pollfd p[2] = {{f, events, 0}, {g, events, 0}};"
                  + " poll(p, 2, millis); }"));

  private static final List<Line> HEADERS =
      List.of(
          header("fcntl|open|O_", "fcntl.h"),
          header("mq_", "mqueue.h"),
          header("poll", "poll.h"),
          header("pthread_", "pthread.h"),
          header("sig|SIG|kill|raise", "signal.h"),
          header("rename", "stdio.h"),
          header("eventfd", "sys/eventfd.h"),
          header("flock\\(|LOCK_", "sys/file.h"),
          header("ioctl", "sys/ioctl.h"),
          header("mmap", "sys/mman.h"),
          header("msg(get|snd|rcv|ctl)", "sys/msg.h"),
          header("sem(get|op|ctl)", "sys/sem.h"),
          header("shm(get|at|dt|ctl)", "sys/shm.h"),
          header("socketpair|send|recv|shutdown|listen|accept", "sys/socket.h"),
          header("mkfifo|stat", "sys/stat.h"),
          header("wait", "sys/wait.h"),
          header(
              "read|write|p(read|write)|close|pipe|dup|lseek|ftruncate|fsync|fork|usleep|_exit"
                  + "|getpid|unlink|link|pid_t|NULL",
              "unistd.h"));

  private Prelude() {}

  /// Lines that go before these, indented by four.
  static String of(String body) {
    StringBuilder helpers = new StringBuilder();
    for (Line each : HELPERS) {
      if (each.word().matcher(body).find()) {
        helpers.append("    ").append(each.text()).append('\n');
      }
    }
    StringBuilder all = new StringBuilder();
    for (Line each : HEADERS) {
      if (each.word().matcher(helpers + body).find()) {
        all.append("    ").append(each.text()).append('\n');
      }
    }
    return all.append(helpers).toString();
  }
}
