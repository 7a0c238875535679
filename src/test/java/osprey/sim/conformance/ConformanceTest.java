package osprey.sim.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Replays all that was recorded of the real kernel on the whole simulated one.
class ConformanceTest {
  private static String corpus() throws IOException {
    return corpus("ipc-conformance");
  }

  private static String corpus(String name) throws IOException {
    try (InputStream in =
        ConformanceTest.class.getResourceAsStream("/conformance/" + name + ".jsonl")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @TestFactory
  List<DynamicTest> every_recorded_case_gives_the_recorded_results() throws IOException {
    Conformance conformance = new Conformance();
    List<DynamicTest> tests = new ArrayList<>();
    for (Conformance.Case each : Conformance.read(corpus(), null)) {
      tests.add(
          DynamicTest.dynamicTest(
              each.id(),
              () -> assertThat(conformance.replay(each).difference()).as(each.id()).isNull()));
    }
    assertThat(tests).hasSizeGreaterThan(405);
    return tests;
  }

  /// Random sequences of calls, written down from Linux 6.18, and some about the network: those
  /// that together show the most different answers.
  @TestFactory
  List<DynamicTest> random_calls_are_answered_as_linux_answered_them() throws IOException {
    Conformance conformance = new Conformance();
    List<DynamicTest> tests = new ArrayList<>();
    for (Conformance.Case each : Conformance.read(corpus("ipc-conformance-more"), null)) {
      tests.add(
          DynamicTest.dynamicTest(
              each.id(),
              () -> assertThat(conformance.replay(each).difference()).as(each.id()).isNull()));
    }
    assertThat(tests).hasSizeGreaterThan(390);
    return tests;
  }

  @Test
  void a_wrong_expectation_is_told_in_a_line() throws IOException {
    String text = corpus().lines().filter(line -> line.contains("\"pipe\"")).findFirst().get();
    Conformance.Case wrong =
        Conformance.read(text.replaceAll("\"ret\": ?\\d+", "\"ret\": 77"), null).getFirst();
    assertThat(new Conformance().replay(wrong).difference())
        .startsWith("step ")
        .contains("want {")
        .contains("got {")
        .doesNotContain("\n");
  }

  @Test
  void an_operation_that_does_not_exist_is_a_difference() {
    Conformance.Case unknown =
        Conformance.read(
                """
                {"id":"x","class":"file","primitive":"file","procs":[{"name":"A"}],\
                "steps":[{"n":1,"actor":"A","op":"levitate","args":{},"result":{"ret":0}}]}\
                """,
                null)
            .getFirst();
    assertThat(new Conformance().replay(unknown).difference())
        .isEqualTo("step 1 A levitate {}: unknown operation levitate");
  }

  @Test
  void cases_are_chosen_by_a_part_of_their_identifier() throws IOException {
    assertThat(Conformance.read(corpus(), Pattern.compile("^mq\\.")))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.id()).startsWith("mq."));
  }

  @Test
  void a_line_that_is_no_case_is_named() {
    assertThatThrownBy(() -> Conformance.read("{\"id\":\"a\"}\n{oops\n", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2");
  }
}
