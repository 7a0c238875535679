package osprey.kernel.file;

import java.nio.charset.StandardCharsets;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// An open file of /proc/sys: a line of text that says how the machine is set, proc(5).
public final class SettingFile extends FileDescription {
  private static final int DEVICE = 21;

  private final String name;
  private final byte[] text;
  private final WaitQueue readiness;
  private int position;

  public SettingFile(String name, String text) {
    super(OpenFlag.READ_ONLY);
    this.name = name;
    this.text = text.getBytes(StandardCharsets.ISO_8859_1);
    readiness = new WaitQueue(name);
  }

  private SettingFile(SettingFile from, Copier copier) {
    super(from, copier);
    name = from.name;
    text = from.text;
    position = from.position;
    readiness = copier.copy(from.readiness);
  }

  @Override
  public String kind() {
    return "kernel setting";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Outcome read(IoBuffer into, IoCall call) {
    int count = (int) Math.min(into.remaining(), text.length - position);
    if (into.accessible(count) < count) {
      return Outcome.failed(Errno.EFAULT);
    }
    into.put(text, position, count);
    position += count;
    return Outcome.done(count);
  }

  @Override
  public boolean isSeekable() {
    return true;
  }

  /// Back to the beginning, which is what programs do.
  @Override
  public Outcome seek(long offset, int whence) {
    long target = offset + (whence == 1 ? position : 0);
    if (whence > 1 || target < 0 || target > text.length) {
      return Outcome.failed(Errno.EINVAL);
    }
    position = (int) target;
    return Outcome.done(target);
  }

  @Override
  public FileStatus status() {
    return new FileStatus(DEVICE, 1, FileMode.REGULAR | 0444, 1, 0, 0, 0, 0, 1024, 0, 0, 0, 0);
  }

  @Override
  public int ready() {
    return Ready.IN;
  }

  @Override
  public WaitQueue readiness() {
    return readiness;
  }

  @Override
  protected void close() {}

  @Override
  public SettingFile copy(Copier copier) {
    return new SettingFile(this, copier);
  }
}
