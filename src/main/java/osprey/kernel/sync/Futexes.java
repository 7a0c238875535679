package osprey.kernel.sync;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.task.Task;
import osprey.kernel.wait.WaitQueue;
import osprey.machine.Access;
import osprey.machine.PageTable;

/// Wait queues for words in user memory, futex(2). A word in shared memory is the same word in every
/// process that maps it; a private one belongs to its address space. Queues exist only while somebody
/// waits.
public final class Futexes implements Copyable<Futexes> {
  /// @param space number of the address space, or -1 for shared memory
  /// @param place virtual address, or the physical one for shared memory
  private record Key(long space, long place) {}

  private final Map<Key, WaitQueue> queues;

  public Futexes() {
    queues = new LinkedHashMap<>();
  }

  private Futexes(Futexes from, Copier copier) {
    copier.register(from, this);
    queues = new LinkedHashMap<>();
    from.queues.forEach((key, queue) -> queues.put(key, copier.copy(queue)));
  }

  private static Key key(Task task, long address) {
    var memory = task.process().memory();
    PageTable pages = memory.pageTable();
    int frame = memory.memory().frame(address, Access.READ);
    int flags = PageTable.flags(pages.entry(PageTable.pageOf(address)));
    return (flags & PageTable.SHARED) != 0
        ? new Key(-1, ((long) frame << PageTable.PAGE_SHIFT) + PageTable.offsetOf(address))
        : new Key(pages.space(), address);
  }

  /// The queue of a word, made if need be.
  ///
  /// @param what kind of object, for messages: `mutex`
  public WaitQueue queue(Task task, long address, String what) {
    Key key = key(task, address);
    WaitQueue queue = queues.get(key);
    if (queue == null) {
      prune();
      queue = new WaitQueue(name(task, address, what));
      queues.put(key, queue);
    }
    return queue;
  }

  /// The queue of a word if somebody waits there, else null.
  public @Nullable WaitQueue waiting(Task task, long address) {
    WaitQueue queue = queues.isEmpty() ? null : queues.get(key(task, address));
    return queue == null || queue.isEmpty() ? null : queue;
  }

  private static final int KEPT = 256;

  /// Queues without waiters are kept for a while, since a contended word is soon contended again.
  private void prune() {
    if (queues.size() >= KEPT) {
      queues.values().removeIf(WaitQueue::isEmpty);
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
