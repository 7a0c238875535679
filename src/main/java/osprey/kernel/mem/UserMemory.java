package osprey.kernel.mem;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import osprey.machine.Access;
import osprey.machine.PageTable;

/// A process's memory as system calls read and write it: pages are brought in as a load or store of
/// the process itself would. A bad address throws {@link BadAddress}.
public final class UserMemory {
  private static final int PAGE = PageTable.PAGE_BYTES;
  private static final int STRING_BYTES_MAX = 1 << 20;

  private final AddressSpace space;

  UserMemory(AddressSpace space) {
    this.space = space;
  }

  public int readInt(long address) {
    if ((address & 3) == 0) {
      return space.ram().getInt(frame(address, Access.READ), PageTable.offsetOf(address));
    }
    return (int) readBytesAsLong(address, 4);
  }

  public long readLong(long address) {
    if ((address & 7) == 0) {
      return space.ram().getLong(frame(address, Access.READ), PageTable.offsetOf(address));
    }
    return readBytesAsLong(address, 8);
  }

  public int readShort(long address) {
    return (short) readBytesAsLong(address, 2);
  }

  public int readByte(long address) {
    return space.ram().getByte(frame(address, Access.READ), PageTable.offsetOf(address)) & 0xff;
  }

  public void writeInt(long address, int value) {
    if ((address & 3) == 0) {
      space.ram().putInt(frame(address, Access.WRITE), PageTable.offsetOf(address), value);
    } else {
      writeLongAsBytes(address, value, 4);
    }
  }

  public void writeLong(long address, long value) {
    if ((address & 7) == 0) {
      space.ram().putLong(frame(address, Access.WRITE), PageTable.offsetOf(address), value);
    } else {
      writeLongAsBytes(address, value, 8);
    }
  }

  public void writeShort(long address, int value) {
    writeLongAsBytes(address, value, 2);
  }

  public void writeByte(long address, int value) {
    space.ram().putByte(frame(address, Access.WRITE), PageTable.offsetOf(address), value);
  }

  public void read(long address, byte[] into, int start, int count) {
    int done = 0;
    while (done < count) {
      long at = address + done;
      int offset = PageTable.offsetOf(at);
      int part = Math.min(count - done, PAGE - offset);
      space.ram().read(frame(at, Access.READ), offset, into, start + done, part);
      done += part;
    }
  }

  public byte[] read(long address, int count) {
    byte[] bytes = new byte[count];
    read(address, bytes, 0, count);
    return bytes;
  }

  public void write(long address, byte[] from, int start, int count) {
    int done = 0;
    while (done < count) {
      long at = address + done;
      int offset = PageTable.offsetOf(at);
      int part = Math.min(count - done, PAGE - offset);
      space.ram().write(frame(at, Access.WRITE), offset, from, start + done, part);
      done += part;
    }
  }

  public void write(long address, byte[] from) {
    write(address, from, 0, from.length);
  }

  /// The bytes of a C string without its terminator.
  public byte[] readString(long address) {
    byte[] bytes = new byte[64];
    int length = 0;
    while (true) {
      int offset = PageTable.offsetOf(address + length);
      byte[] page = space.ram().readable(frame(address + length, Access.READ));
      for (int i = offset; i < PAGE; i++) {
        if (page[i] == 0) {
          return Arrays.copyOf(bytes, length);
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = page[i];
      }
      if (length > STRING_BYTES_MAX) {
        throw new BadAddress(address);
      }
    }
  }

  /// A C string of bytes as ISO 8859-1, the form in which paths travel through the kernel.
  public String readText(long address) {
    return new String(readString(address), StandardCharsets.ISO_8859_1);
  }

  /// How many bytes from an address on can be accessed, at most `count`.
  public int accessible(long address, int count, Access access) {
    int done = 0;
    while (done < count) {
      if (!reach(address + done, access)) {
        return done;
      }
      done += Math.min(count - done, PAGE - PageTable.offsetOf(address + done));
    }
    return done;
  }

  /// The frame that holds an address, for wait queues keyed by physical place; throws {@link
  /// BadAddress}.
  public int frame(long address, Access access) {
    long entry = space.pageTable().entry(PageTable.pageOf(address));
    int flag = access == Access.WRITE ? PageTable.WRITE : PageTable.READ;
    if ((PageTable.flags(entry) & (PageTable.PRESENT | flag)) == (PageTable.PRESENT | flag)) {
      return PageTable.frame(entry);
    }
    if (!reach(address, access)) {
      throw new BadAddress(address);
    }
    return PageTable.frame(space.pageTable().entry(PageTable.pageOf(address)));
  }

  private boolean reach(long address, Access access) {
    if (address < 0 || address >>> PageTable.ADDRESS_BITS != 0) {
      return false;
    }
    long page = PageTable.pageOf(address);
    int flag = access == Access.WRITE ? PageTable.WRITE : PageTable.READ;
    while (true) {
      int flags = PageTable.flags(space.pageTable().entry(page));
      if ((flags & PageTable.PRESENT) != 0 && (flags & flag) != 0) {
        return true;
      }
      if (!space.fault(address, access).isResolved()) {
        return false;
      }
    }
  }

  private long readBytesAsLong(long address, int count) {
    byte[] bytes = read(address, count);
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  private void writeLongAsBytes(long address, long value, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    write(address, bytes, 0, count);
  }
}
