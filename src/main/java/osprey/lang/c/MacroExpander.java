package osprey.lang.c;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.c.Lexeme.Kind;

/// Replaces macros by what they stand for (C11 §6.10.3), with gcc's answers where the standard
/// leaves them open.
///
/// Lexemes come from a stack of lists (replacements still to be scanned), below which lies the
/// file. While a macro's replacement is on the stack the macro is disabled; a name that is met then
/// is final.
final class MacroExpander {
  static final List<String> DYNAMIC_NAMES =
      List.of(
          "__LINE__",
          "__FILE__",
          "__BASE_FILE__",
          "__DATE__",
          "__TIME__",
          "__COUNTER__",
          "__INCLUDE_LEVEL__");

  /// Macro calls inside arguments of macro calls.
  static final int NESTING_MAX = 200;

  /// Lexemes that expansion may produce, and characters that `##` and `#` may: a few lines of
  /// macros can ask for 2^60.
  static final long WORK_MAX = 2_000_000;

  private static final Lexeme[] NOTHING = {};

  /// Tells what only the files know.
  interface Place {
    /// The value of `__LINE__` and its like.
    Lexeme dynamic(Lexeme name);

    /// Gets the operand of `_Pragma`.
    void pragma(Lexeme string);
  }

  private static final class Pending {
    final Lexeme[] lexemes;
    final boolean isClosed;
    final @Nullable Macro macro;
    int next;

    /// @param isClosed whether nothing below it may be read while it is there
    /// @param macro whose replacement this is, if it is one
    Pending(Lexeme[] lexemes, boolean isClosed, @Nullable Macro macro) {
      this.lexemes = lexemes;
      this.isClosed = isClosed;
      this.macro = macro;
    }
  }

  private final MacroTable macros;
  private final Diagnostics diagnostics;
  private final Supplier<Lexeme> file;
  private final Place place;
  private final List<Pending> pending = new ArrayList<>();
  private final Set<String> disabled = new HashSet<>();
  private int nesting;
  private long work;
  private boolean exhausted;
  private boolean owesSpace;
  private boolean collecting;

  MacroExpander(MacroTable macros, Diagnostics diagnostics, Supplier<Lexeme> file, Place place) {
    this.macros = macros;
    this.diagnostics = diagnostics;
    this.file = file;
    this.place = place;
  }

  /// Whether the arguments of a macro call are being read from the file.
  boolean isCollecting() {
    return collecting;
  }

  /// Whether expansion was given up, with a diagnostic.
  boolean isExhausted() {
    return exhausted;
  }

  /// The next lexeme that no macro replaces; END at the end of a file.
  Lexeme next() {
    while (true) {
      Lexeme lexeme = raw();
      if (lexeme.kind() != Kind.IDENTIFIER) {
        return lexeme;
      }
      Macro macro = macros.find(lexeme.text());
      if (macro == null) {
        if (!lexeme.isName("_Pragma") || !pragma()) {
          return lexeme;
        }
      } else if (lexeme.isFinal() || !replace(lexeme, macro)) {
        return lexeme;
      }
    }
  }

  /// A whole list expanded on its own, as an argument or a directive's line is.
  List<Lexeme> expand(List<Lexeme> lexemes) {
    List<Lexeme> all = new ArrayList<>(lexemes.size() + 8);
    open(lexemes);
    for (Lexeme lexeme = next(); lexeme.kind() != Kind.END; lexeme = next()) {
      all.add(lexeme);
    }
    close();
    return all;
  }

  /// Makes {@link #next} and {@link #raw} read this list only, until {@link #close}.
  void open(List<Lexeme> lexemes) {
    pending.add(new Pending(lexemes.toArray(NOTHING), true, null));
    owesSpace = false;
  }

  void close() {
    while (!pop().isClosed) {
      // left over where reading stopped early
    }
  }

  private Pending pop() {
    Pending top = pending.removeLast();
    if (top.macro != null) {
      disabled.remove(top.macro.name());
    }
    return top;
  }

  /// The next lexeme as it is.
  Lexeme raw() {
    Lexeme lexeme = exhausted ? Lexeme.end(0) : unspaced();
    if (owesSpace) {
      owesSpace = false;
      return lexeme.withSpaceBefore(true);
    }
    return lexeme;
  }

  private Lexeme unspaced() {
    while (!pending.isEmpty()) {
      Pending top = pending.getLast();
      if (top.next < top.lexemes.length) {
        Lexeme lexeme = top.lexemes[top.next++];
        return lexeme.kind() == Kind.IDENTIFIER && disabled.contains(lexeme.text())
            ? lexeme.finished()
            : lexeme;
      }
      if (top.isClosed) {
        return Lexeme.end(0);
      }
      pop();
    }
    return file.get();
  }

  /// The end of a file, and of a closed list, comes again by itself.
  private void pushBack(Lexeme lexeme) {
    if (lexeme.kind() != Kind.END) {
      pending.add(new Pending(new Lexeme[] {lexeme}, false, null));
    }
  }

