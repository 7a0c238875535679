package osprey.lang.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osprey.code.CType;

class LiteralsTest {
  private final Preprocessed source = Preprocessed.with();

  private Literals.Number number(String text) {
    return Literals.number(source.tokens(text).getFirst(), source.diagnostics());
  }

  private Literals.Char character(String text) {
    return Literals.character(source.tokens(text).getFirst(), source.diagnostics());
  }

  private Text string(String text) {
    List<Token> tokens = source.tokens(text);
    return Literals.string(tokens.subList(0, tokens.size() - 1), source.diagnostics());
  }

  @ParameterizedTest
  @CsvSource({
    "0, INT, 0",
    "2147483647, INT, 2147483647",
    "2147483648, LONG, 2147483648",
    "0x7fffffff, INT, 2147483647",
    "0x80000000, UNSIGNED_INT, 2147483648",
    "0xffffffff, UNSIGNED_INT, 4294967295",
    "0x100000000, LONG, 4294967296",
    "0xffffffffffffffff, UNSIGNED_LONG, -1",
    "017, INT, 15",
    "037777777777, UNSIGNED_INT, 4294967295",
    "0b1011, INT, 11",
    "5u, UNSIGNED_INT, 5",
    "4294967296U, UNSIGNED_LONG, 4294967296",
    "5l, LONG, 5",
    "5UL, UNSIGNED_LONG, 5",
    "5lu, UNSIGNED_LONG, 5",
    "5LL, LONG_LONG, 5",
    "5ull, UNSIGNED_LONG_LONG, 5",
    "0x8000000000000000LL, UNSIGNED_LONG_LONG, -9223372036854775808",
    "9223372036854775807, LONG, 9223372036854775807",
    "18446744073709551615u, UNSIGNED_LONG, -1"
  })
  void integers_have_the_first_type_that_holds_them(String text, CType.Int type, long value) {
    assertThat(number(text)).isEqualTo(new Literals.Number(type, value, 0));
    assertThat(source.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, DOUBLE, 1.5",
    "1e3, DOUBLE, 1000",
    ".5E-1, DOUBLE, 0.05",
    "1., DOUBLE, 1",
    "0.1f, FLOAT, 0.10000000149011612",
    "2.5L, LONG_DOUBLE, 2.5",
    "0x1.8p1, DOUBLE, 3",
    "0xAp-2F, FLOAT, 2.5",
    "1e308, DOUBLE, 1e308"
  })
  void floating_constants_are_rounded_to_their_type(
      String text, CType.Floating type, double value) {
    assertThat(number(text)).isEqualTo(new Literals.Number(type, 0, value));
    assertThat(source.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "08, 1:1 invalid digit '8' in octal constant",
    "0b12, 1:1 invalid digit '2' in binary constant",
    "0x, 1:1 a number must follow '0x'",
    "12abc, 1:1 invalid suffix 'abc' on integer constant",
    "1lul, 1:1 invalid suffix 'lul' on integer constant",
    "18446744073709551616, 1:1 integer constant is too large: more than 64 bits",
    "18446744073709551615, 1:1 W: integer constant is so large that it is unsigned",
    "1.2.3, 1:1 too many decimal points in number",
    "1e, 1:1 exponent has no digits",
    "0x1.8, 1:1 a hexadecimal floating constant needs an exponent: 'p'",
    "1.0q, 1:1 invalid suffix 'q' on floating constant",
    "1e999, 1:1 W: floating constant exceeds the range of 'double'",
    "1e39f, 1:1 W: floating constant exceeds the range of 'float'"
  })
  void wrong_numbers_are_reported(String text, String message) {
    number(text);
    assertThat(source.messages()).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'a', INT, 97",
        "'\\n', INT, 10",
        "'\\0', INT, 0",
        "'\\'', INT, 39",
        "'\\xff', INT, -1",
        "'\\377', INT, -1",
        "'\\u0041', INT, 65",
        "L'\\u20ac', INT, 8364",
        "L'\u20ac', INT, 8364",
        "u'\\xffff', UNSIGNED_SHORT, 65535",
        "U'\\xffffffff', UNSIGNED_INT, 4294967295"
      })
  void characters_are_integers(String text, CType.Int type, long value) {
    assertThat(character(text)).isEqualTo(new Literals.Char(type, value));
    assertThat(source.messages()).isEmpty();
  }

  @Test
  void several_characters_make_an_int_as_with_gcc() {
    assertThat(character("'ab'").value()).isEqualTo('a' * 256 + 'b');
    assertThat(character("'\u00e9'").value()).isEqualTo(0xc3a9);
    assertThat(source.messages()).allMatch(message -> message.contains("W: multi-character"));
    assertThat(source.messages()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'', 1:1 empty character constant",
        "'abcde', 1:1 character constant holds more than one character",
        "'\\x', 1:1 \\x is used without hexadecimal digits",
        "'\\u12', 1:1 \\u needs 4 hexadecimal digits",
        "'\\q', 1:1 W: unknown escape sequence '\\q'",
        "'\\x100', 1:1 W: hexadecimal escape sequence is out of range",
        "L'\\ud800', 1:1 not a valid universal character name"
      })
  void wrong_characters_are_reported(String text, String message) {
    character(text);
    assertThat(source.messages()).contains(message);
  }

  @Test
  void strings_are_utf_8_and_end_in_zero() {
    Text text = string("\"a\\n\\x80\\0017\" u8\"\u20ac\\u00e9\"");

    assertThat(text.bytes())
        .containsExactly('a', '\n', 0x80, 1, '7', 0xe2, 0x82, 0xac, 0xc3, 0xa9, 0);
    assertThat(text.elementType()).isEqualTo(CType.Int.CHAR);
    assertThat(text.length()).isEqualTo(11);
    assertThat(text.type()).isEqualTo(new CType.Array(CType.Int.CHAR, 11));
  }

  @Test
  void wide_strings_widen_their_neighbours() {
    Text text = string("\"a\" L\"\u20ac\\x12345\"");

    assertThat(text.bytes())
        .isEqualTo(
            "a\u20ac".getBytes(StandardCharsets.UTF_32LE).length == 8
                ? new byte[] {97, 0, 0, 0, (byte) 0xac, 0x20, 0, 0, 0x45, 0x23, 1, 0, 0, 0, 0, 0}
                : new byte[0]);
    assertThat(text.length()).isEqualTo(4);
  }

  @Test
  void sixteen_bit_strings_use_surrogates() {
    assertThat(string("u\"\\U0001f600\"").bytes()).containsExactly(0x3d, 0xd8, 0x00, 0xde, 0, 0);
  }

  @Test
  void prefixes_must_agree() {
    string("L\"a\" u\"b\"");

    assertThat(source.messages()).containsExactly("1:6 adjacent strings have different prefixes");
  }
}
