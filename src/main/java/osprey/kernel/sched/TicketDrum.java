package osprey.kernel.sched;

import static com.google.common.base.Preconditions.checkState;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.Task;

/// Tickets of ready threads, from which one is drawn. Threads stand in places; a tree of sums over
/// the places (Fenwick tree) finds the owner of a ticket in O(log n).
final class TicketDrum implements ByAffinity.Group<TicketDrum> {
  private @Nullable Task[] tasks = new @Nullable Task[8];

  /// Tickets of each place, and the tree of sums over them, counted from 1.
  private long[] tickets = new long[8];

  private long[] sums = new long[9];

  /// Free places, last given up first.
  private int[] free = new int[8];

  private int freeCount;
  private int used;
  private long total;

  TicketDrum() {}

  private TicketDrum(TicketDrum from, Copier copier) {
    copier.register(from, this);
    tasks = new @Nullable Task[from.tasks.length];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = copier.copyOrNull(from.tasks[i]);
    }
    tickets = from.tickets.clone();
    sums = from.sums.clone();
    free = from.free.clone();
    freeCount = from.freeCount;
    used = from.used;
    total = from.total;
  }

  @Override
  public boolean isEmpty() {
    return total == 0;
  }

  long total() {
    return total;
  }

  /// The owner is the last of all until places were given up.
  void add(Task task) {
    int place = freeCount > 0 ? free[--freeCount] : used++;
    if (place == tasks.length) {
      grow();
    }
    tasks[place] = task;
    task.scheduling.place = place;
    change(place, Math.max(1, task.scheduling.tickets));
  }

  private void grow() {
    int capacity = tasks.length * 2;
    tasks = Arrays.copyOf(tasks, capacity);
    tickets = Arrays.copyOf(tickets, capacity);
    free = Arrays.copyOf(free, capacity);
    long[] before = tickets;
    tickets = new long[capacity];
    sums = new long[capacity + 1];
    total = 0;
    for (int i = 0; i < capacity; i++) {
      if (before[i] > 0) {
        change(i, before[i]);
      }
    }
  }

  private void change(int place, long by) {
    tickets[place] += by;
    total += by;
    for (int i = place + 1; i < sums.length; i += i & -i) {
      sums[i] += by;
    }
  }

  void remove(Task task) {
    int place = task.scheduling.place;
    checkState(place >= 0 && tasks[place] == task, "%s has no tickets here", task);
    change(place, -tickets[place]);
    tasks[place] = null;
    task.scheduling.place = -1;
    free[freeCount++] = place;
  }

  /// Whose ticket it is, and takes that thread out.
  ///
  /// @param ticket 0 to total - 1
  Task draw(long ticket) {
    int place = 0;
    long left = ticket;
    for (int step = Integer.highestOneBit(tasks.length); step > 0; step >>= 1) {
      if (place + step < sums.length && sums[place + step] <= left) {
        place += step;
        left -= sums[place];
      }
    }
    Task winner = tasks[place];
    checkState(winner != null, "nobody has ticket %s", ticket);
    remove(winner);
    return winner;
  }

  @Override
  public TicketDrum copy(Copier copier) {
    return new TicketDrum(this, copier);
  }
}
