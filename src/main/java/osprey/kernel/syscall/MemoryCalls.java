package osprey.kernel.syscall;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.OpenFile;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.mem.Segment;
import osprey.kernel.mem.SharedAnonymous;
import osprey.kernel.task.Limits;
import osprey.kernel.wait.Outcome;
import osprey.machine.FrameSource;
import osprey.machine.PageTable;

/// mmap(2), mprotect(2), brk(2) and their kin.
final class MemoryCalls {
  private static final int PROTECTIONS = 7;
  private static final int MAP_SHARED = 1;
  private static final int MAP_PRIVATE = 2;
  private static final int MAP_SHARED_VALIDATE = 3;
  private static final int MAP_TYPE = 15;
  private static final int MAP_FIXED = 0x10;
  private static final int MAP_ANONYMOUS = 0x20;
  private static final int MAP_FIXED_NOREPLACE = 0x100000;

  private MemoryCalls() {}

  private static AddressSpace space(Call call) {
    return call.process().memory();
  }

  /// brk(2) of the kernel: the new end of the heap, or the old one if it cannot move.
  static Outcome brk(Call call) {
    AddressSpace space = space(call);
    long end = call.argument(0);
    if (end != 0 && end <= AddressSpace.MAPPINGS_TOP && fits(call, end - space.heapEnd())) {
      space.moveHeapEnd(end);
    }
    return Outcome.done(space.heapEnd());
  }

  /// Refuses what could never be had: more than all of the machine's memory at once, or beyond
  /// RLIMIT_AS or RLIMIT_DATA. Otherwise memory may be promised beyond what there is, as Linux does
  /// by default.
  private static boolean fits(Call call, long bytes) {
    if (bytes <= 0) {
      return true;
    }
    long pages = bytes >>> PageTable.PAGE_SHIFT;
    long mapped = space(call).mappedPages() + pages;
    return pages <= space(call).ram().limitFrames()
        && (mapped << PageTable.PAGE_SHIFT) <= call.process().limits.effective(Limits.AS)
        && isWithinData(call, bytes);
  }

  private static boolean isWithinAddressSpace(Call call, long bytes) {
    long mapped = space(call).mappedPages() + pages(bytes);
    return (mapped << PageTable.PAGE_SHIFT) <= call.process().limits.effective(Limits.AS);
  }

  /// RLIMIT_DATA counts private writable memory but stacks.
  private static boolean isWithinData(Call call, long bytes) {
    long limit = call.process().limits.effective(Limits.DATA);
    if (limit == Long.MAX_VALUE) {
      return true;
    }
    long data = bytes;
    for (Segment segment : space(call).segments()) {
      boolean isWritable = (segment.protection() & Segment.PROT_WRITE) != 0;
      if (isWritable && !segment.isShared() && segment.kind() != Segment.Kind.STACK) {
        data += segment.end() - segment.start();
      }
    }
    return data <= limit;
  }

  static Outcome mmap(Call call) {
    long address = call.argument(0);
    long length = call.argument(1);
    int protection = call.intArgument(2);
    int flags = call.intArgument(3);
    long offset = call.argument(5);
    int type = flags & MAP_TYPE;
    boolean isOffAligned = (offset & (PageTable.PAGE_BYTES - 1)) == 0;
    if (isOffAligned && (flags & MAP_ANONYMOUS) == 0 && call.description(4) == null) {
      return Outcome.failed(Errno.EBADF);
    }
    if (length == 0
        || !isOffAligned
        || (type != MAP_SHARED && type != MAP_PRIVATE && type != MAP_SHARED_VALIDATE)) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (length < 0 || length > AddressSpace.MAPPINGS_TOP) {
      return Outcome.failed(Errno.ENOMEM);
    }
    boolean isShared = type != MAP_PRIVATE;
    FrameSource source = null;
    String name = "";
    int limits = 0;
    if ((flags & MAP_ANONYMOUS) == 0) {
      FileDescription description = call.description(4);
      if (description == null) {
        return Outcome.failed(Errno.EBADF);
      }
      int access = description.statusFlags() & OpenFlag.ACCESS_MODE;
      if (access == OpenFlag.WRITE_ONLY
          || (isShared
              && (protection & Segment.PROT_WRITE) != 0
              && access != OpenFlag.READ_WRITE)) {
        return Outcome.failed(Errno.EACCES);
      }
      if (!(description instanceof OpenFile file)) {
        return Outcome.failed(Errno.ENODEV);
      }
      if (isShared && access != OpenFlag.READ_WRITE) {
        limits = Segment.NEVER_WRITABLE;
      }
      source = file.file();
      name = file.name();
    } else if (isShared) {
      long pages = pages(length);
      if (pages > Integer.MAX_VALUE) {
        return Outcome.failed(Errno.ENOMEM);
      }
      name = "/dev/zero (deleted)";
      source = new SharedAnonymous(space(call).ram(), pages, name);
    }
    if (!fits(call, source == null ? length : 0) || !isWithinAddressSpace(call, length)) {
      return Outcome.failed(Errno.ENOMEM);
    }
    return place(
        call,
        address,
        length,
        (protection & PROTECTIONS) | limits,
        flags,
        isShared,
        source,
        offset,
        name);
  }

