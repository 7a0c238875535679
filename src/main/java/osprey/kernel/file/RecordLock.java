package osprey.kernel.file;

import org.jspecify.annotations.Nullable;

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
    READ(0),
    WRITE(1),
    UNLOCK(2);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }

    /// The type with that number, or null.
    public static @Nullable Type of(int number) {
      return switch (number) {
        case 0 -> READ;
        case 1 -> WRITE;
        case 2 -> UNLOCK;
        default -> null;
      };
    }
  }

  boolean overlaps(RecordLock other) {
    return start <= other.end && other.start <= end;
  }

  boolean conflictsWith(RecordLock other) {
    return owner != other.owner
        && overlaps(other)
        && (type == Type.WRITE || other.type == Type.WRITE);
  }

  /// Whether fcntl(2) F_GETLK reports the other when asked for this one: what is in its way, or,
  /// asked for an unlocking (F_OFD_GETLK only), what the owner itself has there.
  boolean meets(RecordLock other) {
    return type == Type.UNLOCK ? owner == other.owner && overlaps(other) : conflictsWith(other);
  }

  RecordLock range(long from, long to) {
    return new RecordLock(owner, processId, type, from, to);
  }

  /// `l_len`: 0 stands for infinity.
  public long length() {
    return end == TO_INFINITY ? 0 : end - start + 1;
  }
}
