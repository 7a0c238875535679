package osprey.ui.repl;

import java.util.List;
import osprey.ui.debug.DebugError;

/// A command of the prompt.
///
/// @param names the full name, then aliases, which win over prefixes of other names
/// @param arguments how they are written in help, empty for none
/// @param help a sentence; more, with an example, on further lines
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
    RUNNING("running", "Running the program"),
    BREAKPOINTS("breakpoints", "Making the program stop at certain places"),
    STACK("stack", "Examining threads and their calls"),
    DATA("data", "Examining data and source text"),
    SYSTEM("system", "Looking at and acting on the simulated systems"),
    SUPPORT("support", "Support"),
    USER("user-defined", "Commands of your own");

    private final String word;
    private final String title;

    Group(String word, String title) {
      this.word = word;
      this.title = title;
    }

    /// What `help` calls it.
    String word() {
      return word;
    }

    String title() {
      return title;
    }
  }

  @FunctionalInterface
  interface Action {
    void perform(String arguments) throws DebugError;
  }

  /// The first sentence of the help.
  String summary() {
    int end = help.indexOf('\n');
    return end < 0 ? help : help.substring(0, end);
  }

  String name() {
    return names.getFirst();
  }
}
