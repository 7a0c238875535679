package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// C source text with keywords, strings, numbers and comments in colours of the terminal.
final class Colours {
  private static final String RESET = "\u001b[0m";
  private static final String KEYWORD = "\u001b[1;34m";
  private static final String STRING = "\u001b[32m";
  private static final String NUMBER = "\u001b[35m";
  private static final String COMMENT = "\u001b[2m";
  private static final String DIRECTIVE = "\u001b[36m";

  private static final Set<String> KEYWORDS =
      Set.of(
          "auto",
          "break",
          "case",
          "char",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extern",
          "float",
          "for",
          "goto",
          "if",
          "inline",
          "int",
          "long",
          "register",
          "restrict",
          "return",
          "short",
          "signed",
          "sizeof",
          "static",
          "struct",
          "switch",
          "typedef",
          "union",
          "unsigned",
          "void",
          "volatile",
          "while",
          "_Bool",
          "_Atomic",
          "_Thread_local",
          "program",
          "machine",
          "start",
          "expect",
          "workload",
          "scenario");

  private final String text;
  private final StringBuilder line = new StringBuilder();
  private final List<String> lines = new ArrayList<>();
  private String open = "";

  private Colours(String text) {
    this.text = text;
  }

  /// The lines of a text, each complete in itself.
  static List<String> lines(String text) {
    Colours colours = new Colours(text);
    colours.paint();
    return colours.lines;
  }

  private void paint() {
    int i = 0;
    while (i < text.length()) {
      int end = tokenEnd(i);
      String style = style(i, end);
      begin(style);
      for (int at = i; at < end; at++) {
        put(text.charAt(at));
      }
      begin("");
      i = end;
    }
    endLine();
  }

  private void begin(String style) {
    if (!open.equals(style)) {
      line.append(open.isEmpty() ? "" : RESET).append(style);
      open = style;
    }
  }

  private void put(char c) {
    if (c != '\n') {
      line.append(c);
      return;
    }
    String style = open;
    begin("");
    endLine();
    begin(style);
  }

  private void endLine() {
    lines.add(line.toString());
    line.setLength(0);
  }

  private int tokenEnd(int from) {
    char c = text.charAt(from);
    if (text.startsWith("//", from)) {
      return lineEnd(from);
    }
    if (text.startsWith("/*", from)) {
      int end = text.indexOf("*/", from + 2);
      return end < 0 ? text.length() : end + 2;
    }
    if (c == '"' || c == '\'') {
      return quoteEnd(from);
    }
    if (c == '#') {
      return lineEnd(from);
    }
    int end = from + 1;
    if (Character.isJavaIdentifierPart(c)) {
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private int quoteEnd(int from) {
    int end = from + 1;
    while (end < text.length() && text.charAt(end) != text.charAt(from)) {
      if (text.charAt(end) == '\n') {
        return end;
      }
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), end + 1);
  }

  private String style(int from, int end) {
    char c = text.charAt(from);
    if (c == '/' && end - from > 1) {
      return COMMENT;
    }
    if (c == '#') {
      return DIRECTIVE;
    }
    if (c == '"' || c == '\'') {
      return STRING;
    }
    if (Character.isDigit(c)) {
      return NUMBER;
    }
    return KEYWORDS.contains(text.substring(from, end)) ? KEYWORD : "";
  }
}
