package osprey.ui.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import osprey.sim.RunOptions;
import osprey.trace.TraceLevel;
import osprey.ui.SourceLoader;

/// A long session over several processes and threads prints the same each time, and the same with
/// journeys to other moments and back between its commands.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionTest {
  private static final String MARK = "=== command ";

  private static final String PROGRAM =
      """
      #include <pthread.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <sys/wait.h>
      #include <unistd.h>
      struct pair { int a; int b; };
      int counter;
      int *shared;
      pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
      static void *work(void *arg) {
        long n = (long)arg;
        for (int i = 0; i < 3; i++) {
          pthread_mutex_lock(&lock);
          counter += n;
          pthread_mutex_unlock(&lock);
        }
        return NULL;
      }
      static int twice(int x) {
        int y = x;
        y = y * 2;
        return y;
      }
      int main(void) {
        struct pair p = {1, 2};
        shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        pthread_t one, other;
        pthread_create(&one, NULL, work, (void *)1L);
        pthread_create(&other, NULL, work, (void *)10L);
        pthread_join(one, NULL);
        pthread_join(other, NULL);
        int end[2];
        pipe(end);
        if (fork() == 0) {
          *shared = 7;
          write(end[1], "hello", 5);
          exit(3);
        }
        char line[8] = "";
        read(end[0], line, 5);
        wait(NULL);
        p.a = twice(counter);
        printf("%d %d %s\\n", p.a, *shared, line);
        return 0;
      }
      """;

  private static final List<String> COMMANDS =
      List.of(
          """
          info breakpoints
          break main
          break work
          run
          info threads
          bt
          info locals
          print p
          next
          print p
          ptype p
          next
          print shared
          next
          continue
          info threads
          bt
          info args
          step
          step
          print i
          next
          watch counter
          continue
          bt
          print counter
          continue
          print counter
          info breakpoints
          delete 3
          stepi
          stepi 3
          x/2i $pc
          when
          finish
          info threads
          continue
          bt
          thread 2
          bt
          up
          info locals
          down
          next
          catch fork
          catch ipc pipe
          continue
          info processes
          continue
          info breakpoints
          disable
          step-event
          step-event 2
          info channels
          info fds
          delete
          break 34
          run
          next
          watch *shared
          continue
          print *shared
          when
          when-end
          delete
          break twice
          display counter
          continue
          print x
          print counter
          next
          print y
          next
          print y
          watch y
          continue
          finish
          undisplay 1
          print p
          print *shared
          print line
          list twice
          info line
          info source
          info cpus
          info maps
          info signals
          info locks
          delete
          start
          catch syscall
          continue
          continue
          bt
          print n
          delete
          break at 10ms
          info breakpoints
          checkpoint
          info checkpoints
          print $1
          print $
          echo so far
          nosuch
          print nosuch
          until
          set var counter = 5
          print counter
          when
          reverse-continue
          print counter
          continue
          info threads
          when
          """
              .split("\n"));

  private static final Pattern POSITION = Pattern.compile("position #([0-9]+)");

  @TempDir private Path folder;

  /// Where in the run each command is given.
  private final List<Integer> positions = new ArrayList<>();

  @Test
  void a_session_prints_the_same_each_time_and_with_journeys_in_between() throws IOException {
    String program =
        Files.writeString(folder.resolve("t.c"), PROGRAM, StandardCharsets.UTF_8).toString();
    List<String> plain = session(program, 0);

    assertThat(plain).hasSizeGreaterThan(100);
    assertThat(session(program, 0)).isEqualTo(plain);
    assertThat(String.join("", plain)).contains("New value = 7", "Catchpoint", "New thread");
    for (int seed = 1; seed <= 3; seed++) {
      List<String> travelled = session(program, seed);
      for (int i = 0; i < plain.size(); i++) {
        assertThat(travelled.get(i))
            .as("%s, with journeys of seed %s", COMMANDS.get(i), seed)
            .isEqualTo(plain.get(i));
      }
    }
  }

  /// What each command prints.
  ///
  /// @param seed of the journeys made between them, 0 for none
  private List<String> session(String program, int seed) {
    Random random = new Random(seed);
    if (seed == 0) {
      positions.clear();
    }
    StringBuilder input = new StringBuilder();
    for (int i = 0; i < COMMANDS.size(); i++) {
      input.append("echo === journey\n");
      input.append(seed == 0 ? "when\n" : journey(random, positions.get(i)));
      input
          .append("echo ")
          .append(MARK)
          .append(i)
          .append('\n')
          .append(COMMANDS.get(i))
          .append('\n');
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(out, false, StandardCharsets.UTF_8);
    RunOptions options = new RunOptions(1L, 2, null, 0, TraceLevel.ALL);
    Repl.plain(
            new SourceLoader(),
            options,
            new ByteArrayInputStream(input.toString().getBytes(StandardCharsets.UTF_8)),
            to,
            to,
            false)
        .run(program, List.of(), List.of(), new Repl.Manner(false, false));
    List<String> printed = new ArrayList<>();
    for (String part : out.toString(StandardCharsets.UTF_8).split("=== ")) {
      if (part.startsWith("command ")) {
        printed.add(part);
      } else if (seed == 0 && part.startsWith("journey")) {
        Matcher position = POSITION.matcher(part);
        positions.add(position.find() ? Integer.parseInt(position.group(1)) : 0);
      }
    }
    return printed;
  }

  /// Into the past and back.
  private static String journey(Random random, int position) {
    int goal = random.nextInt(position + 1);
    return switch (random.nextInt(5)) {
      case 0 -> "goto start\nback\n";
      case 1 -> "goto #" + goal + "\nback\nforward\nback\n";
      case 2 -> "reverse-continue\nback\n";
      case 3 -> "goto #" + goal + "\nreverse-continue\nback\nback\n";
      default -> "goto #" + goal + "\ngoto #" + goal / 2 + "\nback\nback\n";
    };
  }
}
