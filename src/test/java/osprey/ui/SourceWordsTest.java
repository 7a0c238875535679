package osprey.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import osprey.ui.SourceWords.Kind;
import osprey.ui.SourceWords.Piece;

final class SourceWordsTest {
  @Test
  void pieces_have_their_kinds() {
    assertThat(SourceWords.lines("return 42; // \"no\"\n").getFirst())
        .containsExactly(
            new Piece("return", Kind.KEYWORD),
            new Piece(" ", Kind.PLAIN),
            new Piece("42", Kind.NUMBER),
            new Piece("; ", Kind.PLAIN),
            new Piece("// \"no\"", Kind.COMMENT));
    assertThat(SourceWords.lines("#include <a.h>").getFirst())
        .containsExactly(new Piece("#include <a.h>", Kind.DIRECTIVE));
    assertThat(SourceWords.lines("\"a\\\"b\"c").getFirst())
        .containsExactly(new Piece("\"a\\\"b\"", Kind.STRING), new Piece("c", Kind.PLAIN));
  }

  @Test
  void a_comment_goes_on_in_the_next_line() {
    assertThat(SourceWords.lines("/* a\nb */ int"))
        .containsExactly(
            List.of(new Piece("/* a", Kind.COMMENT)),
            List.of(
                new Piece("b */", Kind.COMMENT),
                new Piece(" ", Kind.PLAIN),
                new Piece("int", Kind.KEYWORD)));
  }

  @Test
  void nothing_is_lost_even_where_quotes_are_open() {
    String text = "x = 'a;\n/* never closed\n\n\"open\n한글 \"글\"";
    String joined =
        SourceWords.lines(text).stream()
            .map(line -> line.stream().map(Piece::text).collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
    assertThat(joined).isEqualTo(text);
  }
}
