package osprey.hardware.real;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// System calls of this Java process itself, by syscall(2). Used by one thread. The only class that
/// leaves Java's own safety.
@SuppressWarnings("restricted")
final class NativeCalls {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final long ERRNO_AT = CAPTURED.byteOffset(PathElement.groupElement("errno"));

  /// One shape for all calls: each further shape would cost milliseconds to link.
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LIBRARY.findOrThrow("syscall"),
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  private static final int ARGUMENTS = 6;
  private static final int AT_CWD = -100;

  private final MemorySegment captured;
  private final MemorySegment buffer;

  /// @param arena for as long as calls are made
  NativeCalls(Arena arena) {
    captured = arena.allocate(CAPTURED);
    buffer = arena.allocate(BUFFER_BYTES, 16);
  }

  static final int BUFFER_BYTES = 4096;

  /// Memory for what calls point to; everybody uses it for one call.
  MemorySegment buffer() {
    return buffer;
  }

  /// The result, or the negative number of the error.
  long call(int number, long... arguments) {
    long[] all = new long[ARGUMENTS];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    try {
      long result =
          (long)
              SYSCALL.invokeExact(
                  captured, (long) number, all[0], all[1], all[2], all[3], all[4], all[5]);
      return result == -1 ? -captured.get(JAVA_INT, ERRNO_AT) : result;
    } catch (Throwable impossible) {
      throw new IllegalStateException("syscall(2) cannot be called", impossible);
    }
  }

  /// As {@link #call}, for what cannot fail unless we are wrong.
  long sure(String what, int number, long... arguments) {
    long result = call(number, arguments);
    if (result < 0) {
      throw new IllegalStateException(what + " failed with error " + -result);
    }
    return result;
  }

  int open(String path, int flags) {
    buffer.setString(0, path);
    return (int) call(Numbers.OPENAT, AT_CWD, buffer.address(), flags, 0);
  }

  /// A socket pair of records, both ends closed on exec.
  int[] socketPair() {
    sure("socketpair", Numbers.SOCKETPAIR, 1, 5 | Numbers.CLOEXEC, 0, buffer.address());
    return new int[] {buffer.get(JAVA_INT, 0), buffer.get(JAVA_INT, 4)};
  }

  /// Maps a file that others map too.
  MemorySegment mapShared(int file, long bytes) {
    long at = sure("mmap", Numbers.MMAP, 0, bytes, 3, 1, file, 0);
    return MemorySegment.ofAddress(at).reinterpret(bytes);
  }

  static MethodHandle function(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(LIBRARY.findOrThrow(name), shape);
  }

  /// A pointer to each string, and 0.
  static MemorySegment vector(Arena arena, String... strings) {
    MemorySegment vector = arena.allocate(8L * (strings.length + 1), 8);
    for (int i = 0; i < strings.length; i++) {
      vector.setAtIndex(ADDRESS, i, arena.allocateFrom(strings[i]));
    }
    return vector;
  }
}
