package osprey.lang.c.object;

import java.util.List;
import osprey.code.CType;
import osprey.code.Symbol;

/// A compiled function before it has an address: jumps count from its own first instruction.
///
/// @param symbol index into the object file's symbols
/// @param code four ints an instruction
/// @param relocations pairs of instruction index and symbol index. What is filled in follows from
///   the opcode: the callee of `CALL`, the 64-bit constant of `LI`, the address of `LDG`/`STG`, the
///   displacement of any other; what stands there already is added
/// @param lines per instruction: index into the object file's files << 20 | line
@SuppressWarnings("ArrayRecordComponent") // made once, read once
public record FunctionCode(
    int symbol,
    int[] code,
    int[] relocations,
    int registers,
    int frameBytes,
    int[] lines,
    CType.Function type,
    List<Local> locals) {

  /// @param symbol index of the symbol of a block-scope static, else -1
  public record Local(Symbol.Local variable, int symbol) {}
}
