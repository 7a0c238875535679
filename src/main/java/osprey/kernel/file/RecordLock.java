package osprey.kernel.file;

/// A lock on a range of bytes, fcntl(2) "Advisory record locking": one that is held, or one that is
/// asked for.
///
/// @param owner process id of a traditional lock, a negative number for an open file description
/// @param processId as F_GETLK reports it, -1 for an open file description's lock
/// @param end last byte, {@link #TO_INFINITY} for the end of the file however far it grows
public record RecordLock(long owner, int processId, Type type, long start, long end) {
  public static final long TO_INFINITY = Long.MAX_VALUE;

  /// As `l_type` numbers them: F_RDLCK 0, F_WRLCK 1, F_UNLCK 2.
  public enum Type {
    READ,
    WRITE,
    UNLOCK
  }

  boolean overlaps(RecordLock other) {
    return start <= other.end && other.start <= end;
  }

  boolean conflictsWith(RecordLock other) {
    return owner != other.owner
        && overlaps(other)
        && (type == Type.WRITE || other.type == Type.WRITE);
  }

  RecordLock range(long from, long to) {
    return new RecordLock(owner, processId, type, from, to);
  }

  /// `l_len`: 0 stands for infinity.
  public long length() {
    return end == TO_INFINITY ? 0 : end - start + 1;
  }
}
