package osprey.sim.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// As much JSON as the recorded cases need: objects are maps, arrays lists, numbers longs.
public final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /// @throws IllegalArgumentException if it is no JSON
  static @Nullable Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value();
    json.skipSpace();
    if (json.at < text.length()) {
      throw json.unexpected();
    }
    return value;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("not JSON at column " + (at + 1));
  }

  private char peek() {
    skipSpace();
    if (at >= text.length()) {
      throw unexpected();
    }
    return text.charAt(at);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw unexpected();
    }
    at++;
  }

  private @Nullable Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    return meaning;
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    expect('{');
    while (peek() != '}') {
      String key = string();
      expect(':');
      object.put(key, value());
      if (peek() != '}') {
        expect(',');
      }
    }
    at++;
    return object;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> array = new ArrayList<>();
    expect('[');
    while (peek() != ']') {
      array.add(value());
      if (peek() != ']') {
        expect(',');
      }
    }
    at++;
    return array;
  }

  private Long number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return (long) Double.parseDouble(text.substring(start, at));
    } catch (NumberFormatException bad) {
      at = start;
      throw unexpected();
    }
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    expect('"');
    while (at < text.length() && text.charAt(at) != '"') {
      char next = text.charAt(at++);
      string.append(next == '\\' ? escape() : next);
    }
    expect('"');
    return string.toString();
  }

  private char escape() {
    if (at >= text.length()) {
      throw unexpected();
    }
    char escape = text.charAt(at++);
    return switch (escape) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        if (at > text.length()) {
          throw unexpected();
        }
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> escape;
    };
  }

  /// A value as text, on one line.
  public static String print(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    print(value, out);
    return out.toString();
  }

  private static void print(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case String string -> quote(string, out);
      case Map<?, ?> map -> {
        out.append('{');
        map.forEach((key, each) -> {
          out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
          quote(String.valueOf(key), out);
          out.append(':');
          print(each, out);
        });
        out.append('}');
      }
      case List<?> list -> {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
          out.append(i == 0 ? "" : ",");
          print(list.get(i), out);
        }
        out.append(']');
      }
      case null -> out.append("null");
      default -> out.append(value);
    }
  }

  private static void quote(String string, StringBuilder out) {
    out.append('"');
    for (char each : string.toCharArray()) {
      if (each == '"' || each == '\\') {
        out.append('\\').append(each);
      } else if (each < ' ' || each > '~') {
        out.append("\\u%04x".formatted((int) each));
      } else {
        out.append(each);
      }
    }
    out.append('"');
  }
}
