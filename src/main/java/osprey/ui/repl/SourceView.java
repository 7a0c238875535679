package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.SourceFile;

/// Lines of source files by their numbers.
final class SourceView {
  private SourceView() {}

  /// The text of a line, null when there is no such line.
  static @Nullable String line(SourceFile file, int number) {
    int index = number - file.firstLine();
    int start = 0;
    String text = file.text();
    if (index < 0 || text.isEmpty()) {
      return null;
    }
    for (int i = 0; i < index; i++) {
      start = text.indexOf('\n', start) + 1;
      if (start == 0) {
        return null;
      }
    }
    if (start == text.length()) {
      return null;
    }
    int end = text.indexOf('\n', start);
    String line = end < 0 ? text.substring(start) : text.substring(start, end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /// Number of the last line.
  static int last(SourceFile file) {
    int count = 0;
    for (int i = 0; i < file.text().length(); i++) {
      if (file.text().charAt(i) == '\n') {
        count++;
      }
    }
    boolean isOpen = !file.text().isEmpty() && !file.text().endsWith("\n");
    return file.firstLine() + count - (isOpen ? 0 : 1);
  }

  /// `7<tab>text` for the lines from `first` to `last`, as far as there are any.
  static List<String> numbered(SourceFile file, int first, int last) {
    List<String> lines = new ArrayList<>();
    for (int number = Math.max(first, file.firstLine()); number <= last; number++) {
      String text = line(file, number);
      if (text == null) {
        break;
      }
      lines.add(number + "\t" + text);
    }
    return lines;
  }
}
