package osprey.code;

/// Where a variable lives while its function runs.
public sealed interface Location {
  /// In a register of the function's window.
  record Register(int number) implements Location {}

  /// In memory, at the frame pointer plus offset (negative).
  record Frame(int offset) implements Location {}

  /// In memory, at the address that a register holds: structs passed by value, variable-length
  /// arrays.
  record Indirect(int register) implements Location {}

  record Static(long address) implements Location {}

  /// In the thread's own block, at the thread pointer plus offset.
  record ThreadLocal(int offset) implements Location {}
}
