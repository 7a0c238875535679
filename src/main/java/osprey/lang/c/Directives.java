package osprey.lang.c;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.Spelling;
import osprey.lang.c.Input.Conditional;
import osprey.lang.c.Lexeme.Kind;

/// Reads the current file and carries out its directives (C11 §6.10), so that only text is left.
final class Directives implements MacroExpander.Place {
  private static final List<String> NAMES =
      List.of(
          "define", "elif", "else", "endif", "error", "if", "ifdef", "ifndef", "include", "line",
          "pragma", "undef", "warning");

  private final Diagnostics diagnostics;
  private final MacroTable macros;
  private final Inputs inputs;
  private final MacroExpander expander;
  private int counter;

  Directives(Diagnostics diagnostics, MacroTable macros, Inputs inputs) {
    this.diagnostics = diagnostics;
    this.macros = macros;
    this.inputs = inputs;
    this.expander = new MacroExpander(macros, diagnostics, this::next, this);
  }

  MacroExpander expander() {
    return expander;
  }

  /// The next lexeme of the file that belongs to no directive; END at its end.
  private Lexeme next() {
    while (true) {
      Input input = inputs.current();
      Lexeme lexeme = input.lexer.next();
      if (lexeme.startsLine() && MacroTable.isHash(lexeme)) {
        directive(input);
      } else {
        if (lexeme.kind() != Kind.END) {
          input.sawText();
        }
        return lexeme;
      }
      if (inputs.isTooDeep()) {
        return Lexeme.end(lexeme.at());
      }
    }
  }

  private void directive(Input input) {
    Lexer lexer = input.lexer;
    lexer.enterDirective();
    Lexeme name = lexer.next();
    switch (name.text()) {
      case "if" -> open(input, name, isTrue(name, rest(lexer)), null);
      case "ifdef" -> {
        Lexeme macro = macroName(lexer, name);
        open(input, name, macro != null && macros.isDefined(macro.text()), null);
      }
      case "ifndef" -> {
        Lexeme macro = macroName(lexer, name);
        open(
            input,
            name,
            macro == null || !macros.isDefined(macro.text()),
            macro == null ? null : macro.text());
      }
      case "elif", "else" -> turn(input, name);
      case "endif" -> {
        endOfDirective(lexer, name);
        if (input.conditionals.isEmpty()) {
          unmatched(name);
        } else {
          input.closed();
        }
      }
      default -> {
        input.sawText();
        simple(input, name);
      }
    }
    finishLine(lexer);
  }

  /// What a directive did not read means nothing.
  private static void finishLine(Lexer lexer) {
    Lexeme rest = lexer.next();
    while (!rest.isLast()) {
      rest = lexer.next();
    }
    lexer.leaveDirective();
  }

  private void simple(Input input, Lexeme name) {
    Lexer lexer = input.lexer;
    switch (name.text()) {
      case "include" -> include(input, name);
      case "define" -> macros.define(lexer);
      case "undef" -> {
        Lexeme macro = lexer.next();
        if (macros.isDefinable(macro, "#undef")) {
          macros.undefine(macro.text());
          endOfDirective(lexer, name);
        }
      }
      case "line" -> line(input, name, rest(lexer));
      case "error" ->
          diagnostics.error(name.at(), name.length(), "#error " + lexer.restOfLine(), null);
      case "warning" ->
          diagnostics.warning(name.at(), name.length(), "#warning " + lexer.restOfLine(), null);
      case "pragma" -> {
        if (lexer.next().isName("once")) {
          inputs.includeOnce();
        }
      }
      case "ident", "sccs" -> lexer.restOfLine();
      default -> other(input, name);
    }
  }

  private void other(Input input, Lexeme name) {
    if (name.kind() == Kind.NUMBER) {
      List<Lexeme> rest = rest(input.lexer);
      rest.addFirst(name);
      line(input, name, rest);
    } else if (!name.isLast()) {
      String near = Spelling.closest(name.text(), NAMES);
      diagnostics.error(
          name.at(),
          name.length(),
          "there is no directive #" + name.text(),
          near == null ? null : "did you mean #" + near + "?");
    }
  }

  private static List<Lexeme> rest(Lexer lexer) {
    List<Lexeme> rest = new ArrayList<>();
    for (Lexeme lexeme = lexer.next(); !lexeme.isLast(); lexeme = lexer.next()) {
      rest.add(lexeme);
    }
    return rest;
  }

