package osprey.lang.c.parse;

import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;

/// Reads declaration specifiers and type names (C11 §6.7.1 to §6.7.7).
final class SpecifierReader {
  /// Which specifiers a place allows besides types and qualifiers.
  enum Allowed {
    EVERYTHING,
    /// Parameters: `register`.
    PARAMETER,
    /// Members and type names.
    TYPES
  }

  private final Parser parser;
  private final TokenStream tokens;
  private final Reports reports;

  SpecifierReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
    this.reports = parser.reports;
  }

  /// Whether a declaration begins here.
  boolean atDeclaration() {
    return tokens.peek().beginsDeclaration() || atTypedefName();
  }

  /// Whether a type name begins here, or, after `ahead` tokens.
  boolean atTypeName(int ahead) {
    Terminal terminal = tokens.peek(ahead);
    return terminal.beginsTypeName()
        || (terminal == Terminal.IDENTIFIER && isTypedefName(tokens.token(ahead).text()));
  }

  private boolean atTypedefName() {
    return tokens.peek() == Terminal.IDENTIFIER && isTypedefName(tokens.token().text());
  }

  private boolean isTypedefName(String name) {
    return parser.scope().find(name) instanceof Meaning.TypeName;
  }

  Specifiers read(Allowed allowed) {
    return new Reading(allowed).read();
  }

  /// `int (*)[3]` in casts, `sizeof`, …
  CType typeName() {
    Specifiers specifiers = read(Allowed.TYPES);
    return parser.declarators.abstractType(specifiers.type());
  }

  /// One list of specifiers while it is being read.
  private final class Reading {
    private final Allowed allowed;
    private final Token first = tokens.token();
    private Specifiers.Storage storage = Specifiers.Storage.NONE;
    private Attributes attributes = Attributes.NONE;
    private boolean isInline;
    private boolean isThreadLocal;
    private boolean isConst;
    private boolean isVolatile;
    private boolean isAtomic;
    private boolean definesTag;
    private @Nullable CType type;
    private @Nullable Terminal base;
    private @Nullable Terminal sign;
    private boolean isShort;
    private boolean isComplex;
    private int longs;

    Reading(Allowed allowed) {
      this.allowed = allowed;
    }

    Specifiers read() {
      while (readOne()) {
        // Specifiers come in any order.
      }
      CType plain = type();
      boolean hasType = plain != null;
      CType result =
          Types.qualify(plain == null ? Types.ERROR : plain, isConst, isVolatile, isAtomic);
      return new Specifiers(
          first, result, storage, isInline, isThreadLocal, hasType, definesTag, attributes);
    }

    private boolean readOne() {
      Terminal terminal = tokens.peek();
      if (isBodyEnd() && terminal.beginsDeclaration() && terminal != Terminal.ATTRIBUTE) {
        return false; // a semicolon is missing after the body
      }
      switch (terminal) {
        case CONST -> isConst = true;
        case VOLATILE -> isVolatile = true;
        case RESTRICT -> {}
        case ATOMIC -> {
          return atomic();
        }
        case TYPEDEF, EXTERN, STATIC, AUTO, REGISTER -> storage(terminal);
        case INLINE -> isInline = functionSpecifier();
        case NORETURN -> {
          functionSpecifier();
          attributes = attributes.noReturn();
        }
        case THREAD_LOCAL -> isThreadLocal = true;
        case ALIGNAS -> {
          alignas();
          return true;
        }
        case ATTRIBUTE -> {
          attributes = attributes.and(parser.attributes.read());
          return true;
        }
        case EXTENSION -> {}
        case VOID, CHAR, INT, FLOAT, DOUBLE, BOOL -> base(terminal);
        case SHORT -> isShort = true;
        case LONG -> longs++;
        case SIGNED, UNSIGNED -> sign(terminal);
        case COMPLEX -> {
          reports.error(tokens.token(), "complex numbers are not supported");
          isComplex = true;
        }
        case INT128 -> {
          reports.error(
              tokens.token(), "128-bit integers are not supported", "the widest type is 'long'");
          type = Types.ERROR;
        }
        case STRUCT, UNION -> {
          definesTag = true;
          return tagged(parser.tags.struct());
        }
        case ENUM -> {
          definesTag = true;
          return tagged(parser.tags.enumeration());
        }
        case TYPEOF -> {
          return tagged(typeof());
        }
        case AUTO_TYPE -> {
          reports.error(tokens.token(), "'__auto_type' is not supported", "write the type");
          type = Types.ERROR;
        }
        case IDENTIFIER -> {
          return typedefName();
        }
        default -> {
          return false;
        }
      }
      tokens.next();
      return true;
    }

    private boolean isBodyEnd() {
      return definesTag && tokens.previous().is("}");
    }

    private boolean hasAnyType() {
      return type != null || base != null || sign != null || isShort || longs > 0 || isComplex;
    }

    private boolean typedefName() {
      if (hasAnyType()) {
        return false;
      }
      Token token = tokens.token();
      if (parser.scope().find(token.text()) instanceof Meaning.TypeName(_, CType named)) {
        tokens.next();
        type = named;
        return true;
      }
      return unknownTypeName(token);
    }

    /// `foo x;` or `foo *x;` where a declaration must be.
    private boolean unknownTypeName(Token token) {
      Terminal following = tokens.peek(1);
      boolean looksLikeType =
          following == Terminal.IDENTIFIER
              || following == Terminal.STAR
              || (allowed != Allowed.EVERYTHING
                  && (following == Terminal.COMMA || following == Terminal.RIGHT_PAREN));
      if (!looksLikeType) {
        return false;
      }
      parser.names.unknownType(token);
      tokens.next();
      type = Types.ERROR;
      return true;
    }

    private boolean tagged(CType named) {
      if (hasAnyType()) {
        conflict(tokens.previous());
      }
      type = named;
      return true;
    }

    private void base(Terminal terminal) {
      if (base != null || type != null) {
        conflict(tokens.token());
      }
      base = terminal;
    }

    private void sign(Terminal terminal) {
      if (sign != null && sign != terminal) {
        reports.error(tokens.token(), "both 'signed' and 'unsigned' in one declaration");
      }
      sign = terminal;
    }

    private void conflict(Token token) {
      reports.error(
          token,
          "cannot combine '" + token.text() + "' with the type before it",
          "is there a ';' missing?");
    }

    private void storage(Terminal terminal) {
      Token token = tokens.token();
      if (allowed == Allowed.TYPES
          || (allowed == Allowed.PARAMETER && terminal != Terminal.REGISTER)) {
        reports.error(token, "'" + token.text() + "' is not allowed here");
        return;
      }
      if (storage != Specifiers.Storage.NONE) {
        reports.error(
            token, "'" + token.text() + "' cannot be combined with another storage class");
      }
      storage =
          switch (terminal) {
            case TYPEDEF -> Specifiers.Storage.TYPEDEF;
            case EXTERN -> Specifiers.Storage.EXTERN;
            case STATIC -> Specifiers.Storage.STATIC;
            case REGISTER -> Specifiers.Storage.REGISTER;
            default -> Specifiers.Storage.AUTO;
          };
    }

    private boolean functionSpecifier() {
      if (allowed != Allowed.EVERYTHING) {
        reports.error(tokens.token(), "'" + tokens.token().text() + "' is only for functions");
      }
      return true;
    }

    private boolean atomic() {
      tokens.next();
      if (tokens.peek() == Terminal.LEFT_PAREN) {
        tokens.next();
        CType inner = typeName();
        tokens.expect(Terminal.RIGHT_PAREN, "after type");
        if (inner instanceof CType.Array || inner instanceof CType.Function) {
          reports.error(
              tokens.previous(), "'_Atomic' cannot be applied to " + Reports.quote(inner));
          return tagged(inner);
        }
        return tagged(Types.qualify(inner, false, false, true));
      }
      isAtomic = true;
      return true;
    }

    private void alignas() {
      tokens.next();
      Token opening = tokens.token();
      if (!tokens.expect(Terminal.LEFT_PAREN, "after '_Alignas'")) {
        return;
      }
      if (atTypeName(0)) {
        attributes = attributes.aligned(typeName().alignment());
      } else {
        Token token = tokens.token();
        long bytes = parser.expressions.constantInteger("alignment");
        if (bytes < 0 || bytes > 1 << 20 || Long.bitCount(bytes) > 1) {
          reports.error(token, "alignment must be a power of two");
        } else {
          attributes = attributes.aligned((int) bytes);
        }
      }
      tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
    }

    private CType typeof() {
      tokens.next();
      Token opening = tokens.token();
      if (!tokens.expect(Terminal.LEFT_PAREN, "after 'typeof'")) {
        return Types.ERROR;
      }
      CType result;
      if (atTypeName(0)) {
        result = typeName();
      } else {
        Expr operand = parser.expressions.unevaluated();
        result = operand.type();
      }
      tokens.expectClosing(Terminal.RIGHT_PAREN, opening);
      return result;
    }

    private @Nullable CType type() {
      if (type != null) {
        if (sign != null || isShort || longs > 0) {
          conflict(first);
        }
        return type;
      }
      if (!hasAnyType()) {
        return null;
      }
      if (isComplex) {
        return Types.ERROR;
      }
      CType combined = combine();
      if (combined == null) {
        reports.error(first, "these type words do not go together");
        return Types.ERROR;
      }
      return combined;
    }

    private @Nullable CType combine() {
      boolean isUnsigned = sign == Terminal.UNSIGNED;
      boolean plain = sign == null && !isShort && longs == 0;
      if (base == null || base == Terminal.INT) {
        if (isShort) {
          return longs > 0 ? null : isUnsigned ? CType.Int.UNSIGNED_SHORT : CType.Int.SHORT;
        }
        return switch (longs) {
          case 0 -> isUnsigned ? CType.Int.UNSIGNED_INT : CType.Int.INT;
          case 1 -> isUnsigned ? CType.Int.UNSIGNED_LONG : CType.Int.LONG;
          case 2 -> isUnsigned ? CType.Int.UNSIGNED_LONG_LONG : CType.Int.LONG_LONG;
          default -> null;
        };
      }
      if (base == Terminal.CHAR && !isShort && longs == 0) {
        return sign == null
            ? CType.Int.CHAR
            : isUnsigned ? CType.Int.UNSIGNED_CHAR : CType.Int.SIGNED_CHAR;
      }
      if (base == Terminal.DOUBLE && sign == null && !isShort && longs == 1) {
        return CType.Floating.LONG_DOUBLE;
      }
      if (!plain) {
        return null;
      }
      return switch (base) {
        case DOUBLE -> CType.Floating.DOUBLE;
        case FLOAT -> CType.Floating.FLOAT;
        case BOOL -> CType.Int.BOOL;
        case VOID -> CType.Void.VOID;
        default -> null;
      };
    }
  }
}
