package osprey.ui.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.sim.RunOptions;
import osprey.ui.Setup;
import osprey.ui.debug.DebugError;
import osprey.ui.tui.CommandLine;
import osprey.ui.tui.LinearUi;
import osprey.ui.tui.TerminalUi;
import osprey.ui.tui.Watched;

/// The debugger's prompt: reads commands and does them, from a terminal, a pipe or a script. Words,
/// abbreviations and messages are gdb's.
public final class Repl {
  /// Something to do before the first line is read.
  public sealed interface Opening {
    /// `-ex COMMAND`.
    record Line(String command) implements Opening {}

    /// `-x FILE`.
    record Script(String path) implements Opening {}
  }

  /// How it ends.
  ///
  /// @param isBatch after the openings
  /// @param isBailing at the first command of a pipe that fails
  public record Manner(boolean isBatch, boolean isBailing) {}

  /// Exit status when the file cannot be loaded and nobody is there to name another.
  private static final int UNREADABLE = 3;

  private final Workbench bench;
  private final CommandTable commands = new CommandTable("", "help");
  private final Interpreter interpreter = new Interpreter(commands);
  private final InfoCommands info;
  private final Settings settings = new Settings();
  private final Printer printer;
  private final Pager pager;
  private final PrintStream err;
  private final LineSource lines;
  private final Capture capture;
  private final ScreenOptions screen;
  private int errors;
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
    PrintStream captured = new PrintStream(capture, false, StandardCharsets.UTF_8);
    printer = new Printer(captured, settings, () -> screen.hasColours() && !capture.isKeeping());
    pager = new Pager(lines, settings);
    if (lines.isInteractive()) {
      printer.pageWith(pager);
    }
    bench = new Workbench(loader, options, this::typed, printer, settings);
    if (lines.isInteractive()) {
      bench.askWith(this::isAgreed);
    }
    bench.serve(interpreter);
    interpreter.readFrom(() -> read(">"));
    interpreter.afterEach(bench::afterCommand);
    new RunCommands(bench).addTo(commands);
    TravelCommands travel = new TravelCommands(bench);
    travel.addTo(commands);
    new BreakCommands(bench).addTo(commands);
    new SignalCommands(bench).addTo(commands);
    new StackCommands(bench).addTo(commands);
    new ThreadCommands(bench).addTo(commands);
    new WhyCommand(bench).addTo(commands);
    new DataCommands(bench).addTo(commands);
    new ListCommand(bench).addTo(commands);
    new SetCommands(bench).addTo(commands);
    new ScriptCommands(bench, interpreter).addTo(commands);
    new HandCommands(bench).addTo(commands);
    new TraceCommands(bench).addTo(commands);
    info = new InfoCommands(bench);
    info.addTo(commands);
    travel.addTopicsTo(info.topics());
    new HelpCommands(commands, info.topics(), printer).addTo(commands);
    new SupportCommands(bench, lines, this::quit).addTo(commands);
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
    LineSource lines = JLineLines.open(completer, completer, historyFile, screen.hasColours());
    Repl made = new Repl(loader, options, lines, out, err, screen);
    completer.serve(made.commands, made.info.topics(), made.bench);
    return made;
  }

  /// @param file to load first, or null
  /// @return exit status: what `quit` said, else 3 if the file cannot be loaded, 1 if a command
  ///   failed
  public int run(
      @Nullable String file, List<String> arguments, List<Opening> openings, Manner manner) {
    lines.onInterrupt(this::interrupt);
    boolean isUnreadable = false;
    try {
      isUnreadable = file != null && !attempt(() -> bench.load(file, arguments));
      for (Opening opening : openings) {
        if (quitStatus == null && !open(opening) && manner.isBatch()) {
          return 1;
        }
      }
      if (!manner.isBatch()) {
        loop(manner.isBailing());
      }
    } finally {
      close();
    }
    if (quitStatus != null) {
      return quitStatus;
    }
    if (errors == 0 || lines.isInteractive()) {
      return 0;
    }
    return isUnreadable ? UNREADABLE : 1;
  }

  /// Shows the file on the full screen until the user leaves.
  ///
  /// @return whether the file could be run
  public boolean runScreen(String file, List<String> arguments) {
    try {
      return attempt(() -> show(watch(file, arguments)));
    } finally {
      close();
    }
  }

  /// Tells of the run without a screen.
  ///
  /// @return whether the file could be run
  public boolean runLinear(
      String file, List<String> arguments, InputStream in, PrintStream out, boolean isInteractive) {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    return attempt(() -> {
      Watched watched = watch(file, arguments);
      try {
        new LinearUi(watched, reader, out, isInteractive).run();
      } catch (IOException unreadable) {
        throw new DebugError("The input cannot be read: " + unreadable.getMessage() + ".");
      }
    });
  }

  /// A run of the file that has not begun, to be watched and led by commands.
  public Watched watch(String file, List<String> arguments) throws DebugError {
    bench.load(file, arguments);
    return watched();
  }

  private Watched watched() throws DebugError {
    if (!bench.debugger().isRunning()) {
      bench.boot();
    }
    Setup setup = bench.setup();
    return new Watched(bench.debugger(), new Captured(), setup == null ? "" : setup.title());
  }

  private void showScreen(String arguments) throws DebugError {
    show(watched());
  }

  private void show(Watched watched) throws DebugError {
    if (!(lines instanceof JLineLines atTerminal)) {
      throw new DebugError("The full screen needs a terminal, which this session has not.");
    }
    try (JLinePort port = new JLinePort(atTerminal.terminal())) {
      new TerminalUi(watched, screen.isAscii(), screen.hasColours()).run(port);
    } catch (IOException gone) {
      throw new DebugError("The terminal cannot be used: " + gone.getMessage() + ".");
    }
  }

  /// Commands from the full screen: what they print is shown there, and nothing is asked.
  private final class Captured implements CommandLine {
    @Override
    public String perform(String command) {
      printer.out().flush();
      capture.begin();
      printer.pageWith(null);
      bench.askWith(_ -> true);
      try {
        interpreter.perform(command);
      } catch (DebugError refused) {
        printer.line(refused.sentence());
      } finally {
        printer.pageWith(pager);
        bench.askWith(Repl.this::isAgreed);
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
        attempt(() -> interpreter.perform(command));
        yield true;
      }
      case Opening.Script(String path) -> attempt(() -> interpreter.source(path));
    };
  }

  private void loop(boolean isBailing) {
    while (quitStatus == null) {
      String line = read(settings.get("prompt"));
      if (line == null) {
        if (lines.isInteractive()) {
          printer.line("quit");
        }
        return;
      }
      pager.begin();
      boolean worked =
          attempt(() -> {
            if (line.isBlank()) {
              interpreter.repeat();
            } else {
              interpreter.perform(line);
            }
          });
      if (!worked && isBailing) {
        return;
      }
    }
  }

  private @Nullable String read(String prompt) {
    try {
      printer.out().flush();
      return lines.read(prompt);
    } catch (IOException unreadable) {
      return null;
    }
  }

  private boolean isAgreed(String question) {
    if (!interpreter.isAtPrompt()) {
      return true;
    }
    printer.out().flush();
    while (true) {
      String answer = lines.ask(question);
      if (answer == null || answer.strip().startsWith("n")) {
        return false;
      }
      if (answer.strip().startsWith("y")) {
        return true;
      }
      printer.line("Please answer y or n.");
      printer.out().flush();
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
    } catch (Pager.Enough seen) {
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

  private void quit(int status) {
    quitStatus = status;
    interpreter.leave();
  }

  private void interrupt() {
    bench.debugger().interrupt();
  }

  /// Input for the program: what a person types; nobody types into a script.
  private byte @Nullable [] typed() {
    if (!lines.isInteractive()) {
      return null;
    }
    printer.out().flush();
    String line = lines.ask("");
    return line == null ? null : (line + "\n").getBytes(StandardCharsets.UTF_8);
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
