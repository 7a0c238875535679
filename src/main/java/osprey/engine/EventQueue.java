package osprey.engine;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The pending events of a simulation in the one order that is declared for them: earlier time
/// first; at one time, lower priority number first; at one time and priority, as scheduled.
///
/// Scheduling, polling and cancelling cost amortised near-constant time however the times are
/// spread (worst case: logarithmic). Events wait in two places. The **front** holds the soonest
/// window of time, up to and including `frontEnd`, in order: a sorted run and a small heap for what
/// arrives late. Everything later lies unordered in [TimeBuckets] and moves to the front a bucket
/// at a time. A queue of few events is all front, and cheap to copy.
///
/// A cancelled event leaves a dead entry behind, dropped when it surfaces or when the dead
/// outnumber the living. The same calls give the same answers on every machine.
///
/// Limits: [#PENDING_MAX] pending events, times from 0 to `Long.MAX_VALUE - 1`, priorities from 0
/// to [#PRIORITY_MAX].
public final class EventQueue {
  /// What [#nextTime] answers when nothing is pending.
  public static final long NEVER = Long.MAX_VALUE;

  /// A handle that [#schedule] never gives out.
  public static final long NO_HANDLE = -1;

  public static final int PRIORITY_MAX = (1 << 7) - 1;
  public static final int PENDING_MAX = Rank.SLOT_MAX;

  /// A queue that fits here needs no buckets.
  private static final int FRONT_ENTRIES = 64;

  private static final int DEAD_ENTRIES_MIN = 64;

  /// What each pending event is, by slot; null is a free slot or a cancelled event.
  private @Nullable Event[] events;

  /// Tells a handle from an older one for the same slot.
  private int[] stamps;

  private int[] freeSlots;
  private int freeSlotCount;
  private int slotCount;
  private int stamp;
  private long sequence;
  private int live;
  private int dead;

  private final SortedRun run;
  private final EntryHeap heap;
  private final TimeBuckets buckets;

  /// The front's window of time. While there are no buckets it is all of time.
  private long frontStart;

  private long frontEnd = NEVER;

  /// The heap is thinned out into the buckets when it holds more entries than this.
  private int heapEntriesMax = FRONT_ENTRIES;

  public EventQueue() {
    this(0);
  }

  /// For tests that cross the end of the sequence numbers.
  EventQueue(long sequence) {
    this.sequence = sequence;
    events = new Event[16];
    stamps = new int[16];
    freeSlots = new int[16];
    run = new SortedRun();
    heap = new EntryHeap();
    buckets = new TimeBuckets();
  }

  private EventQueue(EventQueue other) {
    events = other.events.clone();
    stamps = other.stamps.clone();
    freeSlots = other.freeSlots.clone();
    freeSlotCount = other.freeSlotCount;
    slotCount = other.slotCount;
    stamp = other.stamp;
    sequence = other.sequence;
    live = other.live;
    dead = other.dead;
    run = new SortedRun(other.run);
    heap = new EntryHeap(other.heap);
    buckets = new TimeBuckets(other.buckets);
    frontStart = other.frontStart;
    frontEnd = other.frontEnd;
    heapEntriesMax = other.heapEntriesMax;
  }

  /// A queue that answers every call as this one would; handles are good for both.
  public EventQueue copy() {
    return new EventQueue(this);
  }

  public int size() {
    return live;
  }

  public boolean isEmpty() {
    return live == 0;
  }

  /// Adds an event and returns the handle that cancels it.
  public long schedule(long atNanos, int priority, Event event) {
    checkArgument(atNanos >= 0 && atNanos != NEVER, "not a time to schedule at: %s", atNanos);
    checkArgument(priority >= 0 && priority <= PRIORITY_MAX, "not a priority: %s", priority);
    if (sequence > Rank.SEQUENCE_MAX) {
      renumber();
    }
    int slot = freeSlotCount > 0 ? freeSlots[--freeSlotCount] : newSlot();
    events[slot] = event;
    stamps[slot] = ++stamp;
    live++;
    add(atNanos, Rank.of(priority, sequence++, slot));
    return ((long) stamp << 32) | slot;
  }

