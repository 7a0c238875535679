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
import osprey.ui.Setup;
import osprey.ui.SourceLoader;

/// Whole sessions: the commands go in, what is printed is compared with a golden file. Addresses
/// are left out, they change with the compiler.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplTest {
  private static final Setup.Loader LOADER = new SourceLoader();

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Repl.Opening> openings = new ArrayList<>();
  private String program = "";

  @BeforeEach
  void write_a_program() throws IOException {
    program =
        write(
            "t.c",
            """
            #include <stdio.h>
            struct point { int x, y; struct point *next; };
            int g = 3;
            static int add(int a, int b) {
              int c = a + b;
              return c;
            }
            int main(int argc, char **argv) {
              struct point p = {1, 2, &p};
              const char *s = "hello";
              int r = add(p.x, p.y);
              printf("%d\\n", r);
              for (int i = 0; i < 3; i++)
                g += i;
              return g;
            }
            """);
  }

  @Test
  void running_and_stepping() {
    session(
        "running",
        """
        break add
        info breakpoints
        run
        bt
        info args
        info locals
        next

        finish
        next
        display g
        display/x r
        next
        next
        next
        info display
        until
        until
        up
        continue
        info breakpoints
        step
        bt
        """);
  }

  @Test
  void looking_at_data() {
    session(
        "data",
        """
        start
        next 3
        print p
        print p.next->y
        print/x g
        print $ + 1
        print r = 40
        set var g = r + 2
        output g
        echo \\n
        whatis p.next
        ptype p
        ptype struct point
        x/2dw &p
        x/s s
        x/3i $pc
        x
        p nosuch
        p/y g
        list add
        list
        list -
        list 100
        list 1,2
        info line 12
        info source
        disassemble add
        info frame
        """);
  }

  @Test
  void processes_and_threads() throws IOException {
    program =
        write(
            "t.c",
            """
            #include <pthread.h>
            #include <stdlib.h>
            #include <sys/wait.h>
            #include <unistd.h>
            pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
            static void *work(void *name) {
              pthread_mutex_lock(&lock);
              return name;
            }
            int main(void) {
              int end[2];
              pthread_t thread;
              pipe(end);
              if (fork() == 0) {
                char c;
                read(end[0], &c, 1);
                exit(c);
              }
              pthread_mutex_lock(&lock);
              pthread_create(&thread, NULL, work, "worker");
              write(end[1], "!", 1);
              wait(NULL);
              pthread_join(thread, NULL);
            }
            """);

    session(
        "threads",
        """
        break work
        run
        info threads
        thread
        thread 2
        thread 99
        process
        why 2
        info processes
        info fds
        info fds 3
        info channels
        info cpus
        tbreak t.c:23 if 1
        delete 1
        continue
        continue
        info threads
        why
        kill
        info threads
        """);
  }

  @Test
  void a_fault_shows_the_place() throws IOException {
    program =
        write(
            "t.c",
            """
            static void set(int *where) {
              *where = 1;
            }
            int main(void) {
              set(0);
            }
            """);

    session(
        "fault",
        """
        run
        bt
        print where
        up
        info frame
        down
        down
        continue
        print g
        """);
  }

  @Test
  void commands_are_found_by_their_beginnings() {
    session(
        "commands",
        """
        foo
        info foo
        info
        re
        in
        b nosuch
        b t.c:999
        b 5
        b add if
        delete 9
        c
        help
        help step
        help info
        help info threads
        info functions
        info signals
        frame
        info locals
        file
        file nowhere.c
        source nowhere
        x
        undisplay 3
        quit 300
        """);
  }

  @Test
  void scripts_stop_at_their_first_error() throws IOException {
    String script = write("x.gdb", "break add\n# a remark\nfoo\nrun\n");
    openings.add(new Repl.Opening.Script(script));

    int status = run("run\n", true);

    assertThat(status).isEqualTo(1);
    assertThat(text())
        .isEqualTo(
            """
            Breakpoint 1 at ADDR: file t.c, line 5.
            x.gdb:3: Error in sourced command file:
            Undefined command: "foo".  Try "help".
            """);
  }

  @Test
  void what_is_done_by_hand_happens_and_can_be_taken_back() throws IOException {
    program =
        write(
            "hand.c",
            """
            #include <pthread.h>
            #include <signal.h>
            #include <stdio.h>
            static int first, caught;
            static void handler(int number) { caught = number; }
            static void *work(void *number) {
              if (!first) first = (int)(long)number;
              return NULL;
            }
            int main(void) {
              signal(SIGUSR1, handler);
              pthread_t team[2];
              for (long i = 0; i < 2; i++) pthread_create(&team[i], NULL, work, (void *)(i + 1));
              for (int i = 0; i < 2; i++) pthread_join(team[i], NULL);
              char name[20];
              scanf("%19s", name);
              printf("%s %d %d\\n", name, first, caught);
              return 0;
            }
            """);

    session(
        "hand",
        """
        tbreak 14
        run
        info threads
        schedule 99
        schedule 2
        schedule 4
        signal SIGUSR1
        signal NOSUCH
        input hello
        input "Ada\\n"
        input eof
        cut here there
        tbreak 16
        continue
        print first
        print caught
        reverse-continue
        print first
        continue
        print first
        kill -CONT 2
        kill -1 99
        continue
        """);
  }

  @Test
  void openings_are_done_in_order_before_the_first_line() {
    openings.add(new Repl.Opening.Line("start"));
    openings.add(new Repl.Opening.Line("print argc"));

    int status = run("print argc + 1\nquit 7\nprint 9\n", false);

    assertThat(status).isEqualTo(7);
    assertThat(text()).contains("$1 = 1\n$2 = 2\n").doesNotContain("$3");
  }

  @Test
  void a_program_with_errors_is_not_loaded() throws IOException {
    program = write("t.c", "int main(void) { return nothing; }\n");

    assertThat(run("run\n", false)).isEqualTo(3);
    assertThat(text()).contains("error: ", "No program or scenario loaded");
  }

  private void session(String name, String commands) {
    run(commands, false);
    assertGolden("repl/" + name + ".txt", text());
  }

  private int run(String commands, boolean isBatch) {
    PrintStream to = new PrintStream(out, false, StandardCharsets.UTF_8);
    byte[] bytes = commands.getBytes(StandardCharsets.UTF_8);
    RunOptions options = new RunOptions(1L, 1, null, 0, TraceLevel.SCHEDULE);
    Repl repl = Repl.plain(LOADER, options, new ByteArrayInputStream(bytes), to, to, false);
    return repl.run(program, List.of(), openings, new Repl.Manner(isBatch, false));
  }

  /// Without what differs from run to run, and in the next version of the compiler.
  private String text() {
    return out.toString(StandardCharsets.UTF_8)
        .replace(folder + "/", "")
        .replaceAll("\\b(0x)?[0-9a-f]*[4-7][0-9a-f]{5,}\\b", "ADDR")
        .replaceAll("since [0-9.]+[mun]?s", "since TIME")
        .replaceAll("at [0-9.]+[mun]?s:", "at TIME:");
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
