package osprey.ui.tui;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.DefaultKeyDecodingProfile;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Lanterna's terminal over one that somebody else has opened: it neither asks the terminal for its
/// size nor changes its mode.
final class PortTerminal extends ANSITerminal {
  private final TerminalPort port;

  PortTerminal(TerminalPort port) {
    super(port.input(), port.output(), StandardCharsets.UTF_8);
    this.port = port;
    getInputDecoder().addProfile(new DefaultKeyDecodingProfile());
    onResized(port.columns(), port.rows());
    port.onResize(() -> onResized(port.columns(), port.rows()));
  }

  @Override
  protected TerminalSize findTerminalSize() {
    return new TerminalSize(port.columns(), port.rows());
  }

  @Override
  public void flush() throws IOException {
    port.output().flush();
  }
}
