package osprey.hardware.conformance;

import osprey.hardware.real.Slot;
import osprey.sim.conformance.Scratch;

/// Scratch memory of a real thread.
record SharedScratch(Slot slot) implements Scratch {
  @Override
  public void clear() {
    slot.clear();
  }

  @Override
  public long room(long count) {
    return slot.room(count);
  }

  @Override
  public long put(byte[] bytes) {
    return slot.put(bytes);
  }

  @Override
  public void putInt(long at, int value) {
    slot.putInt(at, value);
  }

  @Override
  public void putLong(long at, long value) {
    slot.putLong(at, value);
  }

  @Override
  public void putShort(long at, int value) {
    slot.putShort(at, value);
  }

  @Override
  public byte[] read(long at, long count) {
    return slot.read(at, count);
  }

  @Override
  public int readInt(long at) {
    return slot.readInt(at);
  }

  @Override
  public int readShort(long at) {
    return slot.readShort(at);
  }

  @Override
  public long readLong(long at) {
    return slot.readLong(at);
  }
}
