package osprey.hardware.real;

/// Registers of x86-64 in the order of their numbers.
enum Register {
  RAX,
  RCX,
  RDX,
  RBX,
  RSP,
  RBP,
  RSI,
  RDI,
  R8,
  R9,
  R10,
  R11,
  R12,
  R13,
  R14,
  R15;

  /// The three bits that a ModRM byte has room for.
  int low() {
    return ordinal() & 7;
  }

  /// The fourth bit, which goes into the REX prefix.
  int high() {
    return ordinal() >> 3;
  }
}
