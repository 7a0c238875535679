package osprey.hardware.real;

import static osprey.hardware.real.Assembler.Condition.EQUAL;
import static osprey.hardware.real.Assembler.Condition.GREATER;
import static osprey.hardware.real.Assembler.Condition.NEGATIVE;
import static osprey.hardware.real.Assembler.Condition.NOT_EQUAL;
import static osprey.hardware.real.Register.R10;
import static osprey.hardware.real.Register.R12;
import static osprey.hardware.real.Register.R13;
import static osprey.hardware.real.Register.R15;
import static osprey.hardware.real.Register.R8;
import static osprey.hardware.real.Register.R9;
import static osprey.hardware.real.Register.RAX;
import static osprey.hardware.real.Register.RCX;
import static osprey.hardware.real.Register.RDI;
import static osprey.hardware.real.Register.RDX;
import static osprey.hardware.real.Register.RSI;
import static osprey.hardware.real.Register.RSP;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The program of every real process: a loop that reads a request of 8 longs (number, six
/// arguments) from its control socket, makes that system call and answers with 16 bytes: the raw
/// result, and for a signal where its siginfo lies. It has no data, no library and no state but the
/// number of its control socket in R15, so fork(2), clone(2) and handlers work as they are.
///
/// A handler is the same loop once more, on the signal's frame: the thread can be told things while
/// it handles a signal, and leaves by {@link Special#HANDLER_RETURN}.
final class Stub {
  /// Requests that are no system calls; sent as negative numbers.
  enum Special {
    /// load(address): 32 bits.
    LOAD,
    /// store(address, value): 32 bits.
    STORE,
    /// cas(address, expected, wanted): what was there, 32 bits.
    COMPARE_AND_SWAP,
    /// add(address, value): what was there, 32 bits.
    ADD,
    /// fork(control): the child listens there.
    FORK,
    /// clone(control, stack top): a thread that listens there.
    THREAD,
    /// copy(to, from, bytes).
    COPY,
    HANDLER_RETURN,
    /// Divides by zero.
    DIVIDE,
    /// Executes what is no instruction.
    ILLEGAL;

    long number() {
      return -1L - ordinal();
    }
  }

  /// Far from where programs are usually loaded and mapped.
  static final long BASE = 0x5000_0000_0000L;

  /// This bit of an answer: no result, a signal has arrived, its number is in the low bits.
  static final int SIGNAL_BIT = 62;

  private static final int ELF_HEADER_BYTES = 64;
  private static final int PROGRAM_HEADER_BYTES = 56;
  private static final int CODE_AT = ELF_HEADER_BYTES + PROGRAM_HEADER_BYTES;
  private static final int FRAME_BYTES = 136;

  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int RT_SIGRETURN = 15;
  private static final int CLONE = 56;
  private static final int FORK = 57;
  private static final int GETTID = 186;
  private static final int EXIT_GROUP = 231;
  private static final int EINTR = 4;
  private static final int ENOSYS = 38;

  /// VM, FS, FILES, SIGHAND, THREAD and SYSVSEM.
  private static final int THREAD_FLAGS = 0x50f00;

  /// Exit status of a process whose coordinator has gone.
  private static final int ABANDONED = 110;

  private final Assembler code = new Assembler();

  /// @param control descriptor on which the first thread listens
  Stub(int control) {
    loop(control);
    specials();
    handlers();
  }

  private void loop(int control) {
    code.set(R15, control)
        .subtract(RSP, FRAME_BYTES)
        .label("hello")
        .set(RAX, GETTID)
        .syscall()
        .label("reply")
        .store(RSP, 0, RAX)
        .store(RSP, 8, R13)
        .set(RAX, WRITE)
        .move(RDI, R15)
        .move(RSI, RSP)
        .set(RDX, 16)
        .syscall()
        .label("next")
        .set(RAX, READ)
        .move(RDI, R15)
        .move(RSI, RSP)
        .set(RDX, 64)
        .syscall()
        .compare(RAX, -EINTR)
        .jump(EQUAL, "next")
        .test(RAX)
        .jump(GREATER, "request")
        .set(RAX, EXIT_GROUP)
        .set(RDI, ABANDONED)
        .syscall()
        .label("request")
        .load(RAX, RSP, 0)
        .load(RDI, RSP, 8)
        .load(RSI, RSP, 16)
        .load(RDX, RSP, 24)
        .load(R10, RSP, 32)
        .load(R8, RSP, 40)
        .load(R9, RSP, 48)
        .test(RAX)
        .jump(NEGATIVE, "special")
        .syscall()
        .jump("reply");
  }

  private void specials() {
    code.label("special").negate(RAX);
    for (Special each : Special.values()) {
      code.decrement(RAX).jump(EQUAL, each.name());
    }
    code.set(RAX, -ENOSYS)
        .jump("reply")
        .label("LOAD")
        .load32(RAX, RDI)
        .jump("reply")
        .label("STORE")
        .store32(RDI, RSI)
        .set(RAX, 0)
        .jump("reply")
        .label("COMPARE_AND_SWAP")
        .move(RAX, RSI)
        .compareAndExchange()
        .jump("reply")
        .label("ADD")
        .exchangeAndAdd()
        .move(RAX, RSI)
        .jump("reply")
        .label("FORK")
        .move(R12, RDI)
        .set(RAX, FORK)
        .syscall()
        .jump("born")
        .label("THREAD")
        .move(R12, RDI)
        .set(RDI, THREAD_FLAGS)
        .set(RDX, 0)
        .set(R10, 0)
        .set(RAX, CLONE)
        .syscall()
        .test(RAX)
        .jump(NOT_EQUAL, "reply")
        .subtract(RSP, FRAME_BYTES)
        .label("born")
        .test(RAX)
        .jump(NOT_EQUAL, "reply")
        .move(R15, R12)
        .jump("hello")
        .label("COPY")
        .move(RCX, RDX)
        .copyBytes()
        .set(RAX, 0)
        .jump("reply")
        .label("DIVIDE")
        .set(RAX, 1)
        .set(RDX, 0)
        .set(RCX, 0)
        .divide()
        .label("ILLEGAL")
        .undefined();
  }

  private void handlers() {
    code.label("handler")
        .subtract(RSP, FRAME_BYTES)
        .move(RAX, RDI)
        .setBit(RAX, SIGNAL_BIT)
        .move(R13, RSI)
        .jump("reply")
        .label("HANDLER_RETURN")
        .add(RSP, FRAME_BYTES)
        .label("quiet")
        .ret()
        .label("restorer")
        .set(RAX, RT_SIGRETURN)
        .syscall();
  }

  /// Address of the handler that reports a signal and listens.
  long handler() {
    return address("handler");
  }

  /// Address of a handler that does nothing: a call that it interrupts fails with EINTR.
  long quietHandler() {
    return address("quiet");
  }

  /// Where handlers return to.
  long restorer() {
    return address("restorer");
  }

  private long address(String label) {
    return BASE + CODE_AT + code.offset(label);
  }

  byte[] machineCode() {
    return code.bytes();
  }

  /// The program as a file: an ELF header, one segment that is read and executed, the code.
  byte[] executable() {
    byte[] text = code.bytes();
    long size = CODE_AT + (long) text.length;
    ByteBuffer file = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    // ET_EXEC for EM_X86_64; the entry point; where the program header lies; no sections.
    file.putShort((short) 2).putShort((short) 62).putInt(1);
    file.putLong(BASE + CODE_AT).putLong(ELF_HEADER_BYTES).putLong(0).putInt(0);
    file.putShort((short) ELF_HEADER_BYTES).putShort((short) PROGRAM_HEADER_BYTES);
    file.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    // PT_LOAD, readable and executable: the whole file.
    file.putInt(1).putInt(5).putLong(0).putLong(BASE).putLong(BASE);
    file.putLong(size).putLong(size).putLong(4096);
    return file.put(text).array();
  }
}