  private @Nullable Lexeme macroName(Lexer lexer, Lexeme directive) {
    Lexeme macro = lexer.next();
    if (macro.kind() != Kind.IDENTIFIER) {
      diagnostics.error(
          directive.at(),
          directive.length(),
          "a macro name must follow #" + directive.text(),
          null);
      return null;
    }
    endOfDirective(lexer, directive);
    return macro;
  }

  private void endOfDirective(Lexer lexer, Lexeme directive) {
    Lexeme extra = lexer.next();
    if (!extra.isLast()) {
      diagnostics.warning(
          extra.at(),
          extra.length(),
          "extra text after #" + directive.text(),
          "only a comment may follow");
    }
  }

  // ---- conditionals

  private void open(Input input, Lexeme directive, boolean isTrue, @Nullable String guard) {
    input.opened(new Conditional(directive, isTrue), guard);
    if (!isTrue) {
      leaveOut(input);
    }
  }

  /// The end of a group that was taken.
  private void turn(Input input, Lexeme directive) {
    Conditional conditional = input.conditionals.peek();
    if (conditional == null) {
      unmatched(directive);
      return;
    }
    input.turned();
    checkOrder(conditional, directive);
    leaveOut(input);
  }

  private void checkOrder(Conditional conditional, Lexeme directive) {
    Lexeme otherwise = conditional.otherwise;
    if (otherwise != null) {
      diagnostics.error(
          directive.at(), directive.length(), "#" + directive.text() + " after #else", null);
      diagnostics.note(otherwise.at(), otherwise.length(), "the #else is here");
    } else if (directive.text().equals("else")) {
      conditional.otherwise = directive;
    }
  }

  private void unmatched(Lexeme directive) {
    diagnostics.error(
        directive.at(), directive.length(), "#" + directive.text() + " without #if", null);
  }

  /// Skips to the group of the innermost conditional that is to be read, or behind its `#endif`.
  private void leaveOut(Input input) {
    Lexer lexer = input.lexer;
    Conditional conditional = input.conditionals.element();
    int nested = 0;
    while (lexer.skipToDirective()) {
      lexer.enterDirective();
      Lexeme name = lexer.next();
      switch (name.text()) {
        case "if", "ifdef", "ifndef" -> nested++;
        case "endif" -> {
          if (nested-- == 0) {
            endOfDirective(lexer, name);
            input.closed();
            return;
          }
        }
        case "else", "elif" -> {
          if (nested == 0 && isTaken(input, conditional, name)) {
            return;
          }
        }
        default -> {}
      }
      finishLine(lexer);
    }
  }

  private boolean isTaken(Input input, Conditional conditional, Lexeme directive) {
    input.turned();
    checkOrder(conditional, directive);
    boolean isElse = directive.text().equals("else");
    if (isElse) {
      endOfDirective(input.lexer, directive);
    }
    if (conditional.isTaken || (!isElse && !isTrue(directive, rest(input.lexer)))) {
      return false;
    }
    conditional.isTaken = true;
    return true;
  }

  private boolean isTrue(Lexeme directive, List<Lexeme> line) {
    List<Lexeme> expanded = new ArrayList<>();
    expander.open(line);
    for (Lexeme each = expander.next(); each.kind() != Kind.END; each = expander.next()) {
      expanded.add(
          switch (each.kind() == Kind.IDENTIFIER ? each.text() : "") {
            case "defined" -> defined(each);
            case "__has_include" -> hasInclude(each);
            default -> each;
          });
    }
    expander.close();
    return Condition.isTrue(expanded, directive, diagnostics);
  }

  private Lexeme defined(Lexeme operator) {
    Lexeme name = expander.raw();
    boolean isParenthesised = name.is("(");
    if (isParenthesised) {
      name = expander.raw();
    }
    if (name.kind() != Kind.IDENTIFIER) {
      diagnostics.error(
          operator.at(), operator.length(), "a macro name must follow 'defined'", null);
    } else if (isParenthesised && !expander.raw().is(")")) {
      diagnostics.error(name.at(), name.length(), "')' is missing after this name", null);
    }
    return truth(operator, macros.isDefined(name.text()));
  }