  private boolean pragma() {
    Lexeme open = raw();
    if (!open.is("(")) {
      pushBack(open);
      return false;
    }
    Lexeme string = raw();
    Lexeme close = raw();
    if (string.kind() != Kind.STRING || !close.is(")")) {
      diagnostics.error(open.at(), 1, "_Pragma takes one string literal in parentheses", null);
    } else {
      place.pragma(string);
    }
    return true;
  }

  /// False when the name is no use of the macro after all, or the use is wrong.
  private boolean replace(Lexeme name, Macro macro) {
    if (macro.isDynamic()) {
      pushBack(place.dynamic(name));
      return true;
    }
    if (!macro.isFunctionLike()) {
      push(name, macro, List.of());
      return true;
    }
    Lexeme open = raw();
    if (!open.is("(")) {
      pushBack(open);
      return false;
    }
    List<List<Lexeme>> arguments = new ArrayList<>();
    collecting = true;
    boolean isComplete = collect(name, macro, arguments);
    collecting = false;
    if (!isComplete || !hasRightCount(name, macro, arguments)) {
      return false;
    }
    push(name, macro, arguments);
    return true;
  }

  private void push(Lexeme name, Macro macro, List<List<Lexeme>> arguments) {
    Substitution substitution =
        new Substitution(name, macro, arguments, this::expandArgument, diagnostics);
    List<Lexeme> replacement = substitution.result();
    spend(name, replacement.size() + substitution.characters());
    if (exhausted) {
      return;
    }
    if (replacement.isEmpty()) {
      owesSpace |= name.hasSpaceBefore();
      return;
    }
    replacement.set(0, replacement.getFirst().withSpaceBefore(name.hasSpaceBefore()));
    pending.add(new Pending(replacement.toArray(NOTHING), false, macro));
    disabled.add(macro.name());
  }

  /// Reads arguments up to the closing parenthesis; false if there is none.
  private boolean collect(Lexeme name, Macro macro, List<List<Lexeme>> arguments) {
    int depth = 0;
    int parameters = macro.parameters() == null ? 0 : macro.parameters().size();
    List<Lexeme> current = new ArrayList<>();
    while (true) {
      Lexeme lexeme = raw();
      if (lexeme.kind() == Kind.END) {
        if (!exhausted) {
          diagnostics.error(
              name.at(),
              name.length(),
              "the arguments of macro '" + macro.name() + "' do not end",
              "a ')' is missing");
        }
        return false;
      }
      if (lexeme.is(")") && depth-- == 0) {
        arguments.add(current);
        return true;
      }
      if (lexeme.is(",")
          && depth == 0
          && !(macro.isVariadic() && arguments.size() == parameters - 1)) {
        arguments.add(current);
        current = new ArrayList<>();
        continue;
      }
      if (lexeme.is("(")) {
        depth++;
      }
      current.add(lexeme);
      spend(name, 1);
    }
  }

  private boolean hasRightCount(Lexeme name, Macro macro, List<List<Lexeme>> arguments) {
    int parameters = macro.parameters() == null ? 0 : macro.parameters().size();
    if (parameters == 0 && arguments.size() == 1 && arguments.getFirst().isEmpty()) {
      arguments.clear();
    }
    if (macro.isVariadic() && parameters == 1 && arguments.getFirst().isEmpty()) {
      arguments.clear();
    }
    if (macro.isVariadic() && arguments.size() == parameters - 1) {
      return true; // without variable arguments, which is not the same as with an empty one
    }
    if (arguments.size() == parameters) {
      return true;
    }
    int needed = macro.isVariadic() ? parameters - 1 : parameters;
    diagnostics.error(
        name.at(),
        name.length(),
        "macro '%s' takes %s%d argument%s, but got %d"
            .formatted(
                macro.name(),
                macro.isVariadic() ? "at least " : "",
                needed,
                needed == 1 ? "" : "s",
                arguments.size()),
        null);
    if (macro.at() > 0) {
      diagnostics.note(macro.at(), macro.name().length(), "the macro is defined here");
    }
    return false;
  }

  private List<Lexeme> expandArgument(List<Lexeme> argument) {
    if (nesting == NESTING_MAX) {
      giveUp(argument.getFirst(), "macro calls are nested more than " + NESTING_MAX + " deep");
      return List.of();
    }
    nesting++;
    boolean owed = owesSpace;
    List<Lexeme> expanded = expand(argument);
    owesSpace = owed;
    nesting--;
    return expanded;
  }

  private void spend(Lexeme name, long amount) {
    work += amount;
    if (work > WORK_MAX) {
      giveUp(name, "macro expansion grows without measure; given up here");
    }
  }

  private void giveUp(Lexeme where, String message) {
    if (!exhausted) {
      exhausted = true;
      diagnostics.error(where.at(), where.length(), message, null);
    }
  }
}
