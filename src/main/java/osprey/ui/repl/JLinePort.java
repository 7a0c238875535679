package osprey.ui.repl;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingInputStream;
import osprey.ui.tui.TerminalPort;

/// JLine's terminal, lent to the full-screen UI and taken back.
final class JLinePort implements TerminalPort, AutoCloseable {
  private static final int OUTPUT_BYTES = 1 << 16;

  private final Terminal terminal;
  private final Attributes before;
  private final Terminal.SignalHandler interruptBefore;
  private final Terminal.SignalHandler resizeBefore;
  private final InputStream input;
  private final OutputStream output;
  private Runnable interrupted = () -> {};
  private Runnable resized = () -> {};

  JLinePort(Terminal terminal) {
    this.terminal = terminal;
    before = terminal.enterRawMode();
    // Ctrl-C must reach us while a command runs and nobody reads keys.
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, true);
    raw.setControlChar(Attributes.ControlChar.VSUSP, 0);
    raw.setControlChar(Attributes.ControlChar.VQUIT, 0);
    terminal.setAttributes(raw);
    input = new Input((NonBlockingInputStream) terminal.input());
    output = new BufferedOutputStream(terminal.output(), OUTPUT_BYTES);
    interruptBefore = terminal.handle(Terminal.Signal.INT, _ -> interrupted.run());
    resizeBefore = terminal.handle(Terminal.Signal.WINCH, _ -> resized.run());
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public int columns() {
    return Math.max(1, terminal.getSize().getColumns());
  }

  @Override
  public int rows() {
    return Math.max(1, terminal.getSize().getRows());
  }

  @Override
  public void onResize(Runnable action) {
    resized = action;
  }

  @Override
  public void onInterrupt(Runnable action) {
    interrupted = action;
  }

  @Override
  public void close() {
    terminal.handle(Terminal.Signal.INT, interruptBefore);
    terminal.handle(Terminal.Signal.WINCH, resizeBefore);
    terminal.setAttributes(before);
  }

  /// Lanterna asks `available()`, which JLine answers by peeking.
  private static final class Input extends InputStream {
    private static final int PEEK_MILLIS = 1;

    private final NonBlockingInputStream from;

    Input(NonBlockingInputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      int next = from.read();
      return next == '\r' ? '\n' : next; // raw mode leaves the Enter key as it is
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int next = length == 0 ? 0 : read();
      if (next < 0 || length == 0) {
        return next;
      }
      into[offset] = (byte) next;
      return 1;
    }

    @Override
    public int available() throws IOException {
      int next = from.peek(PEEK_MILLIS);
      return next == NonBlockingInputStream.READ_EXPIRED ? 0 : 1;
    }
  }
}
