package osprey.kernel.ipc;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Just enough JSON to read the conformance cases: objects are maps, arrays lists, numbers longs.
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static List<?> list(Map<?, ?> object, String key) {
    return (List<?>) value(object, key);
  }

  static Map<?, ?> object(Map<?, ?> object, String key) {
    return (Map<?, ?>) value(object, key);
  }

  static String text(Map<?, ?> object, String key) {
    return (String) value(object, key);
  }

  static long number(Map<?, ?> object, String key) {
    return (Long) value(object, key);
  }

  /// What an object has under a key that must be there.
  static Object value(Map<?, ?> object, String key) {
    return requireNonNull(object.get(key), key);
  }

  static Object parse(String text) {
    return new Json(text).value();
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", "null");
      default -> number();
    };
  }

  private Object word(String word, Object meaning) {
    at += word.length();
    return meaning;
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    while (peek() != '}') {
      String key = string();
      peek();
      at++;
      object.put(key, value());
      if (peek() == ',') {
        at++;
        peek();
      }
    }
    at++;
    return object;
  }

  private List<Object> array() {
    List<Object> array = new ArrayList<>();
    at++;
    while (peek() != ']') {
      array.add(value());
      if (peek() == ',') {
        at++;
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
    return (long) Double.parseDouble(text.substring(start, at));
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (text.charAt(at) != '"') {
      char next = text.charAt(at++);
      if (next != '\\') {
        string.append(next);
        continue;
      }
      char escape = text.charAt(at++);
      switch (escape) {
        case 'n' -> string.append('\n');
        case 't' -> string.append('\t');
        case 'r' -> string.append('\r');
        case 'b' -> string.append('\b');
        case 'f' -> string.append('\f');
        case 'u' -> {
          string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
          at += 4;
        }
        default -> string.append(escape);
      }
    }
    at++;
    return string.toString();
  }
}
