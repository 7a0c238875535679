package osprey.ui.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.ui.tui.Watching.dashboard;
import static osprey.ui.tui.Watching.press;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import osprey.Golden;

final class DashboardTest {
  private static final String DEADLOCK = "scenarios/basics/philosophers-deadlock.scn";
  private static final String PIPELINE = "scenarios/basics/pipeline.scn";

  @ParameterizedTest
  @CsvSource({"80,24", "120,40", "200,60"})
  void a_screen_of_each_size_shows_a_deadlock(int columns, int rows) {
    Dashboard dashboard = dashboard(DEADLOCK);
    press(dashboard, "s", "c", "6");
    Golden.assertGolden(
        "tui/deadlock-" + columns + "x" + rows + ".txt", dashboard.draw(columns, rows).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"})
  void each_panel_alone(String key) {
    for (String size : List.of("80x24", "120x40", "200x60")) {
      Dashboard dashboard = dashboard(PIPELINE);
      press(dashboard, "s");
      dashboard.goTo(150);
      press(dashboard, key, "z", "Escape");
      press(dashboard, "z");
      String[] parts = size.split("x");
      Grid grid = dashboard.draw(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      Golden.assertGolden("tui/panel-" + key + "-" + size + ".txt", grid.toString());
    }
  }

  @Test
  void without_unicode_every_cell_is_ascii() {
    Dashboard dashboard = new Dashboard(new Session(Watching.open(DEADLOCK)), Glyphs.ASCII);
    press(dashboard, "s", "c");
    assertThat(dashboard.draw(120, 40).toString()).matches("[\\x20-\\x7e\\n]*");
  }

  @Test
  void a_screen_that_is_too_small_gets_a_sentence() {
    assertThat(dashboard(PIPELINE).draw(50, 10).toString())
        .startsWith("This terminal is too small: it has 50x10, Osprey\nneeds 60x16.\n");
  }

  @Test
  void going_back_shows_exactly_what_was_there_before() {
    Dashboard dashboard = dashboard(PIPELINE);
    press(dashboard, "s");
    List<Integer> positions = List.of(20, 60, 110, 160, 230);
    List<String> before = new ArrayList<>();
    for (int position : positions) {
      dashboard.goTo(position);
      before.add(panels(dashboard));
    }
    dashboard.goTo(260);
    for (int i = positions.size() - 1; i >= 0; i--) {
      dashboard.goTo(positions.get(i));
      assertThat(panels(dashboard)).isEqualTo(before.get(i));
    }
  }

  /// All panels but for the head, which knows how far the run has been seen.
  private static String panels(Dashboard dashboard) {
    dashboard.key("Escape");
    // Twice: what has just moved is marked once.
    dashboard.draw(200, 60);
    String screen = dashboard.draw(200, 60).toString();
    return screen.lines().skip(2).reduce("", (all, line) -> all + line + "\n");
  }

  @Test
  void one_event_back_is_always_earlier() {
    Dashboard dashboard = dashboard(PIPELINE);
    press(dashboard, "s");
    dashboard.goTo(120);
    String last = dashboard.draw(80, 24).toString();
    for (int i = 0; i < 30; i++) {
      press(dashboard, "E");
      String now = dashboard.draw(80, 24).toString();
      assertThat(position(now)).isLessThan(position(last));
      last = now;
    }
  }

  private static int position(String screen) {
    String text = screen.substring(screen.indexOf("event ") + 6);
    int end = 0;
    while (Character.isDigit(text.charAt(end))) {
      end++;
    }
    return Integer.parseInt(text.substring(0, end));
  }

  @Test
  void commands_of_the_debugger_answer_on_the_screen() {
    Dashboard dashboard = dashboard(DEADLOCK);
    press(dashboard, "s", "c", ":", "i", "n", "f", "o", " ", "t", "h", "r", "Enter");
    assertThat(dashboard.draw(120, 40).toString()).contains("info thr", "philosopher");
    press(dashboard, "Escape", ":", "f", "o", "o", "Enter");
    assertThat(dashboard.draw(120, 40).toString())
        .contains("Undefined command: \"foo\".  Try \"help\".");
  }

  @Test
  void searching_and_filtering_find_lines() {
    Dashboard dashboard = dashboard(PIPELINE);
    press(dashboard, "s");
    dashboard.goTo(150);
    press(dashboard, "8", "\\", "f", "o", "r", "k", "s", "Enter");
    String filtered = dashboard.draw(120, 40).toString();
    assertThat(filtered).contains("only 'forks'").doesNotContain("page fault");
    press(dashboard, "Escape", "/", "n", "o", "w", "h", "e", "r", "e", "Enter");
    assertThat(dashboard.draw(120, 40).toString()).contains("'nowhere' is not in this panel.");
  }

  @Test
  void the_help_names_every_key() {
    Dashboard dashboard = dashboard(PIPELINE);
    press(dashboard, "?");
    String help = dashboard.draw(200, 60).toString();
    for (Keys.Binding binding : Keys.ALL) {
      assertThat(help).contains(binding.help());
    }
  }

  @Test
  void a_channel_shows_what_is_in_it() {
    Dashboard dashboard = dashboard("src/test/resources/tui/contents.scn");
    press(dashboard, "s", "c", "5", "z");
    assertThat(dashboard.draw(120, 40).toString())
        .contains("holds \"안녕, pipe\\n\"", "holds \"first\" \"second\"", "holds \"socket\"");
  }

  @Test
  void keys_are_bound_once() {
    List<String> names = Keys.ALL.stream().flatMap(binding -> binding.names().stream()).toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void playing_goes_on_and_stops_at_a_breakpoint() {
    Dashboard dashboard = dashboard(DEADLOCK);
    press(dashboard, "s", ":", "b", " ", "2", "1", "Enter", " ");
    for (int frame = 0; frame < 200 && dashboard.isPlaying(); frame++) {
      dashboard.tick(1.0);
    }
    assertThat(dashboard.isPlaying()).isFalse();
    assertThat(dashboard.draw(120, 40).toString()).contains("Nothing can happen any more.");
  }

  @Test
  void a_thousand_threads_can_be_scrolled() {
    Dashboard dashboard = dashboard("src/test/resources/tui/thousand.scn");
    press(dashboard, "s", "c", "1");
    dashboard.draw(80, 24);
    press(dashboard, "G");
    assertThat(dashboard.draw(80, 24).toString()).contains("992-1002/1002");
    press(dashboard, "3");
    assertThat(dashboard.draw(80, 24).toString()).contains("#include <pthread.h>");
  }

  @Test
  void a_channel_stands_out_when_bytes_have_just_moved() {
    Dashboard dashboard = dashboard(PIPELINE);
    press(dashboard, "s", "5", "z");
    int moving = 0;
    for (int i = 0; i < 120; i++) {
      press(dashboard, "e");
      moving += has(dashboard.draw(80, 24), Ink.MOVING) ? 1 : 0;
    }
    assertThat(moving).isBetween(2, 40);
  }

  private static boolean has(Grid grid, Ink ink) {
    for (int row = 0; row < grid.rows(); row++) {
      for (int column = 0; column < grid.columns(); column++) {
        if (grid.ink(column, row) == ink) {
          return true;
        }
      }
    }
    return false;
  }
}
