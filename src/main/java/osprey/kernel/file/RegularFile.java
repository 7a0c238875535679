package osprey.kernel.file;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.wait.Clock;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.machine.FrameSource;
import osprey.machine.Ram;

/// A file of bytes. They lie in frames of the machine's memory, so that a mapping of the file and
/// its read(2) and write(2) see the same bytes; pages never written are holes that read as zeros.
public final class RegularFile extends Inode implements FrameSource {
  /// Page numbers are ints in the page cache.
  public static final long BYTES_MAX = (1L << 43) - Ram.FRAME_BYTES;

  private static final byte[] ZEROS = new byte[Ram.FRAME_BYTES];
  private static final int PAGE = Ram.FRAME_BYTES;

  private final TreeMap<Long, Integer> frames = new TreeMap<>();

  /// Null in memory.
  private final @Nullable PageCache cache;

  private long size;
  private String mapName;
  private @Nullable String program;
  private int writers;
  private int executions;

  RegularFile(
      FileSystem fileSystem, String mapName, int permissions, int owner, int group, long now) {
    super(fileSystem, permissions, owner, group, now);
    this.mapName = mapName;
    cache = fileSystem.disk() == null ? null : new PageCache();
  }

  private RegularFile(RegularFile from, Copier copier) {
    super(from, copier);
    frames.putAll(from.frames);
    cache = from.cache == null ? null : new PageCache(from.cache);
    size = from.size;
    mapName = from.mapName;
    program = from.program;
    writers = from.writers;
    executions = from.executions;
  }

