package osprey.lang.c;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Lexeme.Kind;

/// One use of a macro: its body with the arguments put in, `#` and `##` carried out (C11 §6.10.3.1
/// to §6.10.3.3), and gcc's `, ## __VA_ARGS__`, which drops the comma when no arguments are left.
final class Substitution {
  private final Lexeme name;
  private final Macro macro;
  // One fewer than parameters when there are no variable arguments.
  private final List<List<Lexeme>> arguments;
  private final UnaryOperator<List<Lexeme>> expander;
  private final Diagnostics diagnostics;
  private final List<@Nullable List<Lexeme>> expanded = new ArrayList<>();
  private final List<Lexeme> out = new ArrayList<>();
  private long characters;

  Substitution(
      Lexeme name,
      Macro macro,
      List<List<Lexeme>> arguments,
      UnaryOperator<List<Lexeme>> expander,
      Diagnostics diagnostics) {
    this.name = name;
    this.macro = macro;
    this.arguments = arguments;
    this.expander = expander;
    this.diagnostics = diagnostics;
    int parameters = macro.parameters() == null ? 0 : macro.parameters().size();
    for (int i = 0; i < parameters; i++) {
      expanded.add(null);
    }
  }

  /// Characters that `#` and `##` made.
  long characters() {
    return characters;
  }

  List<Lexeme> result() {
    List<Lexeme> body = macro.body();
    int at = 0;
    while (at < body.size()) {
      Lexeme lexeme = body.get(at);
      if (MacroTable.isPaste(lexeme) && at > 0) {
        at = paste(at + 1);
      } else {
        boolean isPasted = at + 1 < body.size() && MacroTable.isPaste(body.get(at + 1));
        at = operand(at, isPasted, out);
      }
    }
    out.removeIf(lexeme -> lexeme.kind() == Kind.PLACEMARKER);
    return out;
  }

  /// Adds what the body says at an index, and answers the index after it.
  ///
  /// @param isPasted whether it stands beside `##`, which takes arguments unexpanded
  private int operand(int at, boolean isPasted, List<Lexeme> to) {
    Lexeme lexeme = macro.body().get(at);
    if (macro.isFunctionLike() && MacroTable.isHash(lexeme)) {
      Lexeme parameter = macro.body().get(at + 1);
      to.add(stringize(lexeme, argument(macro.parameterIndex(parameter))));
      return at + 2;
    }
    int index = macro.parameterIndex(lexeme);
    if (index < 0) {
      to.add(lexeme.movedTo(name.at()));
      return at + 1;
    }
    List<Lexeme> argument = isPasted ? argument(index) : expanded(index);
    if (argument.isEmpty() && isPasted) {
      to.add(placemarker(lexeme));
    }
    for (int i = 0; i < argument.size(); i++) {
      Lexeme each = argument.get(i);
      to.add(i == 0 ? each.withSpaceBefore(lexeme.hasSpaceBefore()) : each);
    }
    return at + 1;
  }

  private Lexeme placemarker(Lexeme parameter) {
    return new Lexeme(Kind.PLACEMARKER, "", name.at(), parameter.hasSpaceBefore(), false, false);
  }

  private List<Lexeme> argument(int index) {
    return index < arguments.size() ? arguments.get(index) : List.of();
  }

  private List<Lexeme> expanded(int index) {
    List<Lexeme> known = expanded.get(index);
    if (known == null) {
      List<Lexeme> argument = argument(index);
      known = argument.isEmpty() ? argument : expander.apply(argument);
      expanded.set(index, known);
    }
    return known;
  }

  /// Joins what is on the right of `##` to the last lexeme so far.
  private int paste(int at) {
    List<Lexeme> right = new ArrayList<>();
    int after = operand(at, true, right);
    Lexeme last = out.removeLast();
    boolean isVariableArguments =
        macro.isVariadic() && macro.parameterIndex(macro.body().get(at)) == expanded.size() - 1;
    if (isVariableArguments && last.is(",") && macro.body().get(at - 2).is(",")) {
      if (arguments.size() < expanded.size()) {
        out.add(placemarker(last));
      } else {
        out.add(last);
        out.addAll(right);
      }
      return after;
    }
    out.addAll(glue(last, right.getFirst()));
    out.addAll(right.subList(1, right.size()));
    return after;
  }

  private List<Lexeme> glue(Lexeme left, Lexeme right) {
    if (right.kind() == Kind.PLACEMARKER) {
      return List.of(left);
    }
    if (left.kind() == Kind.PLACEMARKER) {
      return List.of(right.withSpaceBefore(left.hasSpaceBefore()));
    }
    String text = left.text() + right.text();
    characters += text.length();
    // A text of its own, so that nothing but the length of the first lexeme is learnt from it.
    Lexer lexer = new Lexer(new SplicedText(text, 0), new Diagnostics(new SourceMap()));
    Lexeme joined = lexer.next();
    boolean isOne =
        joined.text().length() == text.length()
            && joined.kind() != Kind.STRAY
            && joined.kind() != Kind.UNTERMINATED;
    if (!isOne) {
      diagnostics.error(
          name.at(),
          name.length(),
          "'##' joins '%s' and '%s' to something that is no token"
              .formatted(shorten(left.text()), shorten(right.text())),
          null);
      return List.of(left, right);
    }
    return List.of(new Lexeme(joined.kind(), text, name.at(), left.hasSpaceBefore(), false, false));
  }

  private static String shorten(String text) {
    return text.length() <= 30 ? text : text.substring(0, 30) + "…";
  }

  private Lexeme stringize(Lexeme hash, List<Lexeme> argument) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < argument.size(); i++) {
      Lexeme lexeme = argument.get(i);
      if (i > 0 && lexeme.hasSpaceBefore()) {
        text.append(' ');
      }
      boolean isLiteral =
          lexeme.kind() == Kind.STRING
              || lexeme.kind() == Kind.CHARACTER
              || lexeme.kind() == Kind.UNTERMINATED;
      if (isLiteral) {
        escape(lexeme.text(), text);
      } else {
        text.append(lexeme.text());
      }
    }
    dropLoneBackslash(text);
    characters += text.length();
    return new Lexeme(
        Kind.STRING, text.append('"').toString(), name.at(), hash.hasSpaceBefore(), false, false);
  }

  private static void escape(String literal, StringBuilder to) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\');
      }
      to.append(c);
    }
  }

  /// A backslash that would swallow the closing quote.
  private void dropLoneBackslash(StringBuilder text) {
    int backslashes = 0;
    while (text.charAt(text.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    if (backslashes % 2 == 1) {
      diagnostics.warning(
          name.at(), name.length(), "the string that '#' makes ends in a lone backslash", null);
      text.setLength(text.length() - 1);
    }
  }
}
