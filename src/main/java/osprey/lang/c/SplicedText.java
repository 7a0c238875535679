package osprey.lang.c;

import java.util.Arrays;

/// A source text with its continued lines joined (C11 §5.1.1.2, phase 2), which remembers where in
/// the original each character stood. Ends in a NUL beyond its length, so that scanning needs few
/// checks.
final class SplicedText {
  final char[] chars;
  final int length;
  private final int base;
  // Splice i: from index spliceAt[i] on, the original lies spliceShift[i] characters further.
  private int[] spliceAt = {};
  private int[] spliceShift = {};
  private int splices;

  /// @param base position of the text's first character in the SourceMap
  SplicedText(String content, int base) {
    this.base = base;
    if (content.indexOf("\\\n") < 0 && content.indexOf("\\\r\n") < 0) {
      chars = new char[content.length() + 1];
      content.getChars(0, content.length(), chars, 0);
      length = content.length();
    } else {
      chars = new char[content.length() + 1];
      length = splice(content);
    }
  }

  private int splice(String content) {
    int to = 0;
    for (int from = 0; from < content.length(); from++) {
      char c = content.charAt(from);
      int skip = c == '\\' ? lineEndLength(content, from + 1) : 0;
      if (skip == 0) {
        chars[to++] = c;
        continue;
      }
      if (splices == spliceAt.length) {
        spliceAt = Arrays.copyOf(spliceAt, splices * 2 + 8);
        spliceShift = Arrays.copyOf(spliceShift, splices * 2 + 8);
      }
      spliceAt[splices] = to;
      from += skip;
      spliceShift[splices++] = from + 1 - to;
    }
    return to;
  }

  private static int lineEndLength(String content, int at) {
    if (content.startsWith("\n", at)) {
      return 1;
    }
    return content.startsWith("\r\n", at) ? 2 : 0;
  }

  /// Where the character at an index stands in the SourceMap.
  int position(int index) {
    if (splices == 0) {
      return base + index;
    }
    int low = 0;
    int high = splices;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (spliceAt[middle] <= index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return base + index + (low == 0 ? 0 : spliceShift[low - 1]);
  }
}
