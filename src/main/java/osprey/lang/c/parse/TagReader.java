package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;

/// Reads `struct`, `union` and `enum` specifiers (C11 §6.7.2.1 to §6.7.2.3).
final class TagReader {
  private final Parser parser;
  private final TokenStream tokens;
  private final Reports reports;

  TagReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
    this.reports = parser.reports;
  }

  CType struct() {
    boolean isUnion = tokens.next().is("union");
    Attributes attributes = parser.attributes.read();
    Token name = tokens.peek() == Terminal.IDENTIFIER ? tokens.next() : null;
    if (tokens.peek() != Terminal.LEFT_BRACE) {
      if (name == null) {
        tokens.fail("expected a tag or '{' after '" + (isUnion ? "union" : "struct") + "'");
        return Types.ERROR;
      }
      return refer(name, isUnion ? Kind.UNION : Kind.STRUCT);
    }
    if (!(declare(name, isUnion ? Kind.UNION : Kind.STRUCT) instanceof CType.Struct struct)) {
      return Types.ERROR;
    }
    structBody(struct, attributes, name);
    return struct;
  }

  private enum Kind {
    STRUCT,
    UNION,
    ENUM;

    String spelling() {
      return this == STRUCT ? "struct" : this == UNION ? "union" : "enum";
    }

    boolean fits(CType type) {
      return switch (type) {
        case CType.Struct struct -> this == (struct.isUnion() ? UNION : STRUCT);
        case CType.Enum _ -> this == ENUM;
        default -> false;
      };
    }

    CType make(@Nullable String tag) {
      return this == ENUM ? new CType.Enum(tag) : new CType.Struct(tag, this == UNION);
    }
  }

  /// A tag without a body: names an existing type or declares an incomplete one.
  private CType refer(Token name, Kind kind) {
    boolean declaresAnew = tokens.peek() == Terminal.SEMICOLON;
    Scope.Tag old =
        declaresAnew
            ? parser.scope().findTagHere(name.text())
            : parser.scope().findTag(name.text());
    if (old != null) {
      return kind.fits(old.type()) ? old.type() : mismatch(name, kind, old);
    }
    CType type = kind.make(name.text());
    parser.scope().declareTag(name.text(), type, name.at());
    return type;
  }

  /// A tag with a body: always of the current scope.
  private CType declare(@Nullable Token name, Kind kind) {
    if (name == null) {
      CType unnamed = kind.make(null);
      parser.unit.addUnnamed(unnamed);
      return unnamed;
    }
    Scope.Tag old = parser.scope().findTagHere(name.text());
    if (old == null) {
      CType type = kind.make(name.text());
      parser.scope().declareTag(name.text(), type, name.at());
      return type;
    }
    if (!kind.fits(old.type())) {
      return mismatch(name, kind, old);
    }
    if (old.type().isComplete()) {
      reports.error(name, "redefinition of '" + kind.spelling() + " " + name.text() + "'");
      reports.note(old.at(), name.length(), "previous definition is here");
      return kind.make(name.text());
    }
    return old.type();
  }

  private CType mismatch(Token name, Kind kind, Scope.Tag old) {
    reports.error(
        name,
        "'"
            + kind.spelling()
            + " "
            + name.text()
            + "' does not match the earlier "
            + quote(old.type()));
    reports.note(old.at(), name.length(), "previous declaration is here");
    return kind.make(name.text());
  }

  private void structBody(CType.Struct struct, Attributes before, @Nullable Token name) {
    Token opening = tokens.next();
    List<Member> members = new ArrayList<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    TokenStream.Place place = tokens.place();
    if (tokens.enter()) {
      while (tokens.peek() != Terminal.RIGHT_BRACE && !tokens.isAtEnd()) {
        memberDeclaration(struct, members, seen);
        tokens.recoverInDeclarations(place);
      }
    }
    tokens.leave();
    tokens.expectClosing(Terminal.RIGHT_BRACE, opening);
    Attributes attributes = before.and(parser.attributes.read());
    StructLayout layout = new StructLayout(struct.isUnion(), attributes.isPacked());
    for (Member member : members) {
      if (member.width < 0) {
        layout.add(member.name, member.type, member.attributes);
      } else {
        layout.addBitField(member.name, member.type, member.width, member.attributes);
      }
    }
    if (!struct.isComplete() && !layout.complete(struct, attributes.alignment())) {
      reports.error(name == null ? opening : name, quote(struct) + " is too large");
    }
  }

  /// @param width of a bit-field, -1 for others
  private record Member(@Nullable String name, CType type, int width, Attributes attributes) {}

  private void memberDeclaration(
      CType.Struct struct, List<Member> members, Map<String, Integer> seen) {
    if (tokens.peek() == Terminal.STATIC_ASSERT) {
      parser.declarations.staticAssert();
      return;
    }
    if (tokens.accept(Terminal.SEMICOLON)) {
      return;
    }
    Specifiers specifiers = parser.specifiers.read(SpecifierReader.Allowed.TYPES);
    if (!specifiers.hasType() && !tokens.isPanicking()) {
      tokens.fail("expected a type in the declaration of a member");
      return;
    }
    if (tokens.peek() == Terminal.SEMICOLON) {
      tokens.next();
      anonymous(specifiers, members, seen);
      return;
    }
    do {
      declarator(struct, specifiers, members, seen);
    } while (tokens.accept(Terminal.COMMA));
    tokens.expectSemicolon("after member");
  }

  private void anonymous(Specifiers specifiers, List<Member> members, Map<String, Integer> seen) {
    if (specifiers.type().unqualified() instanceof CType.Struct inner && inner.tag() == null) {
      for (CType.Field field : inner.fields()) {
        remember(field.name(), specifiers.first(), seen);
      }
      members.add(new Member(null, specifiers.type(), -1, specifiers.attributes()));
    } else if (!specifiers.definesTag()) {
      reports.warning(specifiers.first(), "this declares no member", null);
    }
  }

  private void remember(@Nullable String name, Token token, Map<String, Integer> seen) {
    if (name == null) {
      return;
    }
    Integer previous = seen.putIfAbsent(name, token.at());
    if (previous != null) {
      reports.error(token, "duplicate member '" + name + "'");
      reports.note(previous, name.length(), "previous declaration is here");
    }
  }

  private void declarator(
      CType.Struct struct, Specifiers specifiers, List<Member> members, Map<String, Integer> seen) {
    Token name = null;
    CType type = specifiers.type();
    if (tokens.peek() != Terminal.COLON) {
      Declared declared = parser.declarators.read(type);
      name = declared.name();
      type = declared.type();
      if (name == null) {
        tokens.fail("expected the name of a member");
        return;
      }
      remember(name.text(), name, seen);
    }
    Token place = name == null ? tokens.token() : name;
    int width = -1;
    if (tokens.accept(Terminal.COLON)) {
      width = width(name, type);
      type = width < 0 ? Types.ERROR : type;
    } else {
      type = checkMember(struct, members, place, type);
    }
    Attributes attributes = specifiers.attributes().and(parser.attributes.read());
    if (!Types.isError(type)) {
      members.add(new Member(name == null ? null : name.text(), type, width, attributes));
    }
  }

  private CType checkMember(CType.Struct struct, List<Member> members, Token place, CType type) {
    if (!members.isEmpty() && isFlexible(members.getLast().type) && !struct.isUnion()) {
      reports.error(
          place, "a flexible array member must be the last member", "give the array a length");
    }
    if (type instanceof CType.Function) {
      reports.error(
          place, "a member cannot be a function", "declare a pointer to a function: (*name)(…)");
      return Types.ERROR;
    }
    if (Types.isVariablyModified(type)) {
      reports.error(place, "a member cannot have a variable length");
      return Types.ERROR;
    }
    if (!type.isComplete() && !isFlexible(type) && !Types.isError(type)) {
      reports.error(
          place,
          "member has incomplete type " + quote(type),
          type.unqualified() == struct ? "a struct can only point to itself" : null);
      return Types.ERROR;
    }
    return type;
  }

  private static boolean isFlexible(CType type) {
    return type instanceof CType.Array array && array.length() == CType.Array.UNKNOWN;
  }

  private int width(@Nullable Token name, CType type) {
    Token token = tokens.token();
    long width = parser.expressions.constantInteger("width of a bit-field");
    if (Types.isError(type)) {
      return -1;
    }
    if (!Types.isInteger(type)) {
      reports.error(token, "a bit-field needs an integer type, not " + quote(type));
      return -1;
    }
    long limit = Types.isBool(type) ? 1 : 8 * type.size();
    if (width < 0 || width > limit) {
      reports.error(
          token, "width of a bit-field of type " + quote(type) + " must be 0 to " + limit);
      return -1;
    }
    if (width == 0 && name != null) {
      reports.error(name, "a named bit-field cannot have width 0");
      return -1;
    }
    return (int) width;
  }

  CType enumeration() {
    tokens.next();
    parser.attributes.read();
    Token name = tokens.peek() == Terminal.IDENTIFIER ? tokens.next() : null;
    if (tokens.peek() != Terminal.LEFT_BRACE) {
      if (name == null) {
        tokens.fail("expected a tag or '{' after 'enum'");
        return Types.ERROR;
      }
      CType type = refer(name, Kind.ENUM);
      return type instanceof CType.Enum ? type : Types.ERROR;
    }
    if (!(declare(name, Kind.ENUM) instanceof CType.Enum enumeration)) {
      return Types.ERROR;
    }
    enumerators(enumeration);
    return enumeration;
  }

  private void enumerators(CType.Enum enumeration) {
    Token opening = tokens.next();
    List<CType.Enumerator> members = new ArrayList<>();
    long value = 0;
    long least = 0;
    long greatest = 0;
    if (tokens.peek() == Terminal.RIGHT_BRACE) {
      reports.error(tokens.token(), "an enumeration needs at least one constant");
    }
    while (tokens.peek() != Terminal.RIGHT_BRACE && !tokens.isAtEnd()) {
      Token name = tokens.token();
      if (!tokens.expect(Terminal.IDENTIFIER, "in enumeration")) {
        break;
      }
      parser.attributes.read();
      if (tokens.accept(Terminal.ASSIGN)) {
        value = parser.expressions.constantInteger("value of an enumeration constant");
      }
      CType.Int type = value == (int) value ? CType.Int.INT : CType.Int.LONG;
      parser.binder.declareName(name, new Meaning.Constant(name.at(), type, value));
      members.add(new CType.Enumerator(name.text(), value));
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      value++;
      if (!tokens.accept(Terminal.COMMA)) {
        break;
      }
    }
    tokens.expectClosing(Terminal.RIGHT_BRACE, opening);
    parser.attributes.read();
    enumeration.complete(members, underlying(least, greatest));
  }

  private static CType.Int underlying(long least, long greatest) {
    if (least < 0) {
      return least >= Integer.MIN_VALUE && greatest <= Integer.MAX_VALUE
          ? CType.Int.INT
          : CType.Int.LONG;
    }
    return greatest <= 0xffff_ffffL ? CType.Int.UNSIGNED_INT : CType.Int.UNSIGNED_LONG;
  }
}
