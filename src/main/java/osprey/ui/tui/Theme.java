package osprey.ui.tui;

import com.google.common.collect.ImmutableMap;
import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import java.util.EnumSet;
import java.util.Set;

/// How inks look. Colours are those of Okabe and Ito, which people with colour blindness tell
/// apart; without colours bold, underlined and reversed text is left.
final class Theme {
  private static final TextColor DEFAULT = TextColor.ANSI.DEFAULT;
  private static final TextColor ORANGE = new TextColor.RGB(230, 159, 0);
  private static final TextColor SKY = new TextColor.RGB(86, 180, 233);
  private static final TextColor GREEN = new TextColor.RGB(0, 158, 115);
  private static final TextColor YELLOW = new TextColor.RGB(240, 228, 66);
  private static final TextColor BLUE = new TextColor.RGB(0, 114, 178);
  private static final TextColor VERMILION = new TextColor.RGB(213, 94, 0);
  private static final TextColor PURPLE = new TextColor.RGB(204, 121, 167);
  private static final TextColor GREY = new TextColor.RGB(140, 140, 140);

  /// A look: colours and what is done to the letters.
  record Style(TextColor front, TextColor back, Set<SGR> marks) {}

  static final Theme COLOUR =
      new Theme(
          ImmutableMap.<Ink, Style>builder()
              .put(Ink.PLAIN, style(DEFAULT))
              .put(Ink.DIM, style(GREY))
              .put(Ink.STRONG, style(DEFAULT, SGR.BOLD))
              .put(Ink.BORDER, style(GREY))
              .put(Ink.FOCUS, style(SKY, SGR.BOLD))
              .put(Ink.TITLE, style(DEFAULT, SGR.BOLD))
              .put(Ink.KEY, style(ORANGE, SGR.BOLD))
              .put(Ink.RUNNING, style(GREEN, SGR.BOLD))
              .put(Ink.READY, style(YELLOW))
              .put(Ink.SLEEPING, style(SKY))
              .put(Ink.STOPPED, style(ORANGE))
              .put(Ink.GONE, style(GREY))
              .put(Ink.ALERT, style(VERMILION, SGR.BOLD))
              .put(Ink.SHARED, style(PURPLE, SGR.BOLD))
              .put(Ink.MOVING, style(YELLOW, SGR.BOLD))
              .put(Ink.FOUND, style(DEFAULT, SGR.UNDERLINE))
              .put(Ink.CURSOR, new Style(TextColor.ANSI.WHITE_BRIGHT, BLUE, Set.of()))
              .put(Ink.HERE, style(YELLOW, SGR.BOLD))
              .put(Ink.NUMBER, style(PURPLE))
              .put(Ink.KEYWORD, style(SKY))
              .put(Ink.DIRECTIVE, style(ORANGE))
              .put(Ink.STRING, style(GREEN))
              .put(Ink.COMMENT, style(GREY))
              .buildOrThrow());

  static final Theme MONOCHROME =
      new Theme(
          ImmutableMap.<Ink, Style>builder()
              .put(Ink.STRONG, style(DEFAULT, SGR.BOLD))
              .put(Ink.FOCUS, style(DEFAULT, SGR.BOLD))
              .put(Ink.TITLE, style(DEFAULT, SGR.BOLD))
              .put(Ink.KEY, style(DEFAULT, SGR.BOLD))
              .put(Ink.RUNNING, style(DEFAULT, SGR.BOLD))
              .put(Ink.ALERT, style(DEFAULT, SGR.REVERSE))
              .put(Ink.SHARED, style(DEFAULT, SGR.UNDERLINE))
              .put(Ink.MOVING, style(DEFAULT, SGR.BOLD))
              .put(Ink.FOUND, style(DEFAULT, SGR.UNDERLINE))
              .put(Ink.CURSOR, style(DEFAULT, SGR.REVERSE))
              .put(Ink.HERE, style(DEFAULT, SGR.BOLD))
              .buildOrThrow());

  private static final Style PLAIN = style(DEFAULT);

  private final ImmutableMap<Ink, Style> styles;

  private Theme(ImmutableMap<Ink, Style> styles) {
    this.styles = styles;
  }

  Style of(Ink ink) {
    return styles.getOrDefault(ink, PLAIN);
  }

  private static Style style(TextColor front, SGR... marks) {
    EnumSet<SGR> set = EnumSet.noneOf(SGR.class);
    set.addAll(Set.of(marks));
    return new Style(front, DEFAULT, set);
  }
}
