package osprey.ui.repl;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.abi.Syscall;
import osprey.code.CType;
import osprey.code.Image;
import osprey.code.SourceFile;
import osprey.code.Symbol;
import osprey.inspect.ChannelInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.ui.debug.Breakpoint;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Selection;

/// What may complete the word at the cursor: commands first on the line, then what the command
/// takes at that place.
final class Completer implements JLineLines.Completions, JLineLines.Known {
  private static final List<String> HANDLE =
      List.of("stop", "nostop", "print", "noprint", "pass", "nopass");
  private static final List<String> CATCH =
      List.of(
          "block",
          "deadlock",
          "exec",
          "exit",
          "fault",
          "fork",
          "ipc",
          "race",
          "signal",
          "switch",
          "syscall",
          "wakeup");

  private @Nullable CommandTable commands;
  private @Nullable Workbench bench;
  private @Nullable CommandTable topics;

  void serve(CommandTable all, CommandTable infoTopics, Workbench workbench) {
    commands = all;
    topics = infoTopics;
    bench = workbench;
  }

  @Override
  public boolean isCommand(String word) {
    CommandTable all = commands;
    Workbench at = bench;
    if (all == null || at == null || word.isEmpty()) {
      return false;
    }
    if (at.interpreter().aliases().containsKey(word)) {
      return true;
    }
    try {
      all.find(word);
      return true;
    } catch (DebugError unknown) {
      return !all.completions(word).isEmpty();
    }
  }

  @Override
  public List<String> of(String line) {
    if (commands == null || topics == null || bench == null) {
      return List.of();
    }
    try {
      return complete(line.stripLeading(), commands, topics, bench);
    } catch (DebugError nothingHere) {
      return List.of();
    }
  }

  private List<String> complete(String text, CommandTable all, CommandTable info, Workbench at)
      throws DebugError {
    int blank = text.indexOf(' ');
    if (blank < 0) {
      return text.indexOf('/') < 0 ? all.completions(text) : List.of();
    }
    String rest = text.substring(blank + 1).stripLeading();
    String word = text.substring(text.lastIndexOf(' ') + 1);
    int before = Words.split(rest.substring(0, rest.length() - word.length())).size();
    String name = text.substring(0, Interpreter.nameEnd(text));
    Command command = all.find(name);
    return switch (command.name()) {
      case "info" -> before == 0 ? info.completions(word) : topic(rest, word, info, at);
      case "help" ->
          before == 0
              ? all.completions(word)
              : rest.startsWith("info ") ? info.completions(word) : List.of();
      case "show" -> settings(rest, word);
      case "set" ->
          rest.startsWith("var ") || rest.startsWith("variable ")
              ? symbols(word, at)
              : before == 0 ? with(settings(rest, word), "var", word) : value(rest, word);
      case "break", "tbreak", "advance", "until", "list", "clear", "disassemble" ->
          before == 0
              ? locations(word, at)
              : rest.contains(" if ")
                  ? symbols(word, at)
                  : beginning(word, List.of("if", "thread"));
      case "print",
          "display",
          "x",
          "output",
          "call",
          "whatis",
          "ptype",
          "printf",
          "watch",
          "rwatch",
          "awatch",
          "if",
          "while" ->
          symbols(word, at);
      case "condition" -> before == 0 ? breakpoints(word, at) : symbols(word, at);
      case "delete", "enable", "disable", "ignore", "commands" -> breakpoints(word, at);
      case "thread" -> thread(rest, word, before, all, info, at);
      case "taas" -> complete(rest, all, info, at);
      case "why", "schedule" -> threads(word, at);
      case "process" -> processes(word, at);
      case "signal" -> before == 0 ? signals(word) : threads(word, at);
      case "handle" -> before == 0 ? with(signals(word), "all", word) : beginning(word, HANDLE);
      case "kill" ->
          word.startsWith("-") ? dashed(signals(word.substring(1))) : processes(word, at);
      case "catch", "tcatch" -> caught(rest, word, before, at);
      case "cut", "heal" -> hosts(word, at);
      case "file", "source" -> files(word);
      case "frame" -> beginning(word, List.of("function"));
      case "backtrace" -> beginning(word, List.of("full"));
      case "trace" -> beginning(word, channelNames(at));
      default -> List.of();
    };
  }

  private List<String> topic(String rest, String word, CommandTable info, Workbench at)
      throws DebugError {
    Command topic = info.find(Words.first(rest)[0]);
    return switch (topic.name()) {
      case "line", "scope" -> locations(word, at);
      case "address", "symbol" -> symbols(word, at);
      case "proc", "maps", "fds", "signals", "heap" -> processes(word, at);
      default -> List.of();
    };
  }

  private List<String> thread(
      String rest, String word, int before, CommandTable all, CommandTable info, Workbench at)
      throws DebugError {
    if (before == 0) {
      return with(threads(word, at), "apply", word);
    }
    String[] parts = Words.first(rest);
    if (!parts[0].equals("apply")) {
      return List.of();
    }
    int blank = parts[1].indexOf(' ');
    return blank < 0
        ? with(threads(word, at), "all", word)
        : complete(parts[1].substring(blank + 1).stripLeading(), all, info, at);
  }