  private Lexeme hasInclude(Lexeme operator) {
    Lexeme open = expander.raw();
    Lexeme first = expander.raw();
    StringBuilder name = new StringBuilder(first.is("<") ? "" : first.text());
    Lexeme close = expander.raw();
    while (first.is("<") && !close.is(">") && close.kind() != Kind.END) {
      name.append(close.text());
      close = expander.raw();
    }
    if (first.is("<")) {
      close = expander.raw();
    }
    boolean isQuoted = first.kind() == Kind.STRING && first.text().length() > 2;
    if (!open.is("(") || !close.is(")") || (!first.is("<") && !isQuoted)) {
      diagnostics.error(
          operator.at(),
          operator.length(),
          "__has_include takes <name> or \"name\" in parentheses",
          null);
      return truth(operator, false);
    }
    String plain = isQuoted ? name.substring(1, name.length() - 1) : name.toString();
    return truth(operator, inputs.exists(plain, !isQuoted));
  }

  private static Lexeme truth(Lexeme at, boolean value) {
    return new Lexeme(Kind.NUMBER, value ? "1" : "0", at.at(), at.hasSpaceBefore(), false, false);
  }

  // ---- other directives

  private void include(Input input, Lexeme directive) {
    if (expander.isCollecting()) {
      diagnostics.error(
          directive.at(), directive.length(), "#include among the arguments of a macro", null);
      return;
    }
    String name = input.lexer.headerName();
    int length = name.length();
    int at = length > 0 ? input.lexer.position() - length : directive.at();
    if (name.isEmpty()) {
      StringBuilder spelled = new StringBuilder();
      for (Lexeme lexeme : expander.expand(rest(input.lexer))) {
        spelled.append(lexeme.hasSpaceBefore() && !spelled.isEmpty() ? " " : "");
        spelled.append(lexeme.text());
      }
      name = spelled.toString();
      length = directive.length();
    } else {
      endOfDirective(input.lexer, directive);
    }
    boolean isAngled = name.startsWith("<") && name.indexOf('>') == name.length() - 1;
    boolean isQuoted = name.startsWith("\"") && name.indexOf('"', 1) == name.length() - 1;
    if (name.length() < 3 || (!isAngled && !isQuoted)) {
      diagnostics.error(
          directive.at(), directive.length(), "#include takes <name> or \"name\"", null);
      return;
    }
    inputs.include(name.substring(1, name.length() - 1), isAngled, at, length);
  }

  private void line(Input input, Lexeme directive, List<Lexeme> rest) {
    List<Lexeme> expanded = expander.expand(rest);
    String digits = expanded.isEmpty() ? "" : expanded.getFirst().text();
    if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(Directives::isDigit)) {
      diagnostics.error(directive.at(), directive.length(), "#line takes a line number", null);
      return;
    }
    int next = diagnostics.sources().locate(directive.at()).line() + 1;
    input.lineShift = Integer.parseInt(digits) - next;
    if (expanded.size() > 1 && expanded.get(1).kind() == Kind.STRING) {
      String quoted = expanded.get(1).text();
      input.presumedFile =
          quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  @Override
  public void pragma(Lexeme string) {
    if (string.text().equals("\"once\"")) {
      inputs.includeOnce();
    }
  }

  @Override
  public Lexeme dynamic(Lexeme name) {
    return switch (name.text()) {
      case "__LINE__" -> {
        int line = diagnostics.sources().locate(name.at()).line();
        yield made(name, Kind.NUMBER, Integer.toString(line + inputs.current().lineShift));
      }
      case "__FILE__" -> made(name, Kind.STRING, quoted(inputs.current().presumedFile));
      case "__BASE_FILE__" -> made(name, Kind.STRING, quoted(inputs.outermost().file));
      // The same on every day: equal texts must give equal programs.
      case "__DATE__" -> made(name, Kind.STRING, "\"Jan  1 2026\"");
      case "__TIME__" -> made(name, Kind.STRING, "\"00:00:00\"");
      case "__COUNTER__" -> made(name, Kind.NUMBER, Integer.toString(counter++));
      default -> made(name, Kind.NUMBER, Integer.toString(inputs.depth() - 1));
    };
  }

  private static Lexeme made(Lexeme name, Kind kind, String text) {
    return new Lexeme(kind, text, name.at(), name.hasSpaceBefore(), false, false);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
