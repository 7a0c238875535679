package osprey.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> WORDS =
      List.of("machine", "memory", "rr", "srtf", "stdio.h", "SIGTERM", "MiB");

  @ParameterizedTest
  @CsvSource({
    "machin, machine",
    "amchine, machine",
    "memroy, memory",
    "memories, ",
    "r, ",
    "rrr, rr",
    "stido.h, stdio.h",
    "sigterm, SIGTERM",
    "mib, MiB",
    "xyz, ",
    "machine, "
  })
  void the_nearest_word_is_found_if_it_is_near(String word, String closest) {
    assertThat(Spelling.closest(word, WORDS)).isEqualTo(closest);
  }

  @ParameterizedTest
  @CsvSource({"ab, ba, 1", "abc, abc, 0", "abc, '', 3", "kitten, sitting, 3", "ca, abc, 3"})
  void distance_counts_slips(String a, String b, int distance) {
    assertThat(Spelling.distance(a, b)).isEqualTo(distance);
  }

  @Test
  void very_long_words_are_not_compared() {
    assertThat(Spelling.closest("x".repeat(100_000), WORDS)).isNull();
    assertThat(Spelling.hint("machin", WORDS)).isEqualTo("did you mean 'machine'?");
  }
}
