package osprey.engine;

/// How entries of one time are ordered, packed into one `long` that compares as it should: priority
/// (7 bits), sequence number (32 bits), and, since no two entries share a sequence number, the slot
/// of the event (24 bits) for free.
final class Rank {
  static final int SLOT_MAX = (1 << 24) - 1;
  static final long SEQUENCE_MAX = (1L << 32) - 1;

  private static final int SEQUENCE_SHIFT = 24;
  private static final int PRIORITY_SHIFT = 56;

  private Rank() {}

  static long of(int priority, long sequence, int slot) {
    return ((long) priority << PRIORITY_SHIFT) | (sequence << SEQUENCE_SHIFT) | slot;
  }

  /// Whether the entry (time, rank) happens before the other one.
  static boolean precedes(long time, long rank, long otherTime, long otherRank) {
    return time < otherTime || (time == otherTime && rank < otherRank);
  }

  static int priority(long rank) {
    return (int) (rank >>> PRIORITY_SHIFT);
  }

  static int slot(long rank) {
    return (int) rank & SLOT_MAX;
  }

  static long withoutPriority(long rank) {
    return rank & ((1L << PRIORITY_SHIFT) - 1);
  }
}
