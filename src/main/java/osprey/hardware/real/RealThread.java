package osprey.hardware.real;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// A thread of a {@link RealProcess}: it waits in {@link Stub}'s loop, or is in the one call that
/// it was told to make. Whether that call is blocked is read from the kernel, not guessed.
public final class RealThread {
  /// Addresses from here on belong to the memory that all share.
  public static final long SLOTS_FROM = 0x5100_0000_0000L;

  private static final int REQUEST_BYTES = 64;
  private static final int DO_NOT_WAIT = 0x40;
  private static final int NO_SIGNAL = 0x4000;
  private static final int MSG_CLOEXEC = 0x40000000;
  private static final int EAGAIN = 11;
  private static final int EINTR = 4;
  private static final long SIGNAL_MARK = 1L << Stub.SIGNAL_BIT;
  private static final int SIGINFO_BYTES = 128;

  /// A call of the machinery never blocks; the kernel may take its time.
  private static final int PATIENCE_MILLIS = 10_000;

  private final NativeCalls calls;
  private final RealProcess process;
  private int id;
  private int hostId;
  private final int control;
  private int remoteControl;
  private final Slot slot;
  private int stateFile = -1;
  private boolean isDead;
  private boolean isForgotten;

  /// The call it is in, null in the loop.
  private @Nullable Pending pending;

  /// Calls that handlers have interrupted, innermost last.
  private final Deque<Frame> interrupted = new ArrayDeque<>();

  /// Handlers that have begun and nobody has asked about, oldest first.
  private final Deque<Handled> handled = new ArrayDeque<>();

  private static final class Pending {
    final long number;
    final long first;
    @Nullable Long result;

    Pending(long number, long first) {
      this.number = number;
      this.first = first;
    }
  }

  private record Frame(@Nullable Pending pending) {}

  /// A handler of that signal has begun.
  ///
  /// @param details siginfo_t
  public record Handled(int signal, byte[] details) {}

  /// What has become of a call.
  public enum State {
    /// In the loop: nothing to do.
    IDLE,
    DONE,
    /// Asleep in the call it was told to make.
    BLOCKED,
    /// The process is gone.
    DEAD
  }

  /// @param control our end of its control socket
  /// @param remoteControl its own
  RealThread(
      NativeCalls calls,
      RealProcess process,
      int id,
      int hostId,
      int control,
      int remoteControl,
      Slot slot) {
    this.calls = calls;
    this.process = process;
    this.id = id;
    this.hostId = hostId;
    this.control = control;
    this.remoteControl = remoteControl;
    this.slot = slot;
  }

  public RealProcess process() {
    return process;
  }

  public int id() {
    return id;
  }

  public int hostId() {
    return hostId;
  }

  public Slot slot() {
    return slot;
  }

  int remoteControl() {
    return remoteControl;
  }

  public boolean isDead() {
    return isDead;
  }

  public boolean isPending() {
    return pending != null && !isDead;
  }

  /// How many handlers it is in.
  public int handlerDepth() {
    return interrupted.size();
  }

  // ---- telling

  /// Tells the thread to make a call; it must be in its loop.
  public void begin(long number, long... arguments) {
    if (pending != null) {
      throw new IllegalStateException(this + " is in a call");
    }
    pending = new Pending(number, arguments.length > 0 ? arguments[0] : 0);
    send(number, arguments);
  }

  private void send(long number, long... arguments) {
    MemorySegment request = calls.buffer();
    request.asSlice(0, REQUEST_BYTES).fill((byte) 0);
    request.set(JAVA_LONG, 0, number);
    for (int i = 0; i < arguments.length; i++) {
      request.set(JAVA_LONG, 8L * (i + 1), arguments[i]);
    }
    long sent;
    do {
      sent = calls.call(44, control, request.address(), REQUEST_BYTES, NO_SIGNAL, 0, 0);
    } while (sent == -EINTR);
    if (sent != REQUEST_BYTES) {
      die();
    }
  }

  /// Makes a call that does not block. A negative number is an error's.
  ///
  /// @throws WorkerGone if the process dies of it
  public long call(long number, long... arguments) {
    begin(number, arguments);
    return answer(number);
  }

  private long answer(long number) {
    long begun = System.nanoTime();
    while (poll() != State.DONE) {
      if (isDead) {
        throw new WorkerGone(this + " died in call " + number);
      }
      long passed = (System.nanoTime() - begun) / 1_000_000;
      if (passed > PATIENCE_MILLIS || !awaitNews(PATIENCE_MILLIS - (int) passed)) {
        throw new WorkerGone(this + " does not answer to call " + number);
      }
    }
    return result();
  }

  long special(Stub.Special what, long... arguments) {
    return call(what.number(), arguments);
  }

  /// The greeting of a new thread.
  void awaitHello() {
    pending = new Pending(0, 0);
    answer(0);
  }

