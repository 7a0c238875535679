package osprey.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PreviewWriterTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_stream_is_one_text_and_messages_are_several() {
    PreviewWriter stream = new PreviewWriter();
    stream.put(utf8("xab"), 1, 2);
    stream.put(utf8("c\n"), 0, 2);
    assertThat(stream).hasToString("\"abc\\n\"");
    PreviewWriter messages = new PreviewWriter();
    messages.message(utf8("one"), 0);
    messages.message(utf8(""), 0);
    messages.message(utf8("-two"), 1);
    assertThat(messages).hasToString("\"one\" \"\" \"two\"");
    assertThat(new PreviewWriter()).hasToString("");
  }

  @Test
  void what_is_no_text_is_shown_by_its_bytes() {
    PreviewWriter preview = new PreviewWriter();
    preview.message(new byte[] {'a', (byte) 0xff, 0, '"', '\\'}, 0);
    assertThat(preview).hasToString("\"a\\xff\\x00\\\"\\\\\"");
  }

  @Test
  void what_is_too_long_is_cut_between_characters() {
    PreviewWriter preview = new PreviewWriter();
    preview.put(utf8("a" + "한".repeat(40)), 0, 121);
    assertThat(preview.isFull()).isTrue();
    assertThat(preview).hasToString("\"a" + "한".repeat(15) + "\"...");
    PreviewWriter whole = new PreviewWriter();
    whole.put(utf8("한글"), 0, 6);
    assertThat(whole.isFull()).isFalse();
    assertThat(whole).hasToString("\"한글\"");
  }
}
