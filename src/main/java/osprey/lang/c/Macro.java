package osprey.lang.c;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A macro as `#define` made it (C11 §6.10.3).
///
/// @param at of its name in the definition; 0 for a predefined one
/// @param parameters null for an object-like macro
/// @param isVariadic whether the last parameter takes all arguments that are left
/// @param isDynamic whether its value depends on where it is used: `__LINE__`
record Macro(
    String name,
    int at,
    @Nullable List<String> parameters,
    boolean isVariadic,
    boolean isDynamic,
    List<Lexeme> body) {

  static Macro dynamic(String name) {
    return new Macro(name, 0, null, false, true, List.of());
  }

  boolean isFunctionLike() {
    return parameters != null;
  }

  /// Index of the parameter that a lexeme of the body names, or -1.
  int parameterIndex(Lexeme lexeme) {
    return parameters == null || lexeme.kind() != Lexeme.Kind.IDENTIFIER
        ? -1
        : parameters.indexOf(lexeme.text());
  }

  /// Whether a second definition says the same, so that it may be repeated (C11 §6.10.3p2).
  boolean isSameAs(Macro other) {
    if (parameters == null
        ? other.parameters != null
        : other.parameters == null || !parameters.equals(other.parameters)) {
      return false;
    }
    if (isVariadic != other.isVariadic || body.size() != other.body.size()) {
      return false;
    }
    for (int i = 0; i < body.size(); i++) {
      Lexeme mine = body.get(i);
      Lexeme its = other.body.get(i);
      if (!mine.text().equals(its.text()) || mine.hasSpaceBefore() != its.hasSpaceBefore()) {
        return false;
      }
    }
    return true;
  }
}