  /// It runs a new program: it is the only thread of its process, with the process's own numbers.
  void executed(int newId, int newHostId, int newRemoteControl) {
    id = newId;
    hostId = newHostId;
    remoteControl = newRemoteControl;
    interrupted.clear();
    closeStateFile();
  }

  /// Whether it sleeps in its loop, or is dead.
  public boolean isResting() {
    State state = poll();
    return state == State.DEAD || state == State.IDLE && isAsleepIn(Numbers.READ, remoteControl);
  }

  /// Lets the thread send us a descriptor over its control socket.
  ///
  /// @param header address of a struct msghdr that holds it
  /// @return its number here
  int sendDescriptor(long header) {
    begin(Numbers.SENDMSG, remoteControl, header, NO_SIGNAL);
    if (!awaitNews(PATIENCE_MILLIS)) {
      throw new WorkerGone(this + " sends no socket");
    }
    MemorySegment buffer = calls.buffer();
    buffer.asSlice(0, 256).fill((byte) 0);
    long at = buffer.address();
    buffer.set(JAVA_LONG, 16, at + 64);
    buffer.set(JAVA_LONG, 24, 1);
    buffer.set(JAVA_LONG, 32, at + 128);
    buffer.set(JAVA_LONG, 40, 24);
    buffer.set(JAVA_LONG, 64, at + 96);
    buffer.set(JAVA_LONG, 72, 16);
    calls.sure("recvmsg", Numbers.RECVMSG, control, at, MSG_CLOEXEC);
    int descriptor = buffer.get(JAVA_INT, 128 + 16);
    answer(Numbers.SENDMSG);
    return descriptor;
  }

  // ---- memory of the process

  /// Loads 32 bits as the process itself.
  public long load(long address) {
    return special(Stub.Special.LOAD, address);
  }

  public void store(long address, int value) {
    special(Stub.Special.STORE, address, value);
  }

  /// Returns what was there.
  public long compareAndSwap(long address, int expected, int wanted) {
    return special(Stub.Special.COMPARE_AND_SWAP, address, expected, wanted);
  }

  /// Returns what was there.
  public long add(long address, int value) {
    return special(Stub.Special.ADD, address, value);
  }

  public void copy(long to, long from, long count) {
    special(Stub.Special.COPY, to, from, count);
  }

  /// Begins an access; a bad address kills the process as it would kill any.
  public void beginAccess(Access access, long... arguments) {
    Stub.Special special =
        switch (access) {
          case LOAD -> Stub.Special.LOAD;
          case STORE -> Stub.Special.STORE;
          case ADD -> Stub.Special.ADD;
          case COMPARE_AND_SWAP -> Stub.Special.COMPARE_AND_SWAP;
          case COPY -> Stub.Special.COPY;
          case DIVIDE -> Stub.Special.DIVIDE;
          case ILLEGAL -> Stub.Special.ILLEGAL;
        };
    begin(special.number(), arguments);
  }

  /// What a thread can do besides system calls.
  public enum Access {
    LOAD,
    STORE,
    ADD,
    COMPARE_AND_SWAP,
    COPY,
    /// Divides by zero.
    DIVIDE,
    /// Executes what is no instruction.
    ILLEGAL
  }

  // ---- asking

  /// The result of a call that is {@link State#DONE}; the thread is in its loop again.
  public long result() {
    Pending done = pending;
    if (done == null || done.result == null) {
      throw new IllegalStateException(this + " has no result");
    }
    pending = null;
    return done.result;
  }

  /// What has arrived from it, without waiting; BLOCKED means here that nothing has.
  public State poll() {
    while (true) {
      if (isDead) {
        return State.DEAD;
      }
      if (pending != null && pending.result != null) {
        return State.DONE;
      }
      MemorySegment buffer = calls.buffer();
      long got = calls.call(Numbers.RECVFROM, control, buffer.address(), 16, DO_NOT_WAIT, 0, 0);
      if (got == -EAGAIN) {
        return pending == null ? State.IDLE : State.BLOCKED;
      }
      if (got == -EINTR) {
        continue;
      }
      if (got != 16) {
        die();
        return State.DEAD;
      }
      long value = buffer.get(JAVA_LONG, 0);
      long at = buffer.get(JAVA_LONG, 8);
      if (value >= SIGNAL_MARK) {
        enterHandler((int) (value - SIGNAL_MARK), at);
      } else if (pending != null) {
        pending.result = value;
      } else {
        throw new IllegalStateException(this + " answers unasked");
      }
    }
  }

  private void enterHandler(int signal, long at) {
    interrupted.addLast(new Frame(pending));
    pending = null;
    copy(slot.reserved(), at, SIGINFO_BYTES);
    byte[] details = slot.read(slot.reserved(), SIGINFO_BYTES);
    handled.addLast(new Handled(signal, details));
  }

  /// The oldest handler that began and was not asked about, null for none.
  public @Nullable Handled takeHandled() {
    return handled.pollFirst();
  }

