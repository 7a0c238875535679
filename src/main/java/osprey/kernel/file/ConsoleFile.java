package osprey.kernel.file;

import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// An open terminal: standard input, output and error of an interactive run, or /dev/tty.
public final class ConsoleFile extends FileDescription {
  private final Console console;
  private final DeviceNode node;
  private final String name;

  /// @param node the device file in /dev
  ConsoleFile(Console console, DeviceNode node, String name, int flags) {
    super(flags);
    this.console = console;
    this.node = node;
    this.name = name;
    node.retain();
  }

  private ConsoleFile(ConsoleFile from, Copier copier) {
    super(from, copier);
    name = from.name;
    console = copier.copy(from.console);
    node = copier.copy(from.node);
  }

  @Override
  public String kind() {
    return "terminal";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Console terminal() {
    return console;
  }

  @Override
  public Inode inode() {
    return node;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    return isReadable() ? console.read(into, call) : Outcome.failed(Errno.EBADF);
  }

  @Override
  public Outcome write(IoBuffer from, IoCall call) {
    return isWritable() ? console.write(from, call) : Outcome.failed(Errno.EBADF);
  }

  @Override
  public long available() {
    return console.available();
  }

  @Override
  public FileStatus status() {
    return node.status();
  }

  @Override
  public int ready() {
    return console.ready();
  }

  @Override
  public WaitQueue readiness() {
    return console.readiness();
  }

  @Override
  protected void close() {
    node.release();
  }

  @Override
  public ConsoleFile copy(Copier copier) {
    return new ConsoleFile(this, copier);
  }
}