  private static List<String> caught(String rest, String word, int before, Workbench at)
      throws DebugError {
    if (before == 0) {
      return beginning(word, CATCH);
    }
    return switch (Words.first(rest)[0]) {
      case "syscall" ->
          beginning(word, Arrays.stream(Syscall.values()).map(Syscall::spelling).sorted().toList());
      case "signal" -> signals(word);
      case "ipc" -> beginning(word, channelNames(at));
      default -> List.of();
    };
  }

  // ---- names

  private static List<String> beginning(String word, Iterable<String> names) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(word)) {
        found.add(name);
      }
    }
    return found;
  }

  private static List<String> with(List<String> names, String more, String word) {
    List<String> all = new ArrayList<>(names);
    if (more.startsWith(word)) {
      all.add(more);
    }
    return all;
  }

  private static List<String> dashed(List<String> names) {
    return names.stream().map(name -> "-" + name).toList();
  }

  private static List<String> settings(String rest, String word) {
    String before = rest.substring(0, rest.length() - word.length()).strip();
    Set<String> found = new TreeSet<>();
    for (Settings.Setting each : Settings.all()) {
      String name = each.name();
      int blank = name.indexOf(' ');
      if (before.isEmpty()) {
        found.add(blank < 0 ? name : name.substring(0, blank));
      } else if (blank > 0 && name.substring(0, blank).equals(before)) {
        found.add(name.substring(blank + 1));
      }
    }
    return beginning(word, found);
  }

  /// Second words of settings, and what flags take.
  private static List<String> value(String rest, String word) {
    List<String> found = settings(rest, word);
    return found.isEmpty() ? beginning(word, List.of("on", "off", "unlimited")) : found;
  }

  /// The end of an expression: members after a dot or an arrow, else names that mean something.
  private static List<String> symbols(String word, Workbench at) throws DebugError {
    int start = word.length();
    while (start > 0 && Character.isJavaIdentifierPart(word.charAt(start - 1))) {
      start--;
    }
    String head = word.substring(0, start);
    String tail = word.substring(start);
    FrameView view = at.view();
    boolean isArrow = head.endsWith("->");
    List<String> names;
    if (isArrow || head.endsWith(".")) {
      String object = head.substring(0, head.length() - (isArrow ? 2 : 1));
      names = members(at.debugger().expressions().typeOf(object, view));
    } else {
      names = at.debugger().expressions().completions(tail, view);
    }
    return beginning(tail, names).stream().map(name -> head + name).toList();
  }

  private static List<String> members(CType type) {
    CType plain = type.unqualified();
    if (plain instanceof CType.Pointer(CType target)) {
      plain = target.unqualified();
    }
    List<String> names = new ArrayList<>();
    if (plain instanceof CType.Struct struct) {
      for (CType.Field field : struct.fields()) {
        if (field.name() == null) {
          names.addAll(members(field.type()));
        } else {
          names.add(field.name());
        }
      }
    }
    return names;
  }

  private static List<String> locations(String word, Workbench at) {
    Set<String> names = new TreeSet<>();
    for (Image image : at.debugger().lines().images()) {
      for (Symbol.Function function : image.functions()) {
        if (!function.isLibrary()) {
          names.add(function.name());
        }
      }
      for (SourceFile file : image.files()) {
        if (!file.name().startsWith("libc/") && !file.name().startsWith("<")) {
          names.add(file.name() + ":");
        }
      }
    }
    return beginning(word, names);
  }

  private static List<String> breakpoints(String word, Workbench at) {
    List<String> numbers = new ArrayList<>();
    for (Breakpoint each : at.debugger().breakpoints()) {
      numbers.add(Integer.toString(each.number()));
    }
    return beginning(word, numbers);
  }

  private static List<String> threads(String word, Workbench at) throws DebugError {
    List<String> numbers = new ArrayList<>();
    for (Selection.Live each : Selection.live(at.system())) {
      numbers.add(Integer.toString(each.thread().tid()));
    }
    return beginning(word, numbers);
  }

  private static List<String> processes(String word, Workbench at) throws DebugError {
    List<String> numbers = new ArrayList<>();
    for (HostInfo host : at.system().hosts()) {
      for (ProcessInfo each : host.processes()) {
        numbers.add(Integer.toString(each.pid()));
      }
    }
    return beginning(word, numbers);
  }

  private static List<String> hosts(String word, Workbench at) throws DebugError {
    return beginning(word, at.system().hosts().stream().map(HostInfo::name).toList());
  }

  private static List<String> channelNames(Workbench at) throws DebugError {
    List<String> names = new ArrayList<>();
    for (HostInfo host : at.system().hosts()) {
      for (ChannelInfo each : host.channels()) {
        names.add(each.name().replace(' ', ':'));
      }
    }
    return names;
  }

  private static List<String> signals(String word) {
    return beginning(word, Arrays.stream(Signal.values()).map(Signal::name).toList());
  }

  private static List<String> files(String word) {
    int slash = word.lastIndexOf('/');
    String folder = word.substring(0, slash + 1);
    Set<String> found = new TreeSet<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
      for (Path each : entries) {
        String name = folder + each.getFileName();
        boolean isHidden = String.valueOf(each.getFileName()).startsWith(".");
        if (name.startsWith(word) && !isHidden) {
          found.add(Files.isDirectory(each) ? name + "/" : name);
        }
      }
    } catch (IOException | InvalidPathException unreadable) {
      return List.of();
    }
    return List.copyOf(found);
  }
}
