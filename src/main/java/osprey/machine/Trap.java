package osprey.machine;

/// Why a processor stopped, as a value: {@link Cpu#trap} builds it from the bare number that {@link
/// Cpu#run} returns, for everyone but the kernel's hot path.
public sealed interface Trap {
  /// All instructions asked for are done.
  record BudgetSpent() implements Trap {}

  /// The program counter is still at the `SYSCALL`; see {@link Registers#completeSyscall}.
  record Syscall(int number) implements Trap {}

  /// Nothing is mapped at the address, or (an instruction fetch) no code is there.
  record PageFault(long address, Access access) implements Trap {}

  /// A page is there but forbids the access, or waits to be copied on the first write.
  record Protection(long address, Access access) implements Trap {}

  /// Division by zero, or the one quotient that does not fit.
  record DivideError() implements Trap {}

  record IllegalInstruction() implements Trap {}

  /// A `BREAK` instruction, or one of {@link Program#withStops}.
  record Breakpoint() implements Trap {}
}
