package osprey.ui.debug;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Image;
import osprey.code.Location;
import osprey.code.Symbol;

/// Values as gdb prints them: `{x = 1, name = "ab\000"}`, `0x601040 <g>`, `97 'a'`.
public final class ValueText {
  /// No format letter: as the type suggests.
  public static final char NATURAL = 0;

  /// As `t`, with leading zeros: how the command `x` shows it.
  public static final char BINARY_PADDED = 'T';

  private static final int STRING_MAX = 1 << 16;

  private final @Nullable FrameView frame;
  private final char format;
  private final PrintStyle style;

  /// @param frame for what pointers point to; null when there is no program
  /// @param format letter of print/FMT, or {@link #NATURAL}
  public ValueText(@Nullable FrameView frame, char format) {
    this(frame, format, PrintStyle.USUAL);
  }

  public ValueText(@Nullable FrameView frame, char format, PrintStyle style) {
    this.frame = frame;
    this.format = format;
    this.style = style;
  }

  public String of(Value value) {
    return text(value, true, 0);
  }

  /// As inside a struct or after `name=`: pointers without their type.
  public String inner(Value value) {
    return text(value, false, 0);
  }

  private String text(Value value, boolean isOutermost, int depth) {
    CType type = value.type().unqualified();
    return switch (type) {
      case CType.Void _ -> "void";
      case CType.Struct struct -> struct(value, struct, depth);
      case CType.Array(CType element, long length) ->
          (format == NATURAL || format == 's') && isCharacter(element)
              ? characters(value.bytes())
              : elements(value, element, length, depth);
      case CType.Function function -> "{" + spelling(function) + "} " + target(value);
      case CType.Floating _ when format == NATURAL || format == 'f' || format == 's' ->
          floating(value, type);
      case CType.Int _ when format == 'f' && type.size() >= 4 ->
          floating(
              value.withType(type.size() == 4 ? CType.Floating.FLOAT : CType.Floating.DOUBLE),
              type.size() == 4 ? CType.Floating.FLOAT : CType.Floating.DOUBLE);
      default ->
          format == NATURAL || format == 's'
              ? natural(value, type, isOutermost)
              : formatted(value, type);
    };
  }

  private String struct(Value value, CType.Struct struct, int depth) {
    StringBuilder out = new StringBuilder("{");
    String indent = "\n" + "  ".repeat(depth + 1);
    for (CType.Field field : struct.fields()) {
      out.append(out.length() > 1 ? style.isPretty() ? "," : ", " : "");
      out.append(style.isPretty() ? indent : "");
      if (field.name() != null) {
        out.append(field.name()).append(" = ");
      }
      Value part = value.part(field.type(), field.offset());
      out.append(text(field.isBitField() ? part.bits(field) : part, false, depth + 1));
    }
    out.append(style.isPretty() ? "\n" + "  ".repeat(depth) : "");
    return out.append('}').toString();
  }

  /// Long runs of equal elements are told once, and count as few towards the limit.
  private String elements(Value value, CType element, long length, int depth) {
    StringBuilder out = new StringBuilder("{");
    String separator = "";
    long shown = 0;
    long i = 0;
    while (i < length && shown < style.limit()) {
      String text = text(value.part(element, i * element.size()), false, depth + 1);
      long run = i + 1;
      while (run < length && isSame(value, element, i, run)) {
        run++;
      }
      out.append(separator).append(text);
      separator = ", ";
      if (run - i >= style.repeatsMin()) {
        out.append(" <repeats ").append(run - i).append(" times>");
        shown += style.repeatsMin();
        i = run;
      } else {
        shown++;
        i++;
      }
    }
    return out.append(i < length ? "...}" : "}").toString();
  }

  private static boolean isSame(Value array, CType element, long a, long b) {
    byte[] bytes = array.bytes();
    int size = (int) element.size();
    int from = (int) a * size;
    int to = (int) b * size;
    return Arrays.equals(bytes, from, from + size, bytes, to, to + size);
  }

  private String natural(Value value, CType type, boolean isOutermost) {
    return switch (type) {
      case CType.Int integer -> integer(value, integer);
      case CType.Enum enumeration -> enumerator(value.asLong(), enumeration);
      case CType.Pointer(CType pointee) -> pointer(value, pointee, isOutermost);
      default -> Long.toString(value.asLong());
    };
  }

  private static String integer(Value value, CType.Int type) {
    if (type == CType.Int.BOOL) {
      return value.isTrue() ? "true" : "false";
    }
    String number =
        type.isSigned() ? Long.toString(value.asLong()) : Long.toUnsignedString(value.asLong());
    return type.size() == 1 ? number + " '" + character((byte) value.asLong(), '\'') + "'" : number;
  }

  private static String enumerator(long number, CType.Enum type) {
    for (CType.Enumerator each : type.enumerators()) {
      if (each.value() == number) {
        return each.name();
      }
    }
    return Long.toString(number);
  }

  private String pointer(Value value, CType pointee, boolean isOutermost) {
    long address = value.asLong();
    String number = "0x" + Long.toHexString(address);
    if (isCharacter(pointee)) {
      String before = style.showsAddresses() ? number + symbol(address) + " " : "";
      return address == 0 ? number : before + string(address);
    }
    String prefix =
        isOutermost && style.showsAddresses()
            ? "(" + spelling(value.type().unqualified()) + ") "
            : "";
    String name = symbol(address);
    return style.showsAddresses() || name.isEmpty() ? prefix + number + name : name.strip();
  }

  private String target(Value function) {
    return function.place() instanceof Place.Memory(long address)
        ? "0x" + Long.toHexString(address) + symbol(address)
        : "";
  }

