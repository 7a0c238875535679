package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.ArrayList;
import java.util.List;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Stmt;
import osprey.lang.c.tree.Unit;
import osprey.lang.c.tree.Variable;

/// Reads function definitions (C11 §6.9.1), K&R ones too.
final class FunctionReader {
  private final Parser parser;
  private final TokenStream tokens;
  private final Reports reports;

  FunctionReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
    this.reports = parser.reports;
  }

  /// The declarator has been read; `{` or the declarations of K&R parameters follow.
  void define(Specifiers specifiers, Declared declared, Attributes attributes) {
    Token name = declared.name();
    Declared.Parameters parameters = declared.parameters();
    if (name == null || parameters == null) {
      return;
    }
    if (specifiers.storage() == Specifiers.Storage.TYPEDEF) {
      reports.error(specifiers.first(), "a function definition cannot be a typedef");
    }
    if (!(declared.type() instanceof CType.Function declaredType)) {
      skipBody();
      return;
    }
    List<Variable> variables = new ArrayList<>();
    List<Stmt> first = new ArrayList<>();
    CType.Function type =
        parameters.oldNames().isEmpty()
            ? prototyped(declaredType, parameters, variables)
            : oldStyle(declaredType, parameters, variables, first);
    Meaning.FunctionName function =
        parser.binder.declareFunction(name, type, specifiers, attributes);
    if (function.isDefined()) {
      reports.error(name, "redefinition of '" + name.text() + "'");
      reports.note(function.at(), name.length(), "previous definition is here");
    }
    function.define();
    checkSignature(name, type);
    first.addAll(parser.variableArrays.takePending());
    Stmt.Block body = body(name, type, parameters.scope(), function.isNoReturn(), first);
    boolean isExternal = !function.isStatic() && !function.isInlineOnly();
    parser.unit.add(
        new Unit.Function(name.text(), name.at(), type, isExternal, List.copyOf(variables), body));
  }

  private CType.Function prototyped(
      CType.Function declared, Declared.Parameters parameters, List<Variable> variables) {
    for (Declared.Parameter parameter : parameters.list()) {
      Variable variable = parameter.variable();
      if (variable == null) {
        reports.error(parameter.at(), "a parameter of a function definition needs a name");
        variable =
            new Variable("", parameter.at().at(), CType.Int.INT, Variable.Storage.PARAMETER, false);
      } else if (!variable.type().isComplete() && !Types.isError(variable.type())) {
        reports.error(
            parameter.at(),
            "parameter '" + variable.name() + "' has incomplete type " + quote(variable.type()));
      }
      variables.add(variable);
    }
    return declared;
  }

  /// `int f(a, b) int a; char *b; {`
  private CType.Function oldStyle(
      CType.Function declared,
      Declared.Parameters parameters,
      List<Variable> variables,
      List<Stmt> first) {
    Scope outer = parser.enterScope(parameters.scope());
    while (tokens.peek() != Terminal.LEFT_BRACE && !tokens.isAtEnd()) {
      oldDeclaration(parameters.oldNames());
    }
    List<CType> types = new ArrayList<>();
    for (Token name : parameters.oldNames()) {
      if (!(parameters.scope().findHere(name.text()) instanceof Meaning.Object)) {
        reports.error(name, "the type of parameter '" + name.text() + "' is missing");
        declareOld(name, Types.ERROR);
      }
      if (parameters.scope().findHere(name.text()) instanceof Meaning.Object(var variable)) {
        Variable passed = asPassed(variable, first);
        variables.add(passed);
        types.add(passed.type().unqualified());
      }
    }
    parser.enterScope(outer);
    return new CType.Function(declared.result(), types, false, false);
  }

  /// Without a prototype a `char` comes as an `int` and a `float` as a `double`: such a parameter
  /// is a local variable that starts with the value passed.
  private Variable asPassed(Variable variable, List<Stmt> first) {
    CType type = variable.type().unqualified();
    CType promoted = type;
    if (Types.isInteger(type)) {
      promoted = Types.promote(type);
    } else if (type == CType.Floating.FLOAT) {
      promoted = CType.Floating.DOUBLE;
    }
    if (promoted.size() == type.size()) {
      return variable;
    }
    int at = variable.at();
    Variable passed =
        new Variable("." + variable.name(), at, promoted, Variable.Storage.PARAMETER, false);
    variable.redeclare(Variable.Storage.AUTOMATIC, false);
    Expr value = new Expr.Cast(at, type, new Expr.VariableRef(at, passed));
    first.add(VariableArrays.initialized(at, variable, value));
    return passed;
  }

  private void oldDeclaration(List<Token> names) {
    Specifiers specifiers = parser.specifiers.read(SpecifierReader.Allowed.PARAMETER);
    if (!specifiers.hasType()) {
      tokens.fail("expected the declaration of a parameter or '{'");
      return;
    }
    do {
      Declared declared = parser.declarators.read(specifiers.type());
      Token name = declared.name();
      if (name == null) {
        tokens.fail("expected the name of a parameter");
        return;
      }
      boolean isListed = false;
      for (Token each : names) {
        isListed |= each.text().equals(name.text());
      }
      if (!isListed) {
        reports.error(name, "'" + name.text() + "' is not in the list of parameters");
      }
      declareOld(name, Types.adjustParameter(declared.type()));
    } while (tokens.accept(Terminal.COMMA));
    tokens.expectSemicolon("after declaration of parameters");
  }

  private void declareOld(Token name, CType type) {
    Variable variable = parser.binder.newVariable(name, type, Variable.Storage.PARAMETER, false);
    parser.binder.declareName(name, new Meaning.Object(variable));
  }

  private void checkSignature(Token name, CType.Function type) {
    if (!type.result().isComplete()
        && !Types.isVoid(type.result())
        && !Types.isError(type.result())) {
      reports.error(
          name, "function '" + name.text() + "' returns incomplete type " + quote(type.result()));
    }
    if (name.text().equals("main")
        && type.result() != CType.Int.INT
        && !Types.isError(type.result())) {
      reports.warning(name, "'main' should return 'int', not " + quote(type.result()), null);
    }
  }

  private Stmt.Block body(
      Token name, CType.Function type, Scope scope, boolean isNoReturn, List<Stmt> lengths) {
    Scope outer = parser.enterScope(scope);
    Body body = new Body(name.text(), type.result());
    parser.enterBody(body);
    Stmt.Block block = parser.statements.functionBody(lengths);
    for (Token label : body.missingLabels()) {
      reports.error(
          label,
          "use of undeclared label '" + label.text() + "'",
          Suggestions.didYouMean(label.text(), body.labels()));
    }
    parser.enterBody(null);
    parser.enterScope(outer);
    checkEnd(name, type, isNoReturn, block);
    return block;
  }

  private void checkEnd(Token name, CType.Function type, boolean isNoReturn, Stmt.Block block) {
    if (Types.isVoid(type.result())
        || Types.isError(type.result())
        || isNoReturn
        || name.text().equals("main")
        || reports.diagnostics().hasErrors()) {
      return;
    }
    if (new Flow(parser.unit).reachesEnd(block)) {
      reports.warning(
          block.endAt(),
          1,
          "control reaches the end of '" + name.text() + "', which should return a value",
          "add a return statement");
    }
  }

  /// Passes over a `{ … }` that belongs to nothing.
  void skipBody() {
    int depth = 0;
    do {
      Terminal terminal = tokens.peek();
      if (terminal == Terminal.LEFT_BRACE) {
        depth++;
      } else if (terminal == Terminal.RIGHT_BRACE) {
        depth--;
      }
      tokens.next();
    } while (depth > 0 && !tokens.isAtEnd());
  }
}
