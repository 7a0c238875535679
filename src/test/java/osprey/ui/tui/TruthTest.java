package osprey.ui.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The screen and the prompt never contradict each other, on the way forwards and after going back.
final class TruthTest {
  private static final int STEPS = 12;
  private static final int WIDE = 400;

  /// A row of `info threads`.
  private static final Pattern ROW =
      Pattern.compile(
          "[* ] +(\\d+) +\\d+ \\(.*?\\) +(R|r|S|D|T)(?: on (cpu\\d+)| waits for (.*?)| \\w+)(?: "
              + " .*)?");

  /// State, CPU and wait of a line of the panel.
  private static final Pattern LINE = Pattern.compile("^ *\\d+ .*? ([RrSDT]) (?:(cpu\\d+) )?(.*)$");

  private record Doing(String state, String cpu, String waitsFor) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scenarios/basics/pipeline.scn",
        "scenarios/basics/philosophers-deadlock.scn",
        "scenarios/basics/producer-consumer.scn"
      })
  void the_processes_panel_says_what_info_threads_says(String file) {
    Session session = new Session(Watching.open(file));
    session.begin();
    session.perform("continue");
    long end = session.scene(Glyphs.UNICODE).trace().end();
    List<Long> positions = new ArrayList<>();
    for (int step = 1; step <= STEPS; step++) {
      positions.add(end * step / (STEPS + 1));
    }
    Map<Long, Map<Integer, Doing>> forwards = new LinkedHashMap<>();
    session.goTo(1);
    for (Long position : positions) {
      session.goTo(position);
      forwards.put(session.position(), compared(session));
    }
    assertThat(forwards.values().stream().mapToInt(Map::size).sum()).isGreaterThan(STEPS);
    List<Long> seenAgain = new ArrayList<>();
    for (int i = positions.size() - 1; i >= 0; i--) {
      session.goTo(positions.get(i));
      Map<Integer, Doing> now = compared(session);
      // Events that come together are one step: going back may end in front of them.
      if (forwards.containsKey(session.position())) {
        seenAgain.add(session.position());
        assertThat(now).as("at %s", session.position()).isEqualTo(forwards.get(session.position()));
      }
    }
    assertThat(seenAgain).hasSizeGreaterThan(STEPS / 3);
  }

  /// What every living thread does, of which both views have told the same.
  private static Map<Integer, Doing> compared(Session session) {
    Map<Integer, Doing> told = new LinkedHashMap<>();
    String printed = session.perform("info threads");
    for (String row : printed.lines().skip(1).toList()) {
      Matcher matcher = ROW.matcher(row);
      assertThat(matcher.matches()).as(row).isTrue();
      String wait = matcher.group(4);
      told.put(
          Integer.valueOf(matcher.group(1)),
          new Doing(
              matcher.group(2), matcher.group(3) == null ? "" : matcher.group(3), text(wait)));
    }
    Map<Integer, Doing> drawn = new LinkedHashMap<>();
    Scene scene = session.scene(Glyphs.UNICODE);
    for (Line line : new ProcessesPanel().lines(scene, WIDE, WIDE)) {
      Matcher matcher = LINE.matcher(line.text());
      if (line.target() instanceof Target.Thread(int _, int tid) && matcher.matches()) {
        String wait = told.containsKey(tid) ? told.get(tid).waitsFor : "";
        String shown = matcher.group(3);
        // The panel has the call in front of what is waited for.
        boolean isSame = shown.equals(wait) || shown.endsWith(": " + wait);
        drawn.put(
            tid,
            new Doing(
                matcher.group(1),
                matcher.group(2) == null ? "" : matcher.group(2),
                wait.isEmpty() || isSame ? wait : shown));
      }
    }
    assertThat(drawn).as("at event %s:%n%s", session.position(), printed).isEqualTo(told);
    return told;
  }

  private static String text(@Nullable String maybe) {
    return maybe == null ? "" : maybe;
  }
}
