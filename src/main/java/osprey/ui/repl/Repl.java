package osprey.ui.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.ui.Setup;
import osprey.ui.SourceText;
import osprey.ui.debug.DebugError;
import osprey.ui.tui.CommandLine;
import osprey.ui.tui.TerminalUi;

/// The debugger's prompt: reads commands and does them, from a terminal, a pipe or a script. Words,
/// abbreviations and messages are gdb's.
public final class Repl {
  private static final String PROMPT = "(osprey) ";

  /// Scripts that run scripts.
  private static final int SOURCE_DEPTH_MAX = 16;

  /// Something to do before the first line is read.
  public sealed interface Opening {
    /// `-ex COMMAND`.
    record Line(String command) implements Opening {}

    /// `-x FILE`.
    record Script(String path) implements Opening {}
  }

  private final Workbench bench;
  private final CommandTable commands = new CommandTable("", "help");
  private final InfoCommands info;
  private final Printer printer;
  private final PrintStream err;
  private final LineSource lines;
  private final Capture capture;
  private final ScreenOptions screen;
  private @Nullable Command last;
  private int errors;
  private int sourceDepth;
  private @Nullable Integer quitStatus;

  private Repl(
      Setup.Loader loader,
      RunOptions options,
      LineSource lines,
      PrintStream out,
      PrintStream err,
      ScreenOptions screen) {
    this.lines = lines;
    this.err = err;
    this.screen = screen;
    capture = new Capture(out);
    printer = new Printer(new PrintStream(capture, false, StandardCharsets.UTF_8));
    bench = new Workbench(loader, options, this::typed, printer);
    new RunCommands(bench).addTo(commands);
    new BreakCommands(bench).addTo(commands);
    new StackCommands(bench).addTo(commands);
    new DataCommands(bench).addTo(commands);
    info = new InfoCommands(bench);
    info.addTo(commands);
    new SupportCommands(commands, info.topics(), printer, this::source, this::quit).addTo(commands);
    commands.add(
        new Command(
            List.of("tui"),
            Command.Group.SUPPORT,
            "",
            "Show everything on one screen; q comes back here.",
            false,
            this::showScreen));
  }

  /// Reads commands from a pipe or file, or from a terminal that can do nothing.
  public static Repl plain(
      Setup.Loader loader,
      RunOptions options,
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean isInteractive) {
    LineSource lines = new PlainLines(in, out, isInteractive);
    return new Repl(loader, options, lines, out, err, ScreenOptions.PLAIN);
  }

  /// Reads commands from the terminal of this process, with history and completion.
  public static Repl atTerminal(
      Setup.Loader loader,
      RunOptions options,
      PrintStream out,
      PrintStream err,
      @Nullable Path historyFile,
      ScreenOptions screen)
      throws IOException {
    Completer completer = new Completer();
    LineSource lines = JLineLines.open(completer, historyFile);
    Repl made = new Repl(loader, options, lines, out, err, screen);
    completer.serve(made.commands, made.info.topics(), made.bench);
    return made;
  }

  /// @param file to load first, or null
  /// @param isBatch ends after the openings
  /// @return exit status: what `quit` said, else 1 if a command failed
  public int run(
      @Nullable String file, List<String> arguments, List<Opening> openings, boolean isBatch) {
    lines.onInterrupt(this::interrupt);
    try {
      if (file != null) {
        attempt(() -> bench.load(file, arguments));
      }
      for (Opening opening : openings) {
        if (quitStatus == null && !open(opening) && isBatch) {
          return 1;
        }
      }
      if (!isBatch) {
        loop();
      }
    } finally {
      close();
    }
    if (quitStatus != null) {
      return quitStatus;
    }
    return errors > 0 && !lines.isInteractive() ? 1 : 0;
  }

  /// Shows the file on the full screen until the user leaves.
  ///
  /// @return exit status: 0, or 1 when the file cannot be run
  public int runScreen(String file, List<String> arguments) {
    try {
      return attempt(() -> {
        bench.load(file, arguments);
        showScreen("");
      })
          ? 0
          : 1;
    } finally {
      close();
    }
  }

