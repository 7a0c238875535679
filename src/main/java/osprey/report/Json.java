package osprey.report;

import java.util.ArrayDeque;
import java.util.Deque;

/// Writes one JSON document (RFC 8259), members in the order given, indented by two blanks. Text is
/// escaped to ASCII, so that the same run gives the same bytes everywhere.
public final class Json {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();
  private final Deque<Character> closers = new ArrayDeque<>();
  private boolean isFirst = true;
  private boolean hasName;

  public Json beginObject() {
    return begin('{', '}');
  }

  public Json beginArray() {
    return begin('[', ']');
  }

  /// Ends the innermost object or array.
  public Json end() {
    char closer = closers.pop();
    if (!isFirst) {
      newLine();
    }
    out.append(closer);
    isFirst = false;
    return this;
  }

  public Json name(String name) {
    separate();
    quote(name);
    out.append(": ");
    hasName = true;
    return this;
  }

  public Json value(String text) {
    separate();
    quote(text);
    return this;
  }

  public Json value(long number) {
    separate();
    out.append(number);
    return this;
  }

  public Json value(boolean truth) {
    separate();
    out.append(truth);
    return this;
  }

  public Json nothing() {
    separate();
    out.append("null");
    return this;
  }

  /// A fraction with four decimals at most.
  public Json ratio(long part, long whole) {
    separate();
    long tenThousandths = whole == 0 ? 0 : Math.round(part * 10_000.0 / whole);
    String digits = Long.toString(10_000 + tenThousandths % 10_000);
    out.append(tenThousandths / 10_000).append('.').append(digits, 1, 5);
    return this;
  }

  public Json member(String name, String text) {
    return name(name).value(text);
  }

  public Json member(String name, long number) {
    return name(name).value(number);
  }

  public Json member(String name, boolean truth) {
    return name(name).value(truth);
  }

  /// The document so far, with a line end.
  @Override
  public String toString() {
    return out + "\n";
  }

  private Json begin(char opener, char closer) {
    separate();
    out.append(opener);
    closers.push(closer);
    isFirst = true;
    return this;
  }

  private void separate() {
    if (hasName) {
      hasName = false;
      return;
    }
    if (!closers.isEmpty()) {
      if (!isFirst) {
        out.append(',');
      }
      newLine();
    }
    isFirst = false;
  }

  private void newLine() {
    out.append('\n').repeat("  ", closers.size());
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            out.append(c);
          } else {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              out.append(HEX.charAt(c >> shift & 15));
            }
          }
        }
      }
    }
    out.append('"');
  }
}
