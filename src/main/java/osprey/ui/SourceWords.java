package osprey.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// C source text taken apart into what views paint differently.
public final class SourceWords {
  /// What a piece of text is.
  public enum Kind {
    PLAIN,
    KEYWORD,
    STRING,
    NUMBER,
    COMMENT,
    DIRECTIVE
  }

  /// Text within a line, all of one kind.
  public record Piece(String text, Kind kind) {}

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
  private final StringBuilder open = new StringBuilder();
  private Kind openKind = Kind.PLAIN;
  private List<Piece> line = new ArrayList<>();
  private final List<List<Piece>> lines = new ArrayList<>();

  private SourceWords(String text) {
    this.text = text;
  }

  /// The lines of a text; what goes over several lines is cut where they end.
  public static List<List<Piece>> lines(String text) {
    SourceWords words = new SourceWords(text);
    words.read();
    return words.lines;
  }

  private void read() {
    int i = 0;
    while (i < text.length()) {
      int end = tokenEnd(i);
      Kind kind = kind(i, end);
      for (int at = i; at < end; at++) {
        put(text.charAt(at), kind);
      }
      i = end;
    }
    endLine();
  }

  private void put(char c, Kind kind) {
    if (c == '\n') {
      endLine();
      return;
    }
    if (kind != openKind) {
      endPiece();
      openKind = kind;
    }
    open.append(c);
  }

  private void endPiece() {
    if (!open.isEmpty()) {
      line.add(new Piece(open.toString(), openKind));
      open.setLength(0);
    }
  }

  private void endLine() {
    endPiece();
    lines.add(line);
    line = new ArrayList<>();
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

  private Kind kind(int from, int end) {
    char c = text.charAt(from);
    if (c == '/' && end - from > 1) {
      return Kind.COMMENT;
    }
    if (c == '#') {
      return Kind.DIRECTIVE;
    }
    if (c == '"' || c == '\'') {
      return Kind.STRING;
    }
    if (Character.isDigit(c)) {
      return Kind.NUMBER;
    }
    return KEYWORDS.contains(text.substring(from, end)) ? Kind.KEYWORD : Kind.PLAIN;
  }
}
