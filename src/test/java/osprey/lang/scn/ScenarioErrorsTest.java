package osprey.lang.scn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osprey.lang.Diagnostic;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;

/// What is said about wrong scenarios: all of it at once, at the right place, and never an
/// exception.
class ScenarioErrorsTest {
  private static final String GOOD =
      """
      scenario "good"
      machine m { cpus 2; scheduler rr quantum=10ms; disk { latency 1ms } }
      program p { int main(void) { char *s = "}"; return '{'; } }
      workload w priority 2 { cpu 1ms, io disk 2ms; repeat 2 { cpu 1ms } }
      file "/x" on m mode 0600 = \"""
          text
          \"""
      sandbox cage { deny files }
      start p on m at 5ms args "a" sandbox cage
      start 2 copies of w
      at 10ms { kill p SIGTERM; type w.1 "x" }
      mode simulated
      seed 3
      expect {
        exit p == 0; turnaround w.1 <= 10ms within 1%
        schedule == "p[0,1) w[1,2)"
        one of { acceptable "a" stdout == "x" and no race; forbidden "b" otherwise }
      }
      """;

  private static Diagnostics diagnose(String text) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    ScenarioParser.parse("x.scn", text, diagnostics);
    return diagnostics;
  }

  private static List<String> messages(String text) {
    Diagnostics diagnostics = diagnose(text);
    return diagnostics.all().stream()
        .filter(each -> each.severity() == Diagnostic.Severity.ERROR)
        .map(each -> {
          String place = diagnostics.sources().locate(each.at()).toString();
          return place.replace("x.scn:", "") + " " + each.message();
        })
        .toList();
  }

  private static String hint(String text) {
    return String.valueOf(diagnose(text).all().getFirst().hint());
  }

  @Test
  void all_errors_are_reported_at_once() {
    assertThat(
            messages(
                """
                machin desk { cpus 2 }
                machine a { cpus 999
                  memroy 5MiB; memory 5
                  scheduler rrr
                }
                start nobody on nowhere
                at 6ms { kil p; signal p SIGTREM }
                expect {
                  exit nobody = 0
                  stdout contain "x"
                  average waitin == 5ms
                }
                """))
        .containsExactly(
            "1:1 'machin' is no statement",
            "2:18 the number of CPUs must be a whole number from 1 to 64",
            "3:3 'memroy' is no setting of a machine",
            "3:23 a size needs a unit",
            "4:13 'rrr' is no scheduling policy",
            "7:10 'kil' is no intervention",
            "7:26 'SIGTREM' is no signal",
            "9:15 expected a comparison, but found '='",
            "10:10 expected a comparison of texts, but found 'contain'",
            "11:11 'waitin' is no measure",
            "6:7 there is no program or workload 'nobody'",
            "6:17 there is no machine 'nowhere'",
            "7:24 there is no process 'p'");
  }

  @Test
  void a_limit_out_of_its_range_is_told_the_range() {
    assertThat(
            messages(
                "machine m { limits { stack 1KiB; tcp_syn_retries 0; open_files 5000000 } }\n"))
        .containsExactly(
            "1:28 stack must be from 64KiB to 1024MiB",
            "1:50 tcp_syn_retries must be from 1 to 127",
            "1:64 open_files must be from 0 to 1048576");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "machine m { clock 1 GHz } | write it without the space: 1GHz",
        "machine m { memory 5mib } | did you mean 'MiB'?",
        "machine m { scheduler rr quantun=1ms } | did you mean 'quantum'?",
        "machine m { limits { pipe_capcity 1 } } | did you mean 'pipe_capacity'?",
        "machine m { costs linx } | did you mean 'linux'?",
        "porgram p { } | did you mean 'program'?",
        "workload w { cup 1ms } | did you mean 'cpu'?",
        "scenario \"x | a text of several lines is written between \"\"\" and \"\"\"",
        "scenario 'x' | strings take double quotes",
        "program p { int main() { | a '}' is missing in it, or after it",
        "machine m { cpus 2 | a '}' is missing"
      })
  void hints_say_what_to_do(String text, String hint) {
    assertThat(hint(text)).isEqualTo(hint);
  }

  @Test
  void names_are_unique_and_the_other_one_is_shown() {
    Diagnostics diagnostics = diagnose("machine m\nmachine m\n");

    assertThat(diagnostics.all())
        .extracting(Diagnostic::severity)
        .startsWith(Diagnostic.Severity.ERROR, Diagnostic.Severity.NOTE);
    assertThat(diagnostics.sources().locate(diagnostics.all().get(1).at()).line()).isEqualTo(1);
  }

  @Test
  void a_program_that_is_not_started_under_its_name_gets_a_hint() {
    assertThat(hint("program p { }\nstart p as q\nexpect { exit p == 0 }"))
        .isEqualTo("this program is never started under its own name");
  }

  @Test
  void a_forgotten_brace_does_not_swallow_the_next_statement() {
    assertThat(messages("machine m { cpus 2\nprogram p { }\nstart q"))
        .containsExactly("1:11 this block does not end", "3:7 there is no program or workload 'q'");
  }

  @Test
  void an_unbalanced_program_does_not_swallow_the_next_statement() {
    assertThat(messages("program p { int main() { {\n}\nstart q on m"))
        .containsExactly(
            "1:11 the program's text does not end",
            "3:7 there is no program or workload 'q'",
            "3:12 there is no machine 'm'");
  }

  @Test
  void c_is_not_looked_at_where_a_program_is_skipped() {
    assertThat(messages("progam p { char c = '@'; # define }\n }\nseed x"))
        .first()
        .isEqualTo("1:1 'progam' is no statement");
  }

  @Test
  void numbers_must_fit() {
    assertThat(messages("time limit 0.3ns\nseed 99999999999999999999\nat -1ms kill p\n"))
        .startsWith(
            "1:12 '0.3ns' is no whole number of ns",
            "2:6 a seed must be a whole number from -9223372036854775808 to 9223372036854775807",
            "3:4 a time cannot be negative");
  }

  @Test
  void blocks_nested_without_end_do_no_harm() {
    assertThat(messages("workload w { " + "repeat 2 { ".repeat(50_000))).isNotEmpty();
    assertThat(messages("expect { " + "one of { ".repeat(50_000))).isNotEmpty();
    assertThat(messages("{".repeat(100_000))).isNotEmpty();
    assertThat(messages("}".repeat(1_000))).hasSize(Diagnostics.ERRORS_KEPT_MAX);
  }

  @Test
  void the_good_scenario_is_good() {
    assertThat(DiagnosticPrinter.print(diagnose(GOOD), false)).isEmpty();
  }

  @Test
  void random_damage_gives_diagnostics_or_a_scenario_but_never_an_exception() {
    Random random = new Random(1);
    String alphabet = "{}()[]<>=!;,:\"'#/\\\n\t 0123456789abcdefxyz%-+._\u0000\u001b\u00e9\u201c@";
    for (int round = 0; round < 1_000; round++) {
      StringBuilder text = new StringBuilder(GOOD);
      for (int i = random.nextInt(8); i >= 0; i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(60)));
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
        }
      }
      Diagnostics diagnostics = new Diagnostics(new SourceMap());
      Scenario scenario = ScenarioParser.parse("x.scn", text.toString(), diagnostics);
      DiagnosticPrinter.print(diagnostics, true);
      if (!diagnostics.hasErrors()) {
        scenario
            .starts()
            .forEach(start -> assertThat(scenario.machine(start.machine())).isNotNull());
      }
    }
  }
}
