package osprey.hardware.lockstep;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.hardware.real.RealThread;
import osprey.hardware.real.Slot;
import osprey.kernel.core.Kernel;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.machine.Access;
import osprey.machine.MemoryObserver;
import osprey.machine.PageTable;

/// Mappings that processes share: what the programs store there is stored in the real mappings too,
/// and what they load must be there. A real mapping lies at a fixed distance below the simulated
/// one, where nothing else is.
final class SharedMemory implements MemoryObserver {
  private static final long DISTANCE = 0x1000_0000_0000L;
  private static final int PAGE = PageTable.PAGE_BYTES;
  private static final int OBJECT_BYTES = 64;

  private final Kernel kernel;
  private final Partners partners;

  /// Start and end of each mapping, by process.
  private final Map<Integer, TreeMap<Long, Long>> mappings = new HashMap<>();

  /// A store that the program is about to do: its bytes are known when something else happens.
  private @Nullable Store pending;

  private long accesses;

  private record Store(Pair pair, long address, int frame, int offset, int bytes) {}

  /// Knows who is beside whom.
  interface Partners {
    @Nullable Pair of(Task task);

    Divergence differs(Pair pair, String simulated, String real);
  }

  SharedMemory(Kernel kernel, Partners partners) {
    this.kernel = kernel;
    this.partners = partners;
  }

  /// How many loads and stores were done in the real mappings.
  long accesses() {
    return accesses;
  }

  static long realOf(long address) {
    return address - DISTANCE;
  }

  /// The real address of bytes in a shared mapping, 0 if they are not in one.
  long real(Process process, long address, long count) {
    TreeMap<Long, Long> all = mappings.get(process.id());
    Map.Entry<Long, Long> mapping = all == null ? null : all.floorEntry(address);
    return mapping != null && address + count <= mapping.getValue() ? realOf(address) : 0;
  }

  void mapped(Process process, long start, long bytes) {
    long end = start + (bytes + PAGE - 1 & -PAGE);
    unmapped(process, start, end - start);
    mappings.computeIfAbsent(process.id(), _ -> new TreeMap<>()).put(start, end);
  }

  void unmapped(Process process, long start, long bytes) {
    TreeMap<Long, Long> all = mappings.get(process.id());
    if (all == null) {
      return;
    }
    long end = start + (bytes + PAGE - 1 & -PAGE);
    for (Map.Entry<Long, Long> each : new TreeMap<>(all).entrySet()) {
      if (each.getKey() < end && each.getValue() > start) {
        all.remove(each.getKey());
        if (each.getKey() < start) {
          all.put(each.getKey(), start);
        }
        if (each.getValue() > end) {
          all.put(end, each.getValue());
        }
      }
    }
  }

  /// The mapping that begins there is gone, however long it was.
  void detached(Process process, long start) {
    TreeMap<Long, Long> all = mappings.get(process.id());
    if (all != null) {
      all.remove(start);
    }
  }

  void forked(Process parent, Process child) {
    TreeMap<Long, Long> all = mappings.get(parent.id());
    if (all != null) {
      mappings.put(child.id(), new TreeMap<>(all));
    }
  }

  /// Its memory is gone.
  void forget(Process process) {
    mappings.remove(process.id());
    Store store = pending;
    if (store != null && store.pair.task.process() == process) {
      pending = null;
    }
  }

  // ---- loads and stores

  @Override
  public void accessed(int frame, int offset, int bytes, Access access) {
    flush();
    Task task = kernel.currentTask();
    Pair pair = task == null ? null : partners.of(task);
    if (task == null || pair == null || pair.real.isPending()) {
      return;
    }
    long address = addressOf(task.process(), frame) + offset;
    if (address < PAGE) {
      return;
    }
    accesses++;
    if (access == Access.WRITE) {
      pending = new Store(pair, address, frame, offset, bytes);
      return;
    }
    byte[] there = bytes(frame, offset, bytes);
    byte[] here = load(pair.real, realOf(address), bytes);
    if (!Arrays.equals(there, here)) {
      throw partners.differs(
          pair,
          "loads " + Output.show(there) + " at 0x" + Long.toHexString(address),
          "loads " + Output.show(here) + " at 0x" + Long.toHexString(realOf(address)));
    }
  }

  /// Does the store that has been waiting for its bytes.
  void flush() {
    Store store = pending;
    pending = null;
    if (store != null && !store.pair.real.isDead() && !store.pair.real.isPending()) {
      store(store.pair.real, realOf(store.address), bytes(store.frame, store.offset, store.bytes));
    }
  }

  /// The thread library has changed the object behind a pointer without the program's own stores.
  void refresh(Pair pair, long address) {
    Process process = pair.task.process();
    long real = real(process, address, OBJECT_BYTES);
    byte[] bytes = new byte[OBJECT_BYTES];
    if (real != 0
        && !pair.real.isDead()
        && !pair.real.isPending()
        && process.memory().peek(address, bytes) == OBJECT_BYTES) {
      store(pair.real, real, bytes);
    }
  }

  private byte[] bytes(int frame, int offset, int count) {
    return Arrays.copyOfRange(kernel.ram().readable(frame), offset, offset + count);
  }

  private static byte[] load(RealThread real, long address, int count) {
    Slot slot = real.slot();
    slot.clear();
    long at = slot.room(count);
    real.copy(at, address, count);
    return slot.read(at, count);
  }

  private static void store(RealThread real, long address, byte[] bytes) {
    Slot slot = real.slot();
    slot.clear();
    real.copy(address, slot.put(bytes), bytes.length);
  }

  private long addressOf(Process process, int frame) {
    TreeMap<Long, Long> all = mappings.get(process.id());
    if (all != null) {
      PageTable pages = process.memory().pageTable();
      for (Map.Entry<Long, Long> each : all.entrySet()) {
        for (long at = each.getKey(); at < each.getValue(); at += PAGE) {
          long entry = pages.entry(PageTable.pageOf(at));
          if (PageTable.isPresent(entry) && PageTable.frame(entry) == frame) {
            return at;
          }
        }
      }
    }
    return -PAGE;
  }
}
