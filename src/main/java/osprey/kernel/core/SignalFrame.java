package osprey.kernel.core;

import osprey.code.Image;
import osprey.kernel.mem.BadAddress;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.signal.Disposition;
import osprey.kernel.signal.SentSignal;
import osprey.kernel.signal.SignalSet;
import osprey.kernel.task.Task;
import osprey.machine.Registers;

/// What the kernel puts on a thread's stack to run a signal handler, Linux's rt_sigframe: siginfo_t
/// and ucontext_t for the handler to read, and what to go back to. Registers need no saving: the
/// handler gets a window of its own above the interrupted one.
final class SignalFrame {
  /// Bytes below the stack pointer that the interrupted function may be using.
  private static final int RED_ZONE = 128;

  private static final int SAVED = 16;
  private static final int SAVED_BYTES = 48;
  private static final int INFO = SAVED + SAVED_BYTES;
  private static final int INFO_BYTES = 128;
  private static final int CONTEXT = INFO + INFO_BYTES;
  private static final int CONTEXT_BYTES = 968;
  private static final int BYTES = CONTEXT + CONTEXT_BYTES + 8 & -16;

  /// In ucontext_t: the stack description, the general registers, the signal mask.
  private static final int CONTEXT_STACK = 16;

  private static final int CONTEXT_RSP = 40 + 15 * 8;
  private static final int CONTEXT_RIP = 40 + 16 * 8;
  private static final int CONTEXT_MASK = 296;

  /// Tells a frame from anything else that a smashed stack may show.
  private static final long MAGIC = 0x5349_474e_414c_4652L;

  private SignalFrame() {}

  /// Makes the thread run the handler. Throws BadAddress if its stack has no room.
  static void push(Task task, SentSignal info, Disposition disposition, long oldMask) {
    Registers registers = task.registers();
    UserMemory memory = task.process().memory().memory();
    long top = registers.sp() - RED_ZONE;
    if (disposition.has(Disposition.SA_ONSTACK)
        && task.alternateStackBytes > 0
        && !isOnAlternateStack(task)) {
      top = task.alternateStack + task.alternateStackBytes;
    }
    long frame = (top - BYTES) & -16;
    int handler = task.process().program().image().instructionAt(disposition.handler());
    if (handler < 0) {
      throw badHandler(memory);
    }
    Registers.Position position = registers.position();
    memory.write(frame, new byte[BYTES]);
    memory.writeLong(frame, registers.fp());
    memory.writeLong(frame + 8, TrapHandler.SIGNAL_RETURN);
    memory.writeLong(frame + SAVED, MAGIC);
    memory.writeLong(frame + SAVED + 8, position.base());
    memory.writeLong(frame + SAVED + 16, position.pc());
    memory.writeLong(frame + SAVED + 24, position.sp());
    memory.writeLong(frame + SAVED + 32, oldMask);
    writeInfo(memory, frame + INFO, info);
    memory.writeLong(frame + CONTEXT + CONTEXT_STACK, task.alternateStack);
    memory.writeLong(frame + CONTEXT + CONTEXT_STACK + 16, task.alternateStackBytes);
    memory.writeLong(frame + CONTEXT + CONTEXT_RSP, position.sp());
    memory.writeLong(frame + CONTEXT + CONTEXT_RIP, Image.addressOf(position.pc()));
    memory.writeLong(frame + CONTEXT + CONTEXT_MASK, oldMask);
    task.suspend(frame);
    registers.enter(
        task.process().program(), handler, frame, info.number(), frame + INFO, frame + CONTEXT);
  }

  private static BadAddress badHandler(UserMemory memory) {
    try {
      memory.readByte(0);
    } catch (BadAddress bad) {
      return bad;
    }
    throw new IllegalStateException("address 0 is readable");
  }

  private static boolean isOnAlternateStack(Task task) {
    long offset = task.registers().sp() - task.alternateStack;
    return offset > 0 && offset <= task.alternateStackBytes;
  }

  /// Goes back to what the handler interrupted; returns the signal mask to restore. Throws
  /// BadAddress if the frame is not there any more.
  static long pop(Task task) {
    Registers registers = task.registers();
    UserMemory memory = task.process().memory().memory();
    long frame = registers.fp();
    if (memory.readLong(frame + SAVED) != MAGIC) {
      throw badHandler(memory);
    }
    long mask = memory.readLong(frame + CONTEXT + CONTEXT_MASK);
    registers.restore(
        new Registers.Position(
            (int) memory.readLong(frame + SAVED + 8),
            (int) memory.readLong(frame + SAVED + 16),
            memory.readLong(frame + SAVED + 24)));
    task.resumeSuspended(frame);
    return mask & ~SignalSet.UNBLOCKABLE;
  }

  /// siginfo_t, sigaction(2).
  static void writeInfo(UserMemory memory, long at, SentSignal info) {
    memory.writeInt(at, info.number());
    memory.writeInt(at + 4, 0);
    memory.writeInt(at + 8, info.code());
    memory.writeInt(at + 12, 0);
    boolean isFault =
        info.number() == 11 || info.number() == 7 || info.number() == 8 || info.number() == 4;
    if (isFault && info.senderPid() == 0) {
      memory.writeLong(at + 16, info.address());
    } else {
      memory.writeInt(at + 16, info.senderPid());
      memory.writeInt(at + 20, info.senderUid());
      memory.writeLong(at + 24, info.value());
    }
  }
}