  /// The oldest handler that nobody has asked about, waiting for one; null if none begins in time.
  public @Nullable Handled awaitHandled(int millis) {
    long begun = System.nanoTime();
    while (handled.isEmpty() && !isDead) {
      long left = millis - (System.nanoTime() - begun) / 1_000_000;
      if (left <= 0 || !awaitNews((int) left)) {
        break;
      }
      poll();
    }
    return handled.pollFirst();
  }

  /// Leaves the innermost handler; the interrupted call fails or goes on.
  public void returnFromHandler() {
    if (pending != null) {
      throw new IllegalStateException(this + " is in a call");
    }
    Frame frame = interrupted.removeLast();
    pending = frame.pending();
    send(Stub.Special.HANDLER_RETURN.number());
  }

  /// Waits until its call has returned or it is certain that the kernel has put it to sleep.
  public State settle() {
    long begun = System.nanoTime();
    while (true) {
      State state = poll();
      if (state != State.BLOCKED) {
        return state;
      }
      if (isAsleep()) {
        state = poll();
        return state;
      }
      if (System.nanoTime() - begun > PATIENCE_MILLIS * 1_000_000L) {
        throw new WorkerGone(this + " does not come to rest: " + where());
      }
      Thread.onSpinWait();
    }
  }

  /// Waits that long for the call to return, a handler to begin or the process to die.
  public State await(int millis) {
    State state = poll();
    long begun = System.nanoTime();
    while (state == State.BLOCKED) {
      long left = millis - (System.nanoTime() - begun) / 1_000_000;
      if (left <= 0 || !awaitNews((int) left)) {
        return poll();
      }
      state = poll();
    }
    return state;
  }

  private boolean awaitNews(int millis) {
    MemorySegment buffer = calls.buffer();
    buffer.set(JAVA_INT, 0, control);
    buffer.set(JAVA_SHORT, 4, (short) 1);
    buffer.set(JAVA_SHORT, 6, (short) 0);
    long ready = calls.call(Numbers.POLL, buffer.address(), 1, millis);
    return ready != 0;
  }

  /// Whether the kernel says that the thread sleeps in exactly the call it was told to make. It
  /// shows a call's number only of a thread that is off its CPU and not ready to run.
  private boolean isAsleep() {
    Pending call = pending;
    return call != null && call.number >= 0 && isAsleepIn(call.number, call.first);
  }

  private boolean isAsleepIn(long number, long first) {
    String words = where();
    String wanted = number + " 0x" + Long.toHexString(first) + " ";
    if (!words.startsWith(wanted)) {
      return false;
    }
    char state = state();
    return state == 'S' || state == 'T';
  }

  /// The call it sleeps in as /proc has it: number, arguments, stack pointer, program counter; or
  /// `running`.
  public String where() {
    if (stateFile < 0) {
      stateFile = calls.open(directory() + "syscall", Numbers.CLOEXEC);
    }
    long got = -1;
    if (stateFile >= 0) {
      got = calls.call(Numbers.PREAD64, stateFile, calls.buffer().address(), 256, 0);
    }
    return got <= 0 ? "" : text((int) got);
  }

  private String text(int count) {
    byte[] bytes = new byte[count];
    MemorySegment.copy(calls.buffer(), JAVA_BYTE, 0, bytes, 0, count);
    return new String(bytes, StandardCharsets.ISO_8859_1).trim();
  }

  /// S asleep, R running, Z zombie …; a blank when it is gone.
  public char state() {
    int file = calls.open(directory() + "stat", Numbers.CLOEXEC);
    if (file < 0) {
      return ' ';
    }
    long got = calls.call(Numbers.READ, file, calls.buffer().address(), 512);
    String stat = got <= 0 ? "" : text((int) got);
    calls.call(Numbers.CLOSE, file);
    int end = stat.lastIndexOf(')');
    return end < 0 || end + 2 >= stat.length() ? ' ' : stat.charAt(end + 2);
  }

  private String directory() {
    return "/proc/" + process.hostId() + "/task/" + hostId + "/";
  }

  /// Sends it a signal from outside.
  void send(int signal) {
    calls.call(Numbers.TGKILL, process.hostId(), hostId, signal);
  }

  /// Makes a blocked call fail with EINTR, though no signal that the program knows of came.
  public void cancel() {
    send(RealMachine.CANCEL_SIGNAL);
  }

  private void die() {
    isDead = true;
    forget();
  }

  /// Closes what belongs to it here.
  void forget() {
    isDead = true;
    if (!isForgotten) {
      // Once only: the number may be another's by now.
      isForgotten = true;
      calls.call(Numbers.CLOSE, control);
      closeStateFile();
    }
  }

  private void closeStateFile() {
    if (stateFile >= 0) {
      calls.call(Numbers.CLOSE, stateFile);
      stateFile = -1;
    }
  }

  @Override
  public String toString() {
    return "real thread " + hostId;
  }
}
