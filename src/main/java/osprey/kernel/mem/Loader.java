package osprey.kernel.mem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.machine.Registers;

/// Lays a program out in an empty address space, as execve(2) and the ELF loader do: code,
/// constants, data, zeroed data, an empty heap, a stack with the arguments and environment on top.
public final class Loader {
  /// What a stack needs at its top besides its own use: the thread block's alignment.
  private static final long ALIGNMENT = 64;

  private static final int POINTER = Long.BYTES;

  private Loader() {}

  /// Maps everything and points the registers at `_start`. False: no memory for it.
  public static boolean load(
      AddressSpace space,
      ProgramParts parts,
      List<String> arguments,
      List<String> environment,
      long stackBytes,
      Registers registers) {
    Image image = parts.program().image();
    map(space, Image.CODE_BASE, parts.code, image.code().length * 4L, 5, Segment.Kind.CODE);
    map(
        space,
        image.rodataBase(),
        parts.constants,
        image.rodata().length,
        1,
        Segment.Kind.CONSTANTS);
    map(space, image.dataBase(), parts.data, image.data().length, 3, Segment.Kind.DATA);
    long bssEnd = AddressSpace.alignUp(image.bssBase() + image.bssBytes());
    if (image.bssBytes() > 0) {
      add(space, image.bssBase(), bssEnd, 3, Segment.Kind.DATA, "[bss]");
    }
    space.startHeap(bssEnd);
    long stackStart = AddressSpace.STACK_TOP - AddressSpace.alignUp(stackBytes);
    add(space, stackStart, AddressSpace.STACK_TOP, 3, Segment.Kind.STACK, "[stack]");
    try {
      return prepareStack(space, image, arguments, environment, registers);
    } catch (BadAddress noMemory) {
      return false;
    }
  }

  private static void map(
      AddressSpace space,
      long start,
      ProgramSource source,
      long bytes,
      int protection,
      Segment.Kind kind) {
    if (bytes > 0) {
      space.add(
          new Segment(
              start, AddressSpace.alignUp(start + bytes), protection, kind, false, source, 0, ""));
    }
  }

  private static void add(
      AddressSpace space, long start, long end, int protection, Segment.Kind kind, String name) {
    space.add(new Segment(start, end, protection, kind, false, null, 0, name));
  }

  private static boolean prepareStack(
      AddressSpace space,
      Image image,
      List<String> arguments,
      List<String> environment,
      Registers registers) {
    UserMemory memory = space.memory();
    long at = AddressSpace.STACK_TOP - POINTER;
    long[] argumentAt = new long[arguments.size()];
    long[] environmentAt = new long[environment.size()];
    for (int i = environmentAt.length - 1; i >= 0; i--) {
      at = push(memory, at, environment.get(i));
      environmentAt[i] = at;
    }
    for (int i = argumentAt.length - 1; i >= 0; i--) {
      at = push(memory, at, arguments.get(i));
      argumentAt[i] = at;
    }
    at = threadBlock(memory, image, at);
    registers.setThreadPointer(at);
    at = pointers(memory, at, environmentAt);
    long environmentVector = at;
    at = pointers(memory, at, argumentAt);
    long argumentVector = at;
    long fp = (at & -16) - 16;
    memory.writeLong(fp, 0);
    memory.writeLong(fp + POINTER, 0);
    registers.start(image.entry(), fp, argumentAt.length, argumentVector, environmentVector);
    return true;
  }

  private static long push(UserMemory memory, long at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    long start = at - bytes.length - 1;
    memory.write(start, bytes);
    memory.writeByte(start + bytes.length, 0);
    return start;
  }

  private static long pointers(UserMemory memory, long at, long[] pointers) {
    long start = (at - (pointers.length + 1L) * POINTER) & -16;
    for (int i = 0; i < pointers.length; i++) {
      memory.writeLong(start + (long) i * POINTER, pointers[i]);
    }
    memory.writeLong(start + (long) pointers.length * POINTER, 0);
    return start;
  }

  /// Puts a thread's own block below an address and returns its start, the thread pointer.
  private static long threadBlock(UserMemory memory, Image image, long at) {
    long start = (at - image.threadLocalBytes()) & -ALIGNMENT;
    memory.write(start, image.threadLocal());
    return start;
  }

  /// A stack for a new thread, with a guard page below it and the thread's own block at its top.
  ///
  /// @param stackStart lowest address of the mapping, the guard page
  /// @param stackEnd end of the stack
  public record ThreadStack(long stackStart, long stackEnd) {}

  /// Null: no room or no memory.
  public static @Nullable ThreadStack startThread(
      AddressSpace space,
      Image image,
      long stackBytes,
      String name,
      Registers registers,
      int function,
      long... arguments) {
    long size = AddressSpace.alignUp(stackBytes);
    long guard = 4096;
    long start = space.findGap(size + guard);
    if (start < 0) {
      return null;
    }
    add(space, start, start + guard, 0, Segment.Kind.GUARD, "[guard:" + name + "]");
    add(space, start + guard, start + guard + size, 3, Segment.Kind.STACK, "[stack:" + name + "]");
    long end = start + guard + size;
    try {
      UserMemory memory = space.memory();
      long block = threadBlock(memory, image, end);
      registers.setThreadPointer(block);
      long fp = (block & -16) - 16;
      memory.writeLong(fp, 0);
      memory.writeLong(fp + POINTER, 0);
      registers.start(function, fp, arguments);
    } catch (BadAddress noMemory) {
      space.unmap(start, end);
      return null;
    }
    return new ThreadStack(start, end);
  }
}
