package osprey.ui.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import osprey.ui.Setup;
import osprey.ui.SourceLoader;

class QuizTest {
  private static final Setup.Loader LOADER = new SourceLoader();
  private static final String RANDOM = "scenarios/teaching/random-rr.scn";
  private static final String BLANK = "______";

  @Test
  void the_question_and_its_answers_have_the_same_layout() {
    List<String> question = run("run", RANDOM, "--quiz").lines().toList();
    List<String> answers = run("run", RANDOM, "--answers").lines().toList();

    assertThat(question).hasSameSizeAs(answers);
    assertThat(question).filteredOn(line -> line.contains(BLANK)).hasSize(1 + 4 + 5 + 1);
    assertThat(answers).noneMatch(line -> line.contains(BLANK));
    for (int i = 1; i < question.size(); i++) {
      if (!question.get(i).contains(BLANK) && !question.get(i).startsWith("  process")) {
        assertThat(answers.get(i)).isEqualTo(question.get(i));
      }
    }
  }

  @Test
  void the_answers_are_those_of_the_known_table() {
    assertThat(run("run", "scenarios/sched/textbook-srtf.scn", "--answers"))
        .contains("P1[0,1) P2[1,5) P4[5,10) P1[10,17) P3[17,26)")
        .containsPattern("P1 +0 +17ms +9ms +17ms")
        .containsPattern("average +4.25ms +13ms +6.5ms")
        .contains("4. Utilisation of the CPUs: 100%");
  }

  @Test
  void a_seed_makes_the_workload() {
    String seven = run("run", RANDOM, "--quiz");

    assertThat(run("run", RANDOM, "--quiz", "--seed", "7")).isEqualTo(seven);
    assertThat(run("run", RANDOM, "--quiz", "--seed", "8")).isNotEqualTo(seven);
    assertThat(seven).contains("J.1            0  cpu 3ms, io disk 3ms, cpu 4ms");
  }

  @Test
  void programs_are_asked_for_output_and_family() {
    String file = "scenarios/basics/fork-tree.scn";

    assertThat(run("run", file, "--quiz")).doesNotContain("children\n", "exit 0");
    assertThat(run("run", file, "--answers"))
        .contains("  | P has 2 children\n")
        .containsPattern("family +5 +3 +exit 0");
  }

  private static String run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Cli.run(LOADER, InputStream.nullInputStream(), out, err, args);
    return out.toString(StandardCharsets.UTF_8);
  }
}
