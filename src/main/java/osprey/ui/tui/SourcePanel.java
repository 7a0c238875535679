package osprey.ui.tui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.SourceFile;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.ThreadState;
import osprey.lang.DisplayWidth;
import osprey.ui.SourceWords;

/// The source file of the selected thread, with the line where each thread is.
final class SourcePanel implements Panel {
  /// Threads whose place is looked up.
  private static final int THREADS_MAX = 200;

  private static final int FRAMES_MAX = 50;
  private static final int NAMES_MAX = 3;

  /// More columns than any line has.
  private static final int MANY = 1 << 20;

  @Override
  public String title() {
    return "Source";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    FrameInfo here = own(scene.probe(), scene.host(), scene.tid());
    SourceFile file = here == null ? null : scene.probe().source(here.file());
    if (file == null) {
      file = scene.probe().anySource();
    }
    if (file == null) {
      return List.of(Line.of("No source: this machine runs bursts, not programs.", Ink.DIM));
    }
    Map<Integer, List<String>> threads = places(scene, file.name());
    List<Line> lines = new ArrayList<>();
    int number = file.firstLine();
    List<List<SourceWords.Piece>> text = SourceWords.lines(file.text());
    int count = text.getLast().isEmpty() ? text.size() - 1 : text.size();
    for (List<SourceWords.Piece> pieces : text.subList(0, count)) {
      boolean isHere = here != null && here.line() == number && here.file().equals(file.name());
      lines.add(line(scene, file.name(), number, pieces, isHere, threads.get(number), columns));
      number++;
    }
    return lines;
  }

  @Override
  public int home(Scene scene, List<Line> lines) {
    FrameInfo here = own(scene.probe(), scene.host(), scene.tid());
    if (here == null) {
      return 0;
    }
    Target wanted = new Target.SourceLine(here.file(), here.line());
    for (int i = 0; i < lines.size(); i++) {
      if (wanted.equals(lines.get(i).target())) {
        return i;
      }
    }
    return 0;
  }

  private static Line line(
      Scene scene,
      String file,
      int number,
      List<SourceWords.Piece> text,
      boolean isHere,
      @Nullable List<String> threads,
      int columns) {
    Line.Builder line = Line.start();
    line.add(scene.probe().hasBreakpoint(file, number) ? "*" : " ", Ink.ALERT);
    line.right(Integer.toString(number), 4, Ink.DIM);
    line.add(isHere ? scene.glyphs().here() + " " : "  ", Ink.HERE);
    String names = threads == null ? "" : names(scene, threads);
    int end = threads == null ? MANY : Math.max(20, columns - DisplayWidth.of(names) - 1);
    for (int i = 0; i < text.size() && line.columns() < end; i++) {
      SourceWords.Piece piece = text.get(i);
      String shown = piece.text().replace("\r", "").replace("\t", "    ");
      boolean isCut = i + 1 < text.size() && line.columns() + DisplayWidth.of(shown) >= end;
      line.add(
          Line.cut(isCut ? shown + " " : shown, end - line.columns()),
          isHere ? Ink.HERE : ink(piece.kind()));
    }
    if (threads != null) {
      line.to(end).add(" " + names, Ink.RUNNING);
    }
    return line.line(new Target.SourceLine(file, number));
  }

  private static Ink ink(SourceWords.Kind kind) {
    return switch (kind) {
      case PLAIN -> Ink.PLAIN;
      case KEYWORD -> Ink.KEYWORD;
      case STRING -> Ink.STRING;
      case NUMBER -> Ink.NUMBER;
      case COMMENT -> Ink.COMMENT;
      case DIRECTIVE -> Ink.DIRECTIVE;
    };
  }

  private static String names(Scene scene, List<String> threads) {
    String some = String.join(",", threads.subList(0, Math.min(NAMES_MAX, threads.size())));
    int more = threads.size() - NAMES_MAX;
    return scene.glyphs().left() + some + (more > 0 ? "+" + more : "");
  }

  /// Names of the threads on each line of the file.
  private static Map<Integer, List<String>> places(Scene scene, String file) {
    Map<Integer, List<String>> places = new LinkedHashMap<>();
    int asked = 0;
    for (HostInfo host : scene.system().hosts()) {
      for (ProcessInfo process : host.processes()) {
        for (ThreadInfo thread : process.threads()) {
          boolean isGone =
              thread.state() == ThreadState.ENDED || thread.state() == ThreadState.ZOMBIE;
          if (isGone || ++asked > THREADS_MAX) {
            continue;
          }
          FrameInfo frame = own(scene.probe(), host.number(), thread.tid());
          if (frame != null && frame.file().equals(file)) {
            places
                .computeIfAbsent(frame.line(), _ -> new ArrayList<>())
                .add(scene.label(host.number(), thread.tid()));
          }
        }
      }
    }
    return places;
  }

  /// The innermost call that is the user's own, not the library's.
  static @Nullable FrameInfo own(Probe probe, int host, int tid) {
    if (tid == 0) {
      return null;
    }
    for (FrameInfo frame : probe.frames(host, tid, FRAMES_MAX)) {
      if (!frame.isLibrary() && !frame.file().isEmpty()) {
        return frame;
      }
    }
    return null;
  }
}
