package osprey.ui.debug;

/// What the compiler says about an expression, in gdb's words where gdb has some.
final class ExpressionError {
  private static final String MEMBER = "no member named '";

  private ExpressionError() {}

  /// @param column where in the text, counted from 0
  static DebugError of(String message, String text, int column) {
    return new DebugError(sentence(message, text, column));
  }

  private static String sentence(String message, String text, int column) {
    if (message.startsWith(MEMBER)) {
      int end = message.indexOf('\'', MEMBER.length());
      return "There is no member named " + message.substring(MEMBER.length(), end) + ".";
    }
    if (message.startsWith("expected ")) {
      String rest = column < text.length() ? text.substring(Math.max(0, column)) : "";
      return "A syntax error in expression, near `" + rest.strip() + "'.";
    }
    if (message.startsWith("cannot take the address of a value")) {
      return "Attempt to take address of value not located in memory.";
    }
    if (message.contains("cannot be assigned to: it is a value")) {
      return "Left operand of assignment is not an lvalue.";
    }
    if (message.startsWith("unterminated string")) {
      return "Unterminated string in expression.";
    }
    if (message.startsWith("unterminated character")) {
      return "Unmatched single quote.";
    }
    if (message.endsWith("is no struct or union")) {
      return "Attempt to extract a component of a value that is not a structure.";
    }
    if (message.startsWith("'*' needs a pointer")) {
      return "Attempt to take contents of a non-pointer value.";
    }
    if (message.endsWith("is a type; a value is expected here")) {
      return "Attempt to use a type name as an expression.";
    }
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }
}
