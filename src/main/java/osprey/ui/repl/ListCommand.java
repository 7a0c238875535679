package osprey.ui.repl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.SourceFile;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.ui.debug.CodePlace;
import osprey.ui.debug.DebugError;

/// The command `list`: a page of source text, and the next one when it is repeated.
final class ListCommand {
  private final Workbench bench;
  private @Nullable SourceFile listed;
  private int listedFrom;
  private int listedTo;
  private @Nullable Position listedAt;

  ListCommand(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable table) {
    table.add(
        new Command(
            List.of("list", "l"),
            Command.Group.DATA,
            "[LINE | FUNCTION | FILE:LINE | FROM,TO | -]",
            "Show source lines: around a place, from one to another, the next page, or with - the"
                + " one before.\nExample: list 10,20; list main; list lib.c:7",
            true,
            this::list));
  }

  private void list(String arguments) throws DebugError {
    String wanted = arguments.strip();
    Position now = bench.position();
    boolean hasMoved = now != null && !now.equals(listedAt);
    if (wanted.isEmpty() && (listed == null || hasMoved)) {
      around();
    } else if (wanted.isEmpty()) {
      show(listedTo + 1, listedTo + page());
    } else if (wanted.equals("-")) {
      back();
    } else if (wanted.indexOf(',') >= 0) {
      int comma = wanted.indexOf(',');
      range(wanted.substring(0, comma).strip(), wanted.substring(comma + 1).strip());
    } else {
      at(wanted);
    }
    listedAt = now;
  }

  /// Around the selected frame's line, or the beginning of main.
  private void around() throws DebugError {
    FrameInfo frame = bench.debugger().isRunning() ? bench.debugger().selection().frame() : null;
    if (frame != null && frame.line() != 0) {
      listed = bench.debugger().lines().file(frame.file(), frame.line());
      showAround(frame.line());
    } else {
      at("main");
    }
  }

  private int page() {
    int size = bench.settings().number("listsize", 10);
    return size == 0 ? 1 << 20 : size;
  }

  private void back() throws DebugError {
    if (listed == null) {
      around();
    } else if (listedFrom <= listed.firstLine()) {
      throw new DebugError("Already at the start of " + listed.name() + ".");
    } else {
      show(Math.max(listed.firstLine(), listedFrom - page()), listedFrom - 1);
    }
  }

  private void range(String from, String to) throws DebugError {
    if (from.isEmpty()) {
      int last = line(to);
      show(Math.max(1, last - page() + 1), last);
    } else if (to.isEmpty()) {
      int first = line(from);
      show(first, first + page() - 1);
    } else {
      int first = line(from);
      show(first, line(to));
    }
  }

  private void at(String location) throws DebugError {
    showAround(line(location));
  }

  private static boolean isName(String text) {
    return !text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// The line that a location names; its file is then the one listed.
  private int line(String location) throws DebugError {
    int colon = location.lastIndexOf(':');
    String last = location.substring(colon + 1);
    if (!isName(last) && !last.isEmpty()) {
      SourceFile file =
          colon < 0 ? file() : bench.debugger().lines().file(location.substring(0, colon));
      if (file == null) {
        throw new DebugError(
            "No source file named " + location.substring(0, Math.max(0, colon)) + ".");
      }
      int number = Words.number(last);
      listed = bench.debugger().lines().file(file.name(), number);
      return number;
    }
    CodePlace place = bench.debugger().lines().find(location, file()).getFirst();
    Symbol.Function function = place.image().functionAt(place.instruction());
    listed = bench.debugger().lines().file(place.file(), place.line());
    return function != null && !location.startsWith("*")
        ? place.image().lineAt(function.start())
        : place.line();
  }

  private @Nullable SourceFile file() {
    return listed == null ? bench.debugger().currentFile() : listed;
  }

  private void showAround(int line) throws DebugError {
    SourceFile file = listed;
    int least = file == null ? 1 : file.firstLine();
    int from = Math.max(least, line - page() / 2);
    show(from, from + page() - 1);
  }

  private void show(int from, int to) throws DebugError {
    SourceFile file = listed;
    if (file == null) {
      throw new DebugError("No source file known.");
    }
    int first = Math.max(from, file.firstLine());
    int last = SourceView.last(file);
    if (first > last) {
      throw new DebugError(
          "Line number "
              + first
              + " out of range; \""
              + file.name()
              + "\" has "
              + last
              + " lines.");
    }
    bench.printer().source(file, first, to);
    listedFrom = first;
    listedTo = Math.min(to, last);
  }
}
