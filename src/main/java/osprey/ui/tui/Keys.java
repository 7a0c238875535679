package osprey.ui.tui;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What keys do while no line is being typed. Letters that run the program are the debugger's
/// commands; a capital goes the same way backwards.
final class Keys {
  /// @param names as {@link Dashboard#key} gets them
  /// @param hint for the bottom line, empty for none
  record Binding(List<String> names, String hint, String help, Consumer<Dashboard> action) {}

  static final ImmutableList<Binding> ALL =
      ImmutableList.of(
          key("s", "step", "step: to the next source line, into functions", forward("step")),
          key("n", "next", "next: to the next source line, over functions", forward("next")),
          key("c", "cont", "continue: to the next stop or the end", command("continue")),
          key("i", "", "stepi: one instruction", forward("stepi")),
          key("f", "", "finish: until the function returns", command("finish")),
          key("e", "event", "to the next event of the whole system", d -> d.travel(1)),
          key("S", "", "reverse-step", command("reverse-step")),
          key("N", "", "reverse-next", command("reverse-next")),
          key("C", "", "reverse-continue: back to the last stop", command("reverse-continue")),
          key("I", "", "reverse-stepi", command("reverse-stepi")),
          key(
              "F",
              "",
              "reverse-finish: back to the call of the function",
              command("reverse-finish")),
          key("E", "back", "to the event before", d -> d.travel(-1)),
          keys(List.of(" "), "play", "play or pause", Dashboard::togglePlaying),
          keys(List.of("+", "="), "", "play faster", d -> d.changeSpeed(1)),
          keys(List.of("-"), "", "play slower", d -> d.changeSpeed(-1)),
          keys(List.of("Left", "["), "", "back by a fiftieth of the run", d -> d.scrub(-1)),
          keys(List.of("Right", "]"), "", "forward by a fiftieth of the run", d -> d.scrub(1)),
          keys(List.of("<"), "", "to the very beginning", d -> d.goTo(0)),
          keys(List.of(">"), "", "to the furthest point reached", Dashboard::goToEnd),
          key(
              "b",
              "break",
              "set or delete a breakpoint on the line under the cursor",
              Dashboard::toggleBreakpoint),
          key("w", "", "let the selected thread run next, by hand", Dashboard::scheduleSelected),
          key("x", "", "send a signal to the selected process", d -> d.ask(Prompt.Kind.SIGNAL)),
          key("t", "", "type a line for the programs to read", d -> d.ask(Prompt.Kind.INPUT)),
          key("y", "", "why does the selected thread wait?", Dashboard::why),
          keys(List.of(":"), "cmd", "a command of the debugger", d -> d.ask(Prompt.Kind.COMMAND)),
          keys(List.of("/"), "find", "search in the panel", d -> d.ask(Prompt.Kind.SEARCH)),
          keys(List.of("*"), "", "the next place found", d -> d.searchAgain(false)),
          keys(List.of("#"), "", "the place found before", d -> d.searchAgain(true)),
          keys(
              List.of("\\"),
              "",
              "show only lines that contain a text",
              d -> d.ask(Prompt.Kind.FILTER)),
          keys(List.of("Tab"), "", "the next panel", d -> d.focusNext(1)),
          keys(List.of("ReverseTab"), "", "the panel before", d -> d.focusNext(-1)),
          keys(
              List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "0"),
              "",
              "a panel by its number",
              null),
          key("z", "zoom", "the panel alone on the screen, and back", Dashboard::toggleZoom),
          keys(List.of("Up", "k"), "", "a line up", d -> d.moveCursor(-1)),
          keys(List.of("Down", "j"), "", "a line down", d -> d.moveCursor(1)),
          keys(List.of("PageUp"), "", "a page up", d -> d.movePages(-1)),
          keys(List.of("PageDown"), "", "a page down", d -> d.movePages(1)),
          keys(List.of("Home", "g"), "", "the first line", d -> d.moveCursor(-1_000_000)),
          keys(List.of("End", "G"), "", "the last line", d -> d.moveCursor(1_000_000)),
          keys(
              List.of("Enter"),
              "",
              "select what the line stands for; bytes of a mapping",
              Dashboard::choose),
          keys(List.of("Escape"), "", "back: the cursor, the filter, the zoom", Dashboard::back),
          keys(List.of("?", "h", "F1"), "help", "these keys", Dashboard::help),
          keys(List.of("q", "Ctrl-C", "F10"), "quit", "leave", Dashboard::quit));

  private Keys() {}

  static @Nullable Binding of(String name) {
    for (Binding binding : ALL) {
      if (binding.names.contains(name)) {
        return binding;
      }
    }
    return null;
  }

  private static Binding key(String name, String hint, String help, Consumer<Dashboard> action) {
    return new Binding(List.of(name), hint, help, action);
  }

  private static Binding keys(
      List<String> names, String hint, String help, @Nullable Consumer<Dashboard> action) {
    Consumer<Dashboard> done = action == null ? d -> {} : action;
    return new Binding(names, hint, help, done);
  }

  private static Consumer<Dashboard> forward(String line) {
    return dashboard -> dashboard.step(line);
  }

  private static Consumer<Dashboard> command(String line) {
    return dashboard -> dashboard.perform(line);
  }
}