  /// Takes a pending event back. Returns false when it has happened or was cancelled before.
  public boolean cancel(long handle) {
    int slot = (int) handle;
    if (slot < 0
        || slot >= slotCount
        || events[slot] == null
        || stamps[slot] != (int) (handle >>> 32)) {
      return false;
    }
    events[slot] = null;
    live--;
    dead++;
    if (dead > live + DEAD_ENTRIES_MIN) {
      rebuild();
    }
    return true;
  }

  /// When the next event happens, or [#NEVER].
  public long nextTime() {
    while (surface()) {
      boolean fromRun = runIsFirst();
      if (events[Rank.slot(fromRun ? run.firstRank() : heap.firstRank())] != null) {
        return fromRun ? run.firstTime() : heap.firstTime();
      }
      dropDead(fromRun ? run.poll() : heap.poll());
    }
    return NEVER;
  }

  /// Removes and returns the next event, or null when nothing is pending.
  public @Nullable Event poll() {
    while (surface()) {
      long rank = runIsFirst() ? run.poll() : heap.poll();
      int slot = Rank.slot(rank);
      Event event = events[slot];
      if (event != null) {
        events[slot] = null;
        freeSlots[freeSlotCount++] = slot;
        live--;
        return event;
      }
      dropDead(rank);
    }
    return null;
  }

  /// One pending event, as [#pending] shows it.
  public record Pending(long atNanos, int priority, Event event) {}

  /// Everything pending in the order in which it will happen. For inspection: sorts all of it.
  public ImmutableList<Pending> pending() {
    EntryHeap sorted = new EntryHeap();
    long[] cells = entries();
    sorted.fill(cells, cells.length);
    ImmutableList.Builder<Pending> pending = ImmutableList.builderWithExpectedSize(live);
    while (!sorted.isEmpty()) {
      long time = sorted.firstTime();
      long rank = sorted.poll();
      Event event = events[Rank.slot(rank)];
      if (event != null) {
        pending.add(new Pending(time, Rank.priority(rank), event));
      }
    }
    return pending.build();
  }

  /// For tests: how many events the queue has room for, alive or dead.
  int slotsInUse() {
    return slotCount - freeSlotCount;
  }

  private void add(long time, long rank) {
    if (time > frontEnd) {
      buckets.add(time, rank, frontEnd);
    } else if (run.isEmpty() ? heap.isEmpty() : run.endsBefore(time, rank)) {
      run.append(time, rank);
    } else {
      heap.add(time, rank);
      if (heap.size() > heapEntriesMax) {
        thinOutFront();
      }
    }
  }

  private boolean runIsFirst() {
    if (heap.isEmpty()) {
      return true;
    }
    if (run.isEmpty()) {
      return false;
    }
    return Rank.precedes(run.firstTime(), run.firstRank(), heap.firstTime(), heap.firstRank());
  }

  /// Makes the front hold the next entry, alive or dead. Returns false when there is none.
  private boolean surface() {
    return !run.isEmpty() || !heap.isEmpty() || refillFront();
  }

  /// Moves the soonest bucket to the empty front: all of it when it is small or of one time, else
  /// its soonest time only, and the rest to smaller buckets.
  private boolean refillFront() {
    heapEntriesMax = FRONT_ENTRIES;
    while (!buckets.isEmpty()) {
      if (buckets.size() <= FRONT_ENTRIES / 2) {
        rebuild();
        return live > 0;
      }
      int bucket = buckets.first();
      if (buckets.isSmall(bucket) || TimeBuckets.holdsOneTime(bucket)) {
        frontStart = TimeBuckets.start(bucket, frontEnd);
        frontEnd = TimeBuckets.end(bucket, frontEnd);
        takeToFront(buckets.take(bucket), buckets.takenLength());
      } else {
        split(buckets.take(bucket), buckets.takenLength());
      }
      if (!run.isEmpty() || !heap.isEmpty()) {
        return true;
      }
    }
    frontStart = 0;
    frontEnd = NEVER;
    return false;
  }

