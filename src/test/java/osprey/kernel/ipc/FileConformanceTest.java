package osprey.kernel.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Replays the recorded cases about pipes, FIFOs, files and locks on the kernel objects alone,
/// without system calls or a scheduler: every result must be what the real kernel answered. The
/// whole simulation replays them all elsewhere.
class FileConformanceTest {
  private static final Set<String> PRIMITIVES = Set.of("pipe", "fifo", "file", "flock", "lock");

  /// Cases that need other parts of the kernel.
  private static final Set<String> OTHER_OPERATIONS =
      Set.of(
          "epoll_create",
          "epoll_ctl",
          "epoll_wait",
          "socketpair",
          "send",
          "mq_open",
          "mq_send",
          "mq_getattr",
          "msgget",
          "msgsnd");

  /// Cases about wait(2) that are filed under pipes.
  private static final Set<String> OTHER_CASES =
      Set.of("pipe.wait-nohang", "mixed.orphan-reparent", "mixed.wait-order");

  @TestFactory
  List<DynamicTest> every_recorded_case_gives_the_recorded_results() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = getClass().getResourceAsStream("/conformance/ipc-conformance.jsonl")) {
      assumeThat(in).as("the corpus is among the test resources").isNotNull();
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : all.lines().toList()) {
        if (Json.parse(line) instanceof Map<?, ?> recorded && isOurs(recorded)) {
          tests.add(
              DynamicTest.dynamicTest(
                  recorded.get("id") + ": " + recorded.get("title"),
                  () -> new RecordedCase(recorded).replay()));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(100);
    return tests;
  }

  private static boolean isOurs(Map<?, ?> recorded) {
    if (!PRIMITIVES.contains(recorded.get("primitive"))
        || OTHER_CASES.contains(recorded.get("id"))) {
      return false;
    }
    for (Object step : Json.list(recorded, "steps")) {
      String operation = Json.text((Map<?, ?>) step, "op");
      if (OTHER_OPERATIONS.contains(operation)) {
        return false;
      }
    }
    return true;
  }
}
