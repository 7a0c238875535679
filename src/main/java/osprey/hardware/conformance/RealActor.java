package osprey.hardware.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.abi.Syscall;
import osprey.hardware.real.RealMachine;
import osprey.hardware.real.RealThread;
import osprey.sim.conformance.Actor;
import osprey.sim.conformance.Arguments;
import osprey.sim.conformance.Invocation;
import osprey.sim.conformance.Operations;
import osprey.sim.conformance.Reply;

/// An actor that is a real thread.
final class RealActor extends Actor {
  private static final long RESTORER = 0x04000000L;

  final RealThread thread;
  private final RealMachine machine;

  /// Shared by the threads of a process.
  final Map<Integer, SeenSignals> signals;

  /// The step whose operation is not complete, -1 for none, and its arguments.
  int pending = -1;

  @Nullable Arguments pendingArguments;
  boolean isGone;
  private @Nullable Invocation current;

  RealActor(
      String name, RealMachine machine, RealThread thread, Map<Integer, SeenSignals> signals) {
    super(name, new SharedScratch(thread.slot()));
    this.machine = machine;
    this.thread = thread;
    this.signals = signals;
  }

  /// What a child's handlers have seen at its beginning.
  static Map<Integer, SeenSignals> copy(Map<Integer, SeenSignals> from) {
    Map<Integer, SeenSignals> copy = new HashMap<>();
    from.forEach((signal, seen) -> copy.put(signal, seen.copy()));
    return copy;
  }

  @Override
  public int id() {
    return thread.id();
  }

  @Override
  public int processId() {
    return thread.process().id();
  }

  @Override
  protected long realTime() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  protected SeenSignals seen(int signal) {
    return signals.computeIfAbsent(signal, _ -> new SeenSignals());
  }

  @Override
  protected long[] handler(long flags) {
    return new long[] {machine.handler(), flags | RESTORER, machine.restorer(), 0};
  }

  @Override
  protected long setting(String setting) {
    return machine.setting(setting);
  }

  @Override
  protected void changeSetting(String setting, long value) {
    machine.changeSetting(setting, value);
  }

  @Override
  protected Reply execute() {
    expectExecution();
    signals.clear();
    return Operations.call(Syscall.EXECVE);
  }

  /// Notes the handlers that have begun and lets them return.
  void serveHandlers() {
    for (RealThread.Handled each = thread.takeHandled();
        each != null;
        each = thread.takeHandled()) {
      ByteBuffer details = ByteBuffer.wrap(each.details()).order(ByteOrder.LITTLE_ENDIAN);
      SeenSignals seen = seen(each.signal());
      seen.count++;
      seen.code = details.getInt(8);
      seen.sender = details.getInt(16);
      seen.value = details.getInt(24);
    }
    while (thread.handlerDepth() > 0 && !thread.isPending() && !thread.isDead()) {
      thread.returnFromHandler();
    }
  }

  /// Tells the thread what is to be done next.
  void begin(Invocation invocation) {
    current = invocation;
    switch (invocation) {
      case Invocation.Call(Syscall which, long[] arguments) ->
          thread.begin(which.number(), arguments);
      case Invocation.Touch(Invocation.Access which, long[] arguments) ->
          thread.beginAccess(access(which), arguments);
    }
  }

  private static RealThread.Access access(Invocation.Access which) {
    return switch (which) {
      case MOVE -> RealThread.Access.COPY;
      case LOAD -> RealThread.Access.LOAD;
      case STORE -> RealThread.Access.STORE;
      case ADD -> RealThread.Access.ADD;
      case COMPARE_AND_SWAP -> RealThread.Access.COMPARE_AND_SWAP;
    };
  }

  /// The status with which it ended its process itself, -1 if it did not.
  long ownExit() {
    return current instanceof Invocation.Call(Syscall which, long[] arguments)
            && which == Syscall.EXIT_GROUP
        ? arguments[0] & 0xff
        : -1;
  }

  /// The result as the operations expect it.
  long takeResult() {
    long result = thread.result();
    return current instanceof Invocation.Touch(Invocation.Access which, long[] arguments)
            && which == Invocation.Access.COMPARE_AND_SWAP
        ? (result == arguments[1] ? 1 : 0)
        : result;
  }
}
