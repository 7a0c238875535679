package osprey.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The caches of a machine's processors, kept coherent by the MESI protocol: which of them holds
/// which line of memory in which state, and how often a line had to travel. The caches are as large
/// as memory: a line leaves one only because another processor writes to it.
///
/// Whether a transfer was useful is decided as Dubois and others do (1993): it was if the
/// processor, while it holds the line, touches a byte that others wrote since it last held it.
public final class CoherentCaches {
  public static final int LINE_BYTES = 64;

  private static final int LINE_SHIFT = 6;
  private static final int LINES_PER_FRAME_SHIFT = Ram.FRAME_SHIFT - LINE_SHIFT;
  private static final int NOBODY = -1;

  /// State of a line in one processor's cache.
  public enum State {
    MODIFIED('M'),
    EXCLUSIVE('E'),
    SHARED('S'),
    INVALID('I');

    private final char letter;

    State(char letter) {
      this.letter = letter;
    }

    public char letter() {
      return letter;
    }
  }

  /// What one thread did in a line since it has been travelling: a bit for each byte.
  public record Footprint(int thread, long read, long written) {}

  /// A line of memory.
  public static final class Line {
    private final int frame;
    private final int offset;
    private long holders;
    private int owner = NOBODY;
    private boolean isDirty;
    private long transfers;
    private long invalidations;
    private long useful;

    /// For each processor, bytes that others wrote since it last held the line.
    private final long[] missed;

    /// For each processor, what `missed` was when the line came, until it proves useful.
    private final long[] doubtful;

    private List<Footprint> footprints = List.of();
    private String name = "";
    private long address;

    private Line(int frame, int offset, int processors) {
      this.frame = frame;
      this.offset = offset;
      missed = new long[processors];
      doubtful = new long[processors];
    }

    private Line(Line from) {
      frame = from.frame;
      offset = from.offset;
      holders = from.holders;
      owner = from.owner;
      isDirty = from.isDirty;
      transfers = from.transfers;
      invalidations = from.invalidations;
      useful = from.useful;
      missed = from.missed.clone();
      doubtful = from.doubtful.clone();
      footprints = new ArrayList<>(from.footprints);
      name = from.name;
      address = from.address;
    }

    public int frame() {
      return frame;
    }

    /// Of its first byte in the frame.
    public int offset() {
      return offset;
    }

    /// Virtual address of its first byte where it was when it first travelled.
    public long address() {
      return address;
    }

    /// What lies there; whoever knows the program says it.
    public String name() {
      return name;
    }

    public void setName(String what) {
      name = what;
    }

    /// How often it came from another processor's cache.
    public long transfers() {
      return transfers;
    }

    /// Copies in other caches that writes made worthless.
    public long invalidations() {
      return invalidations;
    }

    /// Transfers that brought bytes which the receiver wanted and another had written.
    public long useful() {
      return useful;
    }

    public List<Footprint> footprints() {
      return List.copyOf(footprints);
    }

    public State state(int processor) {
      if (owner == processor) {
        return isDirty ? State.MODIFIED : State.EXCLUSIVE;
      }
      return (holders & 1L << processor) != 0 ? State.SHARED : State.INVALID;
    }

    private void note(int thread, long bytes, boolean isWrite) {
      for (int i = 0; i < footprints.size(); i++) {
        Footprint old = footprints.get(i);
        if (old.thread == thread) {
          long read = isWrite ? old.read : old.read | bytes;
          long written = isWrite ? old.written | bytes : old.written;
          if (read != old.read || written != old.written) {
            footprints.set(i, new Footprint(thread, read, written));
          }
          return;
        }
      }
      footprints.add(new Footprint(thread, isWrite ? 0 : bytes, isWrite ? bytes : 0));
    }
  }

  private final int processors;

  /// By the number of the line in memory.
  private final Map<Long, Line> lines = new LinkedHashMap<>();

  /// Lines that travelled and whose frames have been given to somebody else since.
  private final List<Line> past = new ArrayList<>();

  /// Lines that have travelled for the first time and have no name yet.
  private final List<Line> fresh = new ArrayList<>();

  private final int[] threads;
  private final long[] stalls;
  private final long[] accesses;
  private long transfers;
  private long invalidations;

  public CoherentCaches(int processors) {
    this.processors = processors;
    threads = new int[processors];
    stalls = new long[processors];
    accesses = new long[processors];
  }

  private CoherentCaches(CoherentCaches from) {
    this(from.processors);
    from.lines.forEach((key, line) -> lines.put(key, new Line(line)));
    from.past.forEach(line -> past.add(new Line(line)));
    System.arraycopy(from.accesses, 0, accesses, 0, processors);
    transfers = from.transfers;
    invalidations = from.invalidations;
  }

