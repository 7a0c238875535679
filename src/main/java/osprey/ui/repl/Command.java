package osprey.ui.repl;

import java.util.List;
import osprey.ui.debug.DebugError;

/// A command of the prompt.
///
/// @param names the full name, then aliases, which win over prefixes of other names
/// @param arguments how they are written in help, empty for none
/// @param help a sentence
/// @param isRepeated an empty line does it again
record Command(
    List<String> names,
    Group group,
    String arguments,
    String help,
    boolean isRepeated,
    Action action) {
  /// Where it stands in the list that `help` shows.
  enum Group {
    RUNNING("Running the program"),
    BREAKPOINTS("Making the program stop at certain places"),
    STACK("Examining threads and their calls"),
    DATA("Examining data and source text"),
    SUPPORT("Support");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  @FunctionalInterface
  interface Action {
    void perform(String arguments) throws DebugError;
  }

  String name() {
    return names.getFirst();
  }
}
