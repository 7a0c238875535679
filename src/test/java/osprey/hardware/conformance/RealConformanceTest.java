package osprey.hardware.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import osprey.hardware.real.Hardware;
import osprey.hardware.real.Unavailable;
import osprey.sim.conformance.Conformance;

/// Every third recorded case on the kernel of this computer; `osprey conformance --hw` does all.
class RealConformanceTest {
  private static final int STRIDE = 3;

  private static List<Conformance.Case> cases() throws IOException {
    try (InputStream in =
        RealConformanceTest.class.getResourceAsStream("/conformance/ipc-conformance.jsonl")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Conformance.read(text, null).stream()
          .filter(each -> RealConformance.reasonToSkip(each) == null)
          .toList();
    }
  }

  @TestFactory
  List<DynamicTest> the_real_kernel_answers_as_recorded() throws IOException {
    Hardware.require();
    List<DynamicTest> tests = new ArrayList<>();
    List<Conformance.Case> cases = cases();
    for (int i = 0; i < cases.size(); i += STRIDE) {
      Conformance.Case each = cases.get(i);
      tests.add(
          DynamicTest.dynamicTest(
              each.id(), () -> assertThat(RealConformance.replay(each).difference()).isNull()));
    }
    assertThat(tests).hasSizeGreaterThan(110);
    return tests;
  }

  @Test
  void a_wrong_expectation_is_found() throws IOException, Unavailable {
    Hardware.require();
    Conformance.Case pipe =
        cases().stream().filter(each -> each.primitive().equals("pipe")).findFirst().get();
    String wrong = String.valueOf(osprey.sim.conformance.Json.print(pipe.content()));
    Conformance.Case changed =
        Conformance.read(wrong.replaceAll("\"ret\": ?\\d+", "\"ret\":77"), null).getFirst();
    assertThat(RealConformance.replay(changed).difference()).startsWith("step ").contains("77");
  }
}
