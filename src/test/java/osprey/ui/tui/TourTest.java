package osprey.ui.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The screens in docs/tour.md are what the keys named above them show. A block begins with ````
/// ```text FILE SIZE KEYS````; `@150` among the keys goes to event 150. `-Dgolden.update=true`
/// draws them anew.
final class TourTest {
  private static final Path PAGE = Path.of("docs/tour.md");
  private static final Pattern BLOCK =
      Pattern.compile("```text (\\S+) (\\d+)x(\\d+)([^\\n]*)\\n(.*?)```", Pattern.DOTALL);

  @Test
  void the_screens_of_the_tour_are_real() throws IOException {
    String page = Files.readString(PAGE);
    Matcher block = BLOCK.matcher(page);
    StringBuilder drawn = new StringBuilder();
    int count = 0;
    while (block.find()) {
      Dashboard dashboard = Watching.dashboard(block.group(1));
      int columns = Integer.parseInt(block.group(2));
      int rows = Integer.parseInt(block.group(3));
      for (String key : block.group(4).strip().split(" ")) {
        if (key.startsWith("@")) {
          dashboard.goTo(Long.parseLong(key.substring(1)));
        } else if (!key.isEmpty()) {
          dashboard.key(key);
        }
        dashboard.draw(columns, rows);
      }
      String head = page.substring(block.start(), block.start(5));
      String screen = dashboard.draw(columns, rows).toString();
      block.appendReplacement(drawn, Matcher.quoteReplacement(head + screen + "```"));
      count++;
    }
    block.appendTail(drawn);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, drawn.toString());
    }
    assertThat(count).isPositive();
    assertThat(drawn.toString()).isEqualTo(Files.readString(PAGE));
  }
}
