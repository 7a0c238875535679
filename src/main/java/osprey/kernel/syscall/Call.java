package osprey.kernel.syscall;

import org.jspecify.annotations.Nullable;
import osprey.kernel.core.Kernel;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.task.Limits;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Wait;
import osprey.machine.Access;
import osprey.machine.Program;
import osprey.machine.Registers;

/// One system call in progress, as handlers see it: who calls, with which arguments, and what it
/// had achieved before it blocked.
public final class Call {
  private static final long NANOS = 1_000_000_000L;

  private final Kernel kernel;
  private final Task task;
  private final Registers registers;
  private final Program program;
  private final @Nullable Progress progress;
  private int copyPercent = 100;

  Call(Kernel kernel, Task task, @Nullable Progress progress) {
    this.kernel = kernel;
    this.task = task;
    this.progress = progress;
    registers = task.registers();
    program = task.process().program();
  }

  public Kernel kernel() {
    return kernel;
  }

  public Task task() {
    return task;
  }

  /// What copying costs in this call, see {@link FileDescription#copyPercent}.
  int copyPercent() {
    return copyPercent;
  }

  /// The call moves bytes to or from that description.
  void moves(FileDescription description) {
    copyPercent = description.copyPercent();
  }

  public Process process() {
    return task.process();
  }

  /// Who the calling process is.
  public Credentials user() {
    return process().credentials;
  }

  public long argument(int index) {
    return registers.argument(program, index);
  }

  /// The low 32 bits, as the kernel takes an `int`.
  public int intArgument(int index) {
    return (int) registers.argument(program, index);
  }

  /// A path or name in user memory, its bytes as ISO 8859-1.
  public String pathArgument(int index) {
    return memory().readText(argument(index));
  }

  public UserMemory memory() {
    return task.process().memory().memory();
  }

  /// Null at the first attempt.
  public @Nullable Progress progress() {
    return progress;
  }

  /// The description behind a descriptor argument, or null: EBADF.
  public @Nullable FileDescription description(int index) {
    return process().descriptors().get(intArgument(index));
  }

  /// The circumstances in which a description is read or written.
  public IoCall io(FileDescription description) {
    return io((description.statusFlags() & OpenFlag.NON_BLOCKING) != 0);
  }

  public IoCall io(boolean nonBlocking) {
    Process process = process();
    return new IoCall(
        nonBlocking,
        progress,
        process.credentials,
        process.id(),
        process.limits.effective(Limits.FSIZE),
        kernel);
  }

  /// User memory that a read fills; the copying is charged to the caller.
  public UserBuffer into(long address, long count) {
    return new UserBuffer(this, address, count, Access.WRITE);
  }

  /// User memory that a write empties; the copying is charged to the caller.
  public UserBuffer from(long address, long count) {
    return new UserBuffer(this, address, count, Access.READ);
  }

  /// A struct timespec in nanoseconds; -1 if it is not a valid time.
  public long readTimespec(long address) {
    long seconds = memory().readLong(address);
    long nanos = memory().readLong(address + 8);
    if (seconds < 0 || nanos < 0 || nanos >= NANOS) {
      return -1;
    }
    return seconds > Long.MAX_VALUE / NANOS - 1 ? Long.MAX_VALUE : seconds * NANOS + nanos;
  }

  public void writeTimespec(long address, long nanos) {
    memory().writeLong(address, nanos / NANOS);
    memory().writeLong(address + 8, nanos % NANOS);
  }

  /// The simulated time of an absolute time on a clock; never before now.
  ///
  /// @param clock CLOCK_REALTIME 0 or CLOCK_MONOTONIC 1
  public long deadline(int clock, long nanos) {
    if (nanos == Long.MAX_VALUE) {
      return Wait.FOREVER;
    }
    long base = clock == 0 ? kernel.config().bootSeconds() * NANOS : 0;
    return Math.max(kernel.now(), nanos - base);
  }

  /// The simulated time that lies so far ahead.
  public long after(long nanos) {
    return nanos > Long.MAX_VALUE - kernel.now() - 1 ? Wait.FOREVER : kernel.now() + nanos;
  }
}
