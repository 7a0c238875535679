package osprey.lang.c;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.Spelling;

/// The file being read and those that include it, one in another.
final class Inputs {
  /// As gcc's.
  static final int DEPTH_MAX = 200;

  private final Diagnostics diagnostics;
  private final SourceMap sources;
  private final Headers headers;
  private final MacroTable macros;
  private final List<Input> open = new ArrayList<>();
  private final Map<String, SplicedText> texts = new HashMap<>();
  private final Map<String, String> guards = new HashMap<>();
  private final Set<String> once = new HashSet<>();
  private boolean tooDeep;

  Inputs(Diagnostics diagnostics, Headers headers, MacroTable macros) {
    this.diagnostics = diagnostics;
    this.sources = diagnostics.sources();
    this.headers = headers;
    this.macros = macros;
  }

  Input current() {
    return open.getLast();
  }

  Input outermost() {
    return open.getFirst();
  }

  int depth() {
    return open.size();
  }

  /// Whether files include each other without end; reported.
  boolean isTooDeep() {
    return tooDeep;
  }

  void openMain(String file, String content, int firstLine, int firstColumn) {
    int base = sources.add(file, content, firstLine, firstColumn);
    open.add(new Input(file, new Lexer(new SplicedText(content, base), diagnostics)));
  }

  /// @param at of the name in the directive, for diagnostics
  void include(String name, boolean isAngled, int at, int length) {
    Headers.Header header = headers.find(name, isAngled, current().file);
    if (header == null) {
      diagnostics.error(at, length, "there is no header '" + name + "'", hint(name, isAngled));
      return;
    }
    String file = header.file();
    String guard = guards.get(file);
    if (once.contains(file) || (guard != null && macros.isDefined(guard))) {
      return;
    }
    if (open.size() > DEPTH_MAX) {
      tooDeep = true;
      diagnostics.error(
          at,
          length,
          "#include is nested more than " + DEPTH_MAX + " deep",
          includes(file)
              ? "'" + file + "' includes itself: give it an include guard, or #pragma once"
              : null);
      return;
    }
    SplicedText text =
        texts.computeIfAbsent(
            file, _ -> new SplicedText(header.text(), sources.add(file, header.text())));
    open.add(new Input(file, new Lexer(text, diagnostics)));
  }

  private boolean includes(String file) {
    return open.stream().anyMatch(input -> input.file.equals(file));
  }

  private static @Nullable String hint(String name, boolean isAngled) {
    String near = Spelling.closest(name, LibraryHeaders.NAMES);
    if (near == null && name.indexOf('/') < 0) {
      List<String> inSys =
          LibraryHeaders.NAMES.stream()
              .filter(each -> each.startsWith("sys/"))
              .map(each -> each.substring(4))
              .toList();
      String nearInSys = inSys.contains(name) ? name : Spelling.closest(name, inSys);
      near = nearInSys == null ? null : "sys/" + nearInSys;
    }
    if (near != null) {
      return "did you mean <" + near + ">?";
    }
    return isAngled ? "a header of your own is written in quotes: \"" + name + "\"" : null;
  }

  boolean exists(String name, boolean isAngled) {
    return headers.find(name, isAngled, current().file) != null;
  }

  void includeOnce() {
    once.add(current().file);
  }

  /// Ends the current file; false if it was the outermost.
  boolean close() {
    Input input = open.getLast();
    for (Input.Conditional conditional : input.conditionals) {
      Lexeme directive = conditional.directive;
      diagnostics.error(
          directive.at(),
          directive.length(),
          "unterminated #" + directive.text(),
          "end it with #endif");
    }
    String guard = input.guard();
    if (guard != null) {
      guards.put(input.file, guard);
    }
    if (open.size() == 1) {
      return false;
    }
    open.removeLast();
    return true;
  }
}
