package osprey.trace;

import java.nio.charset.StandardCharsets;
import java.util.List;
import osprey.trace.TraceKind.Column;
import osprey.trace.TraceKind.Format;

/// Takes one line of a trace file apart. Throws IllegalArgumentException when it is no event.
final class TraceLineReader {
  private final String line;
  private int at;

  TraceLineReader(String line) {
    this.line = line;
  }

  void appendTo(TraceLog log) {
    long time = Long.parseLong(word());
    int host = Integer.parseInt(word());
    String name = word();
    TraceKind kind = TraceKind.of(name);
    if (kind == null) {
      throw new IllegalArgumentException("unknown event '" + name + "'");
    }
    List<Column> columns = kind.columns();
    boolean endsWithBytes = columns.getLast().format() == Format.BYTES;
    long[] words = new long[columns.size() - (endsWithBytes ? 1 : 0)];
    for (int i = 0; i < words.length; i++) {
      words[i] = parse(columns.get(i), value(columns.get(i)), log);
    }
    if (endsWithBytes) {
      byte[] bytes = TraceQuote.unquote(value(columns.getLast()));
      log.append(kind, time, host, words, bytes, 0, bytes.length);
    } else {
      log.append(kind, time, host, words);
    }
    if (at < line.length()) {
      throw new IllegalArgumentException(
          "more than a " + name + " event has: " + line.substring(at));
    }
  }

  private static long parse(Column column, String value, TraceLog log) {
    return switch (column.format()) {
      case NUMBER -> Long.parseLong(value);
      case HEX -> Long.parseUnsignedLong(value, 2, value.length(), 16);
      case TEXT -> log.intern(new String(TraceQuote.unquote(value), StandardCharsets.UTF_8));
      case CHOICE -> {
        int ordinal = column.choices().indexOf(value);
        if (ordinal < 0) {
          throw new IllegalArgumentException(column.name() + " cannot be '" + value + "'");
        }
        yield ordinal;
      }
      case BYTES -> throw new IllegalArgumentException("bytes before the last column");
    };
  }

  private String value(Column column) {
    String key = column.name() + "=";
    if (!line.startsWith(key, at)) {
      throw new IllegalArgumentException("'" + key + "' is missing at column " + (at + 1));
    }
    at += key.length();
    return at < line.length() && line.charAt(at) == '"' ? quoted() : word();
  }

  private String quoted() {
    int start = at++;
    while (line.charAt(at) != '"') {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    String text = line.substring(start, at);
    skipBlank();
    return text;
  }

  private String word() {
    int end = line.indexOf(' ', at);
    if (end < 0) {
      end = line.length();
    }
    String word = line.substring(at, end);
    at = end;
    skipBlank();
    return word;
  }

  private void skipBlank() {
    if (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
  }
}