  private void showScreen(String arguments) throws DebugError {
    if (!(lines instanceof JLineLines atTerminal)) {
      throw new DebugError("The full screen needs a terminal, which this session has not.");
    }
    if (!bench.debugger().isRunning()) {
      bench.boot();
    }
    Setup setup = bench.setup();
    String title = setup == null ? "" : setup.title();
    try (JLinePort port = new JLinePort(atTerminal.terminal())) {
      new TerminalUi(bench.debugger(), new Captured(), title, screen.isAscii(), screen.hasColours())
          .run(port);
    } catch (IOException gone) {
      throw new DebugError("The terminal cannot be used: " + gone.getMessage() + ".");
    }
  }

  /// Commands from the full screen: what they print is shown there.
  private final class Captured implements CommandLine {
    @Override
    public String perform(String command) {
      printer.out().flush();
      capture.begin();
      try {
        Repl.this.perform(command);
      } catch (DebugError refused) {
        printer.line(refused.sentence());
      } finally {
        printer.out().flush();
      }
      return capture.end();
    }

    @Override
    public boolean hasQuit() {
      return quitStatus != null;
    }
  }

  /// Whether it worked; a script stops at its first error, a batch of scripts too.
  private boolean open(Opening opening) {
    return switch (opening) {
      case Opening.Line(String command) -> {
        attempt(() -> perform(command));
        yield true;
      }
      case Opening.Script(String path) -> attempt(() -> source(path));
    };
  }

  private void loop() {
    while (quitStatus == null) {
      String line;
      try {
        line = lines.read(PROMPT);
      } catch (IOException unreadable) {
        return;
      }
      if (line == null) {
        if (lines.isInteractive()) {
          printer.line("quit");
        }
        return;
      }
      Command repeated = last;
      if (!line.isBlank()) {
        attempt(() -> perform(line));
      } else if (repeated != null) {
        attempt(() -> repeated.action().perform(""));
      }
    }
  }

  @FunctionalInterface
  private interface Attempt {
    void go() throws DebugError;
  }

  private boolean attempt(Attempt attempt) {
    try {
      attempt.go();
      return true;
    } catch (DebugError refused) {
      errors++;
      printer.out().flush();
      err.print(refused.sentence() + "\n");
      err.flush();
      return false;
    } finally {
      printer.out().flush();
    }
  }

  private void perform(String line) throws DebugError {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    last = null;
    int end = 0;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    if (end == 0) {
      throw new DebugError("Undefined command: \"" + text + "\".  Try \"help\".");
    }
    Command command = commands.find(text.substring(0, end));
    last = command.isRepeated() ? command : null;
    command.action().perform(text.substring(end).strip());
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  /// Does the commands of a file, up to the first that fails.
  private void source(String path) throws DebugError {
    SourceText script;
    try {
      script = SourceText.read(path);
    } catch (SourceText.Unreadable reason) {
      throw new DebugError(reason.getMessage() + ".");
    }
    if (sourceDepth == SOURCE_DEPTH_MAX) {
      throw new DebugError("Scripts are nested too deeply.");
    }
    sourceDepth++;
    try {
      int number = 0;
      for (String line : new ArrayList<>(script.text().lines().toList())) {
        number++;
        try {
          perform(line);
        } catch (DebugError refused) {
          throw new DebugError(
              path + ":" + number + ": Error in sourced command file:\n" + refused.sentence());
        }
        if (quitStatus != null) {
          return;
        }
      }
    } finally {
      sourceDepth--;
    }
  }

  private void quit(int status) {
    quitStatus = status;
  }

  private void interrupt() {
    Simulation simulation = bench.debugger().simulation();
    if (simulation != null) {
      simulation.interrupt();
    }
  }

  /// Input for the program: what a person types; nobody types into a script.
  private byte @Nullable [] typed() {
    if (!lines.isInteractive()) {
      return null;
    }
    try {
      printer.out().flush();
      String line = lines.read("");
      return line == null ? null : (line + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return null;
    }
  }

  private void close() {
    printer.out().flush();
    try {
      lines.close();
    } catch (IOException failed) {
      err.print("The terminal could not be restored: " + failed.getMessage() + "\n");
    }
  }
}
