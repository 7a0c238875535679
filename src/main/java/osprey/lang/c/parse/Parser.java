package osprey.lang.c.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.Diagnostics;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Unit;

/// Turns the tokens of one translation unit into a checked tree: the C11 of textbooks with GNU
/// extensions that occur in them (docs/compatibility.md). Errors are collected in the Diagnostics;
/// the tree is only good for code if there are none.
///
/// Holds the readers and checkers of one unit together, and where the reading is: scope, function
/// body, prototype, unevaluated operand.
public final class Parser {
  final Reports reports;
  final TokenStream tokens;
  final UnitBuilder unit = new UnitBuilder();
  final VariableArrays variableArrays = new VariableArrays();
  final StaticConstants staticConstants = new StaticConstants(unit);

  final Conversions conversions;
  final Pointers pointers;
  final Operators operators;
  final Assignments assignments;
  final Members members;
  final Calls calls;

  final Names names;
  final AttributeReader attributes;
  final SpecifierReader specifiers;
  final TagReader tags;
  final DeclaratorReader declarators;
  final Binder binder;
  final DeclarationReader declarations;
  final FunctionReader functions;
  final InitializerReader initializers;
  final StatementReader statements;
  final ExpressionReader expressions;
  final PrimaryReader primaries;
  final BuiltinReader builtins;

  private final Scope fileScope;
  private Scope scope;
  private @Nullable Scope bodyScope;
  private @Nullable Body body;
  private int prototypes;
  private int unevaluated;

  private Parser(List<Token> list, Scope fileScope, Diagnostics diagnostics) {
    this.fileScope = fileScope;
    scope = fileScope;
    reports = new Reports(diagnostics);
    tokens = new TokenStream(list, reports);
    conversions = new Conversions(reports);
    pointers = new Pointers(reports, conversions, unit, variableArrays);
    operators = new Operators(reports, conversions, pointers);
    assignments =
        new Assignments(reports, conversions, operators, pointers, new Atomics(variableArrays));
    members = new Members(reports, conversions, pointers);
    calls = new Calls(reports, conversions, unit);
    names = new Names(this);
    attributes = new AttributeReader(this);
    specifiers = new SpecifierReader(this);
    tags = new TagReader(this);
    declarators = new DeclaratorReader(this);
    binder = new Binder(this);
    declarations = new DeclarationReader(this);
    functions = new FunctionReader(this);
    initializers = new InitializerReader(this);
    statements = new StatementReader(this);
    expressions = new ExpressionReader(this);
    primaries = new PrimaryReader(this);
    builtins = new BuiltinReader(this);
  }

  /// @param unitName what the unit is called, usually its file
  /// @param tokens all of the unit, from the Preprocessor
  public static Unit parse(String unitName, List<Token> tokens, Diagnostics diagnostics) {
    Scope file = new Scope();
    file.declare("__builtin_va_list", new Meaning.TypeName(0, Types.CHAR_POINTER));
    return new Parser(tokens, file, diagnostics).unit(unitName);
  }

  /// One expression in the scope of a stopped program. What it gives may be an lvalue, an array, a
  /// struct or void.
  ///
  /// @return null, after reporting, if it is wrong
  public static @Nullable Expr expression(
      List<Token> tokens, Scope scope, Diagnostics diagnostics) {
    Parser parser = new Parser(tokens, scope, diagnostics);
    parser.enterBody(new Body("", CType.Int.INT));
    Expr expr = parser.expressions.expression();
    if (!parser.tokens.isPanicking() && !parser.tokens.isAtEnd()) {
      parser.tokens.fail("expected the end of the expression");
    }
    return diagnostics.hasErrors() || Conversions.isError(expr) ? null : expr;
  }

  private Unit unit(String name) {
    TokenStream.Place start = tokens.place();
    while (!tokens.isAtEnd()) {
      int before = tokens.position();
      declarations.external();
      tokens.recoverInDeclarations(start);
      if (tokens.position() == before) {
        tokens.next();
      }
    }
    binder.finish();
    return unit.build(name, fileScope);
  }

  Scope scope() {
    return scope;
  }

  Scope fileScope() {
    return fileScope;
  }

  /// The outermost scope of the function being read, else the file's.
  Scope bodyScope() {
    return bodyScope == null ? fileScope : bodyScope;
  }

  Scope openScope() {
    scope = new Scope(scope);
    return scope;
  }

  void closeScope() {
    Scope outer = scope.outer();
    if (outer != null) {
      scope = outer;
    }
  }

  /// Goes to another scope; returns the one left.
  Scope enterScope(Scope other) {
    Scope old = scope;
    scope = other;
    return old;
  }

  Scope openPrototype() {
    prototypes++;
    return openScope();
  }

  void closePrototype() {
    prototypes--;
    closeScope();
  }

  boolean isInPrototype() {
    return prototypes > 0;
  }

  /// The function body being read.
  @Nullable Body body() {
    return body;
  }

  void enterBody(@Nullable Body newBody) {
    body = newBody;
    bodyScope = newBody == null ? null : scope;
  }

  /// Within `sizeof` and the like nothing is computed.
  void suspendEvaluation() {
    unevaluated++;
  }

  void resumeEvaluation() {
    unevaluated--;
  }

  boolean isEvaluated() {
    return unevaluated == 0;
  }
}
