package osprey.hardware.lockstep;

import osprey.abi.Syscall;
import osprey.hardware.lockstep.Exchange.Meaning;
import osprey.kernel.task.Process;

/// Shared mappings, System V segments and futexes in them. Private memory stays simulated.
final class MemoryTranslation {
  private static final int SHARED = 1;
  private static final int SHARING_MASK = 3;
  private static final int FIXED = 0x10;
  private static final int FIXED_NO_REPLACE = 0x100000;
  private static final int SEGMENT_STATUS_BYTES = 112;

  private final Ids ids;
  private final SharedMemory shared;

  MemoryTranslation(Ids ids, SharedMemory shared) {
    this.ids = ids;
    this.shared = shared;
  }

  boolean translate(Process process, Syscall call, Exchange exchange, Marshal with) {
    switch (call) {
      case MMAP -> {
        exchange.isDeferred = true;
        exchange.meaning = Meaning.ADDRESS;
        return (with.argument(3) & SHARING_MASK) == SHARED;
      }
      case MUNMAP, MPROTECT, MSYNC -> {
        long real = shared.real(process, with.argument(0), 1);
        with.set(0, real);
        return real != 0;
      }
      case SHMAT -> {
        with.set(0, ids.realObject(Syscall.SHMGET, with.argument(0)));
        exchange.isDeferred = true;
        exchange.meaning = Meaning.ADDRESS;
      }
      case SHMDT -> with.set(0, SharedMemory.realOf(with.argument(0)));
      case SHMCTL -> {
        with.set(0, ids.realObject(Syscall.SHMGET, with.argument(0)));
        switch ((int) with.argument(1)) {
          case 0 -> with.set(2, 0);
          case 1 -> with.in(2, SEGMENT_STATUS_BYTES);
          // Permissions, size, attachments.
          case 2 -> with.outFixed(2, SEGMENT_STATUS_BYTES, Marshal.only(20, 2, 48, 8, 88, 8));
          default -> {
            return false;
          }
        }
      }
      case FUTEX -> {
        return futex(process, exchange, with);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean futex(Process process, Exchange exchange, Marshal with) {
    long real = shared.real(process, with.argument(0), 4);
    int command = (int) with.argument(1) & 0x7f;
    with.set(0, real);
    switch (command) {
      // WAIT and WAIT_BITSET have a time, WAKE and WAKE_BITSET none.
      case 0, 9 -> Translation.timespec(exchange, with, 3);
      case 1, 10 -> {}
      default -> {
        return false;
      }
    }
    return real != 0;
  }

  /// Where a mapping has come to lie is known only now: the real one goes to its own place.
  void settle(Exchange exchange, long result) {
    if (result < 0 && result > -4096) {
      return;
    }
    if (exchange.call == Syscall.MMAP) {
      exchange.real[0] = SharedMemory.realOf(result);
      boolean replaces = (exchange.simulated[3] & FIXED) != 0;
      exchange.real[3] =
          exchange.simulated[3] & ~(FIXED | FIXED_NO_REPLACE)
              | (replaces ? FIXED : FIXED_NO_REPLACE);
    } else {
      exchange.real[1] = SharedMemory.realOf(result);
    }
  }

  /// A call has succeeded in both worlds: what it means for the shared mappings.
  void note(Process process, Exchange exchange, long result) {
    long[] arguments = exchange.simulated;
    switch (exchange.call) {
      case MMAP -> shared.mapped(process, result, arguments[1]);
      case SHMAT -> {
        var segment = process.memory().segmentAt(result);
        if (segment != null) {
          shared.mapped(process, result, segment.end() - segment.start());
        }
      }
      case MUNMAP -> shared.unmapped(process, arguments[0], arguments[1]);
      case SHMDT -> shared.detached(process, arguments[0]);
      default -> {}
    }
  }
}
