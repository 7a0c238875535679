package osprey.lang.c.gen;

/// Where an lvalue is, as far as instructions can say it.
sealed interface Place {
  /// A register variable.
  record Reg(int register) implements Place {}

  /// At a base register plus an offset, plus the address of a symbol (its offset in the thread's
  /// block, if thread-local) unless that is {@link #NO_SYMBOL}.
  record Mem(int base, int offset, int symbol) implements Place {
    Mem(int base, int offset) {
      this(base, offset, NO_SYMBOL);
    }
  }

  /// At a base register plus an index register times a size of 1, 4 or 8.
  record Indexed(int base, int index, int size) implements Place {}

  /// At the address of a symbol plus an offset.
  record Static(int symbol, int offset) implements Place {}

  int NO_SYMBOL = -1;
}