  /// For a checkpoint, between two runs of a processor.
  public CoherentCaches copy() {
    return new CoherentCaches(this);
  }

  /// Which thread a processor is about to run.
  public void enter(int processor, int thread) {
    threads[processor] = thread;
  }

  /// Transfers and invalidations that a processor had to wait for since it was last asked.
  public long takeStalls(int processor) {
    long taken = stalls[processor];
    stalls[processor] = 0;
    return taken;
  }

  boolean hasStalled(int processor) {
    return stalls[processor] > 0;
  }

  /// Lines that travelled for the first time since they were last asked for.
  public List<Line> takeFresh() {
    if (fresh.isEmpty()) {
      return List.of();
    }
    List<Line> taken = List.copyOf(fresh);
    fresh.clear();
    return taken;
  }

  /// A frame has new contents, which no cache holds.
  public void renew(int frame) {
    long first = (long) frame << LINES_PER_FRAME_SHIFT;
    for (long key = first; key < first + (1 << LINES_PER_FRAME_SHIFT); key++) {
      Line old = lines.remove(key);
      if (old != null && old.transfers > 0) {
        past.add(old);
      }
    }
  }

  /// Lines that have travelled, those that did most often first.
  public List<Line> travellers() {
    List<Line> found = new ArrayList<>(past);
    for (Line line : lines.values()) {
      if (line.transfers > 0) {
        found.add(line);
      }
    }
    found.sort((a, b) -> Long.compare(b.transfers, a.transfers));
    return found;
  }

  public long transfers() {
    return transfers;
  }

  public long invalidations() {
    return invalidations;
  }

  /// How often a processor accessed memory.
  public long accesses(int processor) {
    return accesses[processor];
  }

  /// A processor reads or writes bytes that do not leave a page.
  void access(int processor, long address, int frame, int count, boolean isWrite) {
    accesses[processor]++;
    int offset = PageTable.offsetOf(address);
    int done = 0;
    while (done < count) {
      int in = (offset + done) & (LINE_BYTES - 1);
      int part = Math.min(count - done, LINE_BYTES - in);
      long bytes = (part == LINE_BYTES ? -1L : (1L << part) - 1) << in;
      long key = ((long) frame << LINES_PER_FRAME_SHIFT) | (offset + done) >>> LINE_SHIFT;
      Line line = lines.get(key);
      if (line == null) {
        line = new Line(frame, offset + done - in, processors);
        lines.put(key, line);
      }
      long before = line.transfers;
      touch(line, processor, bytes, isWrite);
      if (line.transfers > before && before == 0) {
        line.address = address + done - in;
        line.footprints = new ArrayList<>();
        fresh.add(line);
      }
      if (line.transfers > 0) {
        line.note(threads[processor], bytes, isWrite);
      }
      done += part;
    }
  }

  private void touch(Line line, int processor, long bytes, boolean isWrite) {
    long own = 1L << processor;
    long others = line.holders & ~own;
    boolean comes = (line.holders & own) == 0;
    boolean stalls = others != 0 && (comes || isWrite);
    if (comes) {
      if (others != 0) {
        line.transfers++;
        transfers++;
      }
      line.doubtful[processor] = others == 0 ? 0 : line.missed[processor];
      line.missed[processor] = 0;
    }
    if ((line.doubtful[processor] & bytes) != 0) {
      line.useful++;
      line.doubtful[processor] = 0;
    }
    if (isWrite) {
      int lost = Long.bitCount(others);
      line.invalidations += lost;
      invalidations += lost;
      line.holders = own;
      line.owner = processor;
      line.isDirty = true;
      for (int i = 0; i < processors; i++) {
        line.missed[i] |= i == processor ? 0 : bytes;
      }
    } else if (comes) {
      line.holders |= own;
      line.owner = others == 0 ? processor : NOBODY;
      line.isDirty = false;
    }
    if (stalls) {
      this.stalls[processor]++;
    }
  }

  /// For tests: the states of a line in all caches, `MI`.
  String states(int frame, int offset) {
    char[] letters = new char[processors];
    Arrays.fill(letters, State.INVALID.letter());
    long key = ((long) frame << LINES_PER_FRAME_SHIFT) | offset >>> LINE_SHIFT;
    Line line = lines.get(key);
    for (int i = 0; line != null && i < processors; i++) {
      letters[i] = line.state(i).letter();
    }
    return new String(letters);
  }
}
