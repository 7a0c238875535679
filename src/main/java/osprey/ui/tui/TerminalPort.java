package osprey.ui.tui;

import java.io.InputStream;
import java.io.OutputStream;

/// The terminal that the UI draws on, as whoever owns it lends it: in raw mode, bytes in and out.
public interface TerminalPort {
  /// Bytes typed; `available()` tells whether there are any.
  InputStream input();

  /// Buffered until it is flushed.
  OutputStream output();

  int columns();

  int rows();

  /// @param action is run, on any thread, when the size has changed
  void onResize(Runnable action);

  /// @param action is run, on any thread, when Ctrl-C is pressed
  void onInterrupt(Runnable action);
}
