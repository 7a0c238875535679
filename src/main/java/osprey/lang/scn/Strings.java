package osprey.lang.scn;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads strings: C's escapes, and texts of several lines between `"""`, whose common indentation
/// does not belong to them.
final class Strings {
  private final Cursor cursor;

  Strings(Cursor cursor) {
    this.cursor = cursor;
  }

  /// Adjacent strings are joined, as in C.
  Content content(String what) {
    if (!cursor.isString()) {
      cursor.expected(what + " in double quotes");
      return Content.of("");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (cursor.isString()) {
      ScnToken token = cursor.next();
      String raw =
          token.kind() == ScnToken.Kind.TEXT_BLOCK ? unindented(token.text()) : token.text();
      unescape(token, raw, bytes);
    }
    return new Content(bytes.toByteArray());
  }

  String text(String what) {
    return content(what).text();
  }

  /// At least one.
  List<String> list(String what) {
    List<String> texts = new ArrayList<>();
    do {
      if (!cursor.isString()) {
        cursor.expected(what + " in double quotes");
        return texts;
      }
      ScnToken token = cursor.next();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      unescape(token, token.text(), bytes);
      texts.add(new Content(bytes.toByteArray()).text());
      cursor.accept(",");
    } while (cursor.isString());
    return texts;
  }

  /// A line end behind the opening quotes is dropped.
  private static String unindented(String text) {
    String lines = text.replace("\r\n", "\n");
    int first = 0;
    while (first < lines.length() && (lines.charAt(first) == ' ' || lines.charAt(first) == '\t')) {
      first++;
    }
    boolean startsOnNextLine = first < lines.length() && lines.charAt(first) == '\n';
    return startsOnNextLine ? lines.substring(first + 1).stripIndent() : lines;
  }

  private void unescape(ScnToken token, String raw, ByteArrayOutputStream to) {
    int at = 0;
    while (at < raw.length()) {
      int c = raw.codePointAt(at);
      at += Character.charCount(c);
      if (c != '\\' || at == raw.length()) {
        write(c, to);
        continue;
      }
      char escape = raw.charAt(at++);
      switch (escape) {
        case 'n' -> to.write('\n');
        case 't' -> to.write('\t');
        case 'r' -> to.write('\r');
        case 'a' -> to.write(7);
        case 'b' -> to.write('\b');
        case 'f' -> to.write('\f');
        case 'v' -> to.write(11);
        case 'e' -> to.write(27);
        case '\\', '"', '\'', '?' -> to.write(escape);
        case '\n' -> {} // a text's line that goes on
        case 'x' -> at = number(token, raw, at, 16, 2, to);
        case '0', '1', '2', '3', '4', '5', '6', '7' -> at = number(token, raw, at - 1, 8, 3, to);
        case 'u' -> at = codePoint(token, raw, at, to);
        default -> {
          cursor.complain(
              token,
              "unknown escape '\\" + escape + "' in a string",
              "a backslash itself is written \\\\");
          to.write('?');
        }
      }
    }
  }

  private int number(
      ScnToken token, String raw, int from, int radix, int digits, ByteArrayOutputStream to) {
    int value = 0;
    int at = from;
    while (at < raw.length() && at < from + digits && digit(raw.charAt(at), radix) >= 0) {
      value = value * radix + digit(raw.charAt(at++), radix);
    }
    if (at == from || value > 255) {
      cursor.complain(token, "this escape is no byte", "\\x takes two hexadecimal digits");
    }
    to.write(value);
    return at;
  }

  private int codePoint(ScnToken token, String raw, int from, ByteArrayOutputStream to) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = from + i < raw.length() ? digit(raw.charAt(from + i), 16) : -1;
      if (digit < 0) {
        cursor.complain(token, "\\u takes four hexadecimal digits", null);
        return from + i;
      }
      value = value * 16 + digit;
    }
    write(value, to);
    return from + 4;
  }

  private static int digit(char c, int radix) {
    return c < 128 ? Character.digit(c, radix) : -1;
  }

  private static void write(int codePoint, ByteArrayOutputStream to) {
    to.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
  }
}
