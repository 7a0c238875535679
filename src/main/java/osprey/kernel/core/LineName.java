package osprey.kernel.core;

import java.util.Locale;
import osprey.code.Location;
import osprey.code.Symbol;
import osprey.kernel.mem.Segment;
import osprey.kernel.task.Process;
import osprey.machine.CoherentCaches;

/// What lies in a cache line, in the words of the program: the variables of static storage, or the
/// mapping and how far into it.
final class LineName {
  /// No more names are added to one that is as long.
  private static final int NAME_LENGTH = 24;

  private LineName() {}

  static String of(Process process, long address) {
    String own = variables(process, address, false);
    String any = own.isEmpty() ? variables(process, address, true) : own;
    if (!any.isEmpty()) {
      return any;
    }
    Segment segment = process.memory().segmentAt(address);
    if (segment == null) {
      return "";
    }
    String name =
        !segment.name().isEmpty()
            ? segment.name()
            : segment.source() == null
                ? segment.kind().name().toLowerCase(Locale.ROOT)
                : segment.source().mapName();
    return name + "+0x" + Long.toHexString(address - segment.start());
  }

  /// Of the program, or of the library; the first few.
  private static String variables(Process process, long address, boolean isLibrary) {
    StringBuilder names = new StringBuilder();
    long end = address + CoherentCaches.LINE_BYTES;
    for (Symbol.Global global : process.program().image().globals()) {
      if (global.isLibrary() == isLibrary
          && global.location() instanceof Location.Static(long start)
          && start < end
          && start + Math.max(1, global.type().size()) > address) {
        if (names.length() > NAME_LENGTH) {
          return names + " …";
        }
        names.append(names.isEmpty() ? "" : ", ").append(global.name());
        if (start < address) {
          names.append('+').append(address - start);
        }
      }
    }
    return names.toString();
  }
}
