package osprey.lang.c;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keywords of C11 §6.4.1 and gcc's, whose alternate spellings all become one.
final class Keywords {
  private static final Map<String, String> CANONICAL =
      Map.ofEntries(
          Map.entry("__alignof", "_Alignof"),
          Map.entry("__alignof__", "_Alignof"),
          Map.entry("__asm", "asm"),
          Map.entry("__asm__", "asm"),
          Map.entry("__attribute", "__attribute__"),
          Map.entry("__const", "const"),
          Map.entry("__const__", "const"),
          Map.entry("__inline", "inline"),
          Map.entry("__inline__", "inline"),
          Map.entry("__restrict", "restrict"),
          Map.entry("__restrict__", "restrict"),
          Map.entry("__signed", "signed"),
          Map.entry("__signed__", "signed"),
          Map.entry("__thread", "_Thread_local"),
          Map.entry("__typeof", "typeof"),
          Map.entry("__typeof__", "typeof"),
          Map.entry("__volatile", "volatile"),
          Map.entry("__volatile__", "volatile"),
          Map.entry("__complex__", "_Complex"));

  private Keywords() {}

  /// The keyword in its canonical spelling, or null for an ordinary identifier.
  static @Nullable String canonical(String name) {
    return switch (name) {
      case "auto", "break", "case", "char", "const", "continue", "default", "do", "double" -> name;
      case "else", "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long" -> name;
      case "register", "restrict", "return", "short", "signed", "sizeof", "static" -> name;
      case "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while" -> name;
      case "_Alignas", "_Alignof", "_Atomic", "_Bool", "_Complex", "_Generic" -> name;
      case "_Imaginary", "_Noreturn", "_Static_assert", "_Thread_local" -> name;
      case "asm", "typeof", "__attribute__", "__extension__" -> name;
      default -> name.startsWith("__") ? CANONICAL.get(name) : null;
    };
  }
}