  private void takeToFront(long[] cells, int length) {
    int alive = withoutDead(cells, length);
    if (!run.fill(cells, alive)) {
      heap.fill(cells, alive);
      heapEntriesMax = Math.max(FRONT_ENTRIES, 2 * heap.size());
    }
  }

  private void split(long[] cells, int length) {
    int alive = withoutDead(cells, length);
    if (alive == 0) {
      return;
    }
    long soonest = NEVER;
    for (int at = 0; at < alive; at += 2) {
      soonest = Math.min(soonest, cells[at]);
    }
    frontStart = soonest;
    frontEnd = soonest;
    for (int at = 0; at < alive; at += 2) {
      add(cells[at], cells[at + 1]);
    }
  }

  /// Sends what is later than the soonest time of the front back to the buckets. The new end of the
  /// front may not lie before its start: the buckets' places depend on the digits they share.
  private void thinOutFront() {
    long soonest = run.isEmpty() ? heap.firstTime() : Math.min(run.firstTime(), heap.firstTime());
    long end = Math.max(soonest, frontStart);
    if (end < frontEnd) {
      long[] cells = new long[2 * (run.size() + heap.size())];
      int length = heap.drainTo(cells, run.drainTo(cells, 0));
      frontStart = end;
      frontEnd = end;
      heapEntriesMax = Integer.MAX_VALUE;
      for (int at = 0; at < length; at += 2) {
        add(cells[at], cells[at + 1]);
      }
    } else if (frontStart > soonest && heap.size() > buckets.size()) {
      rebuild();
    }
    heapEntriesMax = Math.max(FRONT_ENTRIES, 2 * heap.size());
  }

  /// Drops the dead entries and lays the others out anew.
  private void rebuild() {
    layOut(entries());
  }

  private void layOut(long[] cells) {
    run.clear();
    heap.clear();
    buckets.clear();
    heapEntriesMax = FRONT_ENTRIES;
    frontStart = 0;
    frontEnd = NEVER;
    if (cells.length / 2 <= FRONT_ENTRIES) {
      takeToFront(cells, cells.length);
    } else {
      split(cells, cells.length);
    }
  }

  /// Every entry, alive or dead, in no order.
  private long[] entries() {
    long[] cells = new long[2 * (run.size() + heap.size() + buckets.size())];
    int length = buckets.copyTo(cells, heap.copyTo(cells, run.copyTo(cells, 0)));
    checkState(length == cells.length, "%s cells of entries, not %s", length, cells.length);
    return cells;
  }

  /// Gives the entries the sequence numbers from 0 on, in their present order.
  private void renumber() {
    long[] cells = entries();
    long[] inSequence = new long[cells.length / 2];
    for (int i = 0; i < inSequence.length; i++) {
      inSequence[i] = Rank.withoutPriority(cells[2 * i + 1]);
    }
    Arrays.sort(inSequence);
    int[] placeOfSlot = new int[slotCount];
    for (int place = 0; place < inSequence.length; place++) {
      placeOfSlot[Rank.slot(inSequence[place])] = place;
    }
    for (int at = 1; at < cells.length; at += 2) {
      int slot = Rank.slot(cells[at]);
      cells[at] = Rank.of(Rank.priority(cells[at]), placeOfSlot[slot], slot);
    }
    sequence = inSequence.length;
    layOut(cells);
  }

  private int withoutDead(long[] cells, int length) {
    int alive = 0;
    for (int at = 0; at < length; at += 2) {
      long rank = cells[at + 1];
      if (events[Rank.slot(rank)] != null) {
        cells[alive] = cells[at];
        cells[alive + 1] = rank;
        alive += 2;
      } else {
        dropDead(rank);
      }
    }
    return alive;
  }

  private void dropDead(long rank) {
    freeSlots[freeSlotCount++] = Rank.slot(rank);
    dead--;
  }

  private int newSlot() {
    checkState(slotCount < PENDING_MAX, "more than %s pending events", PENDING_MAX);
    if (slotCount == events.length) {
      int capacity = 2 * slotCount;
      events = Arrays.copyOf(events, capacity);
      stamps = Arrays.copyOf(stamps, capacity);
      freeSlots = Arrays.copyOf(freeSlots, capacity);
    }
    return slotCount++;
  }
}
