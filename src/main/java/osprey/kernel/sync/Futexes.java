package osprey.kernel.sync;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.task.Task;
import osprey.kernel.wait.WaitQueue;
import osprey.machine.Access;
import osprey.machine.PageTable;

/// Wait queues for words in user memory, futex(2). A word in shared memory is the same word in
/// every process that maps it; a private one belongs to its address space.
///
/// A hash table of plain arrays, since every contended lock comes by here. A queue is made at the
/// first wait and kept for a while without waiters: a contended word is soon contended again.
public final class Futexes implements Copyable<Futexes> {
  /// In place of an address space, for words in shared memory; their place is the physical address.
  private static final long SHARED = -1;

  /// With the address of a word that is waited for with FUTEX_PRIVATE_FLAG: whoever wakes without
  /// it looks elsewhere, and the other way round.
  private static final long PRIVATE = 1;

  private static final int CAPACITY_AT_FIRST = 64;

  private long[] spaces = new long[CAPACITY_AT_FIRST];
  private long[] places = new long[CAPACITY_AT_FIRST];
  private @Nullable WaitQueue[] queues = new @Nullable WaitQueue[CAPACITY_AT_FIRST];
  private int count;

  public Futexes() {}

  private Futexes(Futexes from, Copier copier) {
    copier.register(from, this);
    spaces = from.spaces.clone();
    places = from.places.clone();
    count = from.count;
    queues = new @Nullable WaitQueue[from.queues.length];
    for (int i = 0; i < queues.length; i++) {
      queues[i] = copier.copyOrNull(from.queues[i]);
    }
  }

  /// The queue of a word, made if need be.
  ///
  /// @param what kind of object, for messages: `mutex`
  public WaitQueue queue(Task task, long address, String what) {
    return queue(task, address, what, false);
  }

  /// @param isPrivate FUTEX_PRIVATE_FLAG: found inside the process only, wherever the word lies
  public WaitQueue queue(Task task, long address, String what, boolean isPrivate) {
    int slot = slot(task, address, isPrivate);
    WaitQueue queue = queues[slot];
    if (queue == null) {
      long space = wantedSpace;
      long place = wantedPlace;
      if (count * 2 >= queues.length) {
        rebuild();
        slot = slot(space, place);
      }
      queue = new WaitQueue(name(task, address, what));
      spaces[slot] = space;
      places[slot] = place;
      queues[slot] = queue;
      count++;
    }
    return queue;
  }

  /// The queue of a word if somebody waits there, else null.
  public @Nullable WaitQueue waiting(Task task, long address) {
    return waiting(task, address, false);
  }

  public @Nullable WaitQueue waiting(Task task, long address, boolean isPrivate) {
    WaitQueue queue = count == 0 ? null : queues[slot(task, address, isPrivate)];
    return queue == null || queue.isEmpty() ? null : queue;
  }

  /// The key that {@link #slot} looked for last.
  private long wantedSpace;

  private long wantedPlace;

  private int slot(Task task, long address, boolean isPrivate) {
    AddressSpace memory = task.process().memory();
    PageTable pages = memory.pageTable();
    boolean mayBeShared = !isPrivate && memory.hasSharedMemory();
    int frame = mayBeShared ? memory.memory().frame(address, Access.READ) : 0;
    int flags = mayBeShared ? PageTable.flags(pages.entry(PageTable.pageOf(address))) : 0;
    boolean isShared = (flags & PageTable.SHARED) != 0;
    wantedSpace = isShared ? SHARED : pages.space();
    wantedPlace =
        isShared
            ? ((long) frame << PageTable.PAGE_SHIFT) + PageTable.offsetOf(address)
            : isPrivate ? address | PRIVATE : address;
    return slot(wantedSpace, wantedPlace);
  }

  /// Where a key is, or the free slot where it would go.
  private int slot(long space, long place) {
    int mask = queues.length - 1;
    long hash = (place + space * 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
    int slot = (int) (hash >>> 40) & mask;
    while (queues[slot] != null && (spaces[slot] != space || places[slot] != place)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Drops queues without waiters; grows if few of them went.
  private void rebuild() {
    long[] oldSpaces = spaces;
    long[] oldPlaces = places;
    @Nullable WaitQueue[] old = queues;
    int live = 0;
    for (WaitQueue queue : old) {
      if (queue != null && !queue.isEmpty()) {
        live++;
      }
    }
    int capacity = live * 4 > old.length ? old.length * 2 : old.length;
    spaces = new long[capacity];
    places = new long[capacity];
    queues = new @Nullable WaitQueue[capacity];
    count = live;
    for (int i = 0; i < old.length; i++) {
      WaitQueue queue = old[i];
      if (queue != null && !queue.isEmpty()) {
        int slot = slot(oldSpaces[i], oldPlaces[i]);
        spaces[slot] = oldSpaces[i];
        places[slot] = oldPlaces[i];
        queues[slot] = queue;
      }
    }
  }

  private static String name(Task task, long address, String what) {
    String symbol = ObjectNames.nameOf(task.process(), address);
    return what + " " + (symbol.isEmpty() ? "0x" + Long.toHexString(address) : symbol);
  }

  @Override
  public Futexes copy(Copier copier) {
    return new Futexes(this, copier);
  }
}
