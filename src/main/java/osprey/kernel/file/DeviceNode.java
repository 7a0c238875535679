package osprey.kernel.file;

import osprey.engine.Copier;

/// A character or block device file; which device it is its number says, as `major << 8 | minor`.
public final class DeviceNode extends Inode {
  private final int type;
  private final long device;

  DeviceNode(
      FileSystem fileSystem,
      int type,
      long device,
      int permissions,
      int owner,
      int group,
      long now) {
    super(fileSystem, permissions, owner, group, now);
    this.type = type;
    this.device = device;
  }

  private DeviceNode(DeviceNode from, Copier copier) {
    super(from, copier);
    type = from.type;
    device = from.device;
  }

  @Override
  public int type() {
    return type;
  }

  @Override
  long rawDevice() {
    return device;
  }

  @Override
  public DeviceNode copy(Copier copier) {
    return new DeviceNode(this, copier);
  }
}
