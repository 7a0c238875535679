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
/// values, `$name` for variables of one's own, `array[0]@3` for several elements in a row.
public final class Expressions {
  private static final int REPEAT_MAX = 10_000;

  private final DollarNames dollars = new DollarNames();

  /// The value as the compiler types it: arrays and functions stay what they are.
  public Value evaluate(String text, FrameView frame) throws DebugError {
    if (text.isBlank()) {
      throw new DebugError("Argument required (expression to compute).");
    }
    ExpressionText.Assignment assignment = ExpressionText.Assignment.of(text);
    if (assignment != null && DollarNames.isOwn(assignment.name(), frame)) {
      Value value = evaluate(assignment.value(), frame);
      dollars.set(assignment.name(), value);
      return value.detached();
    }
    ExpressionText parts = ExpressionText.of(text);
    String count = parts.count();
    return count == null
        ? compute(parts.first(), frame)
        : repeated(compute(parts.first(), frame), count, frame);
  }

  /// Keeps a value under the next number of the history and answers the number.
  public int remember(Value value) {
    return dollars.remember(value);
  }

  /// Number of the newest value of the history, 0 for none.
  public int last() {
    return dollars.last();
  }

  /// Sets a variable of the user's own.
  ///
  /// @param name with its `$`
  public void set(String name, Value value) {
    dollars.set(name, value);
  }

  /// Variables of the user's own.
  public List<String> ownNames() {
    return dollars.names();
  }

  /// The type of an expression, which is not computed, or the type that is named.
  public CType typeOf(String text, FrameView frame) throws DebugError {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      throw new DebugError("Argument required (expression or type).");
    }
    ExpressionText parts = ExpressionText.of(trimmed);
    if (parts.count() != null) {
      return evaluate(trimmed, frame).type();
    }
    ScopedNames scoped = ScopedNames.of(parts.first(), frame);
    List<Token> tokens = tokens(scoped.text(), new Diagnostics(new SourceMap()));
    Names names = names(tokens, scoped, frame);
    if (!tokens.isEmpty() && names.isType(tokens.getFirst())) {
      Expr pointer = parse("(" + parts.first() + " *) 0", names);
      if (pointer.type() instanceof CType.Pointer(CType target)) {
        return target;
      }
    }
    if (trimmed.startsWith("'") && trimmed.endsWith("'")) {
      return CType.Int.CHAR;
    }
    if (names.isVoid(trimmed)) {
      return CType.Void.VOID;
    }
    CType enumeration = names.enumerationOf(trimmed);
    return enumeration == null ? parse(scoped.text(), names).type() : enumeration;
  }

  private Value compute(String written, FrameView frame) throws DebugError {
    ScopedNames scoped = ScopedNames.of(written, frame);
    String text = scoped.text();
    String trimmed = text.strip();
    Names names = names(tokens(text, new Diagnostics(new SourceMap())), scoped, frame);
    if (trimmed.startsWith("$") && names.isVoid(trimmed)) {
      return names.own(trimmed);
    }
    names.checkNotVoid();
    Expr expr = parse(text, names);
    Value value = new Evaluator(names, frame, dollars).evaluate(expr);
    // A lone character constant is shown as a character, though C gives it type int; a constant of
    // an enumeration by its name.
    if (trimmed.startsWith("'") && trimmed.endsWith("'")) {
      return Arithmetic.convert(value, CType.Int.CHAR);
    }
    CType enumeration = names.enumerationOf(trimmed);
    return enumeration == null ? value : Value.ofLong(enumeration, value.asLong());
  }

  private Names names(List<Token> tokens, ScopedNames scoped, FrameView frame) throws DebugError {
    Map<String, Value> named = new LinkedHashMap<>(scoped.values());
    for (Token token : tokens) {
      boolean isName = token.kind() == Token.Kind.IDENTIFIER && token.text().startsWith("$");
      if (isName && !named.containsKey(token.text())) {
        named.put(token.text(), dollars.get(token.text(), frame));
      }
    }
    return new Names(frame.image(), frame.instruction(), named);
  }

  /// `first@count`: an array that begins with an object in memory.
  private Value repeated(Value first, String countText, FrameView frame) throws DebugError {
    long count = compute(countText, frame).asLong();
    if (!(first.place() instanceof Place.Memory memory)) {
      throw new DebugError("Only values in memory can be extended with '@'.");
    }
    if (count <= 0 || count > REPEAT_MAX) {
      throw new DebugError("Invalid number " + count + " of repetitions.");
    }
    return frame.load(new CType.Array(first.type(), count), memory);
  }

  private static List<Token> tokens(String text, Diagnostics diagnostics) {
    return new Preprocessor(diagnostics, (_, _, _) -> null, Map.of()).run("expression", text);
  }

  private static Expr parse(String text, Names names) throws DebugError {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    List<Token> tokens = tokens(text, diagnostics);
    names.check(tokens);
    Expr expr =
        diagnostics.hasErrors() ? null : Parser.expression(tokens, names.scope(), diagnostics);
    if (expr == null) {
      Diagnostic first = diagnostics.all().getFirst();
      int column = diagnostics.sources().locate(first.at()).column() - 1;
      throw ExpressionError.of(first.message(), text, column);
    }
    return expr;
  }

  /// Names that begin with the letters and mean something here, for completion.
  public List<String> completions(String beginning, FrameView frame) {
    List<String> found = new ArrayList<>();
    for (String name : new Names(frame.image(), frame.instruction(), Map.of()).userNames()) {
      if (name.startsWith(beginning)) {
        found.add(name);
      }
    }
    for (String name : dollars.names()) {
      if (name.startsWith(beginning)) {
        found.add(name);
      }
    }
    return found;
  }
}
