package osprey.kernel.file;

import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// The device drivers of a machine, by device number: memory devices and the terminal, null(4),
/// random(4), tty(4).
public final class Devices implements Copyable<Devices> {
  static final long NULL = 1 << 8 | 3;
  static final long ZERO = 1 << 8 | 5;
  static final long FULL = 1 << 8 | 7;
  static final long RANDOM = 1 << 8 | 8;
  static final long URANDOM = 1 << 8 | 9;
  static final long TTY = 5 << 8;
  static final long CONSOLE = 5 << 8 | 1;

  private final RandomSource random;
  private final Console console;

  Devices(RandomSource random, Console console) {
    this.random = random;
    this.console = console;
  }

  private Devices(Devices from, Copier copier) {
    copier.register(from, this);
    random = copier.copy(from.random);
    console = copier.copy(from.console);
  }

  public RandomSource random() {
    return random;
  }

  public Console console() {
    return console;
  }

  Opened open(DeviceNode node, String name, int flags) {
    if (node.type() != FileMode.CHARACTER_DEVICE) {
      return Opened.failed(Errno.ENXIO);
    }
    long device = node.rawDevice();
    if (device == TTY || device == CONSOLE) {
      return Opened.of(new ConsoleFile(console, node, name, flags));
    }
    for (DeviceFile.Kind kind : DeviceFile.Kind.values()) {
      if (kind.device == device) {
        return Opened.of(new DeviceFile(kind, node, name, flags, random));
      }
    }
    return Opened.failed(Errno.ENXIO);
  }

  @Override
  public Devices copy(Copier copier) {
    return new Devices(this, copier);
  }
}
