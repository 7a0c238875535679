package osprey.lang.c.object;

import org.jspecify.annotations.Nullable;
import osprey.code.CType;

/// One object with static storage, or a string literal.
///
/// @param symbol index into the object file's symbols
/// @param bytes initial contents; empty where all is zero
/// @param relocations triples of offset, symbol index, addend: 8 bytes are filled with an address
/// @param type for the debugger; null for what has no name in the source
@SuppressWarnings("ArrayRecordComponent") // made once, read once
public record DataPiece(
    int symbol,
    Section section,
    long size,
    int alignment,
    byte[] bytes,
    int[] relocations,
    @Nullable CType type) {
  public enum Section {
    RODATA,
    DATA,
    BSS,
    TLS_DATA,
    TLS_BSS;

    public boolean isThreadLocal() {
      return this == TLS_DATA || this == TLS_BSS;
    }
  }
}
