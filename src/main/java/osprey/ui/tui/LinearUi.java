package osprey.ui.tui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import osprey.report.TimeText;

/// The same panels without a screen, for screen readers, logs and pipes: after each command the
/// lines that are new. It takes the debugger's commands; an empty line goes on to the next event.
public final class LinearUi {
  /// Panels whose changes are told; charts are not.
  private static final String TOLD = "1568";

  private static final String HELP =
      """
      An empty line goes on to the next event, a number shows that panel, q leaves.
      Everything else is a command of the debugger: step, next, continue, reverse-step, help …
      """;

  private final Session session;
  private final BufferedReader in;
  private final PrintStream out;
  private final boolean isInteractive;
  private final Map<Character, List<String>> told = new HashMap<>();

  /// @param isInteractive prompts for commands
  public LinearUi(Watched watched, BufferedReader in, PrintStream out, boolean isInteractive) {
    session = new Session(watched);
    this.in = in;
    this.out = out;
    this.isInteractive = isInteractive;
  }

  /// Until `q` or the end of the input.
  public void run() throws IOException {
    out.println("Osprey: " + session.title());
    out.print(HELP);
    showNews();
    while (!session.hasQuit()) {
      if (isInteractive) {
        out.print("> ");
      }
      out.flush();
      String line = in.readLine();
      if (line == null) {
        break;
      }
      perform(line.strip());
    }
    out.flush();
  }

  private void perform(String line) {
    if (line.equals("?")) {
      out.print(HELP);
    } else if (line.length() == 1 && Panels.ALL.containsKey(line.charAt(0))) {
      show(line.charAt(0));
    } else {
      String said = line.isEmpty() ? session.advance(1) : session.perform(line).stripTrailing();
      if (!said.isEmpty()) {
        out.println(said);
      }
      if (!session.hasQuit()) {
        showNews();
      }
    }
  }

  private void show(char key) {
    Panel panel = panel(key);
    out.println(panel.title() + ":");
    for (Line line : lines(panel)) {
      out.println("  " + line.text().stripTrailing());
    }
  }

  private void showNews() {
    Scene scene = session.scene(Glyphs.ASCII);
    out.println("Time " + TimeText.of(scene.now()) + ", " + session.state() + ".");
    for (int i = 0; i < TOLD.length(); i++) {
      Panel panel = panel(TOLD.charAt(i));
      List<String> now = new ArrayList<>();
      for (Line line : lines(panel)) {
        now.add(line.text().stripTrailing());
      }
      List<String> before = told.getOrDefault(TOLD.charAt(i), List.of());
      List<String> news = new ArrayList<>(now);
      before.forEach(news::remove);
      if (!news.isEmpty()) {
        out.println(panel.title() + ":");
        news.forEach(line -> out.println("  " + line.strip()));
      }
      told.put(TOLD.charAt(i), now);
    }
  }

  private List<Line> lines(Panel panel) {
    return panel.lines(session.scene(Glyphs.ASCII), 100, 50);
  }

  private static Panel panel(char key) {
    Panel panel = Panels.ALL.get(key);
    if (panel == null) {
      throw new IllegalArgumentException("no panel " + key);
    }
    return panel;
  }
}
