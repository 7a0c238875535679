package osprey.ui.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.SourceLoader;

/// Every kind of stop, as it is told at the prompt.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoppingTest {
  @TempDir Path folder;
  private String program = "";

  @BeforeEach
  void write_a_program() throws IOException {
    program =
        write(
            """
            #include <pthread.h>
            #include <signal.h>
            #include <stdio.h>
            #include <sys/mman.h>
            #include <sys/wait.h>
            #include <unistd.h>
            int g;
            int *shared;
            static int twice(int x) { return x * 2; }
            static double half(double x) { return x / 2; }
            static void on(int number) { g += number; }
            static void *work(void *unused) {
              *shared = *shared + 1;
              return unused;
            }
            int main(void) {
              int fd[2], status;
              char text[16];
              signal(SIGUSR1, on);
              shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
              pipe(fd);
              if (fork() == 0) {
                *shared = 42;
                write(fd[1], "hello", 5);
                _exit(3);
              }
              g = twice(read(fd[0], text, 5));
              double h = half(3.0);
              pthread_t t;
              pthread_create(&t, NULL, work, NULL);
              pthread_join(t, NULL);
              raise(SIGUSR1);
              wait(&status);
              printf("%d %d %g\\n", g, *shared, h);
              return 0;
            }
            """);
  }

  @Test
  void commands_of_a_breakpoint_run_at_its_stop() {
    String said =
        session(
            """
            break half
            commands
            printf "half of %g\\n", x
            end
            break twice
            commands
            silent
            printf "twice %d\\n", x
            continue
            end
            run
            """);

    assertThat(said).contains("twice 5\n", "Breakpoint 1, half (x=3)", "\nhalf of 3\n");
    assertThat(said).doesNotContain("Breakpoint 2, twice").doesNotContain("exited normally");
  }

  @Test
  void after_the_end_a_watchpoint_finds_who_wrote_last() {
    String said = session("run\nwatch *shared\nreverse-continue\nreverse-continue\nwatch nosuch\n");

    assertThat(said)
        .contains("Old value = 43\nNew value = 42\nBy thread 4 of process 2")
        .contains("Old value = 42\nNew value = 0\nBy thread 3 of process 3")
        .endsWith("No symbol \"nosuch\" in current context.\n");
  }

  @Test
  void after_the_end_looking_back_changes_nothing() {
    String said = session("run\nwhen\nwatch g\nwhen\ndelete\ninfo breakpoints\n");

    Matcher positions = Pattern.compile("position #([0-9]+)").matcher(said);
    assertThat(positions.find()).isTrue();
    String before = positions.group(1);
    assertThat(positions.find()).isTrue();
    assertThat(positions.group(1)).isEqualTo(before);
    assertThat(said).endsWith("No breakpoints or watchpoints.\n");
  }

  @Test
  void a_catchpoint_says_what_happened() {
    assertThat(session("catch syscall read\nrun\ncontinue\n"))
        .contains("(call to syscall read)", "(returned from syscall read: 5)");
    assertThat(session("catch fork\nrun\ncontinue\n")).contains("(process 2 forked process 3)");
    assertThat(session("catch exit\nrun\n")).contains("(process 3 ended)");
    assertThat(session("catch signal SIGUSR1\nrun\n"))
        .contains("(signal SIGUSR1 goes to its handler)");
    assertThat(session("catch block\nrun\n")).contains("(thread 2 waits for data in pipe 1)");
    assertThat(session("catch wakeup\nrun\n")).contains("(thread 2 woken by thread 3)");
    assertThat(session("catch switch\nrun\n")).contains("(CPU 0 takes up thread 2)");
  }

  @Test
  void bytes_through_a_channel_stop_by_its_name() {
    String said = session("catch ipc pipe 1\nrun\ncontinue\ncontinue\n");

    assertThat(said)
        .contains("(thread 3 put 5 bytes into pipe:[1])", "(thread 2 took 5 bytes out of pipe:[1])")
        .contains("exited normally");
    assertThat(session("catch ipc nosuch\nrun\n")).doesNotContain("Catchpoint 1, ", "put 5 bytes");
  }

  @Test
  void messages_and_sockets_stop_too() throws IOException {
    program =
        write(
            """
            #include <sys/ipc.h>
            #include <sys/msg.h>
            #include <sys/socket.h>
            #include <unistd.h>
            struct note { long type; char text[8]; } note = {1, "hello"};
            int main(void) {
              int ends[2], queue = msgget(IPC_PRIVATE, 0600);
              msgsnd(queue, &note, 6, 0);
              msgrcv(queue, &note, 8, 0, 0);
              socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
              send(ends[0], "x", 1, 0);
              recv(ends[1], note.text, 8, 0);
              return 0;
            }
            """);

    assertThat(session("catch ipc\nrun\ncontinue\ncontinue\ncontinue\n"))
        .contains("put 6 bytes into message queue ", "took 6 bytes out of message queue ")
        .contains("put 1 byte into socket:[", "took 1 byte out of socket:[");
  }

  @Test
  void the_instruction_after_a_system_call_can_be_stopped_at() {
    String after = addressAfterCall();

    String stopped = session("break *" + after + "\nrun\nprint $_thread\ncontinue\n");

    assertThat(stopped).contains("Breakpoint 1, ", "$1 = 2", "exited normally");
  }

  /// Where `read` goes on when the kernel has done its part.
  private String addressAfterCall() {
    String code = session("disassemble read\n");
    String[] lines = code.split("\n");
    for (int i = 0; i + 1 < lines.length; i++) {
      if (lines[i].contains("syscall ")) {
        Matcher address = Pattern.compile("[0-9a-f]{6,}").matcher(lines[i + 1]);
        assertThat(address.find()).isTrue();
        return "0x" + address.group();
      }
    }
    throw new AssertionError("no system call in: " + code);
  }

  @Test
  void finish_tells_the_value() {
    assertThat(session("tbreak half\nrun\nfinish\ninfo breakpoints\n"))
        .contains("Temporary breakpoint 1, half (x=3)", "Value returned is $1 = 1.5")
        .endsWith("No breakpoints or watchpoints.\n");
  }

  @Test
  void handle_says_at_which_signals_to_stop() {
    assertThat(session("handle USR1 stop\nrun\nbt 1\ncontinue\nreverse-continue\nwhen\n"))
        .contains("SIGUSR1       Yes\tYes\tYes\t\tUser defined signal 1\n")
        .contains("exited normally")
        .containsPattern(
            "(?s)received signal SIGUSR1, User defined signal 1\\.\non \\(number=10\\).*"
                + "received signal SIGUSR1, User defined signal 1\\.\non \\(number=10\\)");
    assertThat(session("handle SIGUSR1 print\nrun\n"))
        .contains("[Thread 2 received signal SIGUSR1, User defined signal 1]", "exited normally");
    assertThat(session("handle 10 stop\nhandle 10 noprint\nrun\n"))
        .doesNotContain("received signal")
        .contains("exited normally");
  }

  @Test
  void faults_stop_unless_they_are_not_to() throws IOException {
    program = write("int *p; int main(void) { *p = 1; }");

    assertThat(session("run\n")).contains("Program received signal SIGSEGV, Segmentation fault.");
    assertThat(session("handle all nostop\nrun\n"))
        .contains("[Thread 2 received signal SIGSEGV, Segmentation fault]")
        .doesNotContain("Program received");
    assertThat(session("info handle SEGV\n"))
        .isEqualTo(
            "Signal        Stop\tPrint\tPass to program\tDescription\n"
                + "SIGSEGV       Yes\tYes\tYes\t\tSegmentation fault\n");
  }

  @Test
  void times_of_breakpoints_are_exact_and_short() {
    assertThat(session("break at 5ms\nbreak at 1.5us\nbreak at 2s\ninfo breakpoints\n"))
        .contains(" at 5ms\n", " at 1500ns\n", " at 2s\n");
  }

  @Test
  void what_is_impossible_is_refused_in_one_sentence() {
    assertRefused("catch lock", "A free lock is taken without the system's knowing");
    assertRefused("set scheduler-locking on", "The scheduler cannot be locked");
    assertRefused("ignore 1", "Second argument (specified ignore-count) is missing.");
    assertRefused("ignore", "Argument required (a breakpoint number).");
    assertRefused("condition", "Argument required (breakpoint number).");
    assertRefused("handle SIGUSR1 stop nopass", "A signal always reaches the program");
    assertRefused("handle stop", "Argument required (signal to handle).");
    assertRefused("handle NOSUCH stop", "There is no signal \"NOSUCH\".");
    assertRefused("watch g", "The program is not being run.");
  }

  private void assertRefused(String command, String sentence) {
    assertThat(session("break half\n" + command + "\ninfo breakpoints\n").lines().toList())
        .hasSize(4)
        .element(1)
        .asString()
        .startsWith(sentence);
  }

  @Test
  void a_time_stops_in_the_middle_of_a_computation() throws IOException {
    program =
        write(
            "int main(void) { long s = 0; for (int i = 0; i < 100000; i++) s += i; return s > 0;"
                + " }");

    assertThat(session("break at 100us\nrun\nprint i > 10000 && i < 90000\n"))
        .contains("Breakpoint 1, at 100us", "main () at ", "$1 = 1");
  }

  @Test
  void what_would_be_lost_is_asked_for_first() {
    assertThat(asked("break half\ndelete\nn\ninfo breakpoints\n"))
        .contains("Delete all breakpoints? (y or n)", "in half at");
    assertThat(asked("break half\ndelete\ny\ninfo breakpoints\n")).contains("No breakpoints or");
    assertThat(asked("start\nkill\nn\nprint g\n"))
        .contains("Kill the program being debugged? (y or n)", "$1 = 0");
    assertThat(asked("start\nnext\nrun\nn\nwhen\nkill\ny\ninfo threads\n"))
        .contains("Start it from the beginning? (y or n)", "[The run is over]")
        .doesNotContain("exited normally");
  }

  private String session(String commands) {
    return said(commands, false);
  }

  private String asked(String commands) {
    return said(commands + "quit\ny\n", true);
  }

  private String said(String commands, boolean isInteractive) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(out, false, StandardCharsets.UTF_8);
    byte[] bytes = commands.getBytes(StandardCharsets.UTF_8);
    RunOptions options = new RunOptions(1L, 2, null, 0, TraceLevel.ALL);
    Repl repl =
        Repl.plain(
            new SourceLoader(), options, new ByteArrayInputStream(bytes), to, to, isInteractive);
    repl.run(program, List.of(), List.of(), new Repl.Manner(false, false));
    return out.toString(StandardCharsets.UTF_8);
  }

  private String write(String text) throws IOException {
    return Files.writeString(folder.resolve("t.c"), text).toString();
  }
}
