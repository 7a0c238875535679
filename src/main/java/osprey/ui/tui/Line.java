package osprey.ui.tui;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.lang.DisplayWidth;

/// A line of styled text, and what it stands for.
///
/// @param target what choosing the line selects, null for nothing
record Line(List<Span> spans, @Nullable Target target) {
  /// A piece of text in one ink.
  record Span(String text, Ink ink) {}

  Line {
    spans = List.copyOf(spans);
  }

  static Line of(String text, Ink ink) {
    return new Line(List.of(new Span(text, ink)), null);
  }

  static Line of(String text) {
    return of(text, Ink.PLAIN);
  }

  static Builder start() {
    return new Builder();
  }

  /// The text alone.
  String text() {
    StringBuilder text = new StringBuilder();
    for (Span span : spans) {
      text.append(span.text);
    }
    return text.toString();
  }

  /// Collects spans from left to right.
  static final class Builder {
    private final List<Span> spans = new ArrayList<>();

    /// Text that is not in a span yet, since more of the same ink may follow.
    private final StringBuilder open = new StringBuilder();

    private Ink openInk = Ink.PLAIN;
    private int columns;

    Builder add(String text, Ink ink) {
      if (ink != openInk) {
        close();
        openInk = ink;
      }
      open.append(text);
      columns += DisplayWidth.of(text);
      return this;
    }

    private void close() {
      if (!open.isEmpty()) {
        spans.add(new Span(open.toString(), openInk));
        open.setLength(0);
      }
    }

    Builder add(String text) {
      return add(text, Ink.PLAIN);
    }

    /// Spaces up to a column.
    Builder to(int column) {
      if (columns < column) {
        add(" ".repeat(column - columns));
      }
      return this;
    }

    /// Text of which at most so many columns are shown, then spaces up to that width.
    Builder cell(String text, int width, Ink ink) {
      int end = columns + width;
      add(cut(text, width), ink);
      return to(end);
    }

    /// Text at the right end of so many columns.
    Builder right(String text, int width, Ink ink) {
      String shown = cut(text, width);
      to(columns + width - DisplayWidth.of(shown));
      return add(shown, ink);
    }

    int columns() {
      return columns;
    }

    Line line() {
      return line(null);
    }

    Line line(@Nullable Target target) {
      close();
      return new Line(spans, target);
    }
  }

  /// As much of a text as fits; what is cut off leaves a tilde.
  static String cut(String text, int columns) {
    if (DisplayWidth.of(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int width = DisplayWidth.of(point);
      if (used + width > columns - 1) {
        break;
      }
      kept.appendCodePoint(point);
      used += width;
      i += Character.charCount(point);
    }
    return columns <= 0 ? "" : kept.append('~').toString();
  }
}
