package osprey.ui.repl;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.inspect.SystemInfo;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.sim.Console;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.ui.Setup;
import osprey.ui.SourceText;
import osprey.ui.debug.Breakpoint;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Halt;
import osprey.ui.debug.ValueText;

/// What the commands work on: the loaded program or scenario, its debugger, and how things are
/// told.
final class Workbench {
  /// Asks the user.
  @FunctionalInterface
  interface Confirmation {
    boolean isGiven(String question);
  }

  private final Setup.Loader loader;
  private final RunOptions options;
  private final Debugger.Keyboard keyboard;
  private final Printer printer;
  private final RunNews news;
  private final Displays displays = new Displays();
  private final Settings settings;
  private @Nullable Interpreter interpreter;
  private Confirmation confirmation = _ -> true;
  private List<String> commands = List.of();
  private boolean isDoingCommands;
  private @Nullable Setup setup;

  /// A scenario says itself which of its streams are terminals.
  private boolean isScenario;

  private Debugger debugger;

  Workbench(
      Setup.Loader loader,
      RunOptions options,
      Debugger.Keyboard keyboard,
      Printer printer,
      Settings settings) {
    this.loader = loader;
    this.options = options;
    this.keyboard = keyboard;
    this.printer = printer;
    this.settings = settings;
    news = new RunNews(printer);
    debugger = new Debugger(List.of(), keyboard);
  }

  Printer printer() {
    return printer;
  }

  Debugger debugger() {
    return debugger;
  }

  Displays displays() {
    return displays;
  }

  void serve(Interpreter lines) {
    interpreter = lines;
  }

  /// What does lines of commands: for commands that have lines of their own, up to `end`.
  Interpreter interpreter() {
    if (interpreter == null) {
      throw new IllegalStateException("the commands are not there yet");
    }
    return interpreter;
  }

  /// From now on questions are asked with this.
  void askWith(Confirmation newConfirmation) {
    confirmation = newConfirmation;
  }

  /// Whether the user agrees; nobody is asked in scripts and pipes, or with `set confirm off`.
  boolean confirm(String question) {
    return !settings.isOn("confirm") || confirmation.isGiven(question);
  }

  Settings settings() {
    return settings;
  }

  /// What expressions see: the selected frame, or without one the program as it is before it runs.
  FrameView view() throws DebugError {
    if (debugger.isRunning() && debugger.selection().tid() != 0) {
      return debugger.selection().view();
    }
    for (Image image : debugger.lines().images()) {
      if (image.function("main") != null) {
        return FrameView.ofProgram(image);
      }
    }
    return FrameView.ofProgram(Image.NONE);
  }

  ValueText text(FrameView view, char format) {
    return new ValueText(view, format, settings.printStyle());
  }

  /// The value of an expression as `print` shows it.
  String text(String expression) throws DebugError {
    FrameView view = view();
    return text(view, ValueText.NATURAL).of(debugger.expressions().evaluate(expression, view));
  }

  @Nullable Setup setup() {
    return setup;
  }

  void load(String path, List<String> arguments) throws DebugError {
    SourceText source;
    try {
      source = SourceText.read(path);
    } catch (SourceText.Unreadable reason) {
      throw new DebugError(reason.getMessage() + ".");
    }
    if (!SourceText.isKnown(path)) {
      throw new DebugError(path + " is neither a scenario (.scn) nor a C program (.c).");
    }
    if (SourceText.isScenario(path) && !arguments.isEmpty()) {
      throw new DebugError("A scenario takes no arguments; options stand before the file.");
    }
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Setup loaded = loader.load(source, new ArrayList<>(arguments), diagnostics);
    if (loaded == null) {
      throw new DebugError(DiagnosticPrinter.print(diagnostics, false).stripTrailing());
    }
    setup = loaded;
    isScenario = SourceText.isScenario(path);
    debugger = new Debugger(loaded.images(), keyboard);
  }

  /// A new run, stopped before its first instruction.
  void boot() throws DebugError {
    if (setup == null) {
      throw new DebugError("No program or scenario loaded: use the \"file\" command.");
    }
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Simulation started = setup.boot(chosen(), diagnostics);
    if (started == null) {
      throw new DebugError(DiagnosticPrinter.print(diagnostics, false).stripTrailing());
    }
    started.attach(new Screen(printer.out()));
    news.begin();
    debugger.attach(started);
  }

  /// The options of the next run: what `set` says before what the command line said.
  private RunOptions chosen() {
    String seed = settings.get("seed");
    String cpus = settings.get("cpus");
    String scheduler = settings.get("scheduler");
    return new RunOptions(
        seed.isEmpty() ? options.seed() : Long.valueOf(seed),
        cpus.isEmpty() ? options.cpus() : Integer.valueOf(cpus),
        scheduler.isEmpty() ? options.scheduler() : scheduler,
        isScenario ? null : options.terminals(),
        options.trace());
  }

  /// Tells why the program stopped, and what happened meanwhile.
  void tell(Halt halt, @Nullable Position before) throws DebugError {
    printer.out().flush();
    Simulation simulation = debugger.simulation();
    if (simulation != null) {
      news.tell(simulation.trace(), debugger.travel().news(), debugger.signals());
    }
    commands = List.of();
    if (isStop(halt) && queueCommands()) {
      return;
    }
    new HaltText(debugger, printer).tell(halt, before);
    if (debugger.isRunning()) {
      displays.showAll(this);
    }
  }

  /// The run, also after its end.
  Simulation simulation() throws DebugError {
    Simulation simulation = debugger.simulation();
    if (simulation == null) {
      throw new DebugError("The program is not being run.");
    }
    return simulation;
  }

  /// Everything at this instant, also after the end of the run.
  SystemInfo system() throws DebugError {
    return simulation().inspect();
  }

  /// What is to be done after each command: to say that it changed the past, and to do what the
  /// breakpoints of the last stop want done.
  void afterCommand() throws DebugError {
    if (debugger.takeFutureCut()) {
      printer.line("The past has changed: what was known to come later is forgotten.");
    }
    if (isDoingCommands) {
      return;
    }
    isDoingCommands = true;
    try {
      while (!commands.isEmpty()) {
        List<String> lines = commands;
        commands = List.of();
        interpreter().performAll(lines);
      }
    } finally {
      isDoingCommands = false;
    }
  }

  private boolean queueCommands() {
    List<String> lines = new ArrayList<>();
    for (Breakpoint each : debugger.breakpoints()) {
      if (debugger.lastHits().contains(each.number())) {
        lines.addAll(each.commands());
      }
    }
    boolean isSilent = !lines.isEmpty() && lines.getFirst().equals("silent");
    commands = isSilent ? lines.subList(1, lines.size()) : lines;
    return isSilent;
  }

  private static boolean isStop(Halt halt) {
    return halt instanceof Halt.AtBreakpoint
        || halt instanceof Halt.Watched
        || halt instanceof Halt.Caught
        || halt instanceof Halt.AtTime;
  }

  /// Where the selected thread is; null when nothing runs.
  @Nullable Position position() {
    return Position.of(debugger);
  }

  /// The program's output, among what the commands print. What a person types is on the screen.
  private record Screen(PrintStream out) implements Console {
    @Override
    public void output(int stream, byte[] bytes, int offset, int length) {
      out.write(bytes, offset, length);
    }

    @Override
    public boolean echoesItself() {
      return true;
    }
  }
}
