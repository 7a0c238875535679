package osprey.ui.tui;

/// The debugger's command language: keys are short for its commands, `:` takes any of them.
public interface CommandLine {
  /// Does a command.
  ///
  /// @return what it printed, or the sentence of refusal
  String perform(String command);

  /// Whether a command was to leave.
  boolean hasQuit();
}
