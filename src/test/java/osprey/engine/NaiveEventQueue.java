package osprey.engine;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What [EventQueue] promises, in the fewest words: a sorted set.
final class NaiveEventQueue {
  private record Entry(long time, int priority, long sequence, Event event) {}

  private final TreeSet<Entry> entries =
      new TreeSet<>(
          Comparator.comparingLong(Entry::time)
              .thenComparingInt(Entry::priority)
              .thenComparingLong(Entry::sequence));

  private long sequence;

  long schedule(long time, int priority, Event event) {
    entries.add(new Entry(time, priority, sequence, event));
    return sequence++;
  }

  boolean cancel(long handle) {
    return entries.removeIf(entry -> entry.sequence() == handle);
  }

  long nextTime() {
    return entries.isEmpty() ? EventQueue.NEVER : entries.first().time();
  }

  @Nullable Event poll() {
    Entry first = entries.pollFirst();
    return first == null ? null : first.event();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int size() {
    return entries.size();
  }
}
