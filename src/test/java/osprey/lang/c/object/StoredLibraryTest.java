package osprey.lang.c.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import osprey.code.CType;
import osprey.lang.c.gen.CompiledC;

class StoredLibraryTest {
  private static final String TEXT =
      """
      struct node { int value; struct node *next; unsigned flags : 3; };
      enum colour { RED, BLUE = 5 };
      static const char *names[] = {"a", "b"};
      const char *name(struct node *n, enum colour c, int (*f)(double, ...)) {
        return n->next ? names[0] : names[c == BLUE];
      }
      """;

  private final CompiledUnit unit = CompiledC.unit("test.c", TEXT);
  private final StoredLibrary stored = new StoredLibrary(ObjectWriter.write(List.of(unit), 77));

  @Test
  void functions_come_back_as_they_were() {
    FunctionCode before = unit.function(0);
    FunctionCode after = stored.function(0);

    assertThat(after.code()).isEqualTo(before.code());
    assertThat(after.lines()).isEqualTo(before.lines());
    assertThat(after.relocations()).isEqualTo(before.relocations());
    assertThat(after.registers()).isEqualTo(before.registers());
    assertThat(after.frameBytes()).isEqualTo(before.frameBytes());
    assertThat(stored.files()).containsExactly("test.c");
  }

  @Test
  void data_come_back_as_they_were() {
    assertThat(stored.dataCount()).isEqualTo(unit.dataCount());
    for (int i = 0; i < unit.dataCount(); i++) {
      assertThat(stored.data(i).bytes()).isEqualTo(unit.data(i).bytes());
      assertThat(stored.data(i).relocations()).isEqualTo(unit.data(i).relocations());
      assertThat(stored.data(i).section()).isEqualTo(unit.data(i).section());
    }
  }

  @Test
  void types_come_back_even_if_they_are_recursive() {
    CType.Function type = stored.function(0).type();

    assertThat(type.spelling())
        .isEqualTo("const char *(struct node *, enum colour, int (*)(double, ...))");
    CType.Struct node = (CType.Struct) ((CType.Pointer) type.parameters().getFirst()).target();
    assertThat(node.size()).isEqualTo(24);
    assertThat(node.fields().get(1).type()).isEqualTo(new CType.Pointer(node));
    assertThat(node.fields().get(2).bitWidth()).isEqualTo(3);
    assertThat(((CType.Enum) type.parameters().get(1)).enumerators())
        .containsExactly(new CType.Enumerator("RED", 0), new CType.Enumerator("BLUE", 5));
  }

  @Test
  void the_version_of_the_sources_is_kept() {
    assertThat(stored.sourceHash()).isEqualTo(77);
    assertThat(StoredLibrary.sourceHash(new byte[] {1, 2, 3})).isZero();
  }
}
