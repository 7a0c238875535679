package osprey.lang.c;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.c.Lexeme.Kind;

/// The macros that are defined at a point of the text.
final class MacroTable {
  private static final String VARIABLE_ARGUMENTS = "__VA_ARGS__";

  private final Diagnostics diagnostics;
  private final Map<String, Macro> macros = new HashMap<>();
  // Texts of predefined macros that nobody has used yet.
  private final Map<String, String> untouched = PredefinedMacros.texts();

  MacroTable(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    for (String name : MacroExpander.DYNAMIC_NAMES) {
      macros.put(name, Macro.dynamic(name));
    }
  }

  @Nullable Macro find(String name) {
    Macro macro = macros.get(name);
    if (macro == null && name.startsWith("__")) {
      String text = untouched.remove(name);
      if (text != null) {
        define(new Lexer(new SplicedText(name + text, 0), diagnostics));
        macro = macros.get(name);
      }
    }
    return macro;
  }

  boolean isDefined(String name) {
    return macros.containsKey(name) || untouched.containsKey(name) || name.equals("__has_include");
  }

  void undefine(String name) {
    macros.remove(name);
    untouched.remove(name);
  }

  /// Reads what follows `#define` on its line.
  void define(Lexer lexer) {
    lexer.enterDirective();
    Lexeme name = lexer.next();
    if (!isDefinable(name, "#define")) {
      return;
    }
    Lexeme next = lexer.next();
    List<String> parameters = null;
    boolean isVariadic = false;
    if (next.is("(") && !next.hasSpaceBefore()) {
      parameters = new ArrayList<>();
      Boolean variadic = parameters(lexer, parameters);
      if (variadic == null) {
        return;
      }
      isVariadic = variadic;
      next = lexer.next();
    } else if (!next.isLast() && !next.hasSpaceBefore()) {
      diagnostics.warning(
          next.at(), next.length(), "white space is missing after the name of the macro", null);
    }
    List<Lexeme> body = new ArrayList<>();
    while (!next.isLast()) {
      body.add(next);
      next = lexer.next();
    }
    if (!body.isEmpty()) {
      body.set(0, body.getFirst().withSpaceBefore(false));
    }
    Macro macro = new Macro(name.text(), name.at(), parameters, isVariadic, false, body);
    if (isValid(macro)) {
      put(macro, name);
    }
  }

  private void put(Macro macro, Lexeme name) {
    Macro before = find(macro.name());
    if (before != null && !before.isSameAs(macro) && macro.at() > 0) {
      diagnostics.warning(
          name.at(), name.length(), "macro '" + macro.name() + "' is redefined", null);
      if (before.at() > 0) {
        diagnostics.note(before.at(), name.length(), "the definition before is here");
      }
    }
    macros.put(macro.name(), macro);
  }

  boolean isDefinable(Lexeme name, String directive) {
    if (name.kind() != Kind.IDENTIFIER) {
      diagnostics.error(name.at(), name.length(), "a macro name must follow " + directive, null);
      return false;
    }
    if (name.text().equals("defined") || name.text().equals(VARIABLE_ARGUMENTS)) {
      diagnostics.error(
          name.at(), name.length(), "'" + name.text() + "' cannot be a macro name", null);
      return false;
    }
    return true;
  }

  /// Reads the list up to `)`; whether it is variadic, or null when it is wrong.
  private @Nullable Boolean parameters(Lexer lexer, List<String> parameters) {
    Lexeme lexeme = lexer.next();
    if (lexeme.is(")")) {
      return false;
    }
    while (true) {
      boolean isVariadic = lexeme.is("...");
      if (isVariadic) {
        parameters.add(VARIABLE_ARGUMENTS);
        lexeme = lexer.next();
      } else {
        if (lexeme.kind() != Kind.IDENTIFIER) {
          return wrongParameters(lexeme, "a parameter name");
        }
        if (parameters.contains(lexeme.text())) {
          diagnostics.error(
              lexeme.at(), lexeme.length(), "two parameters are named '" + lexeme.text() + "'");
          return null;
        }
        parameters.add(lexeme.text());
        lexeme = lexer.next();
        if (lexeme.is("...")) {
          isVariadic = true;
          lexeme = lexer.next();
        }
      }
      if (lexeme.is(")")) {
        return isVariadic;
      }
      if (isVariadic || !lexeme.is(",")) {
        return wrongParameters(lexeme, isVariadic ? "')' after '...'" : "',' or ')'");
      }
      lexeme = lexer.next();
    }
  }

  private @Nullable Boolean wrongParameters(Lexeme found, String expected) {
    diagnostics.error(
        found.at(),
        found.length(),
        "expected " + expected + " in the macro's parameter list",
        "for a macro without parameters put a space before '('");
    return null;
  }

  private boolean isValid(Macro macro) {
    List<Lexeme> body = macro.body();
    for (int i = 0; i < body.size(); i++) {
      Lexeme lexeme = body.get(i);
      if (isPaste(lexeme) && (i == 0 || i == body.size() - 1)) {
        return wrong(lexeme, "'##' cannot be at either end of a macro's body", null);
      }
      if (macro.isFunctionLike()
          && isHash(lexeme)
          && (i + 1 == body.size() || macro.parameterIndex(body.get(i + 1)) < 0)) {
        return wrong(lexeme, "'#' must be followed by a macro parameter", null);
      }
      if (lexeme.kind() == Kind.UNTERMINATED) {
        return wrong(lexeme, Preprocessor.missingQuote(lexeme), "add the closing quote");
      }
      if (lexeme.isName(VARIABLE_ARGUMENTS) && macro.parameterIndex(lexeme) < 0) {
        diagnostics.warning(
            lexeme.at(),
            lexeme.length(),
            "__VA_ARGS__ means something only in a macro whose parameters end in '...'",
            null);
      }
    }
    return true;
  }

  private boolean wrong(Lexeme lexeme, String message, @Nullable String hint) {
    diagnostics.error(lexeme.at(), lexeme.length(), message, hint);
    return false;
  }

  static boolean isHash(Lexeme lexeme) {
    return lexeme.is("#") || lexeme.is("%:");
  }

  static boolean isPaste(Lexeme lexeme) {
    return lexeme.is("##") || lexeme.is("%:%:");
  }
}
