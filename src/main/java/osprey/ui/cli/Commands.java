package osprey.ui.cli;

import java.util.List;
import java.util.function.Function;

/// The commands, in the order of the help text. To add one: its class, and its line here.
final class Commands {
  static final List<Entry> ALL =
      List.of(
          new Entry("run", RunCommand::new).withArguments(),
          new Entry("check", CheckCommand::new),
          new Entry("test", TestCommand::new),
          new Entry("compare", CompareCommand::new),
          new Entry("conformance", ConformanceCommand::new),
          new Entry("hw", HwCommand::new),
          new Entry("repl", ReplCommand::new).withArguments(),
          new Entry("tui", TuiCommand::new).withArguments(),
          new Entry("disassemble", DisassembleCommand::new),
          new Entry("version", VersionCommand::new),
          new Entry("completion", CompletionCommand::new));

  /// @param command makes the annotated object that picocli calls
  /// @param hasArguments what follows its first parameter belongs to a program, options too
  record Entry(String name, Function<Cli, Object> command, boolean hasArguments) {
    Entry(String name, Function<Cli, Object> command) {
      this(name, command, false);
    }

    Entry withArguments() {
      return new Entry(name, command, true);
    }
  }

  private Commands() {}
}
