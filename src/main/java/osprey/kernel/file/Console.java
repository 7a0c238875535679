package osprey.kernel.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// The terminal of a machine, termios(3). What is written to it goes to a log as it was written;
/// what the host types goes through the line discipline: line editing and echo in canonical mode,
/// signals for ^C, ^\ and ^Z.
///
/// Limits: one terminal, no job-control checks on reads, no flow control; a line holds 4095 bytes.
public final class Console implements Copyable<Console> {
  private static final int LINE_BYTES_MAX = 4095;
  private static final long TENTH_NANOS = 100_000_000;

  private final OutputLog log;
  private final WaitQueue readers;
  private final WaitQueue readiness;

  /// What readers get next: in canonical mode a line each, an empty one for ^D at the start of a
  /// line.
  private final Deque<byte[]> lines = new ArrayDeque<>();

  /// The line being edited.
  private byte[] edited = new byte[0];

  private Terminal settings = Terminal.DEFAULT;
  private int rows = 24;
  private int columns = 80;
  private int foregroundGroup;
  private boolean hasEnded;

  public Console() {
    log = new OutputLog();
    readers = new WaitQueue("input from the terminal");
    readiness = new WaitQueue("terminal");
  }

  private Console(Console from, Copier copier) {
    copier.register(from, this);
    lines.addAll(from.lines);
    edited = from.edited;
    settings = from.settings;
    rows = from.rows;
    columns = from.columns;
    foregroundGroup = from.foregroundGroup;
    hasEnded = from.hasEnded;
    log = copier.copy(from.log);
    readers = copier.copy(from.readers);
    readiness = copier.copy(from.readiness);
  }

  public OutputLog log() {
    return log;
  }

  public Terminal settings() {
    return settings;
  }

  /// TCSETS, TCSETSW, and TCSETSF, which drops what nobody has read.
  public void configure(Terminal newSettings, boolean dropsInput) {
    boolean leavesCanonicalMode =
        settings.has(Terminal.ICANON) && !newSettings.has(Terminal.ICANON);
    settings = newSettings;
    if (dropsInput) {
      dropInput();
    } else if (leavesCanonicalMode && edited.length > 0) {
      lines.add(edited);
      edited = new byte[0];
      inputArrived();
    }
  }

