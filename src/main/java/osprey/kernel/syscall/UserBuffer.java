package osprey.kernel.syscall;

import osprey.kernel.file.IoBuffer;
import osprey.kernel.mem.UserMemory;
import osprey.machine.Access;

/// One contiguous buffer in the caller's memory.
public final class UserBuffer implements IoBuffer {
  private final Call call;
  private final UserMemory memory;
  private long address;
  private final Access access;
  private long remaining;

  UserBuffer(Call call, long address, long count, Access access) {
    this.access = access;
    this.call = call;
    this.address = address;
    remaining = count;
    memory = call.memory();
  }

  @Override
  public long remaining() {
    return remaining;
  }

  @Override
  public int accessible(int count) {
    return memory.accessible(address, count, access);
  }

  @Override
  public void put(byte[] from, int offset, int count) {
    memory.write(address, from, offset, count);
    advance(count);
  }

  @Override
  public void get(byte[] to, int offset, int count) {
    memory.read(address, to, offset, count);
    advance(count);
  }

  @Override
  public void skip(int count) {
    address += count;
    remaining -= count;
  }

  private void advance(int count) {
    skip(count);
    call.kernel().chargeCopy(count, call.copyPercent());
  }
}
