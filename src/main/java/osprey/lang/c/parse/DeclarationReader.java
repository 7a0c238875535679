package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.List;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Initializer;
import osprey.lang.c.tree.Stmt;
import osprey.lang.c.tree.Variable;

/// Reads declarations (C11 §6.7, §6.9) and enters what they declare into scope and unit.
final class DeclarationReader {
  private final Parser parser;
  private final TokenStream tokens;
  private final Reports reports;

  DeclarationReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
    this.reports = parser.reports;
  }

  /// One declaration or function definition outside functions.
  void external() {
    switch (tokens.peek()) {
      case SEMICOLON -> tokens.next();
      case STATIC_ASSERT -> staticAssert();
      case EXTENSION -> tokens.next();
      case ASM -> {
        reports.error(tokens.token(), "assembler code is not supported");
        tokens.panic();
      }
      case RIGHT_BRACE -> {
        reports.error(tokens.token(), "'}' without a '{' before it");
        tokens.next();
      }
      default -> externalDeclaration();
    }
  }

  private void externalDeclaration() {
    Specifiers specifiers = parser.specifiers.read(SpecifierReader.Allowed.EVERYTHING);
    if (endsAfterSpecifiers(specifiers)) {
      return;
    }
    if (!specifiers.hasType() && looksLikeStatement()) {
      tokens.fail("expected a declaration", "statements stand inside functions");
      return;
    }
    CType base = specifiers.hasType() ? specifiers.type() : CType.Int.INT;
    boolean isFirst = true;
    do {
      Attributes attributes = specifiers.attributes().and(parser.attributes.read());
      Declared declared = parser.declarators.read(base);
      if (declared.name() == null) {
        missingName(specifiers);
        return;
      }
      if (!specifiers.hasType() && !implicitInt(specifiers, declared)) {
        return;
      }
      attributes = attributes.and(parser.attributes.afterDeclarator());
      if (isFirst && isDefinition(declared)) {
        parser.functions.define(specifiers, declared, attributes);
        return;
      }
      declareOutside(specifiers, declared, attributes);
      isFirst = false;
    } while (tokens.accept(Terminal.COMMA));
    parser.variableArrays.takePending();
    tokens.expectSemicolon("after declaration");
  }

  /// `printf("x");`, `x = 1;` outside functions.
  private boolean looksLikeStatement() {
    if (tokens.peek() != Terminal.IDENTIFIER) {
      return false;
    }
    return switch (tokens.peek(1)) {
      case DOT, ARROW, INCREMENT, DECREMENT, ADD_ASSIGN, SUBTRACT_ASSIGN -> true;
      case ASSIGN -> parser.scope().find(tokens.token().text()) != null;
      case LEFT_PAREN ->
          switch (tokens.peek(2)) {
            case STRING, NUMBER, CHARACTER, AND -> true;
            default -> false;
          };
      default -> false;
    };
  }

  /// `main() {`: since C99 the type must be written.
  private boolean implicitInt(Specifiers specifiers, Declared declared) {
    Token name = declared.name();
    if (tokens.isPanicking() || name == null) {
      return false;
    }
    boolean isFunction = declared.parameters() != null;
    reports.error(
        specifiers.first(),
        isFunction
            ? "the result type of function '" + name.text() + "' is missing"
            : "the type of '" + name.text() + "' is missing",
        "write 'int " + name.text() + (isFunction ? "(…)'" : "'"));
    return true;
  }

  private boolean isDefinition(Declared declared) {
    Declared.Parameters parameters = declared.parameters();
    if (parameters == null) {
      return false;
    }
    return tokens.peek() == Terminal.LEFT_BRACE
        || (!parameters.oldNames().isEmpty() && parser.specifiers.atDeclaration());
  }

  /// `struct s { … };`
  private boolean endsAfterSpecifiers(Specifiers specifiers) {
    if (tokens.accept(Terminal.SEMICOLON)) {
      if (!specifiers.definesTag() && specifiers.hasType() && !Types.isError(specifiers.type())) {
        reports.warning(specifiers.first(), "this declares nothing", null);
      }
      return true;
    }
    boolean isBodyEnd = specifiers.definesTag() && tokens.previous().is("}");
    if (isBodyEnd && tokens.peek().beginsDeclaration()) {
      String kind = specifiers.type().unqualified() instanceof CType.Enum ? "enum" : "struct";
      tokens.expectSemicolon("after " + kind);
      return true;
    }
    return false;
  }

  private void missingName(Specifiers specifiers) {
    if (specifiers.hasType()) {
      tokens.fail("expected a name to declare");
    } else if (tokens.peek() == Terminal.IDENTIFIER) {
      tokens.fail("expected a declaration");
    } else {
      tokens.fail(
          "expected a declaration",
          tokens.peek().beginsStatement() ? "statements stand inside functions" : null);
    }
  }

  private void declareOutside(Specifiers specifiers, Declared declared, Attributes attributes) {
    Token name = declared.name();
    CType type = declared.type();
    if (name == null) {
      return;
    }
    if (specifiers.storage() == Specifiers.Storage.TYPEDEF) {
      declareType(name, type, attributes);
    } else if (type instanceof CType.Function function) {
      parser.binder.declareFunction(name, function, specifiers, attributes);
    } else {
      if (specifiers.storage() == Specifiers.Storage.AUTO
          || specifiers.storage() == Specifiers.Storage.REGISTER) {
        reports.error(specifiers.first(), "outside functions there is no 'auto' or 'register'");
      }
      boolean hasInitializer = tokens.peek() == Terminal.ASSIGN;
      if (Types.isVariablyModified(type)) {
        reports.error(name, "an object outside functions cannot have a variable length");
        type = Types.ERROR;
      }
      Variable variable = parser.binder.declareLinked(name, type, specifiers, hasInitializer);
      variable.align(attributes.alignment());
      if (hasInitializer) {
        tokens.next();
        initializeStatic(name, variable);
      }
    }
  }

  private void initializeStatic(Token name, Variable variable) {
    if (parser.unit.isInitialized(variable)) {
      reports.error(name, "redefinition of '" + name.text() + "'");
      reports.note(variable.at(), name.length(), "previous definition is here");
    }
    Initializer initializer = parser.initializers.read(variable, true);
    parser.unit.initialize(variable, initializer);
  }

  private void declareType(Token name, CType type, Attributes attributes) {
    Meaning old = parser.scope().findHere(name.text());
    if (old instanceof Meaning.TypeName(int at, CType before)) {
      if (!Types.compatible(before, type)) {
        reports.error(
            name,
            "typedef redefinition with different types ("
                + quote(type)
                + " and "
                + quote(before)
                + ")");
        reports.note(at, name.length(), "previous definition is here");
      }
      return;
    }
    if (attributes.alignment() > type.alignment() && !Types.isStruct(type)) {
      reports.warning(name, "attribute 'aligned' has no effect on this typedef", null);
    }
    parser.binder.declareName(name, new Meaning.TypeName(name.at(), type));
  }

  /// A declaration inside a function: what has to be executed where it stands.
  void local(List<Stmt> into) {
    if (tokens.peek() == Terminal.STATIC_ASSERT) {
      staticAssert();
      return;
    }
    Specifiers specifiers = parser.specifiers.read(SpecifierReader.Allowed.EVERYTHING);
    if (endsAfterSpecifiers(specifiers)) {
      return;
    }
    do {
      Attributes attributes = specifiers.attributes().and(parser.attributes.read());
      Declared declared = parser.declarators.read(specifiers.type());
      if (declared.name() == null) {
        missingName(specifiers);
        return;
      }
      if (!specifiers.hasType() && !implicitInt(specifiers, declared)) {
        return;
      }
      attributes = attributes.and(parser.attributes.afterDeclarator());
      declareInside(specifiers, declared.name(), declared.type(), attributes, into);
      if (tokens.peek() == Terminal.LEFT_BRACE && declared.type() instanceof CType.Function) {
        reports.error(
            tokens.token(),
            "a function cannot be defined inside another",
            "is a '}' missing before this function?");
        parser.functions.skipBody();
        return;
      }
    } while (tokens.accept(Terminal.COMMA));
    tokens.expectSemicolon("after declaration");
  }

  private void declareInside(
      Specifiers specifiers, Token name, CType type, Attributes attributes, List<Stmt> into) {
    if (specifiers.storage() == Specifiers.Storage.TYPEDEF) {
      into.addAll(parser.variableArrays.takePending());
      declareType(name, type, attributes);
    } else if (type instanceof CType.Function function) {
      parser.binder.declareFunction(name, function, specifiers, attributes);
    } else if (specifiers.storage() == Specifiers.Storage.EXTERN) {
      parser.binder.declareLinked(name, type, specifiers, tokens.peek() == Terminal.ASSIGN);
    } else if (specifiers.storage() == Specifiers.Storage.STATIC) {
      staticLocal(specifiers, name, type, attributes, into);
    } else {
      automatic(specifiers, name, type, attributes, into);
    }
  }

  private void staticLocal(
      Specifiers specifiers, Token name, CType type, Attributes attributes, List<Stmt> into) {
    CType checked = type;
    if (Types.isVariableArray(type)) {
      reports.error(name, "a static object cannot have a variable length");
      checked = Types.ERROR;
    }
    Variable.Storage storage =
        specifiers.isThreadLocal() ? Variable.Storage.THREAD_LOCAL : Variable.Storage.STATIC;
    Variable variable = parser.binder.newVariable(name, checked, storage, false);
    variable.align(attributes.alignment());
    parser.binder.declareName(name, new Meaning.Object(variable));
    parser.unit.add(variable);
    if (tokens.accept(Terminal.ASSIGN)) {
      parser.unit.initialize(variable, parser.initializers.read(variable, true));
    }
    checkComplete(name, variable);
    into.add(new Stmt.Declare(name.at(), variable, null));
  }

  private void automatic(
      Specifiers specifiers, Token name, CType type, Attributes attributes, List<Stmt> into) {
    if (specifiers.isThreadLocal()) {
      reports.error(name, "a thread-local variable inside a function must be 'static' or 'extern'");
    }
    into.addAll(parser.variableArrays.takePending());
    Variable variable = parser.binder.newVariable(name, type, Variable.Storage.AUTOMATIC, false);
    variable.align(attributes.alignment());
    if (specifiers.storage() == Specifiers.Storage.REGISTER) {
      parser.unit.keepInRegister(variable);
    }
    parser.binder.declareName(name, new Meaning.Object(variable));
    if (type instanceof CType.Array array && Types.isVariableArray(type)) {
      if (tokens.peek() == Terminal.ASSIGN) {
        tokens.fail("a variable-length array cannot be initialised");
      }
      into.add(
          new Stmt.DeclareVariableArray(
              name.at(),
              variable,
              VariableArrays.innermost(array),
              parser.variableArrays.totalLength(name.at(), array)));
      return;
    }
    Initializer initializer = null;
    if (tokens.accept(Terminal.ASSIGN)) {
      initializer = parser.initializers.read(variable, false);
      into.addAll(parser.variableArrays.takePending());
    }
    checkComplete(name, variable);
    parser.binder.checkSize(variable);
    into.add(new Stmt.Declare(name.at(), variable, initializer));
  }

  private void checkComplete(Token name, Variable variable) {
    CType type = variable.type();
    if (type.isComplete() || Types.isError(type)) {
      return;
    }
    String hint = null;
    if (type instanceof CType.Array) {
      reports.error(name, "array '" + name.text() + "' needs a length or an initialiser");
      return;
    }
    if (type.unqualified() instanceof CType.Struct struct && struct.tag() != null) {
      String header = StandardNames.headerOfTag(struct.tag());
      hint = header == null ? null : "include <" + header + ">";
    }
    reports.error(name, "variable '" + name.text() + "' has incomplete type " + quote(type), hint);
    variable.refine(Types.ERROR);
  }

  /// `_Static_assert(expression, "message");`
  void staticAssert() {
    Token keyword = tokens.next();
    Token opening = tokens.token();
    if (!tokens.expect(Terminal.LEFT_PAREN, "after '_Static_assert'")) {
      return;
    }
    long value = parser.expressions.constantInteger("a static assertion's expression");
    String message = "";
    if (tokens.accept(Terminal.COMMA)) {
      Token text = tokens.token();
      if (tokens.expect(Terminal.STRING, "in '_Static_assert'")) {
        message = ": " + text.text();
      }
    }
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    if (value == 0 && !tokens.isPanicking()) {
      reports.error(keyword, "static assertion failed" + message);
    }
    tokens.expectSemicolon("after '_Static_assert'");
  }
}
