package osprey.kernel.ipc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.ChannelInfo;
import osprey.kernel.file.Credentials;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.mem.Segment;
import osprey.kernel.mem.SharedAnonymous;
import osprey.kernel.wait.Outcome;
import osprey.machine.PageTable;
import osprey.machine.Ram;

/// The System V segments of a machine: shmget(2), shmctl(2) without user memory, and who is
/// attached.
public final class SharedSegments implements Copyable<SharedSegments> {
  private final IpcNamespace namespace;
  private final Ram ram;
  private final IpcIds<SharedSegment> ids;

  /// Of all segments, those that were removed but are attached included.
  private long pages;

  SharedSegments(IpcNamespace namespace, Ram ram) {
    this.namespace = namespace;
    this.ram = ram;
    ids = new IpcIds<>();
  }

  private SharedSegments(SharedSegments from, Copier copier) {
    copier.register(from, this);
    pages = from.pages;
    ram = copier.known(from.ram);
    namespace = copier.copy(from.namespace);
    ids = copier.copy(from.ids);
  }

  public Outcome get(int key, long size, int flags, Credentials user, int processId, long time) {
    return ids.get(
        key,
        flags,
        user,
        segment -> Long.compareUnsigned(size, segment.size()) <= 0,
        () -> create(key, size, flags, user, processId, time));
  }

  private Outcome create(
      int key, long size, int flags, Credentials user, int processId, long time) {
    IpcLimits limits = namespace.limits();
    if (size == 0 || Long.compareUnsigned(size, limits.get(IpcLimit.SEGMENT_BYTES)) > 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    long wanted = ((size - 1) >>> PageTable.PAGE_SHIFT) + 1;
    if (Long.compareUnsigned(pages + wanted, limits.get(IpcLimit.SEGMENT_PAGES)) > 0
        || ids.size() >= limits.get(IpcLimit.SEGMENTS)) {
      return Outcome.failed(Errno.ENOSPC);
    }
    if (wanted > ram.limitFrames()) {
      return Outcome.failed(Errno.ENOMEM);
    }
    pages += wanted;
    String name = "/SYSV%08x (deleted)".formatted(key);
    SharedSegment segment =
        new SharedSegment(
            ids.nextId(),
            IpcPermissions.of(key, flags, user),
            time,
            this,
            new SharedAnonymous(ram, wanted, name),
            size,
            wanted,
            processId);
    ids.add(segment);
    return Outcome.done(segment.id());
  }

  /// The segment with that identifier, null if there is none (any more).
  public @Nullable SharedSegment find(int id) {
    return ids.find(id);
  }

  public Collection<SharedSegment> all() {
    return ids.all();
  }

  public long pages() {
    return pages;
  }

  public int highestIndex() {
    return ids.highestIndex();
  }

  void forgetKey(SharedSegment segment) {
    ids.forgetKey(segment);
  }

  void destroy(SharedSegment segment) {
    pages -= segment.pages();
    ids.remove(segment);
  }

  /// Puts it into an address space where nothing is mapped.
  public void attach(
      SharedSegment segment,
      AddressSpace space,
      long start,
      int protection,
      int processId,
      long time) {
    space.add(
        new Segment(
            start,
            start + (segment.pages() << PageTable.PAGE_SHIFT),
            protection,
            Segment.Kind.MAPPING,
            true,
            segment,
            0,
            ""));
    segment.attachedBy(processId, time);
  }

  /// shmdt(2): false unless an attachment begins there.
  public boolean detach(AddressSpace space, long start, int processId, long time) {
    SharedSegment found = null;
    for (Segment part : List.copyOf(space.segments())) {
      if (part.source() instanceof SharedSegment segment
          && (found == null || found == segment)
          && part.start() >= start
          && part.sourcePage() == (part.start() - start) >>> PageTable.PAGE_SHIFT) {
        if (found == null) {
          segment.detachedBy(processId, time);
          found = segment;
        }
        space.unmap(part.start(), part.end());
      }
    }
    return found != null;
  }

  public Outcome remove(int id, Credentials user) {
    SharedSegment segment = ids.find(id);
    if (segment == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (!segment.permissions().isControlledBy(user)) {
      return Outcome.failed(Errno.EPERM);
    }
    segment.remove();
    return Outcome.ZERO;
  }

  public Outcome change(int id, int uid, int gid, int mode, Credentials user, long time) {
    SharedSegment segment = ids.find(id);
    if (segment == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (!segment.permissions().isControlledBy(user)) {
      return Outcome.failed(Errno.EPERM);
    }
    segment.setPermissions(segment.permissions().changed(uid, gid, mode));
    segment.touch(time);
    return Outcome.ZERO;
  }

  /// SHM_LOCK and SHM_UNLOCK: pages are never swapped here, only the mark is kept.
  public Outcome lock(int id, boolean isLocked, Credentials user) {
    SharedSegment segment = ids.find(id);
    if (segment == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (!segment.permissions().isControlledBy(user)) {
      return Outcome.failed(Errno.EPERM);
    }
    segment.setPermissions(
        segment.permissions().withBits(isLocked ? SharedSegment.LOCKED : 0, SharedSegment.LOCKED));
    return Outcome.ZERO;
  }

  /// A process has copied its attachments by fork(2).
  void forked(AddressSpace space, int processId, long time) {
    for (SharedSegment segment : attachedTo(space)) {
      segment.attachedBy(processId, time);
    }
  }

  /// A process is about to lose its attachments by exit(2) or execve(2).
  void leaving(AddressSpace space, int processId, long time) {
    for (SharedSegment segment : attachedTo(space)) {
      segment.detachedBy(processId, time);
    }
  }

  private List<SharedSegment> attachedTo(AddressSpace space) {
    if (ids.size() == 0) {
      return List.of();
    }
    List<SharedSegment> attached = new ArrayList<>();
    for (Segment part : space.segments()) {
      if (part.source() instanceof SharedSegment segment) {
        attached.add(segment);
      }
    }
    return attached;
  }

  List<ChannelInfo> channels() {
    List<ChannelInfo> channels = new ArrayList<>();
    for (SharedSegment segment : ids.all()) {
      channels.add(segment.info());
    }
    return channels;
  }

  @Override
  public SharedSegments copy(Copier copier) {
    return new SharedSegments(this, copier);
  }
}
