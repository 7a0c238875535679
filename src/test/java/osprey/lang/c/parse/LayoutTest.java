package osprey.lang.c.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import osprey.code.CType;

class LayoutTest {
  @Test
  void members_lie_where_gcc_puts_them() throws IOException {
    Parsed parsed = Parsed.of(resource("layout.c"));

    StringBuilder layouts = new StringBuilder();
    for (CType type : parsed.unit().tags().values()) {
      if (type instanceof CType.Struct struct && struct.spelling().matches("\\w+ s\\d+")) {
        describe(struct, layouts);
      }
    }

    assertThat(parsed.messages()).isEmpty();
    assertThat(layouts.toString()).isEqualTo(resource("layout.expected"));
  }

  private static void describe(CType.Struct struct, StringBuilder out) {
    out.append(struct.spelling())
        .append(' ')
        .append(struct.size())
        .append(' ')
        .append(struct.alignment())
        .append('\n');
    for (CType.Field field : struct.fields()) {
      if (field.name() != null) {
        byte[] bytes = new byte[(int) struct.size()];
        int first = (int) field.offset() * 8 + field.bitOffset();
        int count = field.isBitField() ? field.bitWidth() : (int) field.type().size() * 8;
        for (int bit = first; bit < first + count; bit++) {
          bytes[bit / 8] = (byte) (bytes[bit / 8] | 1 << bit % 8);
        }
        out.append(field.name()).append(' ').append(HexFormat.of().formatHex(bytes)).append('\n');
      }
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = LayoutTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Values from gcc 12 -m64.
  @Test
  void sizes_and_offsets_are_constants() {
    assertThat(
            Parsed.messages(
                """
                #include <stddef.h>
                struct flexible { int n; char data[]; };
                struct nested { char c; struct { int b; char c[3][4]; } in; union { long l; char k; }; };
                struct packed { char c; int i; short s; } __attribute__((packed));
                _Static_assert(sizeof(struct flexible) == 4, "");
                _Static_assert(offsetof(struct flexible, data) == 4, "");
                _Static_assert(offsetof(struct nested, in.c[1][2]) == 14, "");
                _Static_assert(offsetof(struct nested, k) == 24, "");
                _Static_assert(sizeof(struct nested) == 32, "");
                _Static_assert(sizeof(struct packed) == 7, "");
                _Static_assert((long)&((struct nested *)0)->in.c[2] == 16, "");
                _Static_assert(sizeof(long double) == 16 && _Alignof(long double) == 16, "");
                _Static_assert(sizeof(enum { A, B }) == 4, "");
                _Static_assert(sizeof(void) == 1 && sizeof(int[3][4]) == 48, "");
                _Static_assert(sizeof "abc" == 4 && sizeof L"abc" == 16, "");
                _Static_assert(_Alignof(struct { _Alignas(32) char c; }) == 32, "");
                """))
        .isEmpty();
  }
}
