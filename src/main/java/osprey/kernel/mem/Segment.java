package osprey.kernel.mem;

import org.jspecify.annotations.Nullable;
import osprey.machine.Access;
import osprey.machine.FrameSource;

/// A range of addresses with one meaning and one protection, a line of /proc/PID/maps. Immutable;
/// Linux calls it a VMA.
///
/// @param start page-aligned
/// @param end page-aligned, exclusive
/// @param protection PROT_READ 1 | PROT_WRITE 2 | PROT_EXEC 4, and {@link #NEVER_WRITABLE}
/// @param isShared stores go to the source (MAP_SHARED) instead of private copies
/// @param source where contents come from, null for anonymous zero-filled memory
/// @param sourcePage page of the source that lies at `start`
/// @param name of a mapping that is not a file: `[heap]`, `[stack]`
public record Segment(
    long start,
    long end,
    int protection,
    Kind kind,
    boolean isShared,
    @Nullable FrameSource source,
    long sourcePage,
    String name) {
  public static final int PROT_READ = 1;
  public static final int PROT_WRITE = 2;
  public static final int PROT_EXEC = 4;

  /// With the protection of a shared mapping that mprotect(2) may not make writable: what it maps
  /// was open for reading only.
  public static final int NEVER_WRITABLE = 8;

  public enum Kind {
    CODE,
    CONSTANTS,
    DATA,
    HEAP,
    STACK,
    /// Below a stack: touching it is how a stack overflow is caught.
    GUARD,
    MAPPING
  }

  public long pages() {
    return (end - start) >>> 12;
  }

  public boolean contains(long address) {
    return address >= start && address < end;
  }

  /// What a page table can tell apart: on x86-64 a page that can be written can be read.
  boolean permits(Access access) {
    int needed =
        switch (access) {
          case READ -> PROT_READ | PROT_WRITE;
          case WRITE -> PROT_WRITE;
          case EXECUTE -> PROT_EXEC;
        };
    return (protection & needed) != 0;
  }

  /// The part of this segment within [from, to).
  Segment part(long from, long to) {
    return new Segment(
        from, to, protection, kind, isShared, source, sourcePage + ((from - start) >>> 12), name);
  }

  Segment protect(int newProtection) {
    int kept = protection & NEVER_WRITABLE;
    return new Segment(start, end, newProtection | kept, kind, isShared, source, sourcePage, name);
  }

  Segment rename(String newName) {
    return new Segment(start, end, protection, kind, isShared, source, sourcePage, newName);
  }

  Segment from(@Nullable FrameSource otherSource) {
    return new Segment(start, end, protection, kind, isShared, otherSource, sourcePage, name);
  }

  /// `rw-p`, as /proc/PID/maps has it.
  public String permissions() {
    return ((protection & PROT_READ) != 0 ? "r" : "-")
        + ((protection & PROT_WRITE) != 0 ? "w" : "-")
        + ((protection & PROT_EXEC) != 0 ? "x" : "-")
        + (isShared ? "s" : "p");
  }
}
