package osprey.kernel.ipc;

import java.util.List;
import osprey.engine.Copier;
import osprey.inspect.ChannelInfo;
import osprey.kernel.mem.SharedAnonymous;
import osprey.machine.FrameSource;

/// A System V shared memory segment, shmop(2). Attachments are segments of address spaces whose
/// source it is; each counts, and the last one to go takes a segment along that was removed before.
public final class SharedSegment extends IpcObject implements FrameSource {
  static final int DESTROYED = 01000;
  static final int LOCKED = 02000;

  private final SharedSegments segments;
  private final SharedAnonymous memory;
  private final long size;
  private final long pages;
  private final int creator;
  private int lastUser;
  private int attachments;

  /// Nanoseconds since 1970, 0 for never.
  private long attached;

  private long detached;

  SharedSegment(
      int id,
      IpcPermissions permissions,
      long time,
      SharedSegments segments,
      SharedAnonymous memory,
      long size,
      long pages,
      int creator) {
    super(id, permissions, time);
    this.segments = segments;
    this.memory = memory;
    this.size = size;
    this.pages = pages;
    this.creator = creator;
    memory.mapped();
  }

  private SharedSegment(SharedSegment from, Copier copier) {
    super(from, copier);
    size = from.size;
    pages = from.pages;
    creator = from.creator;
    lastUser = from.lastUser;
    attachments = from.attachments;
    attached = from.attached;
    detached = from.detached;
    segments = copier.copy(from.segments);
    memory = copier.copy(from.memory);
  }

  @Override
  public int frame(long pageIndex) {
    return memory.frame(pageIndex);
  }

  @Override
  public void mapped() {
    attachments++;
  }

  @Override
  public void unmapped() {
    attachments--;
    destroyIfUnused();
  }

  private void destroyIfUnused() {
    if (attachments == 0 && isDestroyed()) {
      segments.destroy(this);
      memory.unmapped();
    }
  }

  @Override
  public String mapName() {
    return memory.mapName();
  }

  /// IPC_RMID: nobody finds it by its key any more; it goes with its last attachment.
  void remove() {
    if (!isDestroyed()) {
      segments.forgetKey(this);
      setPermissions(permissions().withoutKey(DESTROYED));
    }
    destroyIfUnused();
  }

  void attachedBy(int processId, long time) {
    lastUser = processId;
    attached = time;
  }

  void detachedBy(int processId, long time) {
    lastUser = processId;
    detached = time;
  }

  public boolean isDestroyed() {
    return (permissions().mode() & DESTROYED) != 0;
  }

  /// Bytes, as asked for; whole pages are there.
  public long size() {
    return size;
  }

  public long pages() {
    return pages;
  }

  public int attachments() {
    return attachments;
  }

  public int creator() {
    return creator;
  }

  public int lastUser() {
    return lastUser;
  }

  public long attached() {
    return attached;
  }

  public long detached() {
    return detached;
  }

  ChannelInfo info() {
    return new ChannelInfo(
        "System V shared memory",
        "segment " + id(),
        size,
        size,
        0,
        attachments,
        attachments,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        List.of());
  }

  @Override
  public SharedSegment copy(Copier copier) {
    return new SharedSegment(this, copier);
  }
}
