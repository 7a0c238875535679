package osprey.ui.debug;

import osprey.code.CType;

/// Where an object of the stopped program is, so that it can be read, assigned to, or pointed at.
public sealed interface Place {
  record Memory(long address) implements Place {}

  /// @param index into the thread's register stack
  /// @param name of the variable, for messages
  record Register(int index, String name) implements Place {}

  /// Some bits of an integer at a place.
  ///
  /// @param unit type of the storage unit that holds them
  record Bits(Place container, CType unit, int offset, int width) implements Place {}

  /// A variable of the user's own.
  ///
  /// @param name with its `$`
  record Convenience(String name) implements Place {}

  /// Nowhere: the value of a computation.
  enum None implements Place {
    NONE
  }
}
