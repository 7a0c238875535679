package osprey.kernel.core;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.mem.Segment;
import osprey.kernel.task.Task;
import osprey.machine.Access;

/// A fault in words: what was tried, and what lies at the address.
record FaultStory(String sentence, boolean hasAddress, String access, String segment) {
  private static final long NULL_BYTES = 0x10000;

  static FaultStory of(Task task, Signal signal, long address, Access access) {
    if (signal == Signal.SIGFPE) {
      return new FaultStory(
          "an integer was divided by zero, or the quotient does not fit", false, "", "");
    }
    if (signal == Signal.SIGILL) {
      return new FaultStory("an instruction that does not exist", false, "", "");
    }
    if (signal != Signal.SIGSEGV && signal != Signal.SIGBUS) {
      return new FaultStory(signal.text(), false, "", "");
    }
    AddressSpace memory = task.process().memory();
    Segment segment = memory.segmentAt(address);
    String verb =
        switch (access) {
          case READ -> "read";
          case WRITE -> "write";
          case EXECUTE -> "execute";
        };
    String place = place(task, address, access, segment);
    String hex = "0x" + Long.toHexString(address);
    String action =
        access == Access.EXECUTE ? "jump to address " + hex : verb + " of address " + hex;
    return new FaultStory(action + ", " + place, true, verb, segment == null ? "" : name(segment));
  }

  private static String place(Task task, long address, Access access, @Nullable Segment segment) {
    if (segment == null) {
      if (address >= 0 && address < NULL_BYTES) {
        return address == 0 ? "a null pointer" : "a null pointer plus " + address + " bytes";
      }
      Segment above = task.process().memory().segmentAbove(address);
      if (above != null
          && above.kind() == Segment.Kind.STACK
          && above.start() - address <= 1 << 16) {
        return "below the end of the stack: stack overflow";
      }
      if (isBelowMainStack(task, address)) {
        return "below the end of the stack: stack overflow";
      }
      return "where nothing is mapped";
    }
    return switch (segment.kind()) {
      case GUARD -> "the guard page below a thread's stack: stack overflow";
      case CODE ->
          access == Access.EXECUTE
              ? "in the middle of the code"
              : "in the code, which is read-only";
      case CONSTANTS -> "in the constants (string literals), which are read-only";
      case DATA, HEAP, STACK, MAPPING ->
          access == Access.EXECUTE
              ? "in " + name(segment) + ", which holds no code"
              : "in " + name(segment) + " (" + segment.permissions() + ")";
    };
  }

  /// A big frame may jump over the first pages below the stack.
  private static boolean isBelowMainStack(Task task, long address) {
    long sp = task.registers().sp();
    return address < AddressSpace.STACK_TOP
        && address >= sp - (1 << 20)
        && address <= sp + (1 << 20)
        && task.process().memory().segmentAt(sp) == null;
  }

  private static String name(Segment segment) {
    if (!segment.name().isEmpty()) {
      return segment.name();
    }
    return segment.source() == null
        ? segment.kind().name().toLowerCase(Locale.ROOT)
        : segment.kind() == Segment.Kind.MAPPING
            ? segment.source().mapName()
            : segment.kind().name().toLowerCase(Locale.ROOT) + " of " + segment.source().mapName();
  }
}
