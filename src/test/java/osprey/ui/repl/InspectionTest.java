package osprey.ui.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.Golden.assertGolden;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.SourceLoader;

/// A session of more than a hundred commands over two machines with several processes and threads:
/// the same bytes each time; and a long list of things that cannot be done.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InspectionTest {
  private static final String SCENARIO =
      """
      scenario "Two machines, processes, threads and channels of all kinds"
      machine server { cpus 2; memory 64MiB; scheduler rr quantum=1ms }
      machine client { cpus 1; memory 32MiB }
      link client server { latency 1ms, bandwidth 100Mbit/s, loss 0% }

      program serve {
          #include <arpa/inet.h>
          #include <netinet/in.h>
          #include <pthread.h>
          #include <stdio.h>
          #include <stdlib.h>
          #include <string.h>
          #include <signal.h>
          #include <sys/ipc.h>
          #include <sys/mman.h>
          #include <sys/msg.h>
          #include <sys/sem.h>
          #include <sys/shm.h>
          #include <sys/socket.h>
          #include <sys/wait.h>
          #include <unistd.h>
          struct order { int number; char what[12]; struct order *next; double price; };
          enum state { IDLE, BUSY = 3 };
          static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
          static struct order *head;
          static int served;
          static enum state state;
          static int *shared;
          static void interrupted(int signal) { (void)signal; served += 100; }
          static void *work(void *argument) {
              long number = (long)argument;
              pthread_mutex_lock(&lock);
              served += (int)number;
              state = BUSY;
              pthread_mutex_unlock(&lock);
              return NULL;
          }
          int main(void) {
              signal(SIGUSR1, interrupted);
              shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
              int queue = msgget(IPC_PRIVATE, 0600);
              int set = semget(IPC_PRIVATE, 2, 0600);
              int segment = shmget(IPC_PRIVATE, 8192, 0600);
              int ends[2];
              pipe(ends);
              struct { long type; char text[8]; } message = {1, "hello"};
              msgsnd(queue, &message, sizeof message.text, 0);
              if (fork() == 0) {
                  char byte;
                  read(ends[0], &byte, 1);
                  *shared = set + segment;
                  return 7;
              }
              for (int i = 1; i <= 2; i++) {
                  struct order *order = calloc(1, sizeof *order);
                  order->number = i;
                  strcpy(order->what, i == 1 ? "tea" : "coffee");
                  order->price = 1.5 * i;
                  order->next = head;
                  head = order;
              }
              free(malloc(100));
              int fd = socket(AF_INET, SOCK_STREAM, 0);
              struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(80)};
              bind(fd, (struct sockaddr *)&address, sizeof address);
              listen(fd, 4);
              pthread_mutex_lock(&lock);
              pthread_t team[2];
              for (long i = 0; i < 2; i++) pthread_create(&team[i], NULL, work, (void *)(i + 1));
              int peer = accept(fd, NULL, NULL);
              char text[16];
              read(peer, text, sizeof text);
              pthread_mutex_unlock(&lock);
              for (int i = 0; i < 2; i++) pthread_join(team[i], NULL);
              write(ends[1], "x", 1);
              wait(NULL);
              printf("served %d\\n", served);
              return 0;
          }
      }

      program ask {
          #include <arpa/inet.h>
          #include <netdb.h>
          #include <netinet/in.h>
          #include <string.h>
          #include <sys/socket.h>
          #include <unistd.h>
          int main(void) {
              int fd = socket(AF_INET, SOCK_STREAM, 0);
              struct addrinfo *found, hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
              getaddrinfo("server", "80", &hints, &found);
              connect(fd, found->ai_addr, found->ai_addrlen);
              write(fd, "coffee", 6);
              close(fd);
              return 0;
          }
      }

      start serve on server
      start ask on client at 5ms
      expect {
          stdout == "served 3\\n"
          no deadlock
      }
      """;

  @TempDir Path folder;

  private String scenario = "";

  @BeforeEach
  void write_the_scenario() throws IOException {
    Path file = folder.resolve("two.scn");
    Files.writeString(file, SCENARIO);
    scenario = file.toString();
  }

  @Test
  void a_session_over_everything_there_is_to_see() {
    StringBuilder commands = new StringBuilder();
    for (String topic : List.of("scenario", "sources", "functions", "variables", "os")) {
      commands.append("info ").append(topic).append('\n');
    }
    commands.append(
        """
        print sizeof(struct order)
        print served
        print BUSY
        ptype struct order
        whatis &head
        list work
        list
        list -
        info line work
        info scope work
        info address served
        tbreak two.scn:ACCEPT
        run
        bt
        bt full
        info locals
        print *head
        print head->next->what
        print *head->next
        print head->price + 1
        print/x head->number
        print &head->next == &head->next->next
        set print pretty on
        print *head
        set print pretty off
        print $
        print $$2
        print *head@1
        print head->what[0]@3
        x/s head->what
        output head->number
        echo \\n
        printf "%s costs %.2f\\n", head->what, head->price
        set var head->price = 4.25
        print head->price
        set $sum = 0
        set $order = head
        while $order
        set $sum = $sum + $order->price
        set $order = $order->next
        end
        print $sum
        define price
        print $arg0->price
        end
        document price
        Show the price of an order.
        end
        help price
        price head
        price head->next
        if $_thread == 0
        echo never\\n
        else
        echo otherwise\\n
        end
        display state
        display/x served
        info display
        undisplay 2
        tbreak two.scn:WRITE
        continue
        """);
    for (String topic :
        List.of(
            "hosts",
            "links",
            "threads",
            "processes",
            "proc",
            "proc server.3",
            "sched",
            "cpus",
            "waiters",
            "channels",
            "pipes",
            "fifos",
            "shm",
            "sems",
            "msgs",
            "sockets",
            "locks",
            "files",
            "fds",
            "fds 3",
            "maps",
            "signals",
            "heap",
            "frames",
            "stats",
            "os",
            "os processes",
            "frame",
            "args",
            "locals",
            "registers",
            "line",
            "source",
            "display",
            "breakpoints",
            "symbol work",
            "functions",
            "types order")) {
      commands.append("info ").append(topic).append('\n');
    }
    commands.append(
        """
        why
        why server.4
        why server.3
        thread server.4
        bt 1
        up
        print number
        print main::text
        thread apply all bt 1
        taas print number
        process client.2
        bt -1
        cpu client.0
        frame function main
        trace 5
        trace 3 woken
        timeline 40
        stats
        show confirm
        show print
        set listsize 3
        list main
        apropos deadlock
        alias st = info threads
        st
        continue
        info processes
        info scenario
        print served
        """);

    String all =
        commands
            .toString()
            .replace("ACCEPT", lineOf("int peer = accept"))
            .replace("WRITE", lineOf("write(fd"));

    String first = session(all);
    String second = session(all);

    assertThat(second).isEqualTo(first);
    assertThat(all.lines().count()).isGreaterThan(100);
    assertGolden("repl/inspection.txt", steady(first));
  }

  private static String lineOf(String text) {
    long before = SCENARIO.substring(0, SCENARIO.indexOf(text)).lines().count();
    return Long.toString(before);
  }

  /// Without addresses and what depends on them: they change with the compiler and the library.
  private static String steady(String text) {
    return text.replaceAll("\\b(0x)?[0-9a-f]*[4-7][0-9a-f]{5,}\\b", "ADDR")
        .replaceAll("<([a-z_]+)\\+\\d+>", "<$1+N>")
        .replaceAll("[0-9.]+(ns|us|ms)", "TIME")
        .replaceAll("(?m)^(instructions|simulated time|time in \\w+) .*", "$1 N")
        .replaceAll("(?m)^(sp|fp|pc|r\\d+) .*", "$1 N")
        .replaceAll("libc/([a-z_]+).c:\\d+", "libc/$1.c:N");
  }

  @Test
  void what_cannot_be_done_gets_one_sentence_and_changes_nothing() {
    List<String> wrong = new ArrayList<>();
    wrong.addAll(
        List.of(
            "foo",
            "info foo",
            "show foo",
            "set foo 3",
            "set listsize many",
            "set confirm maybe",
            "set print pretty 7",
            "help foo",
            "apropos",
            "apropos xyzzy",
            "print nothing",
            "print 1 +",
            "print )",
            "print 1 2",
            "print \"abc",
            "print 'a",
            "print head->nope",
            "print served.x",
            "print *served",
            "print &5",
            "print 5 = 3",
            "print 1/0",
            "print 1%0",
            "print sizeof(struct nope)",
            "print (nope)3",
            "print main()",
            "print int",
            "print #",
            "print 5@2",
            "print head@0",
            "print $999",
            "print $x + 1",
            "print work::nope",
            "print nope::x",
            "print/y 3",
            "print/i 3",
            "print/5 served",
            "print/w served",
            "print *(int *)0",
            "print {int}",
            "x/y 3",
            "x *0",
            "x/s 0",
            "output",
            "display nope",
            "undisplay 77",
            "whatis nope",
            "ptype struct nope",
            "ptype",
            "list nope",
            "list 9999",
            "list 5,nope",
            "list nope.c:1",
            "info line nope",
            "info symbol 5",
            "info symbol",
            "info address nope",
            "info scope",
            "info functions [",
            "info proc 99",
            "info fds abc",
            "info maps 99",
            "info heap 99",
            "frame 99",
            "frame -1",
            "frame function nope",
            "frame x",
            "thread 99",
            "thread abc",
            "thread nowhere.2",
            "thread apply",
            "thread apply all",
            "thread apply 99 bt",
            "process 99",
            "cpu 9",
            "cpu x",
            "why 99",
            "why abc",
            "printf",
            "printf \"%d\\n\"",
            "printf \"%d\\n\", nope",
            "printf 3",
            "printf \"%y\", 3",
            "source",
            "source /nowhere",
            "define",
            "define print",
            "document x",
            "alias x",
            "alias print = x",
            "alias q2 = foo",
            "echo",
            "history x",
            "shell exit 3",
            "timeline 3",
            "timeline x",
            "trace export",
            "trace export /nowhere/at/all",
            "disassemble nope",
            "up x",
            "down 1",
            "bt x",
            "break nope",
            "break 9999",
            "break",
            "condition 99 1",
            "delete 99",
            "set var 5 = 3",
            "set var nope = 1",
            "set var main = 0",
            "set",
            "set var",
            "file",
            "file /nowhere.c",
            "file folder",
            "if",
            "while nope",
            "ignore 1",
            "tbreak nope",
            "until nope",
            "advance",
            "call main()",
            "quit many"));
    wrong.removeIf(each -> each.equals("echo") || each.equals("break") || each.startsWith("if"));
    wrong.removeIf(each -> each.startsWith("while") || each.equals("define print"));
    String look = "echo ---\\n\ninfo locals\nbt\nprint served\ninfo threads\ninfo breakpoints\n";
    String before = "tbreak work\nrun\n" + look;

    for (String each : wrong) {
      Session session = new Session(before + each + "\n" + look, false);

      assertThat(session.errors().lines().toList())
          .as(each)
          .hasSize(1)
          .allSatisfy(line -> assertThat(line).doesNotContain("Exception", "\tat "));
      assertThat(session.status()).as(each).isEqualTo(1);
      String[] parts = session.all().replaceAll("\\$\\d+ =", "\\$ =").split("---\n", 3);
      assertThat(parts[2]).as("after " + each).isEqualTo(parts[1]);
    }
  }

  private String session(String commands) {
    return new Session(commands, true).all();
  }

  /// Commands from a pipe over the scenario.
  private final class Session {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final int status;

    /// @param isMixed errors among the output
    Session(String commands, boolean isMixed) {
      PrintStream to = new PrintStream(out, false, StandardCharsets.UTF_8);
      PrintStream errors = isMixed ? to : new PrintStream(err, false, StandardCharsets.UTF_8);
      byte[] bytes = commands.getBytes(StandardCharsets.UTF_8);
      RunOptions options = new RunOptions(1L, null, null, null, TraceLevel.SCHEDULE);
      Repl repl = Repl.plain(LOADER, options, new ByteArrayInputStream(bytes), to, errors, false);
      status = repl.run(scenario, List.of(), List.of(), new Repl.Manner(false, false));
      errors.flush();
    }

    int status() {
      return status;
    }

    String errors() {
      return err.toString(StandardCharsets.UTF_8);
    }

    String all() {
      return out.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
    }
  }

  private static final SourceLoader LOADER = new SourceLoader();
}
