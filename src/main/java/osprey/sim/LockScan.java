package osprey.sim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Location;
import osprey.code.Symbol;
import osprey.inspect.LockInfo;
import osprey.kernel.core.Kernel;
import osprey.kernel.sync.LockRequest;
import osprey.kernel.sync.Mutexes;
import osprey.kernel.sync.ReadWriteLocks;
import osprey.kernel.sync.Semaphores;
import osprey.kernel.sync.WordWait;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Waiter;

/// Finds the locks of a process as a debugger would: the global variables of a lock's type, in
/// arrays and structs too, and whatever else somebody waits for. Only those that were used.
final class LockScan {
  /// Locks of one process that are looked at.
  private static final int LOCKS_MAX = 256;

  private static final int BYTES = 40;

  private final Process process;

  /// Threads that wait at an address, longest waiter first.
  private final Map<Long, List<Integer>> waiters = new TreeMap<>();

  private final Map<Long, String> kinds = new TreeMap<>();
  private final Map<Long, String> names = new TreeMap<>();

  private LockScan(Process process) {
    this.process = process;
  }

  static List<LockInfo> of(Kernel kernel) {
    List<LockInfo> locks = new ArrayList<>();
    for (Process process : kernel.processTable().processes()) {
      if (!process.isZombie && process.parent() != null) {
        locks.addAll(new LockScan(process).find());
      }
    }
    return locks;
  }

  private List<LockInfo> find() {
    for (Symbol.Global global : process.program().image().globals()) {
      if (global.location() instanceof Location.Static(long start)
          && !global.name().startsWith("__")) {
        visit(global.type(), start, global.name());
      }
    }
    for (Task task : process.threads()) {
      noteWait(task);
    }
    List<LockInfo> locks = new ArrayList<>();
    kinds.forEach((address, kind) -> {
      LockInfo lock = lock(address, kind);
      if (lock != null) {
        locks.add(lock);
      }
    });
    return locks;
  }

  private void visit(CType type, long address, String name) {
    if (kinds.size() >= LOCKS_MAX) {
      return;
    }
    switch (type.unqualified()) {
      case CType.Array(var element, long count) -> {
        if (element.unqualified() instanceof CType.Struct
            || element.unqualified() instanceof CType.Array) {
          for (int i = 0; i < Math.min(count, LOCKS_MAX); i++) {
            visit(element, address + i * element.size(), name + "[" + i + "]");
          }
        }
      }
      case CType.Struct struct -> {
        String kind = kind(struct);
        if (kind != null) {
          kinds.put(address, kind);
          names.put(address, name);
        } else if (!struct.isUnion()) {
          for (CType.Field field : struct.fields()) {
            visit(field.type(), address + field.offset(), name + "." + field.name());
          }
        }
      }
      default -> {}
    }
  }

  /// By the fields that bits/pthreadtypes.h and semaphore.h give them.
  private static @Nullable String kind(CType.Struct struct) {
    if (struct.fields().size() < 2) {
      return null;
    }
    String fields = struct.fields().get(0).name() + " " + struct.fields().get(1).name();
    return switch (fields) {
      case "__owner __count" -> "mutex";
      case "__value __waiters" -> "semaphore";
      case "__readers __writer" -> "read-write lock";
      case "__clock __shared" -> "condition";
      case "__count __arrived" -> "barrier";
      default -> null;
    };
  }

  private void noteWait(Task task) {
    Waiter waiter = task.waiter;
    if (waiter == null) {
      return;
    }
    switch (waiter.terms().request()) {
      case LockRequest(_, long address, _) -> {
        boolean isReadWrite = waiter.terms().queues().getFirst().name().startsWith("read-write");
        note(
            task,
            isReadWrite ? address - ReadWriteLocks.WRITER : address,
            isReadWrite ? "read-write lock" : "mutex");
      }
      case WordWait(WordWait.Kind kind, long address) -> note(task, address, kind.words());
      case null, default -> {}
    }
  }

  private void note(Task task, long address, String kind) {
    kinds.putIfAbsent(address, kind);
    names.putIfAbsent(address, "0x" + Long.toHexString(address));
    waiters.computeIfAbsent(address, _ -> new ArrayList<>()).add(task.id());
  }

  private @Nullable LockInfo lock(long address, String kind) {
    byte[] bytes = new byte[BYTES];
    if (process.memory().peek(address, bytes) < BYTES) {
      return null;
    }
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int owner = 0;
    long value = 0;
    int acquisitions = 0;
    int contentions = 0;
    switch (kind) {
      case "mutex" -> {
        owner = words.getInt(0);
        acquisitions = words.getInt(Mutexes.ACQUISITIONS);
        contentions = words.getInt(Mutexes.CONTENTIONS);
      }
      case "semaphore" -> {
        value = Integer.toUnsignedLong(words.getInt(0));
        acquisitions = words.getInt(Semaphores.ACQUISITIONS);
        contentions = words.getInt(Semaphores.CONTENTIONS);
      }
      case "read-write lock" -> {
        value = words.getInt(0);
        owner = words.getInt(ReadWriteLocks.WRITER);
        acquisitions = words.getInt(ReadWriteLocks.ACQUISITIONS);
        contentions = words.getInt(ReadWriteLocks.CONTENTIONS);
      }
      case "barrier" -> value = words.getInt(4);
      default -> {}
    }
    List<Integer> waiting = waiters.getOrDefault(address, List.of());
    boolean isUsed = owner != 0 || acquisitions > 0 || !waiting.isEmpty();
    return !isUsed
        ? null
        : new LockInfo(
            kind,
            names.getOrDefault(address, ""),
            process.id(),
            address,
            owner,
            value,
            waiting,
            acquisitions,
            contentions);
  }
}
