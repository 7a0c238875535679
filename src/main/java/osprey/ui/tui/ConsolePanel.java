package osprey.ui.tui;

import java.util.ArrayList;
import java.util.List;

/// What the programs have written so far, with the writer of each line where several write.
final class ConsolePanel implements Panel {
  @Override
  public String title() {
    return "Console";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    List<Line> lines = new ArrayList<>();
    for (Transcript.Written written : scene.transcript().upTo(scene.trace().end())) {
      Line.Builder line = Line.start();
      if (scene.system().hosts().size() > 1) {
        line.add(scene.system().hosts().get(written.host()).name() + ": ", Ink.DIM);
      }
      lines.add(
          line.add(written.text(), written.stream() == 2 ? Ink.STOPPED : Ink.PLAIN)
              .line(new Target.Process(written.host(), written.pid())));
    }
    if (lines.isEmpty()) {
      lines.add(Line.of("Nothing has been written yet.", Ink.DIM));
    }
    return lines;
  }

  @Override
  public int home(Scene scene, List<Line> lines) {
    return Integer.MAX_VALUE;
  }
}
