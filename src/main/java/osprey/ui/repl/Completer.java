package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Variables;

/// What may complete the word at the cursor: commands first on the line, then what the command
/// takes.
final class Completer implements JLineLines.Completions {
  private @Nullable CommandTable commands;
  private @Nullable Workbench bench;
  private @Nullable CommandTable topics;

  void serve(CommandTable all, CommandTable infoTopics, Workbench workbench) {
    commands = all;
    topics = infoTopics;
    bench = workbench;
  }

  @Override
  public List<String> of(String line) {
    CommandTable all = commands;
    CommandTable info = topics;
    if (all == null || info == null) {
      return List.of();
    }
    String text = line.stripLeading();
    int blank = text.indexOf(' ');
    if (blank < 0) {
      return all.completions(text);
    }
    String word = text.substring(text.lastIndexOf(' ') + 1);
    try {
      Command command = all.find(text.substring(0, blank));
      return switch (command.name()) {
        case "info" -> info.completions(word);
        case "help" -> all.completions(word);
        case "break", "tbreak", "advance", "until", "list", "clear", "disassemble" ->
            beginning(word, functions());
        case "print", "display", "x", "output", "whatis", "ptype", "set" ->
            beginning(word, variables());
        default -> List.of();
      };
    } catch (DebugError unknown) {
      return List.of();
    }
  }

  private static List<String> beginning(String word, Iterable<String> names) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(word)) {
        found.add(name);
      }
    }
    return found;
  }

  private Set<String> functions() {
    Set<String> names = new TreeSet<>();
    if (bench != null) {
      for (Image image : bench.debugger().lines().images()) {
        for (Symbol.Function function : image.functions()) {
          if (!function.isLibrary()) {
            names.add(function.name());
          }
        }
      }
    }
    return names;
  }

  private Set<String> variables() throws DebugError {
    Set<String> names = new TreeSet<>();
    if (bench != null && bench.debugger().isRunning()) {
      FrameView view = bench.debugger().selection().view();
      Variables.locals(view).forEach(each -> names.add(each.name()));
      Variables.parameters(view).forEach(each -> names.add(each.name()));
      for (Symbol.Global global : view.image().globals()) {
        if (!global.isLibrary()) {
          names.add(global.name());
        }
      }
    }
    return names;
  }
}
