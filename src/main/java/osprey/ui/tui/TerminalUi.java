package osprey.ui.tui;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.ExtendedTerminal;
import com.googlecode.lanterna.terminal.MouseCaptureMode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Shows a run on a terminal until the user leaves: draws frames, reads keys.
public final class TerminalUi {
  private static final long FRAME_NANOS = 1_000_000_000L / 30;
  private static final long IDLE_MILLIS = 20;

  /// Characters kept ready made.
  private static final int CACHE_MAX = 20_000;

  private final Dashboard dashboard;
  private final Theme theme;
  private final Map<Long, TextCharacter> characters = new HashMap<>();

  private volatile boolean isInterrupted;

  /// @param isAscii only characters that every terminal has
  public TerminalUi(Watched watched, boolean isAscii, boolean hasColours) {
    dashboard = new Dashboard(new Session(watched), isAscii ? Glyphs.ASCII : Glyphs.UNICODE);
    theme = hasColours ? Theme.COLOUR : Theme.MONOCHROME;
  }

  /// Until the user leaves. The terminal is left as it was.
  public void run(TerminalPort port) throws IOException {
    ExtendedTerminal terminal = new PortTerminal(port);
    Screen screen = new TerminalScreen(terminal);
    Thread restorer = Thread.ofPlatform().unstarted(() -> restore(screen, terminal));
    Runtime.getRuntime().addShutdownHook(restorer);
    port.onInterrupt(() -> {
      if (!dashboard.interrupt()) {
        isInterrupted = true;
      }
    });
    try {
      screen.startScreen();
      terminal.setMouseCaptureMode(MouseCaptureMode.CLICK_RELEASE);
      loop(screen);
    } finally {
      Runtime.getRuntime().removeShutdownHook(restorer);
      restore(screen, terminal);
    }
  }

  private static void restore(Screen screen, ExtendedTerminal terminal) {
    try {
      terminal.setMouseCaptureMode(null);
      screen.stopScreen();
      terminal.flush();
    } catch (IOException gone) {
      // The terminal has gone away: there is nothing left to restore.
    }
  }

  private void loop(Screen screen) throws IOException {
    long drawn = System.nanoTime();
    boolean isStale = true;
    boolean isResized = true;
    while (!dashboard.isOver()) {
      if (screen.doResizeIfNecessary() != null) {
        screen.clear();
        isStale = true;
        isResized = true;
      }
      for (KeyStroke key = screen.pollInput(); key != null; key = screen.pollInput()) {
        if (key.getKeyType() == KeyType.EOF) {
          return;
        }
        take(key);
        isStale = true;
      }
      if (isInterrupted) {
        isInterrupted = false;
        dashboard.key("Ctrl-C");
      }
      long now = System.nanoTime();
      if (isStale || dashboard.isPlaying() && now - drawn >= FRAME_NANOS) {
        dashboard.tick((now - drawn) / 1e9);
        draw(screen, isResized);
        drawn = now;
        isStale = false;
        isResized = false;
      }
      try {
        Thread.sleep(dashboard.isPlaying() ? 5 : IDLE_MILLIS);
      } catch (InterruptedException end) {
        return;
      }
    }
  }

  /// @param isResized the terminal may have moved what was on it
  private void draw(Screen screen, boolean isResized) throws IOException {
    TerminalSize size = screen.getTerminalSize();
    Grid grid = dashboard.draw(size.getColumns(), size.getRows());
    for (int row = 0; row < grid.rows(); row++) {
      for (int column = 0; column < grid.columns(); column++) {
        int point = grid.point(column, row);
        if (point != Grid.TAIL) {
          screen.setCharacter(column, row, character(point, grid.ink(column, row)));
        }
      }
    }
    int cursor = dashboard.promptColumn();
    screen.setCursorPosition(cursor < 0 ? null : new TerminalPosition(cursor, grid.rows() - 1));
    screen.refresh(isResized ? Screen.RefreshType.COMPLETE : Screen.RefreshType.DELTA);
  }

  private TextCharacter character(int point, Ink ink) {
    if (characters.size() > CACHE_MAX) {
      characters.clear();
    }
    return characters.computeIfAbsent(
        (long) ink.ordinal() << 32 | point,
        _ -> {
          Theme.Style style = theme.of(ink);
          SGR[] marks = style.marks().toArray(new SGR[0]);
          return TextCharacter.fromString(
              Character.toString(point), style.front(), style.back(), marks)[0];
        });
  }

  private void take(KeyStroke key) {
    if (key instanceof MouseAction mouse) {
      switch (mouse.getActionType()) {
        case CLICK_DOWN ->
            dashboard.click(mouse.getPosition().getColumn(), mouse.getPosition().getRow());
        case SCROLL_UP -> dashboard.wheel(-3);
        case SCROLL_DOWN -> dashboard.wheel(3);
        default -> {}
      }
      return;
    }
    String name = name(key);
    if (!name.isEmpty()) {
      dashboard.key(name);
    }
  }

  /// `a`, `Ctrl-C`, `Up`, `Enter`.
  private static String name(KeyStroke key) {
    return switch (key.getKeyType()) {
      case Character ->
          key.isCtrlDown()
              ? "Ctrl-" + key.getCharacter().toString().toUpperCase(Locale.ROOT)
              : key.getCharacter().toString();
      case ArrowLeft -> "Left";
      case ArrowRight -> "Right";
      case ArrowUp -> "Up";
      case ArrowDown -> "Down";
      case Unknown, CursorLocation, MouseEvent, EOF -> "";
      default -> key.getKeyType().name();
    };
  }
}
