package osprey.report;

import java.util.ArrayList;
import java.util.List;

/// Rows of text in columns, as wide as they need to be; a column is left- or right-aligned. Makes
/// no lines and no trailing blanks.
public final class Table {
  private final String indent;
  private final String alignment;
  private final List<List<String>> rows = new ArrayList<>();

  /// @param alignment a letter for each column: `l` or `r`
  public Table(String indent, String alignment) {
    this.indent = indent;
    this.alignment = alignment;
  }

  public Table row(String... cells) {
    if (cells.length > alignment.length()) {
      throw new IllegalArgumentException(cells.length + " cells in " + alignment);
    }
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    int[] widths = new int[alignment.length()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      int start = out.length();
      out.append(indent);
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        String padding = " ".repeat(widths[i] - width(cell));
        out.append(i == 0 ? "" : "  ");
        out.append(alignment.charAt(i) == 'r' ? padding + cell : cell + padding);
      }
      int end = out.length();
      while (end > start && out.charAt(end - 1) == ' ') {
        end--;
      }
      out.setLength(end);
      out.append('\n');
    }
    return out.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
