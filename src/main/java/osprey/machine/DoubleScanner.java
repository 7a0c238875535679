package osprey.machine;

/// Reads a number from a C string as strtod(3) does: decimal, hexadecimal, `inf`, `nan(…)`,
/// correctly rounded. Never looks further than the first byte that does not belong to the number.
final class DoubleScanner {
  private static final long NAN_PAYLOAD = (1L << 51) - 1;
  private static final String AFTER_INF = "inity";

  private final Mmu mmu;
  private final long from;
  private final StringBuilder number = new StringBuilder();
  private long at;
  private long length;
  private double value;
  private boolean faulted;

  DoubleScanner(Mmu mmu, long from) {
    this.mmu = mmu;
    this.from = from;
  }

  /// Bytes read, white space included; 0 if there is no number.
  long length() {
    return length;
  }

  double value() {
    return value;
  }

  /// False is a fault.
  boolean scan() {
    while (isSpace(peek())) {
      at++;
    }
    boolean negative = peek() == '-';
    if (negative || peek() == '+') {
      at++;
    }
    switch (Character.toLowerCase(peek())) {
      case 'i' -> infinity();
      case 'n' -> nan();
      default -> digits();
    }
    if (negative && length > 0) {
      value = Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ Long.MIN_VALUE);
    }
    return !faulted;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /// The current byte, 0 after a fault.
  private int peek() {
    if (!faulted && mmu.load(from + at, 1)) {
      return (int) mmu.loaded;
    }
    faulted = true;
    return 0;
  }

  private boolean accepts(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.toLowerCase(peek()) != word.charAt(i)) {
        return false;
      }
      at++;
    }
    return true;
  }

  private void infinity() {
    if (accepts("inf")) {
      value = Double.POSITIVE_INFINITY;
      length = at;
      if (accepts(AFTER_INF)) {
        length = at;
      }
    }
  }

  private void nan() {
    if (!accepts("nan")) {
      return;
    }
    value = Double.NaN;
    length = at;
    if (peek() != '(') {
      return;
    }
    at++;
    while (Character.isLetterOrDigit(peek()) && peek() < 0x80 || peek() == '_') {
      number.append((char) peek());
      at++;
    }
    if (peek() == ')') {
      length = at + 1;
      long bits = Double.doubleToRawLongBits(Double.NaN) | (payload() & NAN_PAYLOAD);
      value = Double.longBitsToDouble(bits);
    }
  }

  /// What strtoull(3) with base 0 makes of all the characters; 0 if it would not take them all.
  private long payload() {
    String text = number.toString();
    int radix = 10;
    if (text.startsWith("0x") || text.startsWith("0X")) {
      radix = 16;
      text = text.substring(2);
    } else if (text.startsWith("0")) {
      radix = 8;
    }
    long result = 0;
    boolean overflow = false;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return 0;
      }
      overflow |= Long.compareUnsigned(result, Long.divideUnsigned(-1L - digit, radix)) > 0;
      result = result * radix + digit;
    }
    return overflow ? -1 : result;
  }

  private void digits() {
    int radix = 10;
    if (peek() == '0') {
      at++;
      number.append('0');
      length = at;
      if (Character.toLowerCase(peek()) == 'x') {
        at++;
        number.append('x');
        radix = 16;
      }
    }
    long before = at - (radix == 16 ? 0 : length == 0 ? 0 : 1);
    takeDigits(radix);
    long count = at - before;
    if (peek() == '.') {
      at++;
      int point = number.length();
      number.append('.');
      long fraction = at;
      takeDigits(radix);
      if (at == fraction) {
        number.setLength(point);
      }
      count += at - fraction;
    }
    if (count == 0) {
      return;
    }
    length = at;
    exponent(radix == 16 ? 'p' : 'e');
    value = Double.parseDouble(number.toString());
  }

  private void takeDigits(int radix) {
    while (peek() < 0x80 && Character.digit(peek(), radix) >= 0) {
      number.append((char) peek());
      at++;
    }
  }

  private void exponent(char letter) {
    number.append(letter);
    int mark = number.length();
    if (Character.toLowerCase(peek()) == letter) {
      at++;
      if (peek() == '-' || peek() == '+') {
        number.append((char) peek());
        at++;
      }
      long digits = at;
      takeDigits(10);
      if (at > digits) {
        length = at;
        return;
      }
    }
    number.setLength(mark);
    number.append('0');
  }
}
