package osprey.lang;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All source texts of one compilation in one address space of characters, so that a place in any
/// of them is a single `int` (Clang's SourceManager does the same).
///
/// A text that is embedded in another (a program in a scenario file) is added with the line and
/// column at which it starts there, and is reported in the outer file's terms.
public final class SourceMap {
  private record Text(
      String file, String content, int base, int[] lineStarts, int firstLine, int firstColumn) {}

  private final List<Text> texts = new ArrayList<>();
  private int end = 1;

  /// Adds a whole file; returns the position of its first character.
  public int add(String file, String content) {
    return add(file, content, 1, 1);
  }

  public int add(String file, String content, int firstLine, int firstColumn) {
    checkArgument(content.length() < Integer.MAX_VALUE - end - 1, "%s is too long", file);
    int base = end;
    texts.add(new Text(file, content, base, lineStarts(content), firstLine, firstColumn));
    end += content.length() + 1;
    return base;
  }

  public SourceLocation locate(int at) {
    Text text = textAt(at);
    int line = lineIndex(text, at);
    int column = at - text.base - text.lineStarts[line] + 1;
    return new SourceLocation(
        text.file, line + text.firstLine, line == 0 ? column + text.firstColumn - 1 : column);
  }

  /// The line that holds the position, without its line end.
  public String line(int at) {
    Text text = textAt(at);
    int start = text.lineStarts[lineIndex(text, at)];
    int stop = start;
    while (stop < text.content.length() && "\r\n".indexOf(text.content.charAt(stop)) < 0) {
      stop++;
    }
    return text.content.substring(start, stop);
  }

  /// Index of the position within {@link #line}, counted from 0.
  public int columnInLine(int at) {
    Text text = textAt(at);
    return at - text.base - text.lineStarts[lineIndex(text, at)];
  }

  private Text textAt(int at) {
    checkArgument(at > 0 && at < end, "position %s lies in no source text", at);
    int low = 0;
    int high = texts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (texts.get(middle).base <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return texts.get(low);
  }

  private static int lineIndex(Text text, int at) {
    int found = Arrays.binarySearch(text.lineStarts, at - text.base);
    return found >= 0 ? found : -found - 2;
  }

  private static int[] lineStarts(String content) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < content.length(); i++) {
      if (content.charAt(i) == '\n') {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }
}