  /// The function or static object at an address: ` <g+4>`; empty for none.
  public String symbol(long address) {
    if (frame == null || !style.showsSymbols()) {
      return "";
    }
    Image image = frame.image();
    long offset = address - Image.CODE_BASE;
    if (offset >= 0 && offset / Image.INSTRUCTION_BYTES < image.instructionCount()) {
      int instruction = (int) (offset / Image.INSTRUCTION_BYTES);
      Symbol.Function function = image.functionAt(instruction);
      return function == null
          ? ""
          : named(function.name(), address - Image.addressOf(function.start()));
    }
    for (Symbol.Global global : image.globals()) {
      if (global.location() instanceof Location.Static(long start)
          && address >= start
          && address < start + Math.max(1, global.type().size())) {
        return named(global.name(), address - start);
      }
    }
    return "";
  }

  private static String named(String name, long offset) {
    return " <" + name + (offset == 0 ? "" : "+" + offset) + ">";
  }

  /// The string at an address, in quotes.
  public String string(long address) {
    if (frame == null) {
      return "";
    }
    int most = Math.min(style.limit(), STRING_MAX);
    byte[] bytes = frame.readSome(address, most);
    if (bytes.length == 0) {
      return "<error: Cannot access memory at address 0x" + Long.toHexString(address) + ">";
    }
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    String text = quoted(Arrays.copyOf(bytes, end));
    return end == most ? text + "..." : text;
  }

  /// An array of characters: what comes after its last character is left out if it is one zero.
  private String characters(byte[] bytes) {
    boolean isLong = bytes.length > style.limit();
    int shown = bytes.length;
    if (!isLong && shown > 0 && bytes[shown - 1] == 0) {
      shown--;
    }
    return quoted(Arrays.copyOf(bytes, shown));
  }

  /// In quotes, long repetitions apart: `"hey", '\000' <repeats 12 times>`.
  private String quoted(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    boolean isOpen = false;
    int shown = 0;
    int i = 0;
    while (i < bytes.length && shown < style.limit()) {
      int run = i + 1;
      while (run < bytes.length && bytes[run] == bytes[i]) {
        run++;
      }
      if (run - i > style.repeatsMin()) {
        out.append(isOpen ? "\"" : "").append(out.isEmpty() ? "" : ", ");
        out.append('\'').append(character(bytes[i], '\'')).append("' <repeats ");
        out.append(run - i).append(" times>");
        isOpen = false;
        shown += style.repeatsMin();
        i = run;
      } else {
        if (!isOpen) {
          out.append(out.isEmpty() ? "\"" : ", \"");
          isOpen = true;
        }
        out.append(character(bytes[i], '"'));
        shown++;
        i++;
      }
    }
    String text = out.isEmpty() ? "\"\"" : out.append(isOpen ? "\"" : "").toString();
    return i < bytes.length ? text + "..." : text;
  }

  private static String character(byte b, char quote) {
    return switch (b) {
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case 11 -> "\\v";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      case '\\' -> "\\\\";
      default -> {
        if (b == quote) {
          yield "\\" + quote;
        }
        yield b >= ' ' && b < 0x7f
            ? String.valueOf((char) b)
            : "\\" + (b >> 6 & 3) + (b >> 3 & 7) + (b & 7);
      }
    };
  }

  private static String floating(Value value, CType type) {
    return general(value.asDouble(), type == CType.Floating.FLOAT ? 9 : 17);
  }

  /// As printf's `%.*g`.
  static String general(double value, int digits) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return Double.doubleToRawLongBits(value) == 0 ? "0" : "-0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < digits) {
      return rounded.toPlainString();
    }
    String all = rounded.unscaledValue().abs().toString();
    String sign = value < 0 ? "-" : "";
    String fraction = all.length() > 1 ? "." + all.substring(1) : "";
    String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "");
    return sign + all.charAt(0) + fraction + "e" + power + Math.abs(exponent);
  }

  private String formatted(Value value, CType type) {
    // The bits of floating values, not their integer part.
    long number = value.isFloating() ? value.bits() : value.asLong();
    int bits = (int) Math.min(Long.SIZE, 8 * Math.max(1, type.size()));
    long unsigned = bits == Long.SIZE ? number : number & (1L << bits) - 1;
    int shift = Long.SIZE - bits;
    long signed = number << shift >> shift;
    String hex = Long.toHexString(unsigned);
    return switch (format) {
      case 'x' -> "0x" + hex;
      case 'a' -> "0x" + hex + symbol(unsigned);
      case 'z' -> "0x" + "0".repeat(Math.max(0, bits / 4 - hex.length())) + hex;
      case 'o' -> unsigned == 0 ? "0" : "0" + Long.toOctalString(unsigned);
      case 't' -> Long.toBinaryString(unsigned);
      case BINARY_PADDED -> {
        String digits = Long.toBinaryString(unsigned);
        yield "0".repeat(Math.max(0, bits - digits.length())) + digits;
      }
      case 'd' -> Long.toString(signed);
      case 'u' -> Long.toUnsignedString(unsigned);
      case 'c' -> (byte) number + " '" + character((byte) number, '\'') + "'";
      default -> natural(value, type, false);
    };
  }

  private String spelling(CType type) {
    return frame == null ? type.spelling() : TypeText.spelling(type, frame.image());
  }

  private static boolean isCharacter(CType type) {
    CType plain = type.unqualified();
    return plain == CType.Int.CHAR
        || plain == CType.Int.SIGNED_CHAR
        || plain == CType.Int.UNSIGNED_CHAR;
  }
}
