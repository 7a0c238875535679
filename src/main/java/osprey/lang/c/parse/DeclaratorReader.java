package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Variable;

/// Reads declarators, abstract ones too (C11 §6.7.6, §6.7.7): what surrounds a name is gathered
/// from the name outwards, then applied to the specifiers' type from the outside in.
final class DeclaratorReader {
  private sealed interface Part {
    record PointerTo(boolean isConst, boolean isVolatile, boolean isAtomic) implements Part {}

    /// @param length null for `[]`, an error for `[*]`
    record ArrayOf(Token at, @Nullable Expr length) implements Part {}

    record FunctionOf(
        Token at,
        List<CType> types,
        boolean variadic,
        boolean prototyped,
        Declared.Parameters parameters)
        implements Part {}
  }

  private final Parser parser;
  private final TokenStream tokens;
  private final Reports reports;

  DeclaratorReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
    this.reports = parser.reports;
  }

  /// With or without a name.
  Declared read(CType base) {
    List<Part> parts = new ArrayList<>(4);
    Token name = gather(parts);
    CType type = base;
    for (int i = parts.size() - 1; i >= 0; i--) {
      type = apply(type, parts.get(i), name);
    }
    Declared.Parameters parameters =
        !parts.isEmpty() && parts.getFirst() instanceof Part.FunctionOf function
            ? function.parameters()
            : null;
    return new Declared(name, type, parameters);
  }

  CType abstractType(CType base) {
    Terminal terminal = tokens.peek();
    if (terminal == Terminal.RIGHT_PAREN || terminal == Terminal.COMMA) {
      return base;
    }
    Declared declared = read(base);
    if (declared.name() != null) {
      reports.error(
          declared.name(), "a type name must not declare '" + declared.name().text() + "'");
    }
    return declared.type();
  }

  private @Nullable Token gather(List<Part> parts) {
    List<Part> pointers = pointers();
    Token name = null;
    if (!tokens.enter()) {
      tokens.leave();
      return null;
    }
    if (tokens.peek() == Terminal.IDENTIFIER) {
      name = tokens.next();
    } else if (tokens.peek() == Terminal.LEFT_PAREN && isNested()) {
      Token opening = tokens.next();
      parser.attributes.read();
      name = gather(parts);
      tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    }
    int first = parts.size();
    while (suffix(parts)) {
      if (parts.size() - first > TokenStream.NESTING_MAX) {
        tokens.abandon("a declarator has too many parts");
      }
    }
    for (int i = pointers.size() - 1; i >= 0; i--) {
      parts.add(pointers.get(i));
    }
    tokens.leave();
    return name;
  }

  private List<Part> pointers() {
    List<Part> pointers = List.of();
    while (tokens.accept(Terminal.STAR)) {
      if (pointers.isEmpty()) {
        pointers = new ArrayList<>(2);
      }
      if (pointers.size() > TokenStream.NESTING_MAX) {
        tokens.abandon("a declarator has too many '*'");
      }
      boolean isConst = false;
      boolean isVolatile = false;
      boolean isAtomic = false;
      boolean more = true;
      while (more) {
        switch (tokens.peek()) {
          case CONST -> isConst = true;
          case VOLATILE -> isVolatile = true;
          case ATOMIC -> isAtomic = true;
          case RESTRICT, EXTENSION -> {}
          default -> more = false;
        }
        if (more) {
          tokens.next();
        }
      }
      parser.attributes.read();
      pointers.add(new Part.PointerTo(isConst, isVolatile, isAtomic));
    }
    return pointers;
  }

  /// Whether `(` opens a declarator within this one rather than a parameter list.
  private boolean isNested() {
    return switch (tokens.peek(1)) {
      case STAR, LEFT_PAREN, LEFT_BRACKET, ATTRIBUTE -> true;
      case IDENTIFIER -> !parser.specifiers.atTypeName(1);
      default -> false;
    };
  }

  private boolean suffix(List<Part> parts) {
    if (tokens.peek() == Terminal.LEFT_BRACKET) {
      parts.add(array());
      return true;
    }
    if (tokens.peek() == Terminal.LEFT_PAREN) {
      parts.add(function());
      return true;
    }
    return false;
  }

  private Part array() {
    Token opening = tokens.next();
    boolean more = true;
    while (more) {
      switch (tokens.peek()) {
        case STATIC, CONST, VOLATILE, RESTRICT, ATOMIC -> tokens.next();
        default -> more = false;
      }
    }
    Expr length = null;
    if (tokens.peek() == Terminal.STAR && tokens.peek(1) == Terminal.RIGHT_BRACKET) {
      tokens.next();
      length = new Expr.IntConstant(opening.at(), Types.ERROR, 0);
    } else if (tokens.peek() != Terminal.RIGHT_BRACKET) {
      length = parser.conversions.value(parser.expressions.assignment());
    }
    tokens.expectClosing(Terminal.RIGHT_BRACKET, opening);
    return new Part.ArrayOf(opening, length);
  }

  private Part function() {
    Token opening = tokens.next();
    Scope scope = parser.openPrototype();
    int pending = parser.variableArrays.pendingCount();
    List<CType> types = new ArrayList<>();
    List<Declared.Parameter> list = new ArrayList<>();
    List<Token> oldNames = new ArrayList<>();
    boolean variadic = false;
    boolean prototyped = true;
    if (tokens.peek() == Terminal.RIGHT_PAREN) {
      prototyped = false;
    } else if (tokens.peek() == Terminal.VOID && tokens.peek(1) == Terminal.RIGHT_PAREN) {
      tokens.next();
    } else if (isOldList()) {
      prototyped = false;
      do {
        oldNames.add(tokens.token());
        tokens.expect(Terminal.IDENTIFIER, "in list of parameters");
      } while (tokens.accept(Terminal.COMMA));
    } else {
      variadic = parameters(types, list);
    }
    tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    parser.closePrototype();
    if (parser.body() != null) {
      parser.variableArrays.dropPending(pending); // lengths that only a definition computes
    }
    return new Part.FunctionOf(
        opening,
        types,
        variadic,
        prototyped,
        new Declared.Parameters(scope, list, oldNames, opening));
  }

  private boolean isOldList() {
    return tokens.peek() == Terminal.IDENTIFIER
        && !parser.specifiers.atTypeName(0)
        && (tokens.peek(1) == Terminal.COMMA || tokens.peek(1) == Terminal.RIGHT_PAREN)
        && parser.scope().outer() != null
        && parser.scope().outer().isFileScope();
  }

  /// Returns whether the list ends in `...`.
  private boolean parameters(List<CType> types, List<Declared.Parameter> list) {
    do {
      if (tokens.accept(Terminal.ELLIPSIS)) {
        if (types.isEmpty()) {
          reports.error(tokens.previous(), "a parameter must come before '...'");
        }
        return true;
      }
      Token first = tokens.token();
      Specifiers specifiers = parser.specifiers.read(SpecifierReader.Allowed.PARAMETER);
      if (!specifiers.hasType() && !tokens.isPanicking()) {
        tokens.fail("expected the type of a parameter");
        return false;
      }
      Declared declared = read(specifiers.type());
      parser.attributes.read();
      Token name = declared.name();
      CType type = Types.adjustParameter(declared.type());
      if (Types.isVoid(type)) {
        reports.error(name == null ? first : name, "a parameter cannot have type 'void'");
        type = Types.ERROR;
      }
      types.add(type.unqualified());
      list.add(parameter(name, first, type, specifiers));
    } while (tokens.accept(Terminal.COMMA));
    return false;
  }

  private Declared.Parameter parameter(
      @Nullable Token name, Token first, CType type, Specifiers specifiers) {
    if (name == null) {
      return new Declared.Parameter(null, first);
    }
    Variable variable = parser.binder.newVariable(name, type, Variable.Storage.PARAMETER, false);
    if (specifiers.storage() == Specifiers.Storage.REGISTER) {
      parser.unit.keepInRegister(variable);
    }
    if (parser.scope().findHere(name.text()) != null) {
      reports.error(name, "two parameters are named '" + name.text() + "'");
    }
    parser.scope().declare(name.text(), new Meaning.Object(variable));
    return new Declared.Parameter(variable, name);
  }

  private CType apply(CType type, Part part, @Nullable Token name) {
    return switch (part) {
      case Part.PointerTo(boolean isConst, boolean isVolatile, boolean isAtomic) ->
          Types.qualify(new CType.Pointer(type), isConst, isVolatile, isAtomic);
      case Part.ArrayOf(Token at, Expr length) -> array(type, at, length, name);
      case Part.FunctionOf function -> function(type, function, name);
    };
  }

  private CType function(CType result, Part.FunctionOf part, @Nullable Token name) {
    Token place = name == null ? part.at() : name;
    if (result instanceof CType.Array || result instanceof CType.Function) {
      String what = result instanceof CType.Array ? "an array" : "a function";
      reports.error(
          place,
          "a function cannot return " + what + " (" + quote(result) + ")",
          "return a pointer");
      return Types.ERROR;
    }
    return new CType.Function(
        result.unqualified(), part.types(), part.variadic(), part.prototyped());
  }

  private CType array(CType element, Token at, @Nullable Expr length, @Nullable Token name) {
    Token place = name == null ? at : name;
    if (Types.isError(element)) {
      return element;
    }
    if (element instanceof CType.Function || !element.isComplete()) {
      reports.error(
          place,
          element instanceof CType.Function
              ? "an array cannot hold functions"
              : "an array cannot hold elements of incomplete type " + quote(element),
          element instanceof CType.Array ? "only the first dimension may be left open" : null);
      return Types.ERROR;
    }
    if (length == null) {
      return new CType.Array(element, CType.Array.UNKNOWN);
    }
    if (Conversions.isError(length)) {
      return parser.isInPrototype() ? parser.variableArrays.unspecified(element) : Types.ERROR;
    }
    if (!Types.isInteger(length.type())) {
      reports.error(
          place, "the length of an array must be an integer, not " + quote(length.type()));
      return Types.ERROR;
    }
    Long constant = ConstantFolder.integerValue(length);
    if (constant != null && !Types.isVariableArray(element)) {
      return constantArray(element, place, constant, Types.isSigned(length.type()));
    }
    return variableArray(element, place, length);
  }

  private CType constantArray(CType element, Token place, long length, boolean isSigned) {
    if (length < 0 && isSigned) {
      reports.error(place, "an array cannot have a negative length (" + length + ")");
      return Types.ERROR;
    }
    long limit = StructLayout.SIZE_MAX / Math.max(1, element.size());
    if (length < 0 || length > limit) {
      reports.error(place, "the array is too large");
      return Types.ERROR;
    }
    return new CType.Array(element, length);
  }

  private CType variableArray(CType element, Token place, Expr length) {
    if (parser.isInPrototype() || parser.body() != null) {
      return parser.variableArrays.declare(place.at(), element, length);
    }
    boolean isReference =
        length instanceof Expr.VariableRef(_, var variable) && variable.type().isConst();
    reports.error(
        place,
        "an array outside functions needs a constant length",
        isReference ? "a const variable is no constant in C: use #define or enum" : null);
    return Types.ERROR;
  }
}
