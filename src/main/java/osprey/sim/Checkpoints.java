package osprey.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Copies of a simulation as it was at some moments of its run, of which a bounded number is kept.
///
/// Two kinds. The **grid** covers the whole run, evenly: when it has too many, or they hold on to
/// too much memory, every other one goes and from then on they are made half as often. The **near**
/// ones are made on the way to a moment, closer and closer to it, so that the next steps back from
/// there are short; the oldest goes when there are too many.
final class Checkpoints {
  /// More would make the next ones sparser.
  static final int GRID_MAX = 128;

  static final int NEAR_MAX = 24;

  /// Bytes of simulated memory that differ from one checkpoint to the next, in all.
  static final long BYTES_MAX = 256L << 20;

  private static final long SPACING_AT_FIRST = 1 << 16;

  /// Nearer than this a checkpoint saves nothing.
  private static final long NEAREST = 1 << 11;

  private record Kept(Simulation simulation, long bytes) {}

  private final TreeMap<Moment, Kept> all = new TreeMap<>();
  private final Deque<Moment> near = new ArrayDeque<>();
  private long spacing = SPACING_AT_FIRST;
  private long bytes;

  /// How far the grid reaches.
  private long covered;

  /// The next number of ticks at which the grid wants a checkpoint.
  long nextDue(long ticks) {
    return (Math.max(ticks, covered) / spacing + 1) * spacing;
  }

  void add(Moment moment, Simulation simulation) {
    covered = Math.max(covered, moment.ticks());
    put(moment, simulation);
    while (all.size() - near.size() > GRID_MAX || bytes > BYTES_MAX && all.size() > 2) {
      thinOut();
    }
  }

  /// On the way from one number of ticks to another: where to make the next checkpoint, or the goal
  /// when it is not worth while any more.
  static long nextNear(long ticks, long goal) {
    long left = goal - ticks;
    return left < 2 * NEAREST ? goal : ticks + left - left / 4;
  }

  void addNear(Moment moment, Simulation simulation) {
    if (all.containsKey(moment)) {
      return;
    }
    if (near.size() == NEAR_MAX) {
      drop(near.removeFirst());
    }
    near.addLast(moment);
    put(moment, simulation);
  }

  /// The latest not after a moment; never null, as the start is kept for ever.
  Map.Entry<Moment, Simulation> before(Moment moment) {
    Map.Entry<Moment, Kept> found = all.floorEntry(moment);
    if (found == null) {
      throw new IllegalStateException("there is no checkpoint before " + moment);
    }
    return Map.entry(found.getKey(), found.getValue().simulation);
  }

  /// What came after a moment is no longer what will happen.
  void forgetAfter(Moment moment) {
    all.tailMap(moment, false).clear();
    covered = Math.min(covered, moment.ticks());
    near.removeIf(each -> !all.containsKey(each));
    measure();
  }

  int size() {
    return all.size();
  }

  long bytes() {
    return bytes;
  }

  private void put(Moment moment, Simulation simulation) {
    Map.Entry<Moment, Kept> previous = all.lowerEntry(moment);
    long own = simulation.bytesNotIn(previous == null ? null : previous.getValue().simulation);
    Kept replaced = all.put(moment, new Kept(simulation, own));
    bytes += own - (replaced == null ? 0 : replaced.bytes);
  }

  private void drop(Moment moment) {
    Kept gone = all.remove(moment);
    bytes -= gone == null ? 0 : gone.bytes;
  }

  private void thinOut() {
    if (bytes > BYTES_MAX && !near.isEmpty()) {
      all.keySet().removeAll(near);
      near.clear();
    } else {
      spacing *= 2;
      all.keySet().removeIf(each -> !near.contains(each) && each.ticks() % spacing >= spacing / 2);
    }
    measure();
  }

  /// Pages whose contents only a checkpoint that is gone had kept are free now.
  private void measure() {
    bytes = 0;
    @Nullable Simulation previous = null;
    for (Map.Entry<Moment, Kept> each : all.entrySet()) {
      Simulation simulation = each.getValue().simulation;
      long own = simulation.bytesNotIn(previous);
      each.setValue(new Kept(simulation, own));
      bytes += own;
      previous = simulation;
    }
  }
}
