package osprey.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import osprey.trace.TraceLog;

class TextTest {
  @Test
  void times_have_the_largest_unit_that_fits() {
    assertThat(TimeText.of(0)).isEqualTo("0");
    assertThat(TimeText.of(1)).isEqualTo("1ns");
    assertThat(TimeText.of(999)).isEqualTo("999ns");
    assertThat(TimeText.of(1500)).isEqualTo("1.5us");
    assertThat(TimeText.of(24_000_000)).isEqualTo("24ms");
    assertThat(TimeText.of(266_666_667)).isEqualTo("266.667ms");
    assertThat(TimeText.of(999_999_999)).isEqualTo("1s");
    assertThat(TimeText.of(999_999)).isEqualTo("999.999us");
    assertThat(TimeText.of(61_500_000_000L)).isEqualTo("61.5s");
    assertThat(TimeText.of(-1500)).isEqualTo("-1.5us");
    assertThat(TimeText.of(Long.MAX_VALUE)).isEqualTo("9223372036.855s");
  }

  @Test
  void milliseconds_are_exact() {
    assertThat(TimeText.millis(10_000_000)).isEqualTo("10");
    assertThat(TimeText.millis(500_000)).isEqualTo("0.5");
    assertThat(TimeText.millis(1)).isEqualTo("0.000001");
    assertThat(TimeText.millis(36_140_000)).isEqualTo("36.14");
  }

  @Test
  void sizes_and_shares_are_short() {
    assertThat(TimeText.size(100)).isEqualTo("100B");
    assertThat(TimeText.size(65_536)).isEqualTo("64KiB");
    assertThat(TimeText.size(1_600)).isEqualTo("1.6KiB");
    assertThat(TimeText.size(3L << 30)).isEqualTo("3GiB");
    assertThat(TimeText.percent(21, 24)).isEqualTo("87.5%");
    assertThat(TimeText.percent(1, 1)).isEqualTo("100%");
    assertThat(TimeText.percent(0, 0)).isEqualTo("0%");
  }

  @Test
  void json_is_escaped_and_indented() {
    Json json = new Json().beginObject();
    json.member("text", "a\"b\\\n\tä\u0001")
        .name("list")
        .beginArray()
        .value(1)
        .value(true)
        .nothing();
    json.end().name("empty").beginArray().end().name("half").ratio(1, 2).end();

    assertThat(json)
        .hasToString(
            """
            {
              "text": "a\\"b\\\\\\n\\t\\u00e4\\u0001",
              "list": [
                1,
                true,
                null
              ],
              "empty": [],
              "half": 0.5000
            }
            """);
  }

  @Test
  void a_table_is_as_wide_as_its_cells() {
    Table table = new Table(" ", "lr").row("name", "n").row("ä", "100").row("x");

    assertThat(table).hasToString(" name    n\n ä     100\n x\n");
    assertThatThrownBy(() -> table.row("1", "2", "3")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void exit_statuses_are_read_as_wait_encodes_them() {
    assertThat(ExitText.of(0x300)).isEqualTo("exit 3");
    assertThat(ExitText.of(11)).isEqualTo("SIGSEGV");
    assertThat(ExitText.of(11 | 0x80)).isEqualTo("SIGSEGV");
    assertThat(ExitText.shell(9)).isEqualTo(137);
    assertThat(ExitText.shell(0xff00)).isEqualTo(255);
    assertThat(ExitText.death(11)).isEqualTo("Segmentation fault");
    assertThat(ExitText.death(40)).isEqualTo("SIGRTMIN+6");
  }

  @Test
  void a_step_is_a_round_time() {
    Timelines whole = Timelines.of(Runs.fcfsWithIo().log(), 24_000_000);
    TraceLog nothing = new TraceLog();

    assertThat(StateRows.step(whole, 80)).isEqualTo(1_000_000);
    assertThat(StateRows.step(whole, 10)).isEqualTo(5_000_000);
    assertThat(StateRows.step(Timelines.of(nothing, 6_000_000), 80)).isEqualTo(1_000_000);
    assertThat(StateRows.step(Timelines.of(nothing, 6_000_001), 80)).isEqualTo(100_000);
    assertThat(StateRows.step(Timelines.of(nothing, 100), 80)).isEqualTo(2);
    assertThat(StateRows.step(Timelines.of(nothing, 0), 80)).isEqualTo(1_000_000);
  }
}
