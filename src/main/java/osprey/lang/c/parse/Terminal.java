package osprey.lang.c.parse;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.lang.c.Token;

/// The terminals of the grammar: what a token means to the parser, so that it can `switch`.
enum Terminal {
  IDENTIFIER("identifier"),
  NUMBER("number"),
  CHARACTER("character constant"),
  STRING("string literal"),
  END("end of file"),

  AUTO("auto"),
  BREAK("break"),
  CASE("case"),
  CHAR("char"),
  CONST("const", "__const", "__const__"),
  CONTINUE("continue"),
  DEFAULT("default"),
  DO("do"),
  DOUBLE("double"),
  ELSE("else"),
  ENUM("enum"),
  EXTERN("extern"),
  FLOAT("float"),
  FOR("for"),
  GOTO("goto"),
  IF("if"),
  INLINE("inline", "__inline", "__inline__"),
  INT("int"),
  LONG("long"),
  REGISTER("register"),
  RESTRICT("restrict", "__restrict", "__restrict__"),
  RETURN("return"),
  SHORT("short"),
  SIGNED("signed", "__signed", "__signed__"),
  SIZEOF("sizeof"),
  STATIC("static"),
  STRUCT("struct"),
  SWITCH("switch"),
  TYPEDEF("typedef"),
  UNION("union"),
  UNSIGNED("unsigned"),
  VOID("void"),
  VOLATILE("volatile", "__volatile", "__volatile__"),
  WHILE("while"),
  ALIGNAS("_Alignas"),
  ALIGNOF("_Alignof", "__alignof", "__alignof__"),
  ATOMIC("_Atomic"),
  BOOL("_Bool"),
  COMPLEX("_Complex", "__complex__", "_Imaginary"),
  GENERIC("_Generic"),
  NORETURN("_Noreturn"),
  STATIC_ASSERT("_Static_assert"),
  THREAD_LOCAL("_Thread_local", "__thread"),
  ATTRIBUTE("__attribute__", "__attribute"),
  ASM("asm", "__asm", "__asm__"),
  TYPEOF("typeof", "__typeof", "__typeof__"),
  EXTENSION("__extension__"),
  AUTO_TYPE("__auto_type"),
  INT128("__int128", "__int128_t", "__uint128_t"),
  FUNCTION_NAME("__func__", "__FUNCTION__", "__PRETTY_FUNCTION__"),
  VA_ARG("__builtin_va_arg"),
  OFFSETOF("__builtin_offsetof"),
  TYPES_COMPATIBLE("__builtin_types_compatible_p"),
  CHOOSE("__builtin_choose_expr"),

  LEFT_PAREN("("),
  RIGHT_PAREN(")"),
  LEFT_BRACKET("[", "<:"),
  RIGHT_BRACKET("]", ":>"),
  LEFT_BRACE("{", "<%"),
  RIGHT_BRACE("}", "%>"),
  DOT("."),
  ARROW("->"),
  INCREMENT("++"),
  DECREMENT("--"),
  AND("&"),
  STAR("*"),
  PLUS("+"),
  MINUS("-"),
  TILDE("~"),
  NOT("!"),
  SLASH("/"),
  PERCENT("%"),
  SHIFT_LEFT("<<"),
  SHIFT_RIGHT(">>"),
  LESS("<"),
  GREATER(">"),
  LESS_EQUAL("<="),
  GREATER_EQUAL(">="),
  EQUAL("=="),
  NOT_EQUAL("!="),
  XOR("^"),
  OR("|"),
  AND_AND("&&"),
  OR_OR("||"),
  QUESTION("?"),
  COLON(":"),
  SEMICOLON(";"),
  ELLIPSIS("..."),
  ASSIGN("="),
  MULTIPLY_ASSIGN("*="),
  DIVIDE_ASSIGN("/="),
  REMAINDER_ASSIGN("%="),
  ADD_ASSIGN("+="),
  SUBTRACT_ASSIGN("-="),
  SHIFT_LEFT_ASSIGN("<<="),
  SHIFT_RIGHT_ASSIGN(">>="),
  AND_ASSIGN("&="),
  XOR_ASSIGN("^="),
  OR_ASSIGN("|="),
  COMMA(","),
  HASH("#", "%:"),
  HASH_HASH("##", "%:%:");

  private static final Map<String, Terminal> BY_SPELLING = bySpelling();

  private final String spelling;
  private final ImmutableList<String> alternates;

  Terminal(String spelling, String... alternates) {
    this.spelling = spelling;
    this.alternates = ImmutableList.copyOf(alternates);
  }

  private static Map<String, Terminal> bySpelling() {
    Map<String, Terminal> map = new HashMap<>(256);
    for (Terminal terminal : values()) {
      if (terminal.compareTo(END) > 0) {
        map.put(terminal.spelling, terminal);
        for (String alternate : terminal.alternates) {
          map.put(alternate, terminal);
        }
      }
    }
    return map;
  }

  static Terminal of(Token token) {
    return switch (token.kind()) {
      case IDENTIFIER, KEYWORD -> known(token.text(), IDENTIFIER);
      case PUNCTUATOR -> known(token.text(), HASH);
      case NUMBER -> NUMBER;
      case CHARACTER -> CHARACTER;
      case STRING -> STRING;
      case END -> END;
    };
  }

  private static Terminal known(String spelling, Terminal otherwise) {
    @Nullable Terminal found = BY_SPELLING.get(spelling);
    return found == null ? otherwise : found;
  }

  /// As it stands in a message: `'while'`, `identifier`.
  String quoted() {
    return compareTo(END) <= 0 ? spelling : "'" + spelling + "'";
  }

  String spelling() {
    return spelling;
  }

  /// A word that can only begin a statement: where to go on reading after an error.
  boolean beginsStatement() {
    return switch (this) {
      case BREAK, CASE, CONTINUE, DEFAULT, DO, FOR, GOTO, IF, RETURN, SWITCH, WHILE -> true;
      default -> false;
    };
  }

  /// A word of a declaration's specifiers (typedef names aside).
  boolean beginsDeclaration() {
    return switch (this) {
      case AUTO, CHAR, CONST, DOUBLE, ENUM, EXTERN, FLOAT, INLINE, INT, LONG, REGISTER, SHORT ->
          true;
      case RESTRICT, SIGNED, STATIC, STRUCT, TYPEDEF, UNION, UNSIGNED, VOID, VOLATILE -> true;
      case ALIGNAS, ATOMIC, BOOL, COMPLEX, NORETURN, STATIC_ASSERT, THREAD_LOCAL -> true;
      case ATTRIBUTE, TYPEOF, AUTO_TYPE, INT128 -> true;
      default -> false;
    };
  }

  /// A word that can begin a type name (typedef names aside).
  boolean beginsTypeName() {
    return switch (this) {
      case CHAR, CONST, DOUBLE, ENUM, FLOAT, INT, LONG, RESTRICT, SHORT, SIGNED, STRUCT -> true;
      case UNION, UNSIGNED, VOID, VOLATILE, ATOMIC, BOOL, COMPLEX, TYPEOF, INT128, ATTRIBUTE ->
          true;
      default -> false;
    };
  }
}
