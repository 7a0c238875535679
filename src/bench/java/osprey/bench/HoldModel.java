package osprey.bench;

import java.util.Arrays;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import osprey.engine.Event;
import osprey.engine.EventQueue;
import osprey.engine.SplittableSeed;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.EventList;

/// The classic test of an event queue: of `n` pending events, take the next one and schedule it
/// again after an exponential delay, over and over. Each contestant keeps a total order (time,
/// priority, insertion) and can cancel; one event in [#CANCEL_EVERY] is scheduled twice and one of
/// the two cancelled, so that cancellation is paid for.
abstract sealed class HoldModel {
  static final double MEAN_DELAY_NANOS = 1e6;
  static final int CANCEL_EVERY = 16;

  private final double[] delays = new double[1 << 14];
  private int operations;

  HoldModel() {
    var seed = new SplittableSeed(2);
    Arrays.setAll(delays, _ -> seed.nextExponential(MEAN_DELAY_NANOS));
  }

  /// Schedules `n` events and runs until their first times are forgotten.
  final HoldModel warm(int n) {
    var seed = new SplittableSeed(1);
    for (int i = 0; i < n; i++) {
      schedule((long) seed.nextExponential(MEAN_DELAY_NANOS));
    }
    hold(2 * n);
    return this;
  }

  /// Does this many take-and-schedule-again operations; returns the simulated time.
  final long hold(int count) {
    long now = 0;
    for (int i = 0; i < count; i++) {
      operations++;
      now = takeNext();
      long delay = (long) delays[operations & (delays.length - 1)];
      if (operations % CANCEL_EVERY == 0) {
        scheduleAndCancel(now + delay / 2);
      }
      schedule(now + delay);
    }
    return now;
  }

  /// Removes the next event and returns its time.
  abstract long takeNext();

  abstract void schedule(long time);

  abstract void scheduleAndCancel(long time);

  /// Osprey's own queue.
  static final class Osprey extends HoldModel {
    private record Wake(int task) implements Event {}

    private final EventQueue queue = new EventQueue();
    private @Nullable Event event = new Wake(1);

    @Override
    long takeNext() {
      long time = queue.nextTime();
      event = queue.poll();
      return time;
    }

    @Override
    void schedule(long time) {
      if (event != null) {
        queue.schedule(time, 0, event);
      }
    }

    @Override
    void scheduleAndCancel(long time) {
      if (event != null) {
        queue.cancel(queue.schedule(time, 0, event));
      }
    }
  }

  /// `java.util.PriorityQueue`; a cancelled entry is marked and skipped when it surfaces.
  static final class JavaUtil extends HoldModel {
    private static final class Entry implements Comparable<Entry> {
      private final long time;
      private final int priority;
      private final long sequence;
      private boolean cancelled;

      Entry(long time, int priority, long sequence) {
        this.time = time;
        this.priority = priority;
        this.sequence = sequence;
      }

      @Override
      public int compareTo(Entry other) {
        int order = Long.compare(time, other.time);
        if (order == 0) {
          order = Integer.compare(priority, other.priority);
        }
        return order != 0 ? order : Long.compare(sequence, other.sequence);
      }
    }

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private long sequence;

    @Override
    long takeNext() {
      Entry entry = queue.remove();
      while (entry.cancelled) {
        entry = queue.remove();
      }
      return entry.time;
    }

    @Override
    void schedule(long time) {
      queue.add(new Entry(time, 0, sequence++));
    }

    @Override
    void scheduleAndCancel(long time) {
      var entry = new Entry(time, 0, sequence++);
      queue.add(entry);
      entry.cancelled = true;
    }
  }

  /// An event list of SSJ. Its default is the splay tree; Henriksen's list is the fastest here.
  static final class Ssj extends HoldModel {
    private static final class Tick extends umontreal.ssj.simevents.Event {
      Tick(Simulator simulator) {
        super(simulator);
      }

      void at(long time) {
        eventTime = (double) time;
      }

      @Override
      public void actions() {}
    }

    private final Simulator simulator = new Simulator();
    private final EventList list;
    private Tick event = new Tick(simulator);
    private int sequence;
    private boolean taken;

    Ssj(EventList list) {
      this.list = list;
    }

    @Override
    long takeNext() {
      event = (Tick) list.removeFirst();
      taken = true;
      return (long) event.time();
    }

    /// The event just taken is used again, as `Event.reschedule` would.
    @Override
    void schedule(long time) {
      Tick next = taken ? event : new Tick(simulator);
      taken = false;
      add(next, time);
    }

    @Override
    void scheduleAndCancel(long time) {
      var next = new Tick(simulator);
      add(next, time);
      list.remove(next);
    }

    private void add(Tick next, long time) {
      next.at(time);
      next.setRa(sequence++);
      list.add(next);
    }
  }
}
