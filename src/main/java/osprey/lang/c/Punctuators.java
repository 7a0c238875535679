package osprey.lang.c;

/// The punctuators of C11 §6.4.6, digraphs included.
final class Punctuators {
  private Punctuators() {}

  /// Characters of the longest punctuator that starts here, 0 if none does. The text must end in
  /// NUL.
  static int length(char[] text, int at) {
    char c = text[at];
    char next = c == 0 ? 0 : text[at + 1];
    return switch (c) {
      case '(', ')', '[', ']', '{', '}', ';', ',', '?', '~' -> 1;
      case '=', '!', '*', '/', '^' -> next == '=' ? 2 : 1;
      case '+' -> next == '+' || next == '=' ? 2 : 1;
      case '-' -> next == '-' || next == '=' || next == '>' ? 2 : 1;
      case '&' -> next == '&' || next == '=' ? 2 : 1;
      case '|' -> next == '|' || next == '=' ? 2 : 1;
      case '#' -> next == '#' ? 2 : 1;
      case '.' -> next == '.' && text[at + 2] == '.' ? 3 : 1;
      case '<' -> {
        if (next == '<') {
          yield text[at + 2] == '=' ? 3 : 2;
        }
        yield next == '=' || next == ':' || next == '%' ? 2 : 1;
      }
      case '>' -> {
        if (next == '>') {
          yield text[at + 2] == '=' ? 3 : 2;
        }
        yield next == '=' ? 2 : 1;
      }
      case ':' -> next == '>' ? 2 : 1;
      case '%' -> {
        if (next == ':') {
          yield text[at + 2] == '%' && text[at + 3] == ':' ? 4 : 2;
        }
        yield next == '=' || next == '>' ? 2 : 1;
      }
      default -> 0;
    };
  }

  /// The spelling as a shared string where it is a common one.
  static String spelling(char[] text, int at, int length) {
    if (length == 1) {
      return switch (text[at]) {
        case '(' -> "(";
        case ')' -> ")";
        case '[' -> "[";
        case ']' -> "]";
        case '{' -> "{";
        case '}' -> "}";
        case ';' -> ";";
        case ',' -> ",";
        case '=' -> "=";
        case '*' -> "*";
        case '#' -> "#";
        case '.' -> ".";
        default -> String.valueOf(text[at]);
      };
    }
    return new String(text, at, length);
  }

  /// What a digraph stands for; other spellings are returned as they are.
  static String plain(String spelling) {
    return switch (spelling) {
      case "<:" -> "[";
      case ":>" -> "]";
      case "<%" -> "{";
      case "%>" -> "}";
      case "%:" -> "#";
      case "%:%:" -> "##";
      default -> spelling;
    };
  }
}
