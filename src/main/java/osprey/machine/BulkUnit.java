package osprey.machine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Operations on many bytes: mem*(3) and str*(3).
///
/// They work page by page. At a fault, {@link Registers#progress} keeps how much is done and the
/// same instruction continues there: so a range may be larger than memory, and a first touch of
/// many pages costs one pass, not one per page.
final class BulkUnit {
  /// What the last operation found: an address, a length, an order; 0 for not found.
  long result;

  /// Bytes that the last operation went over.
  long bytes;

  private final Mmu mmu;

  BulkUnit(Mmu mmu) {
    this.mmu = mmu;
  }

  private boolean faulted(Registers registers, long done) {
    registers.progress = done;
    registers.progressPc = registers.pc;
    return false;
  }

  private boolean finished(Registers registers, long done, long found) {
    registers.progress = 0;
    bytes = done;
    result = found;
    return true;
  }

  private static int upToPageEnd(long address, long wanted) {
    int rest = PageTable.PAGE_BYTES - PageTable.offsetOf(address);
    return wanted >= 0 && wanted < rest ? (int) wanted : rest;
  }

  private static int downToPageStart(long end, long wanted) {
    int rest = PageTable.offsetOf(end - 1) + 1;
    return wanted >= 0 && wanted < rest ? (int) wanted : rest;
  }

  /// memmove: right for ranges that overlap.
  boolean copy(long to, long from, long count, Registers registers) {
    return Long.compareUnsigned(to - from, count) < 0
        ? copyDown(to, from, count, registers)
        : copyUp(to, from, count, registers);
  }

  private boolean copyUp(long to, long from, long count, Registers registers) {
    long done = registers.progress;
    while (done != count) {
      int part = upToPageEnd(to + done, upToPageEnd(from + done, count - done));
      if (!copyPart(to + done, from + done, part)) {
        return faulted(registers, done);
      }
      done += part;
    }
    return finished(registers, count, to);
  }

  private boolean copyDown(long to, long from, long count, Registers registers) {
    long left = count - registers.progress;
    while (left != 0) {
      int part = downToPageStart(to + left, downToPageStart(from + left, left));
      if (!copyPart(to + left - part, from + left - part, part)) {
        return faulted(registers, count - left);
      }
      left -= part;
    }
    return finished(registers, count, to);
  }

  private boolean copyPart(long to, long from, int count) {
    byte[] source = mmu.readPage(from, count);
    if (source == null) {
      return false;
    }
    byte[] target = mmu.writePage(to, count);
    if (target == null) {
      return false;
    }
    System.arraycopy(source, PageTable.offsetOf(from), target, PageTable.offsetOf(to), count);
    return true;
  }

  boolean fill(long to, int value, long count, Registers registers) {
    long done = registers.progress;
    while (done != count) {
      int part = upToPageEnd(to + done, count - done);
      byte[] page = mmu.writePage(to + done, part);
      if (page == null) {
        return faulted(registers, done);
      }
      int offset = PageTable.offsetOf(to + done);
      Arrays.fill(page, offset, offset + part, (byte) value);
      done += part;
    }
    return finished(registers, count, to);
  }

  /// Writes bytes of the host.
  boolean write(long to, byte[] from, long count, Registers registers) {
    long done = registers.progress;
    while (done < count) {
      int part = upToPageEnd(to + done, count - done);
      byte[] page = mmu.writePage(to + done, part);
      if (page == null) {
        return faulted(registers, done);
      }
      System.arraycopy(from, (int) done, page, PageTable.offsetOf(to + done), part);
      done += part;
    }
    return finished(registers, count, to);
  }

  /// memcmp: the difference of the first bytes that differ.
  boolean compare(long first, long second, long count, Registers registers) {
    long done = registers.progress;
    while (done != count) {
      int part = upToPageEnd(first + done, upToPageEnd(second + done, count - done));
      byte[] one = mmu.readPage(first + done, part);
      byte[] two = one == null ? null : mmu.readPage(second + done, part);
      if (one == null || two == null) {
        return faulted(registers, done);
      }
      int i = PageTable.offsetOf(first + done);
      int j = PageTable.offsetOf(second + done);
      int at = Arrays.mismatch(one, i, i + part, two, j, j + part);
      if (at >= 0) {
        return finished(registers, done + at, (one[i + at] & 0xff) - (two[j + at] & 0xff));
      }
      done += part;
    }
    return finished(registers, count, 0);
  }

  /// memchr, and with a count of -1 rawmemchr: the address of the first such byte, or 0.
  boolean find(long from, int value, long count, Registers registers) {
    long done = registers.progress;
    while (done != count) {
      byte[] page = mmu.readPage(from + done, 0);
      if (page == null) {
        return faulted(registers, done);
      }
      boolean observed = mmu.observed;
      int part = upToPageEnd(from + done, count - done);
      int offset = PageTable.offsetOf(from + done);
      int at = offset;
      while (at < offset + part && page[at] != (byte) value) {
        at++;
      }
      boolean found = at < offset + part;
      if (observed) {
        mmu.observeRead(from + done, at - offset + (found ? 1 : 0));
      }
      done += at - offset;
      if (found) {
        return finished(registers, done, from + done);
      }
    }
    return finished(registers, count, 0);
  }

  /// strnlen, and with a count of -1 strlen.
  boolean length(long from, long count, Registers registers) {
    if (!find(from, 0, count, registers)) {
      return false;
    }
    result = bytes;
    return true;
  }

  /// strchr: finds the terminator as well.
  boolean findInString(long from, int value, Registers registers) {
    long done = registers.progress;
    while (true) {
      byte[] page = mmu.readPage(from + done, 0);
      if (page == null) {
        return faulted(registers, done);
      }
      boolean observed = mmu.observed;
      int offset = PageTable.offsetOf(from + done);
      int at = offset;
      while (at < PageTable.PAGE_BYTES && page[at] != (byte) value && page[at] != 0) {
        at++;
      }
      boolean ended = at < PageTable.PAGE_BYTES;
      if (observed) {
        mmu.observeRead(from + done, at - offset + (ended ? 1 : 0));
      }
      done += at - offset;
      if (ended) {
        return finished(registers, done, page[at] == (byte) value ? from + done : 0);
      }
    }
  }

  /// strncmp, and with a count of -1 strcmp.
  boolean compareStrings(long first, long second, long count, Registers registers) {
    long done = registers.progress;
    while (done != count) {
      byte[] one = mmu.readPage(first + done, 0);
      boolean observed = mmu.observed;
      byte @Nullable [] two = one == null ? null : mmu.readPage(second + done, 0);
      if (one == null || two == null) {
        return faulted(registers, done);
      }
      observed |= mmu.observed;
      int part = upToPageEnd(first + done, upToPageEnd(second + done, count - done));
      int i = PageTable.offsetOf(first + done);
      int j = PageTable.offsetOf(second + done);
      int at = 0;
      while (at < part && one[i + at] == two[j + at] && one[i + at] != 0) {
        at++;
      }
      if (observed) {
        mmu.observeRead(first + done, Math.min(at + 1, part));
        mmu.observeRead(second + done, Math.min(at + 1, part));
      }
      done += at;
      if (at < part) {
        return finished(registers, done, (one[i + at] & 0xff) - (two[j + at] & 0xff));
      }
    }
    return finished(registers, count, 0);
  }
}
