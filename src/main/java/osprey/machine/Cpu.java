package osprey.machine;

import org.jspecify.annotations.Nullable;

/// A processor: runs a thread's instructions in an address space until something needs an answer.
///
/// It has no clock and no kernel. The budget is counted exactly, one per instruction; an
/// instruction that works on many bytes counts one more for every 16 of them and may overrun the
/// budget. At every stop {@link Registers#pc} is at the instruction that stopped, which has not
/// happened: run again to try again. (Bulk instructions work page by page and resume where the
/// fault was, like `rep movs`.) After {@link #SYSCALL} the kernel calls {@link
/// Registers#completeSyscall}; after {@link #BUDGET} the pc is at the next instruction. A return or
/// call that leads to no code stops with an EXECUTE fault at the bad address, the pc still at the
/// `RET` or `CALLR`.
public final class Cpu {
  public static final int BUDGET = 0;
  public static final int SYSCALL = 1;

  /// No page is there; or no code, if the access is EXECUTE.
  public static final int PAGE_FAULT = 2;

  /// A page is there but must not be used like this, copy-on-write included.
  public static final int PROTECTION = 3;

  public static final int DIVIDE_ERROR = 4;
  public static final int ILLEGAL_INSTRUCTION = 5;
  public static final int BREAKPOINT = 6;

  /// As {@link #BUDGET}, because a {@link Watcher} wants it.
  public static final int WATCHED = 7;

  private final int number;
  private final Mmu mmu;
  private final Interpreter interpreter;
  private @Nullable CoherentCaches caches;
  private long executed;
  private int reason;
  private int syscallNumber;

  public Cpu(int number, Ram ram) {
    this(number, new Mmu(ram));
  }

  private Cpu(int number, Mmu mmu) {
    this.number = number;
    this.mmu = mmu;
    interpreter = new Interpreter(mmu);
  }

  /// The same processor in front of a copy of the memory. The observer is not copied.
  public Cpu copy(Ram ram) {
    return new Cpu(number, new Mmu(mmu, ram));
  }

  public int number() {
    return number;
  }

  /// Runs at most `budget` instructions and returns the reason for stopping.
  public int run(Registers registers, PageTable table, Program program, long budget) {
    registers.prepare();
    mmu.use(table);
    if (caches == null) {
      reason = interpreter.run(registers, program, budget);
      executed = interpreter.executed();
    } else {
      runWatched(caches, registers, program, budget);
    }
    if (reason == SYSCALL) {
      executed++;
      syscallNumber = program.operandA(registers.pc);
    }
    return reason;
  }

  /// Stops behind an instruction that had to wait for a cache line: the time must pass there.
  private void runWatched(
      CoherentCaches watched, Registers registers, Program program, long budget) {
    executed = 0;
    do {
      reason = interpreter.run(registers, program, 1);
      executed += interpreter.executed();
    } while (reason == BUDGET && executed < budget && !watched.hasStalled(number));
  }

  /// Instructions that the last run executed; a system call counts when it stops.
  public long executed() {
    return executed;
  }

  /// Address of the last fault: the first byte that could not be accessed.
  public long faultAddress() {
    return mmu.faultAddress;
  }

  public Access faultAccess() {
    return mmu.faultAccess;
  }

  /// Number of the last system call.
  public int syscallNumber() {
    return syscallNumber;
  }

  /// The last stop as a value.
  public Trap trap() {
    return switch (reason) {
      case SYSCALL -> new Trap.Syscall(syscallNumber);
      case PAGE_FAULT -> new Trap.PageFault(mmu.faultAddress, mmu.faultAccess);
      case PROTECTION -> new Trap.Protection(mmu.faultAddress, mmu.faultAccess);
      case DIVIDE_ERROR -> new Trap.DivideError();
      case ILLEGAL_INSTRUCTION -> new Trap.IllegalInstruction();
      case BREAKPOINT -> new Trap.Breakpoint();
      default -> new Trap.BudgetSpent();
    };
  }

  /// Translations that the buffer had; -1 unless {@link #attach caches} are simulated.
  public long tlbHits() {
    return mmu.hits();
  }

  /// Translations that the buffer did not have, since the start. The same in every run of a
  /// scenario, checkpoints or not.
  public long tlbMisses() {
    return mmu.misses();
  }

  /// Makes this processor's accesses to memory go through a cache; slow. Null for none.
  public void attach(@Nullable CoherentCaches watched) {
    caches = watched;
    mmu.attach(watched, number);
  }

  /// Null for none.
  public void observe(@Nullable MemoryObserver observer) {
    mmu.observer = observer;
  }

  /// To be called again when what it watches changes. Null for none.
  public void watch(@Nullable Watcher watcher) {
    mmu.watch(watcher);
  }
}
