package osprey.ui.repl;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.inspect.SystemInfo;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.sim.Console;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.ui.Setup;
import osprey.ui.SourceText;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Debugger;
import osprey.ui.debug.Halt;

/// What the commands work on: the loaded program or scenario, its debugger, and how things are
/// told.
final class Workbench {
  private final Setup.Loader loader;
  private final RunOptions options;
  private final Debugger.Keyboard keyboard;
  private final Printer printer;
  private final RunNews news;
  private final Displays displays = new Displays();
  private @Nullable Setup setup;
  private Debugger debugger;

  Workbench(Setup.Loader loader, RunOptions options, Debugger.Keyboard keyboard, Printer printer) {
    this.loader = loader;
    this.options = options;
    this.keyboard = keyboard;
    this.printer = printer;
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
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Setup loaded = loader.load(source, new ArrayList<>(arguments), diagnostics);
    if (loaded == null) {
      throw new DebugError(DiagnosticPrinter.print(diagnostics, false).stripTrailing());
    }
    setup = loaded;
    debugger = new Debugger(loaded.images(), keyboard);
  }

  /// A new run, stopped before its first instruction.
  void boot() throws DebugError {
    if (setup == null) {
      throw new DebugError("No program or scenario loaded: use the \"file\" command.");
    }
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Simulation started = setup.boot(options, diagnostics);
    if (started == null) {
      throw new DebugError(DiagnosticPrinter.print(diagnostics, false).stripTrailing());
    }
    started.attach(new Screen(printer.out()));
    news.begin();
    debugger.attach(started);
  }

  /// Tells why the program stopped, and what happened meanwhile.
  void tell(Halt halt, @Nullable Position before) throws DebugError {
    printer.out().flush();
    Simulation simulation = debugger.simulation();
    if (simulation != null) {
      news.tell(simulation);
    }
    new HaltText(debugger, printer).tell(halt, before);
    if (debugger.isRunning()) {
      displays.showAll(debugger, printer);
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
