package osprey.ui.repl;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import osprey.code.SourceFile;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.ui.debug.CodePlace;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Variables;

/// What `info` tells about the selected call and the source text.
final class FrameTopics {
  private final Workbench bench;

  FrameTopics(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable topics) {
    topics.topic(List.of("locals"), "", this::locals, "Local variables of the selected call.");
    topics.topic(List.of("args"), "", this::args, "Parameters of the selected call.");
    topics.topic(List.of("frame", "f"), "", this::frame, "The selected call.");
    topics.topic(List.of("line"), "[LOCATION]", this::line, "The instructions of a source line.");
    topics.topic(List.of("source"), "", this::source, "The current source file.");
    topics.topic(List.of("functions"), "", this::functions, "Functions of the programs.");
  }

  private FrameView view() throws DebugError {
    if (!bench.debugger().isRunning()) {
      throw new DebugError("No frame selected.");
    }
    return bench.debugger().selection().view();
  }

  private void locals(String arguments) throws DebugError {
    variables(view(), Variables.locals(view()), "No locals.");
  }

  private void args(String arguments) throws DebugError {
    variables(view(), Variables.parameters(view()), "No arguments.");
  }

  private void variables(FrameView view, List<Symbol.Local> variables, String none) {
    if (variables.isEmpty()) {
      bench.printer().line(none);
    }
    for (Symbol.Local each : variables) {
      bench.printer().line(each.name() + " = " + bench.printer().valueOf(view, each));
    }
  }

  private void frame(String arguments) throws DebugError {
    FrameInfo frame = view().frame();
    Printer printer = bench.printer();
    printer.line(
        "Stack level "
            + frame.level()
            + ", frame at 0x"
            + Long.toHexString(frame.framePointer())
            + ":");
    printer.line(
        " pc = 0x"
            + Long.toHexString(frame.pc())
            + " in "
            + frame.function()
            + (frame.file().isEmpty() ? "" : " (" + frame.file() + ":" + frame.line() + ")"));
    printer.line(" registers from " + frame.windowBase());
  }

  private void line(String arguments) throws DebugError {
    List<CodePlace> places =
        arguments.isEmpty()
            ? List.of(new CodePlace(view().image(), view().instruction()))
            : bench.debugger().lines().find(arguments, bench.debugger().currentFile());
    for (CodePlace each : places) {
      String start = "0x" + Long.toHexString(each.address());
      bench
          .printer()
          .line(
              "Line "
                  + each.line()
                  + " of \""
                  + each.file()
                  + "\" starts at address "
                  + start
                  + " <"
                  + each.function()
                  + ">.");
    }
  }

  private void source(String arguments) {
    SourceFile file = bench.debugger().currentFile();
    bench
        .printer()
        .line(
            file == null
                ? "No current source file."
                : "Current source file is "
                    + file.name()
                    + "\nContains "
                    + SourceView.last(file)
                    + " lines.");
  }

  private void functions(String arguments) {
    Map<String, String> found = new TreeMap<>();
    for (var image : bench.debugger().lines().images()) {
      for (Symbol.Function function : image.functions()) {
        if (!function.isLibrary() && image.lineAt(function.start()) != 0) {
          String file = image.fileAt(function.start()).name();
          int line = image.lineAt(function.start());
          found.put(file + (char) line, file + ":" + line + "\t" + function.name());
        }
      }
    }
    found.values().forEach(bench.printer()::line);
  }
}
