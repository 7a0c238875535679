package osprey.code;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A linked program, ready to be mapped: what an executable file is to Linux.
///
/// Layout in memory, each part starting on a page of its own: code at {@link #CODE_BASE} (16 bytes
/// an instruction: the four ints, little-endian), constants, data, zeroed data; the heap follows.
///
/// @param code four ints an instruction
/// @param entry instruction index of `_start`
/// @param rodataBase address of the constants
/// @param threadLocal initial contents of each thread's block
/// @param threadLocalBytes size of the block, zeroed part included, a multiple of 16
/// @param lines per instruction: source file index << 20 | line, 0 for none
/// @param functions by rising start index
/// @param types typedef names and tags (`struct point`) for the debugger
public record Image(
    String name,
    int[] code,
    int entry,
    long rodataBase,
    byte[] rodata,
    long dataBase,
    byte[] data,
    long bssBase,
    long bssBytes,
    byte[] threadLocal,
    int threadLocalBytes,
    int[] lines,
    List<SourceFile> files,
    List<Symbol.Function> functions,
    List<Symbol.Global> globals,
    Map<String, CType> types) {
  public static final long CODE_BASE = 0x400000;
  public static final int INSTRUCTION_INTS = 4;
  public static final int INSTRUCTION_BYTES = 16;

  /// A program of nothing.
  public static final Image NONE =
      new Image(
          "",
          new int[0],
          0,
          0,
          new byte[0],
          0,
          new byte[0],
          0,
          0,
          new byte[0],
          0,
          new int[0],
          List.of(),
          List.of(),
          List.of(),
          Map.of());

  public int instructionCount() {
    return code.length / INSTRUCTION_INTS;
  }

  public static long addressOf(int instruction) {
    return CODE_BASE + (long) instruction * INSTRUCTION_BYTES;
  }

  /// Index of the instruction at an address, -1 if there is none.
  public int instructionAt(long address) {
    long offset = address - CODE_BASE;
    return offset < 0 || (offset & 15) != 0 || offset >>> 4 >= instructionCount()
        ? -1
        : (int) (offset >>> 4);
  }

  /// The function that holds an instruction, or null.
  public Symbol.@Nullable Function functionAt(int instruction) {
    int low = 0;
    int high = functions.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Symbol.Function function = functions.get(middle);
      if (instruction < function.start()) {
        high = middle - 1;
      } else if (instruction >= function.end()) {
        low = middle + 1;
      } else {
        return function;
      }
    }
    return null;
  }

  public Symbol.@Nullable Function function(String name) {
    for (Symbol.Function function : functions) {
      if (function.name().equals(name)) {
        return function;
      }
    }
    return null;
  }

  /// Line of an instruction, 0 for none.
  public int lineAt(int instruction) {
    return instruction >= 0 && instruction < lines.length ? lines[instruction] & 0xfffff : 0;
  }

  /// Source file of an instruction; meaningful where {@link #lineAt} is not 0.
  public SourceFile fileAt(int instruction) {
    return files.get(lines[instruction] >>> 20);
  }
}
