package osprey.ui.repl;

/// Waits after each page of what one command prints on a terminal, as gdb does.
final class Pager {
  /// The reader has seen enough of this command's output.
  static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super("enough", null, false, false);
    }
  }

  private static final String QUESTION =
      "--Type <RET> for more, q to quit, c to continue without paging--";

  private final LineSource lines;
  private final Settings settings;
  private int shown;
  private boolean isOff;

  Pager(LineSource lines, Settings settings) {
    this.lines = lines;
    this.settings = settings;
  }

  /// A new command's output begins.
  void begin() {
    shown = 0;
    isOff = false;
  }

  /// To be called before each line; may ask, and then gives up with {@link Enough}.
  void beforeLine() {
    int height = settings.number("height", lines.height());
    if (isOff || height < 3 || !settings.isOn("pagination")) {
      return;
    }
    if (shown < height - 1) {
      shown++;
      return;
    }
    shown = 1;
    String answer = lines.ask(QUESTION);
    if (answer == null || answer.strip().startsWith("q")) {
      throw new Enough();
    }
    isOff = answer.strip().startsWith("c");
  }
}
