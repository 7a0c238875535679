package osprey.lang.c.parse;

import osprey.lang.c.Token;

/// Reads GNU `__attribute__((…))`. Those that change layout or checking are kept, those that only
/// help an optimiser are skipped.
final class AttributeReader {
  /// What `__attribute__((aligned))` without a number means on x86-64.
  private static final int ALIGNMENT_MAX = 16;

  private final Parser parser;
  private final TokenStream tokens;

  AttributeReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
  }

  /// Any number of them, also none.
  Attributes read() {
    Attributes attributes = Attributes.NONE;
    while (tokens.accept(Terminal.ATTRIBUTE)) {
      Token opening = tokens.token();
      if (tokens.expect(Terminal.LEFT_PAREN, "after '__attribute__'")) {
        tokens.expect(Terminal.LEFT_PAREN, "after '__attribute__('");
      }
      if (tokens.isPanicking()) {
        break;
      }
      while (tokens.peek() != Terminal.RIGHT_PAREN && !tokens.isAtEnd()) {
        if (!tokens.accept(Terminal.COMMA)) {
          attributes = one(attributes);
        }
      }
      tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
      tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    }
    return attributes;
  }

  /// `asm("name")` after a declarator, which is not supported, and attributes.
  Attributes afterDeclarator() {
    if (tokens.peek() == Terminal.ASM) {
      parser.reports.error(tokens.token(), "assembler names are not supported");
      tokens.next();
      skipArguments();
    }
    return tokens.peek() == Terminal.ATTRIBUTE ? read() : Attributes.NONE;
  }

  private Attributes one(Attributes attributes) {
    Token name = tokens.next();
    return switch (plain(name.text())) {
      case "packed" -> attributes.packed();
      case "noreturn" -> attributes.noReturn();
      case "aligned" -> attributes.aligned(alignment());
      case "format" -> format(attributes);
      case "constructor", "destructor" -> {
        parser.reports.warning(
            name,
            "attribute '"
                + name.text()
                + "' is not supported: the function is not called by itself",
            "call it from main");
        skipArguments();
        yield attributes;
      }
      default -> {
        skipArguments();
        yield attributes;
      }
    };
  }

  private static String plain(String name) {
    return name.length() > 4 && name.startsWith("__") && name.endsWith("__")
        ? name.substring(2, name.length() - 2)
        : name;
  }

  private int alignment() {
    if (!tokens.accept(Terminal.LEFT_PAREN)) {
      return ALIGNMENT_MAX;
    }
    Token token = tokens.token();
    long bytes =
        parser.specifiers.atTypeName(0)
            ? parser.specifiers.typeName().alignment()
            : parser.expressions.constantInteger("alignment");
    tokens.expect(Terminal.RIGHT_PAREN, "after alignment");
    if (bytes <= 0 || bytes > 1 << 20 || Long.bitCount(bytes) != 1) {
      parser.reports.error(token, "alignment must be a power of two");
      return 0;
    }
    return (int) bytes;
  }

  /// `format(printf, 1, 2)`.
  private Attributes format(Attributes attributes) {
    if (!tokens.accept(Terminal.LEFT_PAREN)) {
      return attributes;
    }
    String kind = plain(tokens.next().text());
    tokens.expect(Terminal.COMMA, "in attribute 'format'");
    long formatIndex = parser.expressions.constantInteger("parameter number");
    tokens.expect(Terminal.COMMA, "in attribute 'format'");
    long firstIndex = parser.expressions.constantInteger("parameter number");
    tokens.expect(Terminal.RIGHT_PAREN, "after attribute 'format'");
    boolean isScan = kind.equals("scanf");
    if ((!isScan && !kind.equals("printf") && !kind.equals("gnu_printf")) || formatIndex < 1) {
      return attributes;
    }
    return attributes.formatted(new Attributes.Format(isScan, (int) formatIndex, (int) firstIndex));
  }

  private void skipArguments() {
    if (tokens.peek() != Terminal.LEFT_PAREN) {
      return;
    }
    int depth = 0;
    do {
      Terminal terminal = tokens.peek();
      if (terminal == Terminal.LEFT_PAREN) {
        depth++;
      } else if (terminal == Terminal.RIGHT_PAREN) {
        depth--;
      }
      tokens.next();
    } while (depth > 0 && !tokens.isAtEnd());
  }
}
