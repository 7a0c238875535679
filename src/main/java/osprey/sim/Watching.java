package osprey.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.Processor;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.machine.Access;
import osprey.machine.PageTable;
import osprey.machine.Registers;
import osprey.machine.Watcher;

/// Looks after the watches of one simulation while it runs.
///
/// The processors' translation tells of accesses to the frames where watched bytes lie; so other
/// pages cost nothing, and it does not matter which process has the frame mapped. What the kernel
/// writes is found by comparing, after whatever it did.
final class Watching {
  private final Simulation simulation;
  private final List<One> all = new ArrayList<>();
  private final List<Frames> byHost = new ArrayList<>();

  /// The frames of one machine.
  private static final class Frames implements Watcher {
    final BitSet watched = new BitSet();
    final List<One> ones = new ArrayList<>();
    private boolean isHit;

    @Override
    public boolean watches(int frame) {
      return watched.get(frame);
    }

    @Override
    public void accessed(int frame, int offset, int bytes, Access access) {
      for (One one : ones) {
        if (one.overlaps(frame, offset, bytes)) {
          isHit = true;
          one.isRead |= access == Access.READ;
          one.isWritten |= access == Access.WRITE;
        }
      }
    }

    @Override
    public boolean takeHit() {
      boolean hit = isHit;
      isHit = false;
      return hit;
    }
  }

  private static final class One {
    final Watch watch;
    Watch.Contents contents = new Watch.Contents(new byte[0]);

    /// Of each page that it touches; -1 where none is.
    int[] frames = {};

    boolean isRead;
    boolean isWritten;

    One(Watch watch) {
      this.watch = watch;
    }

    boolean overlaps(int frame, int offset, int bytes) {
      Watch.Memory memory = (Watch.Memory) watch.what();
      for (int i = 0; i < frames.length; i++) {
        int start = i == 0 ? PageTable.offsetOf(memory.address()) : 0;
        long end =
            Math.min(
                PageTable.PAGE_BYTES,
                PageTable.offsetOf(memory.address())
                    + memory.length()
                    - (long) i * PageTable.PAGE_BYTES);
        if (frames[i] == frame && offset < end && offset + bytes > start) {
          return true;
        }
      }
      return false;
    }
  }

  Watching(Simulation simulation, Iterable<Watch> watches) {
    this.simulation = simulation;
    for (Kernel _ : simulation.hosts()) {
      byHost.add(new Frames());
    }
    for (Watch watch : watches) {
      One one = new One(watch);
      all.add(one);
      one.contents = contents(watch);
      if (watch.what() instanceof Watch.Memory memory) {
        one.frames = framesOf(memory);
        byHost.get(memory.host()).ones.add(one);
      }
    }
    for (int host = 0; host < byHost.size(); host++) {
      follow(host);
    }
  }

  /// Takes the watches away from the processors.
  void end() {
    for (Kernel kernel : simulation.hosts()) {
      for (Processor processor : kernel.processors()) {
        processor.cpu().watch(null);
      }
    }
  }

  private void follow(int host) {
    Frames frames = byHost.get(host);
    frames.watched.clear();
    for (One one : frames.ones) {
      for (int frame : one.frames) {
        if (frame >= 0) {
          frames.watched.set(frame);
        }
      }
    }
    for (Processor processor : simulation.hosts().get(host).processors()) {
      processor.cpu().watch(frames.ones.isEmpty() ? null : frames);
    }
  }

  /// Whether the thread must be looked at after each instruction.
  boolean isStepped(int host, Task task) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).watch.what() instanceof Watch.Register(int onHost, int tid, int _)
          && tid == task.id()
          && onHost == host) {
        return true;
      }
    }
    return false;
  }

  /// What has been noticed since the last call, null for nothing.
  ///
  /// @param tid the thread that was served, 0 for none
  @Nullable Stop look(int host, int tid) {
    Stop found = null;
    for (int i = 0; i < all.size(); i++) {
      One one = all.get(i);
      if (one.watch.what() instanceof Watch.Memory memory) {
        moved(one, memory);
      }
      Watch.Contents before = one.contents;
      Watch.Contents now = contents(one.watch);
      boolean isThere = now.bytes().length > 0 && before.bytes().length > 0;
      boolean isChanged = isThere && !now.equals(before);
      one.contents = now.bytes().length > 0 ? now : before;
      boolean isWanted =
          switch (one.watch.kind()) {
            case CHANGE -> isChanged;
            case READ -> one.isRead;
            case ACCESS -> one.isRead || one.isWritten || isChanged;
          };
      one.isRead = false;
      one.isWritten = false;
      if (isWanted && found == null) {
        found = new Stop.Watched(one.watch, host, tid, before, one.contents);
      }
    }
    return found;
  }

  /// The page may lie in another frame by now: it was supplied, or copied before a write.
  private void moved(One one, Watch.Memory memory) {
    int[] frames = framesOf(memory);
    if (!Arrays.equals(frames, one.frames)) {
      one.frames = frames;
      follow(memory.host());
    }
  }

  private @Nullable Process process(Watch.Memory memory) {
    Process process = simulation.hosts().get(memory.host()).processTable().process(memory.pid());
    return process == null || process.isZombie ? null : process;
  }

  private int[] framesOf(Watch.Memory memory) {
    Process process = process(memory);
    long first = memory.address() >>> PageTable.PAGE_SHIFT;
    long last = memory.address() + memory.length() - 1 >>> PageTable.PAGE_SHIFT;
    int[] frames = new int[(int) (last - first) + 1];
    for (int i = 0; i < frames.length; i++) {
      long address = first + i << PageTable.PAGE_SHIFT;
      frames[i] = process == null ? -1 : process.memory().frameOf(address);
    }
    return frames;
  }

  private Watch.Contents contents(Watch watch) {
    return switch (watch.what()) {
      case Watch.Memory memory -> {
        Process process = process(memory);
        byte[] bytes = new byte[memory.length()];
        boolean isThere =
            process != null && process.memory().peek(memory.address(), bytes) == bytes.length;
        yield new Watch.Contents(isThere ? bytes : new byte[0]);
      }
      case Watch.Register(int host, int tid, int index) -> {
        Task task = simulation.taskOrNull(host, tid);
        yield new Watch.Contents(task == null ? new byte[0] : word(task.registers(), index));
      }
    };
  }

  private static byte[] word(Registers registers, int index) {
    byte[] bytes = new byte[Long.BYTES];
    long word = registers.registerOf(0, index);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (word >>> Byte.SIZE * i);
    }
    return bytes;
  }
}
