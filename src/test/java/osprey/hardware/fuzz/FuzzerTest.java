package osprey.hardware.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import osprey.hardware.real.Hardware;
import osprey.hardware.real.Unavailable;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;
import osprey.sim.Boot;

/// Random programs; those that run on the real kernel are skipped, with the reason, where it
/// forbids that.
class FuzzerTest {
  @Test
  void a_seed_always_makes_the_same_program() {
    List<String> first = LongStream.range(0, 50).mapToObj(FuzzerTest::scenario).toList();
    List<String> second = LongStream.range(0, 50).mapToObj(FuzzerTest::scenario).toList();
    assertThat(second).isEqualTo(first);
    assertThat(first).doesNotHaveDuplicates();
  }

  private static String scenario(long seed) {
    return Generator.program(seed).scenario();
  }

  @Test
  void every_program_and_every_shorter_one_compiles() {
    Compiler compiler = new Compiler();
    for (long seed = 0; seed < 30; seed++) {
      Case made = Generator.program(seed);
      assertCompiles(compiler, made);
      assertCompiles(compiler, made.without((int) seed % made.parts(), 3));
    }
  }

  private static void assertCompiles(Compiler compiler, Case program) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Boot.ofScenario(compiler, "random.scn", program.scenario(), _ -> null, diagnostics);
    assertThat(diagnostics.all()).as(program.scenario()).isEmpty();
  }

  @Test
  void a_shrunk_program_has_what_shows_the_difference_and_nothing_else() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add("usleep(" + i + ");");
    }
    Case made =
        new Case(
            7,
            many,
            List.of(
                new Case.Strand(Case.Kind.MAIN, many),
                new Case.Strand(Case.Kind.THREAD, many),
                new Case.Strand(Case.Kind.PROCESS, many)));
    Case shortest =
        Shrinker.shortest(
            made,
            each ->
                each.setup().contains("usleep(3);")
                    && each.strands().stream()
                        .anyMatch(strand ->
                            strand.kind() == Case.Kind.PROCESS
                                && strand.statements().contains("usleep(17);")));
    assertThat(shortest)
        .isEqualTo(
            new Case(
                7,
                List.of("usleep(3);"),
                List.of(
                    new Case.Strand(Case.Kind.MAIN, List.of()),
                    new Case.Strand(Case.Kind.PROCESS, List.of("usleep(17);")))));
  }

  @Test
  void a_strand_that_need_not_be_one_goes_into_the_main_one() {
    Case made =
        new Case(
            7,
            List.of(),
            List.of(
                new Case.Strand(Case.Kind.MAIN, List.of()),
                new Case.Strand(Case.Kind.THREAD, List.of("usleep(1);", "usleep(2);"))));
    Case shortest = Shrinker.shortest(made, each -> each.scenario().contains("usleep(2);"));
    assertThat(shortest.parts()).isEqualTo(1);
    assertThat(shortest.scenario()).contains("usleep(2);").doesNotContain("strand1");
  }

  @Test
  void both_kernels_agree_about_random_programs() throws Unavailable {
    Hardware.require();
    Fuzzer fuzzer = new Fuzzer();
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(fuzzer.examine(seed)).isNull();
    }
    assertThat(fuzzer.compared()).isGreaterThan(100);
  }
}