  /// TCFLSH of the input queue.
  public void dropInput() {
    lines.clear();
    edited = new byte[0];
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /// True if this is another size than before: the foreground group gets SIGWINCH.
  public boolean resize(int newRows, int newColumns) {
    boolean changes = rows != newRows || columns != newColumns;
    rows = newRows;
    columns = newColumns;
    return changes;
  }

  /// The process group that ^C goes to, 0 for none.
  public int foregroundGroup() {
    return foregroundGroup;
  }

  public void setForegroundGroup(int group) {
    foregroundGroup = group;
  }

  // The host's side.

  /// The host types. Returns the numbers of the signals that the foreground group is to be sent.
  public List<Integer> type(byte[] typed, long now) {
    List<Integer> signals = new ArrayList<>();
    for (byte value : typed) {
      Signal signal = type(value & 0xff, now);
      if (signal != null) {
        signals.add(signal.number());
      }
    }
    return signals;
  }

  /// Whether those in a queue wait for somebody to type.
  public boolean isInputQueue(WaitQueue queue) {
    return queue == readers || queue == readiness;
  }

  /// The host has no more input: readers see the end of the file, for ever.
  public void end() {
    hasEnded = true;
    inputArrived();
  }

  private @Nullable Signal type(int typed, long now) {
    int value = typed;
    if (value == '\r') {
      if (settings.changesInput(Terminal.IGNCR)) {
        return null;
      }
      value = settings.changesInput(Terminal.ICRNL) ? '\n' : value;
    } else if (value == '\n' && settings.changesInput(Terminal.INLCR)) {
      value = '\r';
    }
    if (settings.has(Terminal.ISIG)) {
      Signal signal = signalOf(value);
      if (signal != null) {
        dropInput();
        echo(value, now);
        return signal;
      }
    }
    if (settings.has(Terminal.ICANON)) {
      edit(value, now);
    } else {
      echo(value, now);
      lines.add(new byte[] {(byte) value});
      inputArrived();
    }
    return null;
  }

  private @Nullable Signal signalOf(int value) {
    if (settings.is(Terminal.INTR, value)) {
      return Signal.SIGINT;
    }
    if (settings.is(Terminal.QUIT, value)) {
      return Signal.SIGQUIT;
    }
    return settings.is(Terminal.SUSPEND, value) ? Signal.SIGTSTP : null;
  }

  private void edit(int value, long now) {
    if (settings.is(Terminal.ERASE, value)) {
      erase(Math.min(1, edited.length), now);
    } else if (settings.is(Terminal.KILL, value)) {
      erase(edited.length, now);
    } else if (settings.is(Terminal.WERASE, value) && settings.has(Terminal.IEXTEN)) {
      erase(lastWordLength(), now);
    } else if (settings.is(Terminal.EOF, value)) {
      finishLine();
    } else {
      boolean endsLine =
          value == '\n' || settings.is(Terminal.EOL, value) || settings.is(Terminal.EOL2, value);
      if (edited.length >= LINE_BYTES_MAX && !endsLine) {
        return;
      }
      echo(value, now);
      edited = Arrays.copyOf(edited, edited.length + 1);
      edited[edited.length - 1] = (byte) value;
      if (endsLine) {
        finishLine();
      }
    }
  }

  private void finishLine() {
    lines.add(edited);
    edited = new byte[0];
    inputArrived();
  }

  private int lastWordLength() {
    int start = edited.length;
    while (start > 0 && edited[start - 1] == ' ') {
      start--;
    }
    while (start > 0 && edited[start - 1] != ' ') {
      start--;
    }
    return edited.length - start;
  }

  private void erase(int count, long now) {
    if (count > 0) {
      edited = Arrays.copyOf(edited, edited.length - count);
      if (settings.has(Terminal.ECHO) && settings.has(Terminal.ECHOE)) {
        log.append(
            now, OutputLog.NOBODY, "\b \b".repeat(count).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  private void echo(int value, long now) {
    boolean echoes =
        settings.has(Terminal.ECHO) || (value == '\n' && settings.has(Terminal.ECHONL));
    if (echoes) {
      boolean isControl = (value < ' ' && value != '\n' && value != '\t') || value == 127;
      byte[] shown =
          isControl && settings.has(Terminal.ECHOCTL)
              ? new byte[] {'^', (byte) (value ^ 0x40)}
              : new byte[] {(byte) value};
      log.append(now, OutputLog.NOBODY, shown);
    }
  }

  private void inputArrived() {
    readers.wakeAll();
    readiness.wakeAll();
  }

  // The processes' side.

  Outcome write(IoBuffer from, IoCall call) {
    return OutputFile.record(from, call, log);
  }

  /// In canonical mode at most one line; otherwise as VMIN and VTIME say.
  Outcome read(IoBuffer into, IoCall call) {
    if (into.remaining() == 0) {
      return Outcome.ZERO;
    }
    if (settings.has(Terminal.ICANON)) {
      return lines.isEmpty() ? wait(call) : readLine(into);
    }
    long wanted = Math.min(into.remaining(), settings.character(Terminal.MIN));
    if (available() < Math.max(wanted, 1) && !hasEnded) {
      return settings.character(Terminal.MIN) == 0 ? waitBriefly(call) : wait(call);
    }
    return readRaw(into);
  }

  private Outcome wait(IoCall call) {
    if (hasEnded) {
      return Outcome.ZERO;
    }
    return call.nonBlocking()
        ? Outcome.failed(Errno.EAGAIN)
        : Outcome.blocked(Wait.on(readers).shared());
  }

  private Outcome waitBriefly(IoCall call) {
    long tenths = settings.character(Terminal.TIME);
    if (tenths == 0 || call.nonBlocking()) {
      return Outcome.ZERO;
    }
    long deadline = call.clock().now() + tenths * TENTH_NANOS;
    return Outcome.blocked(Wait.on(readers).shared().until(deadline, Outcome.ZERO));
  }

  private Outcome readLine(IoBuffer into) {
    byte[] line = lines.getFirst();
    int moved = (int) Math.min(line.length, into.remaining());
    if (into.accessible(moved) < moved) {
      return Outcome.failed(Errno.EFAULT);
    }
    into.put(line, 0, moved);
    lines.removeFirst();
    if (moved < line.length) {
      lines.addFirst(Arrays.copyOfRange(line, moved, line.length));
    }
    return Outcome.done(moved);
  }

  private Outcome readRaw(IoBuffer into) {
    long moved = 0;
    while (into.remaining() > 0 && !lines.isEmpty()) {
      if (!(readLine(into) instanceof Outcome.Done(long count, int _))) {
        return moved == 0 ? Outcome.failed(Errno.EFAULT) : Outcome.done(moved);
      }
      moved += count;
    }
    return Outcome.done(moved);
  }

  /// FIONREAD.
  long available() {
    long available = 0;
    for (byte[] line : lines) {
      available += line.length;
    }
    return available;
  }

  int ready() {
    boolean hasInput = hasEnded || !lines.isEmpty();
    return Ready.OUT | (hasInput ? Ready.IN : 0);
  }

  WaitQueue readiness() {
    return readiness;
  }

  @Override
  public Console copy(Copier copier) {
    return new Console(this, copier);
  }
}
