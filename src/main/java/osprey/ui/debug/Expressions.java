package osprey.ui.debug;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import osprey.code.CType;
import osprey.lang.Diagnostic;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Preprocessor;
import osprey.lang.c.Token;
import osprey.lang.c.parse.Parser;
import osprey.lang.c.tree.Expr;

/// C expressions over a stopped program, and gdb's additions: `$1`, `$` and `$$` for earlier
/// values, `array[0]@3` for several elements in a row.
public final class Expressions {
  private static final int REPEAT_MAX = 10_000;

  private final List<Value> history = new ArrayList<>();

  /// The value as the compiler types it: arrays and functions stay what they are.
  public Value evaluate(String text, FrameView frame) throws DebugError {
    if (text.isBlank()) {
      throw new DebugError("Argument required (expression to compute).");
    }
    int at = text.lastIndexOf('@');
    return at < 0 ? compute(text, frame) : repeated(text, at, frame);
  }

  /// Keeps a value under the next number of the history and answers the number.
  public int remember(Value value) {
    history.add(value.detached());
    return history.size();
  }

  /// The type of an expression, not computed.
  public CType typeOf(String text, FrameView frame) throws DebugError {
    return parse(text, names(frame)).type();
  }

  private Value compute(String text, FrameView frame) throws DebugError {
    Names names = names(frame);
    Value value = new Evaluator(names, frame).evaluate(parse(text, names));
    // A lone character constant is shown as a character, though C gives it type int.
    return text.strip().startsWith("'") && text.strip().endsWith("'")
        ? Arithmetic.convert(value, CType.Int.CHAR)
        : value;
  }

  private Names names(FrameView frame) {
    Map<String, Value> named = historyNames();
    CType code = new CType.Pointer(CType.Void.VOID);
    named.put("$pc", Value.ofLong(code, frame.frame().pc()));
    named.put("$fp", Value.ofLong(code, frame.frame().framePointer()));
    return new Names(frame.image(), frame.instruction(), named);
  }

  /// `first@count`: an array that begins with an object in memory.
  private Value repeated(String text, int at, FrameView frame) throws DebugError {
    Value first = compute(text.substring(0, at), frame);
    long count = compute(text.substring(at + 1), frame).asLong();
    if (!(first.place() instanceof Place.Memory memory)) {
      throw new DebugError("Only values in memory can be extended with '@'.");
    }
    if (count <= 0 || count > REPEAT_MAX) {
      throw new DebugError("Invalid number " + count + " of repetitions.");
    }
    return frame.load(new CType.Array(first.type(), count), memory);
  }

  private static Expr parse(String text, Names names) throws DebugError {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    List<Token> tokens =
        new Preprocessor(diagnostics, (_, _, _) -> null, Map.of()).run("expression", text);
    checkNames(tokens, names);
    Expr expr =
        diagnostics.hasErrors() ? null : Parser.expression(tokens, names.scope(), diagnostics);
    if (expr == null) {
      Diagnostic first = diagnostics.all().getFirst();
      String message = first.message();
      throw new DebugError(Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".");
    }
    return expr;
  }

  /// Names that nobody has declared are told in gdb's words.
  private static void checkNames(List<Token> tokens, Names names) throws DebugError {
    Token before = null;
    for (Token token : tokens) {
      boolean isFree =
          before == null
              || !before.is(".")
                  && !before.is("->")
                  && !before.is("struct")
                  && !before.is("union")
                  && !before.is("enum");
      if (token.kind() == Token.Kind.IDENTIFIER && isFree && !names.knows(token.text())) {
        if (token.text().startsWith("$")) {
          throw new DebugError("History has not yet reached " + token.text() + ".");
        }
        throw new DebugError("No symbol \"" + token.text() + "\" in current context.");
      }
      before = token;
    }
  }

  private Map<String, Value> historyNames() {
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < history.size(); i++) {
      named.put("$" + (i + 1), history.get(i));
    }
    if (!history.isEmpty()) {
      named.put("$", history.getLast());
    }
    if (history.size() > 1) {
      named.put("$$", history.get(history.size() - 2));
    }
    return named;
  }
}
