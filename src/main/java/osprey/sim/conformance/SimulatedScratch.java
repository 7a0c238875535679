package osprey.sim.conformance;

import osprey.kernel.mem.UserMemory;
import osprey.kernel.task.Process;

/// Scratch memory of a simulated process.
final class SimulatedScratch implements Scratch {
  private static final long SLOT_BYTES = 4 << 20;
  private static final int ALIGNMENT = 16;

  private final Process process;
  private final long start;
  private long next;

  SimulatedScratch(Process process, int slot) {
    this.process = process;
    start = AgentProgram.SCRATCH + slot * SLOT_BYTES;
    next = start;
  }

  private UserMemory memory() {
    return process.memory().memory();
  }

  @Override
  public void clear() {
    next = start;
  }

  @Override
  public long room(long count) {
    long at = next;
    next = (next + count + ALIGNMENT) & -ALIGNMENT;
    if (next > start + SLOT_BYTES) {
      throw new IllegalArgumentException("no room for " + count + " bytes");
    }
    memory().write(at, new byte[(int) count]);
    return at;
  }

  @Override
  public long put(byte[] bytes) {
    long at = room(bytes.length);
    memory().write(at, bytes);
    return at;
  }

  @Override
  public void putInt(long at, int value) {
    memory().writeInt(at, value);
  }

  @Override
  public void putLong(long at, long value) {
    memory().writeLong(at, value);
  }

  @Override
  public void putShort(long at, int value) {
    memory().writeShort(at, value);
  }

  @Override
  public byte[] read(long at, long count) {
    return memory().read(at, (int) Math.max(0, count));
  }

  @Override
  public int readInt(long at) {
    return memory().readInt(at);
  }

  @Override
  public int readShort(long at) {
    return memory().readShort(at);
  }

  @Override
  public long readLong(long at) {
    return memory().readLong(at);
  }
}
