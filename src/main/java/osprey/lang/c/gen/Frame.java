package osprey.lang.c.gen;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The memory frame of a function, below the frame pointer: which bytes are taken by what is alive.
///
/// Small named variables keep their place until the function ends, as gcc does without
/// optimisation, so that a stale pointer to one shows its last value; large ones and temporaries
/// are reused.
final class Frame {
  private static final int UNIT = 8;

  private record Slot(int start, int units) {}

  private final BitSet taken = new BitSet();
  private final List<Slot> releasable = new ArrayList<>();
  private int unitsMax;

  /// Offset from the frame pointer of a new object that lives until the function ends.
  int allocate(long bytes, int alignment) {
    return place(bytes, alignment, false);
  }

  /// Offset of a new object that lives until {@link #release}.
  int allocateTemporary(long bytes, int alignment) {
    return place(bytes, alignment, true);
  }

  int mark() {
    return releasable.size();
  }

  void release(int mark) {
    while (releasable.size() > mark) {
      Slot slot = releasable.removeLast();
      taken.clear(slot.start, slot.start + slot.units);
    }
  }

  /// Bytes of all that was ever alive, a multiple of 8.
  int bytes() {
    return unitsMax * UNIT;
  }

  private int place(long bytes, int alignment, boolean temporary) {
    int units = (int) Math.max(1, (bytes + UNIT - 1) / UNIT);
    int step = Math.min(16, Math.max(UNIT, alignment)) / UNIT;
    int start = 0;
    while (true) {
      start = taken.nextClearBit(start);
      int excess = (start + units) % step;
      if (excess != 0) {
        start += step - excess;
      }
      int blocked = taken.nextSetBit(start);
      if (blocked < 0 || blocked >= start + units) {
        break;
      }
      start = blocked;
    }
    taken.set(start, start + units);
    unitsMax = Math.max(unitsMax, start + units);
    if (temporary) {
      releasable.add(new Slot(start, units));
    }
    return -(start + units) * UNIT;
  }
}