  @Override
  public int type() {
    return FileMode.REGULAR;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  long blocks() {
    return frames.size() * (PAGE / 512L);
  }

  /// What execve(2) runs for this file, by the name under which the kernel knows the program; null:
  /// ENOEXEC.
  public @Nullable String program() {
    return program;
  }

  public void setProgram(@Nullable String name) {
    program = name;
  }

  /// A process runs it: nobody may open it for writing (ETXTBSY) until {@link #executionEnded}.
  public void executionBegan() {
    executions++;
    retain();
  }

  public void executionEnded() {
    executions--;
    release();
  }

  public boolean isExecuting() {
    return executions > 0;
  }

  /// Open for writing: execve(2) is ETXTBSY.
  public boolean isBeingWritten() {
    return writers > 0;
  }

  void openedForWriting() {
    writers++;
  }

  void closedForWriting() {
    writers--;
  }

  // Mapping.

  @Override
  public int frame(long pageIndex) {
    if (pageIndex * PAGE >= size) {
      return BEYOND_END;
    }
    Integer frame = frames.get(pageIndex);
    if (frame != null) {
      return frame;
    }
    int made = allocate(pageIndex);
    return made < 0 ? NO_MEMORY : made;
  }

  @Override
  public void mapped() {
    retain();
  }

  @Override
  public void unmapped() {
    release();
  }

  @Override
  public String mapName() {
    return links() == 0 ? mapName + " (deleted)" : mapName;
  }

  void setMapName(String name) {
    mapName = name;
  }

  /// A frame for a hole, or -errno.
  private int allocate(long page) {
    if (fileSystem().isFull()) {
      return -Errno.ENOSPC.number();
    }
    int frame = fileSystem().ram().allocate();
    if (frame < 0) {
      return -Errno.ENOMEM.number();
    }
    fileSystem().pageTaken();
    frames.put(page, frame);
    return frame;
  }

  // Bytes.

  /// Moves bytes from `offset` on to the reader; returns how many, or -EFAULT if none can be moved.
  long read(long offset, long count, IoBuffer into) {
    long wanted = Math.min(count, size - offset);
    long moved = 0;
    while (moved < wanted) {
      long at = offset + moved;
      int start = (int) (at % PAGE);
      int part = (int) Math.min(PAGE - start, wanted - moved);
      int reached = into.accessible(part);
      if (reached > 0) {
        Integer frame = frames.get(at / PAGE);
        into.put(frame == null ? ZEROS : fileSystem().ram().readable(frame), start, reached);
        moved += reached;
      }
      if (reached < part) {
        return moved == 0 ? -Errno.EFAULT.number() : moved;
      }
    }
    return Math.max(moved, 0);
  }

  /// Takes bytes from the writer to `offset`; returns how many, or -errno if none can be taken.
  long write(long offset, long count, IoBuffer from, Clock clock) {
    long moved = 0;
    while (moved < count) {
      long at = offset + moved;
      int start = (int) (at % PAGE);
      int part = (int) Math.min(PAGE - start, count - moved);
      int reached = from.accessible(part);
      int frame = reached == 0 ? -Errno.EFAULT.number() : frameForWriting(at / PAGE);
      if (frame < 0) {
        return moved == 0 ? frame : moved;
      }
      from.get(fileSystem().ram().writable(frame), start, reached);
      moved += reached;
      size = Math.max(size, at + reached);
      written(at / PAGE, clock);
      if (reached < part) {
        return moved;
      }
    }
    return moved;
  }

  private int frameForWriting(long page) {
    Integer frame = frames.get(page);
    return frame == null ? allocate(page) : frame;
  }

  private void written(long page, Clock clock) {
    Disk disk = fileSystem().disk();
    if (cache != null && disk != null) {
      cache.written(page);
      fileSystem().dirtied(this);
      disk.scheduleWriteBack(clock);
    }
  }

  /// Makes the file as long as this: cuts it, or adds a hole.
  void setSize(long newSize) {
    if (newSize < size) {
      long firstGone = Math.ceilDiv(newSize, PAGE);
      TruncationListener listener = fileSystem().truncationListener();
      if (listener != null) {
        listener.truncated(this, firstGone);
      }
      Map<Long, Integer> gone = frames.tailMap(firstGone);
      release(gone);
      gone.clear();
      if (cache != null) {
        cache.truncate(firstGone);
        if (!cache.isDirty()) {
          fileSystem().cleaned(this);
        }
      }
      int kept = (int) (newSize % PAGE);
      Integer last = frames.get(newSize / PAGE);
      if (kept != 0 && last != null) {
        fileSystem().ram().fill(last, kept, PAGE - kept, 0);
      }
    }
    size = newSize;
  }

  private void release(Map<Long, Integer> pages) {
    for (int frame : pages.values()) {
      fileSystem().ram().release(frame);
      fileSystem().pageGiven();
    }
  }

  @Override
  void dispose() {
    release(frames);
    frames.clear();
    size = 0;
    if (cache != null) {
      cache.truncate(0);
      fileSystem().cleaned(this);
    }
  }

  /// The first page from `offset` on that holds data (or is a hole), as a byte offset; the size of
  /// the file where there is none: lseek(2) SEEK_DATA and SEEK_HOLE.
  long next(boolean isData, long offset) {
    long at = offset;
    while (at < size && frames.containsKey(at / PAGE) != isData) {
      at = (at / PAGE + 1) * PAGE;
    }
    return Math.min(at, size);
  }

  // Disk.

  /// Waits, if need be, until the disk has brought the pages of a range in.
  Outcome bringIn(long offset, long count, IoCall call) {
    Disk disk = fileSystem().disk();
    if (cache == null || disk == null || count <= 0 || offset >= size) {
      return Outcome.ZERO;
    }
    long first = offset / PAGE;
    long last = (Math.min(offset + count, size) - 1) / PAGE;
    long missing = firstMissing(first, last);
    if (missing > last) {
      if (call.progress() == null) {
        disk.countCache((int) (last - first + 1), 0);
      }
      return Outcome.ZERO;
    }
    Disk.Request request = disk.pending(this, missing, false);
    if (request == null) {
      long end = Math.min(last + disk.profile().readAheadPages(), (size - 1) / PAGE);
      int run = 1;
      while (missing + run <= end && isMissing(missing + run)) {
        run++;
      }
      disk.countCache((int) (last - first + 1) - run, Math.min(run, (int) (last - missing + 1)));
      request = disk.submit(false, this, missing, run, call.clock());
    }
    return await(request, new Then.Continue(new Progress.Bytes(0)));
  }

  private long firstMissing(long first, long last) {
    long page = first;
    while (page <= last && !isMissing(page)) {
      page++;
    }
    return page;
  }

  private boolean isMissing(long page) {
    return cache != null && !cache.isResident(page) && frames.containsKey(page);
  }

  private static Outcome await(Disk.Request request, Then then) {
    return Outcome.blocked(
        Wait.on(request.done).shared().interrupt(Wait.Interrupt.UNINTERRUPTIBLE).then(then));
  }

  /// Hands every dirty page to the disk.
  void writeBack(Clock clock) {
    Disk disk = fileSystem().disk();
    if (cache == null || disk == null) {
      return;
    }
    while (cache.isDirty()) {
      long[] run = cache.takeDirtyRun();
      disk.submit(true, this, run[0], Math.toIntExact(run[1]), clock);
    }
    fileSystem().cleaned(this);
  }

  /// Waits until the disk has everything that was written, then returns `result`: fsync(2).
  Outcome synchronize(long result, Clock clock) {
    writeBack(clock);
    Disk disk = fileSystem().disk();
    Disk.Request request = disk == null ? null : disk.lastWrite(this);
    return request == null ? Outcome.done(result) : await(request, new Then.Return(result));
  }

  /// A request of this file's is done.
  void transferred(Disk.Request request) {
    if (cache != null && !request.isWrite) {
      cache.read(request.firstPage, request.pages);
    }
  }

  // The host's side.

  /// Contents as the host sees them, at most 2 GiB.
  public byte[] contents() {
    byte[] bytes = new byte[Math.toIntExact(size)];
    for (Map.Entry<Long, Integer> page : frames.entrySet()) {
      int start = (int) (page.getKey() * PAGE);
      int part = Math.min(PAGE, bytes.length - start);
      fileSystem().ram().read(page.getValue(), 0, bytes, start, part);
    }
    return bytes;
  }

  /// Replaces the contents before the simulation runs; on a disk they are not in the cache.
  void setContents(byte[] bytes) {
    setSize(0);
    for (int start = 0; start < bytes.length; start += PAGE) {
      int frame = allocate(start / PAGE);
      if (frame < 0) {
        throw new IllegalStateException("no room for the contents of " + mapName);
      }
      int part = Math.min(PAGE, bytes.length - start);
      fileSystem().ram().write(frame, 0, bytes, start, part);
    }
    size = bytes.length;
  }

  @Override
  public RegularFile copy(Copier copier) {
    return new RegularFile(this, copier);
  }
}