  private static long pages(long length) {
    return (length + PageTable.PAGE_BYTES - 1) >>> PageTable.PAGE_SHIFT;
  }

  private static Outcome place(
      Call call,
      long address,
      long length,
      int protection,
      int flags,
      boolean isShared,
      @Nullable FrameSource source,
      long offset,
      String name) {
    AddressSpace space = space(call);
    long bytes = pages(length) << PageTable.PAGE_SHIFT;
    long start = address & -PageTable.PAGE_BYTES;
    if ((flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != 0) {
      if ((address & (PageTable.PAGE_BYTES - 1)) != 0) {
        return Outcome.failed(Errno.EINVAL);
      }
      if (start < AddressSpace.LOWEST || start + bytes > AddressSpace.STACK_TOP) {
        return Outcome.failed(start < AddressSpace.LOWEST ? Errno.EPERM : Errno.ENOMEM);
      }
      if (!space.isFree(start, start + bytes)) {
        if ((flags & MAP_FIXED_NOREPLACE) != 0) {
          return Outcome.failed(Errno.EEXIST);
        }
        space.unmap(start, start + bytes);
      }
    } else if (start < AddressSpace.LOWEST
        || start + bytes > AddressSpace.MAPPINGS_TOP
        || !space.isFree(start, start + bytes)) {
      start = space.findGap(bytes);
      if (start < 0) {
        return Outcome.failed(Errno.ENOMEM);
      }
    }
    space.add(
        new Segment(
            start,
            start + bytes,
            protection,
            Segment.Kind.MAPPING,
            isShared,
            source,
            offset >>> PageTable.PAGE_SHIFT,
            name));
    return Outcome.done(start);
  }

  static Outcome munmap(Call call) {
    long start = call.argument(0);
    long length = call.argument(1);
    if ((start & (PageTable.PAGE_BYTES - 1)) != 0
        || length <= 0
        || start < 0
        || length > AddressSpace.STACK_TOP - start) {
      return Outcome.failed(Errno.EINVAL);
    }
    space(call).unmap(start, start + (pages(length) << PageTable.PAGE_SHIFT));
    return Outcome.ZERO;
  }

  static Outcome mprotect(Call call) {
    long start = call.argument(0);
    long length = call.argument(1);
    int protection = call.intArgument(2);
    if ((start & (PageTable.PAGE_BYTES - 1)) != 0 || (protection & ~PROTECTIONS) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (length == 0) {
      return Outcome.ZERO;
    }
    if (length < 0 || start < 0 || length > AddressSpace.STACK_TOP - start) {
      return Outcome.failed(Errno.ENOMEM);
    }
    long end = start + (pages(length) << PageTable.PAGE_SHIFT);
    if ((protection & Segment.PROT_WRITE) != 0 && isNeverWritable(space(call), start, end)) {
      return Outcome.failed(Errno.EACCES);
    }
    return space(call).protect(start, end, protection)
        ? Outcome.ZERO
        : Outcome.failed(Errno.ENOMEM);
  }

  private static boolean isNeverWritable(AddressSpace space, long start, long end) {
    for (Segment segment : space.segments()) {
      if (segment.start() < end
          && segment.end() > start
          && (segment.protection() & Segment.NEVER_WRITABLE) != 0) {
        return true;
      }
    }
    return false;
  }

  static Outcome msync(Call call) {
    return (call.argument(0) & (PageTable.PAGE_BYTES - 1)) != 0
        ? Outcome.failed(Errno.EINVAL)
        : Outcome.ZERO;
  }

  /// madvise(2): advice is taken as read.
  static Outcome madvise(Call call) {
    return (call.argument(0) & (PageTable.PAGE_BYTES - 1)) != 0
        ? Outcome.failed(Errno.EINVAL)
        : Outcome.ZERO;
  }

  /// `name_region` of osprey.h: what the views call a range of memory.
  static Outcome nameRegion(Call call) {
    long start = call.argument(0);
    long length = call.argument(1);
    String name = call.pathArgument(2);
    if (length <= 0 || space(call).segmentAt(start) == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    space(call).name(start, start + length, name);
    return Outcome.ZERO;
  }
}
