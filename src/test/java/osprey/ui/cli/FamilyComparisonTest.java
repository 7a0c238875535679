package osprey.ui.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osprey.report.TransferCost;
import osprey.ui.SourceLoader;

/// The default costs against what was measured on Linux, both sides on one CPU (reference on IPC
/// semantics, section 10.2): round trips in nanoseconds.
class FamilyComparisonTest {
  private static final int ROUNDS = 12;
  private static final Map<String, TransferCost> COSTS = new LinkedHashMap<>();

  @BeforeAll
  static void measure() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Cli cli =
        new Cli(
            new HostStreams(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), nowhere, 0),
            new SourceLoader());
    FamilyComparison comparison = new FamilyComparison(cli);
    for (Family family : Family.ALL) {
      for (long size : new long[] {64, 65536}) {
        TransferCost cost = comparison.measure(family, true, size, ROUNDS);
        assertThat(cost).as(family.words()).isNotNull();
        COSTS.put(family.words() + size, cost);
      }
    }
  }

  private static double nanos(String family, long size) {
    return cost(family, size).nanos();
  }

  private static TransferCost cost(String family, long size) {
    return Objects.requireNonNull(COSTS.get(family + size), family);
  }

  @ParameterizedTest
  @CsvSource({
    "anonymous pipe, 2241, 14950",
    "FIFO, 2283, 15279",
    "unix stream socket, 3550, 12976",
    "unix datagram socket, 3033, 11041",
    "unix seqpacket socket, 3075, 11168",
    "TCP socket, 5103, 14348",
    "UDP socket, 3821, 13895",
    "POSIX message queue, 2315, 26880",
    "System V message queue, 2436, 32837",
    "'shared memory, copied in and out', 2070, 7872",
    "'shared memory, semaphores', 2013, 2021",
    "threads: semaphores, 1636, 1636",
    "threads: mutex and condition, 3301, 3301",
    "file and event counter, 3241, 10820",
  })
  void a_round_trip_takes_about_as_long_as_on_linux(String family, double small, double large) {
    assertThat(nanos(family, 64)).isBetween(small / 1.65, small * 1.2);
    assertThat(nanos(family, 65536)).isBetween(large / 1.65, large * 1.2);
  }

  @Test
  void the_order_is_that_of_linux() {
    String[] cheapestFirst = {
      "threads: semaphores",
      "shared memory, semaphores",
      "anonymous pipe",
      "POSIX message queue",
      "System V message queue",
      "unix datagram socket",
      "unix stream socket",
      "UDP socket",
      "TCP socket",
      "TCP between two hosts"
    };
    for (int i = 1; i < cheapestFirst.length; i++) {
      assertThat(nanos(cheapestFirst[i], 64)).isGreaterThan(nanos(cheapestFirst[i - 1], 64));
    }
    // In place nothing is copied, so the size does not matter.
    assertThat(nanos("shared memory, semaphores", 65536))
        .isEqualTo(nanos("shared memory, semaphores", 64));
  }

  @Test
  void copies_calls_and_switches_are_counted() {
    TransferCost pipe = cost("anonymous pipe", 64);
    assertThat(pipe.copies()).isEqualTo(4);
    assertThat(pipe.bytesCopied()).isEqualTo(256);
    assertThat(pipe.calls()).isEqualTo(4);
    assertThat(pipe.switches()).isEqualTo(2);
    assertThat(pipe.wakeUps()).isEqualTo(2);
    assertThat(cost("shared memory, semaphores", 65536).copies()).isZero();
    assertThat(cost("shared memory, spinning, 2 CPUs", 64).calls()).isZero();
    assertThat(cost("POSIX message queue", 65536).calls()).isEqualTo(32);
  }
}
