package osprey.ui.debug;

import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import osprey.inspect.FrameInfo;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.trace.TraceLevel;
import osprey.ui.Setup;
import osprey.ui.SourceLoader;
import osprey.ui.SourceText;

/// A C program under the debugger, for tests.
final class Debugged {
  private static final Setup.Loader LOADER = new SourceLoader();
  private static final RunOptions OPTIONS = new RunOptions(1L, 1, null, 0, TraceLevel.SCHEDULE);

  final Debugger debugger;
  final Deque<String> typed = new ArrayDeque<>();
  private final Setup setup;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private Debugged(Setup setup) {
    this.setup = setup;
    debugger =
        new Debugger(
            setup.images(),
            () -> typed.isEmpty() ? null : typed.remove().getBytes(StandardCharsets.UTF_8));
  }

  static Debugged program(String text) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Setup setup = LOADER.load(new SourceText("t.c", text), List.of(), diagnostics);
    checkState(setup != null, "%s", DiagnosticPrinter.print(diagnostics, false));
    return new Debugged(checkNotNull(setup));
  }

  /// From the beginning, to the first stop.
  Halt run() throws DebugError {
    Simulation started = checkNotNull(setup.boot(OPTIONS, new Diagnostics(new SourceMap())));
    started.attach((_, bytes, offset, length) -> output.write(bytes, offset, length));
    debugger.attach(started);
    return debugger.proceed();
  }

  /// Runs up to a breakpoint at the location.
  Debugged to(String location) throws DebugError {
    debugger.addBreakpoint(location, true, null, 0);
    Halt halt = run();
    checkState(halt instanceof Halt.AtBreakpoint, "stopped for another reason: %s", halt);
    return this;
  }

  /// `function:line` of the innermost frame.
  String where() throws DebugError {
    FrameInfo top = debugger.selection().frame();
    return top.function() + ":" + top.line();
  }

  /// An expression's value as print shows it.
  String print(String expression) throws DebugError {
    FrameView view = debugger.selection().view();
    Value value = debugger.expressions().evaluate(expression, view);
    debugger.expressions().remember(value);
    return new ValueText(view, ValueText.NATURAL).of(value);
  }

  String output() {
    return output.toString(StandardCharsets.UTF_8);
  }
}
