package osprey.lang.c.parse;

import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Variable;

/// What identifiers in expressions refer to, and what to say about those that nobody declared.
final class Names {
  private final Parser parser;
  private final Reports reports;

  Names(Parser parser) {
    this.parser = parser;
    this.reports = parser.reports;
  }

  /// An identifier used as an expression.
  Expr reference(Token name, boolean isCall) {
    return switch (parser.scope().find(name.text())) {
      case Meaning.Object(Variable variable) -> {
        if (Types.isError(variable.type())) {
          yield Conversions.error(name.at());
        }
        if (parser.isEvaluated()) {
          parser.unit.refer(variable);
        }
        yield new Expr.VariableRef(name.at(), variable);
      }
      case Meaning.Constant(_, CType.Int type, long value) ->
          new Expr.IntConstant(name.at(), type, value);
      case Meaning.FunctionName function ->
          new Expr.FunctionRef(name.at(), function.type(), function.name());
      case Meaning.TypeName _ -> {
        reports.error(name, "'" + name.text() + "' is a type; a value is expected here");
        yield Conversions.error(name.at());
      }
      case null -> undeclared(name, isCall);
    };
  }

  private Expr undeclared(Token name, boolean isCall) {
    if (isCall) {
      reports.error(name, "call to undeclared function '" + name.text() + "'", functionHint(name));
    } else {
      String hint = headerHint(name.text());
      if (hint == null) {
        hint = Suggestions.nameInScope(name.text(), parser.scope(), false);
      }
      reports.error(name, "use of undeclared identifier '" + name.text() + "'", hint);
    }
    remember(name);
    return Conversions.error(name.at());
  }

  private @Nullable String functionHint(Token name) {
    String hint = headerHint(name.text());
    return hint == null ? Suggestions.nameInScope(name.text(), parser.scope(), false) : hint;
  }

  private static @Nullable String headerHint(String name) {
    String header = StandardNames.header(name);
    return header == null ? null : "include <" + header + ">";
  }

  /// Told once per function (per unit outside functions).
  private void remember(Token name) {
    parser
        .bodyScope()
        .declare(
            name.text(),
            new Meaning.Object(
                new Variable(
                    name.text(), name.at(), Types.ERROR, Variable.Storage.AUTOMATIC, false)));
  }

  void unknownType(Token name) {
    Meaning known = parser.scope().find(name.text());
    if (known instanceof Meaning.Object(var variable) && Types.isError(variable.type())) {
      return;
    }
    String hint = headerHint(name.text());
    Scope.Tag tag = parser.scope().findTag(name.text());
    if (hint == null && tag != null) {
      hint = "write '" + tag.type().spelling() + "'";
    }
    if (hint == null) {
      hint = Suggestions.nameInScope(name.text(), parser.scope(), true);
    }
    reports.error(name, "unknown type name '" + name.text() + "'", hint);
    parser.fileScope().declare(name.text(), new Meaning.TypeName(name.at(), Types.ERROR));
  }
}
