package osprey.hardware.lockstep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.abi.Syscall;
import osprey.hardware.real.RealMachine;
import osprey.hardware.real.RealProcess;
import osprey.hardware.real.RealThread;
import osprey.hardware.real.Slot;
import osprey.hardware.real.Unavailable;
import osprey.hardware.real.WorkerGone;
import osprey.kernel.core.Counterpart;
import osprey.kernel.core.Kernel;
import osprey.kernel.file.FileDescription;
import osprey.kernel.ipc.IpcLimit;
import osprey.kernel.ipc.IpcLimits;
import osprey.kernel.ipc.PipeEnd;
import osprey.kernel.ipc.PipeLimits;
import osprey.kernel.task.Limits;
import osprey.kernel.task.Process;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.Waiter;
import osprey.machine.Access;
import osprey.machine.PageTable;

/// Follows a simulated machine with real processes, call by call. The simulated kernel says whose
/// turn it is and what passes in its own memory; what a call does is decided by the real kernel
/// too, and anything else than the simulated result is a {@link Divergence}.
final class Lockstep implements Counterpart, AutoCloseable {
  private static final int EINTR = 4;
  private static final int EXIT_THREAD = 60;
  private static final int DESCRIPTORS_MAX = 4096;
  private static final int SET_PIPE_SIZE = 1031;
  private static final int CLOSE_ON_EXEC = 02000000;
  private static final int WAKE_MILLIS_MAX = 2000;
  private static final int NO_WAIT = 1;
  private static final int CORE_FLAG = 0x80;

  private final Kernel kernel;
  private final RealMachine machine;
  private final Ids ids = new Ids();
  private final SharedMemory shared;
  private final Translation translation;
  private final History history = new History();

  /// By simulated thread.
  private final Map<Integer, Pair> pairs = new LinkedHashMap<>();

  private final Set<String> stayedSimulated = new TreeSet<>();
  private long compared;
  private int processes;
  private int threads;

  private Lockstep(Kernel kernel, RealMachine machine) {
    this.kernel = kernel;
    this.machine = machine;
    shared = new SharedMemory(kernel, new Partnership());
    translation = new Translation(ids, shared, machine.handler(), machine.restorer());
    ids.pairProcess(kernel.processes().init().id(), machine.init().id());
  }

  /// Starts to follow a machine on which nothing has happened yet.
  ///
  /// @param kept what is to stay simulated: `network`, `ipc`, `files`
  /// @throws Unavailable if this computer or this scenario does not allow it
  static Lockstep follow(Kernel kernel, Collection<String> kept) throws Unavailable {
    PipeLimits pipes = kernel.config().pipes();
    if (pipes.slotBytes() != PipeLimits.LINUX.slotBytes()
        || pipes.maxBytes() != PipeLimits.LINUX.maxBytes()
        || pipes.userPagesSoft() != PipeLimits.LINUX.userPagesSoft()) {
      throw new Unavailable(
          "hardware mode cannot change pipe_buf, pipe_max_size and pipe_user_pages_soft:"
              + " a real kernel has them for all its processes alike");
    }
    Lockstep lockstep = new Lockstep(kernel, new RealMachine());
    new Furnisher(lockstep.machine).furnish(kernel.files());
    lockstep.translation.keep(kept);
    lockstep.adoptLimits();
    kernel.follow(lockstep);
    kernel.processors().forEach(each -> each.cpu().observe(lockstep.shared));
    return lockstep;
  }

  /// Limits that the scenario has changed.
  private void adoptLimits() {
    IpcLimits limits = kernel.ipc().limits();
    for (IpcLimit each : IpcLimit.values()) {
      if (limits.get(each) == IpcLimits.LINUX.get(each)) {
        continue;
      }
      if (each.sysctl().startsWith("kernel.sem.")) {
        // Four numbers in one file there.
        stayedSimulated.add("the limit " + each.sysctl());
      } else {
        machine.changeSetting(each.sysctl(), limits.get(each));
      }
    }
  }

  /// What shared memory has to know of us.
  private final class Partnership implements SharedMemory.Partners {
    @Override
    public @Nullable Pair of(Task task) {
      return pair(task);
    }

    @Override
    public Divergence differs(Pair pair, String simulated, String real) {
      return divergence(pair, simulated, real);
    }
  }

  // ---- processes

  @Override
  public void started(Process process) {
    if (!process.threads().getFirst().bursts.isEmpty()) {
      stayedSimulated.add("the workload " + process.name());
      return;
    }
    RealThread real = machine.start();
    Slot slot = real.slot();
    slot.clear();
    limit(real, Limits.NOFILE, process.limits.soft(Limits.NOFILE), DESCRIPTORS_MAX);
    limit(real, Limits.FSIZE, process.limits.soft(Limits.FSIZE), Limits.INFINITY);
    limit(real, Limits.MSGQUEUE, process.limits.soft(Limits.MSGQUEUE), Limits.INFINITY);
    process.memory().observeShared();
    real.call(Syscall.UMASK.number(), process.fileModeMask);
    String directory = kernel.files().pathOf(process.workingDirectory.directory());
    real.call(Syscall.CHDIR.number(), slot.text(directory == null ? "/" : directory));
    if (process.groupId == process.id()) {
      real.call(Syscall.SETPGID.number(), 0, 0);
    }
    int user = process.credentials.uid();
    if (user != 0) {
      int group = process.credentials.gid();
      real.call(Syscall.SETGID.number(), group);
      real.call(Syscall.SETRESUID.number(), user, user, user);
    }
    processes++;
    enter(process.threads().getFirst(), real);
  }

  private static void limit(RealThread real, int resource, long soft, long hard) {
    long at = real.slot().room(16);
    real.slot().putLong(at, soft);
    real.slot().putLong(at + 8, hard);
    real.call(Syscall.SETRLIMIT.number(), resource, at);
  }

  private void enter(Task task, RealThread real) {
    pairs.put(task.id(), new Pair(task, real));
    ids.pairProcess(task.id(), real.id());
    threads++;
  }

  private @Nullable Pair pair(Task task) {
    Pair pair = pairs.get(task.id());
    return pair == null || pair.real.isDead() ? null : pair;
  }

  // ---- calls

  @Override
  public void entered(Task task, int number) {
    Pair pair = pair(task);
    Syscall call = Syscall.of(number);
    if (pair == null || call == null) {
      return;
    }
    Exchange before = pair.exchange;
    if (before != null && before.call == call && before.result == null) {
      // The real kernel has started it again by itself, as the simulated one does now.
      return;
    }
    shared.flush();
    long[] arguments = arguments(task);
    pair.arguments = arguments;
    pair.exchange = null;
    switch (call) {
      case FORK, VFORK, THREAD_CREATE, EXECVE, THREAD_EXIT -> {}
      case EXIT_GROUP -> pair.real.begin(Syscall.EXIT_GROUP.number(), arguments[0] & 0xff);
      default -> {
        Exchange exchange = translation.of(pair, call, arguments);
        pair.exchange = exchange;
        if (exchange == null) {
          stayedSimulated.add(nameOf(task, call, arguments));
        } else {
          exchange.isLate = !task.process().sandbox.isNone();
          if (!exchange.isDeferred && !exchange.isLate) {
            begin(pair, exchange);
          }
        }
      }
    }
  }

  private static void begin(Pair pair, Exchange exchange) {
    exchange.isBegun = true;
    pair.real.begin(exchange.realNumber(), exchange.real);
  }

  /// A call that stays simulated, and why if it is for what it works on.
  private String nameOf(Task task, Syscall call, long[] arguments) {
    FileDescription on =
        Translation.isOnDescriptor(call)
            ? task.process().descriptors().get((int) arguments[0])
            : null;
    return on != null && translation.isSimulated(on)
        ? call.spelling() + " (" + on.kind() + ")"
        : call.spelling();
  }

  private static long[] arguments(Task task) {
    long[] arguments = new long[6];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = task.registers().argument(task.process().program(), i);
    }
    return arguments;
  }

  @Override
  public void blocked(Task task, int number) {
    // Whether the real call is blocked too can be said when all is at rest.
    Pair pair = pair(task);
    Exchange exchange = pair == null ? null : pair.exchange;
    if (pair != null && exchange != null && !exchange.isBegun) {
      begin(pair, exchange);
    }
  }

  @Override
  public void returned(Task task, int number, long result) {
    try {
      follow(task, number, result);
    } catch (WorkerGone gone) {
      Pair pair = pairs.get(task.id());
      int status = pair == null ? -1 : machine.exitStatus(pair.real.process());
      throw new Divergence(
          report(
              task.process().name() + " (process " + task.process().id() + ") goes on",
              "lives",
              gone.getMessage() + (status < 0 ? "" : ", status " + show(status))));
    }
  }

  private void follow(Task task, int number, long result) {
    Pair pair = pair(task);
    Syscall call = Syscall.of(number);
    if (pair == null || call == null) {
      return;
    }
    Exchange exchange = pair.exchange;
    if (exchange == null) {
      born(task, pair, call, result);
      occupy(task, pair, call, result);
      refresh(pair, number);
      return;
    }
    exchange.result = result;
    if (exchange.isDeferred) {
      translation.mappings().settle(exchange, result);
    }
    if (!exchange.isBegun) {
      String reason = reasonNotToMake(task, exchange, result);
      if (reason != null) {
        stayedSimulated.add(call.spelling() + " (" + reason + ")");
        pair.exchange = null;
        return;
      }
      begin(pair, exchange);
    }
    if (pair.real.poll() == RealThread.State.IDLE || isInNewHandler(pair)) {
      // A handler comes first; the comparison follows when it has returned.
      return;
    }
    conclude(pair, exchange);
  }

  /// Why a call whose simulated result is known is not made here; null if it is.
  private static @Nullable String reasonNotToMake(Task task, Exchange exchange, long result) {
    if (exchange.isLate && result == -task.process().sandbox.refusal().number()) {
      return "refused by a sandbox";
    }
    return exchange.call == Syscall.MMAP && result == -Errno.ENOMEM.number()
        ? "the simulated memory is full"
        : null;
  }

  /// A call that stayed simulated has opened descriptors: their numbers are taken here as well.
  private void occupy(Task task, Pair pair, Syscall call, long result) {
    if (result < 0) {
      return;
    }
    if (result > 2 && result < RealMachine.FIRST_OWN_DESCRIPTOR) {
      occupy(task, pair, (int) result);
    }
    if (call == Syscall.SOCKETPAIR) {
      byte[] ends = new byte[8];
      task.process().memory().peek(pair.arguments[3], ends);
      ByteBuffer numbers = ByteBuffer.wrap(ends).order(ByteOrder.LITTLE_ENDIAN);
      occupy(task, pair, numbers.getInt(0));
      occupy(task, pair, numbers.getInt(4));
    }
  }

  private void occupy(Task task, Pair pair, int descriptor) {
    FileDescription description = task.process().descriptors().get(descriptor);
    boolean isFree = pair.real.call(Syscall.FCNTL.number(), descriptor, 1) < 0;
    if (description != null && isFree) {
      translation.keep(description);
      boolean isClosed = task.process().descriptors().isClosedOnExec(descriptor);
      pair.real.call(Syscall.EVENTFD2.number(), 0, isClosed ? CLOSE_ON_EXEC : 0);
    }
  }

  /// The thread library's calls change objects in memory themselves.
  private void refresh(Pair pair, int number) {
    if (number >= Syscall.OWN) {
      for (long argument : pair.arguments) {
        if (argument >= PageTable.PAGE_BYTES) {
          shared.refresh(pair, argument);
        }
      }
    }
  }

  private static boolean isInNewHandler(Pair pair) {
    return pair.real.handlerDepth() > pair.handlerDepth();
  }

  private void born(Task task, Pair pair, Syscall call, long result) {
    if (result <= 0) {
      return;
    }
    if (call == Syscall.FORK || call == Syscall.VFORK) {
      Process child = kernel.processTable().process((int) result);
      if (child != null) {
        processes++;
        shared.forked(task.process(), child);
        child.memory().observeShared();
        enter(child.threads().getFirst(), machine.fork(pair.real));
        history.add(task, call, pair.arguments, result, "a real process");
      }
    } else if (call == Syscall.THREAD_CREATE) {
      Task thread = kernel.processTable().task((int) result);
      if (thread != null) {
        enter(thread, machine.newThread(pair.real));
        history.add(task, call, pair.arguments, result, "a real thread");
      }
    }
  }

  /// The simulated call has returned: so must the real one have.
  private void conclude(Pair pair, Exchange exchange) {
    RealThread.State state = pair.real.settle();
    if (state == RealThread.State.BLOCKED && exchange.hasDeadline) {
      pair.real.cancel();
      if (pair.real.await(WAKE_MILLIS_MAX) == RealThread.State.DONE
          && pair.real.result() == -EINTR) {
        note(pair, exchange, "blocked until the simulated time was over");
        pair.exchange = null;
        return;
      }
      throw divergence(pair, exchange, "could not be made to give up");
    }
    if (state == RealThread.State.BLOCKED) {
      state = pair.real.await(WAKE_MILLIS_MAX);
    }
    if (isInNewHandler(pair)) {
      return;
    }
    switch (state) {
      case DONE -> compare(pair, exchange, pair.real.result());
      case DEAD -> {
        // A signal that the call itself raised is delivered here first, there a moment later.
        note(pair, exchange, "died");
        pair.exchange = null;
      }
      case BLOCKED, IDLE -> throw divergence(pair, exchange, "is blocked: " + pair.real.where());
    }
  }

  private void compare(Pair pair, Exchange exchange, long real) {
    long simulated = exchange.result == null ? 0 : exchange.result;
    pair.exchange = null;
    if (!agree(exchange, simulated, real)) {
      throw divergence(pair, exchange, History.result(real));
    }
    if (simulated >= 0 || simulated < -4096) {
      translation.mappings().note(pair.task.process(), exchange, simulated);
    }
    adoptPipe(pair, exchange, simulated);
    if (exchange.meaning == Exchange.Meaning.OBJECT && simulated >= 0) {
      ids.pairObject(exchange.call, simulated, real);
    }
    if (simulated >= 0) {
      for (Output output : exchange.outputs) {
        compare(pair, exchange, output, simulated, real);
      }
    }
    compared++;
    note(pair, exchange, History.result(real));
  }

  /// A pipe is as large as the scenario has it.
  private void adoptPipe(Pair pair, Exchange exchange, long result) {
    PipeLimits pipes = kernel.config().pipes();
    if (result < 0 || pipes.slots() == PipeLimits.LINUX.slots()) {
      return;
    }
    long descriptor =
        switch (exchange.call) {
          case PIPE, PIPE2 -> {
            byte[] ends = new byte[4];
            pair.task.process().memory().peek(exchange.simulated[0], ends);
            yield ends[0] & 0xff | (ends[1] & 0xff) << 8;
          }
          case OPEN, OPENAT -> result;
          default -> -1;
        };
    FileDescription description = pair.task.process().descriptors().get((int) descriptor);
    if (description instanceof PipeEnd) {
      long bytes = (long) pipes.slots() * pipes.slotBytes();
      pair.real.call(Syscall.FCNTL.number(), descriptor, SET_PIPE_SIZE, bytes);
    }
  }

  private boolean agree(Exchange exchange, long simulated, long real) {
    if (simulated < 0 && simulated > -4096 || real < 0) {
      return simulated == real;
    }
    return switch (exchange.meaning) {
      case VALUE -> simulated == real;
      case PROCESS -> ids.realProcess((int) simulated) == real;
      case ADDRESS -> SharedMemory.realOf(simulated) == real;
      case OBJECT, ANY -> true;
    };
  }

  private void compare(Pair pair, Exchange exchange, Output output, long simulated, long real) {
    int count = Math.clamp(output.length().applyAsLong(simulated), 0, Slot.ROOM_MAX);
    if (count == 0 || output.real() < RealThread.SLOTS_FROM) {
      return;
    }
    byte[] there = new byte[count];
    if (pair.task.process().memory().peek(output.simulated(), there) < count) {
      return;
    }
    byte[] here;
    if (output.real() >= RealThread.SLOTS_FROM + RealMachine.SLOTS_BYTES) {
      long at = pair.real.slot().room(count);
      pair.real.copy(at, output.real(), count);
      here = pair.real.slot().read(at, count);
    } else {
      here = pair.real.slot().read(output.real(), count);
    }
    SocketTranslation.notePorts(ids, exchange.call, there, here);
    if (!output.agrees(there, here)) {
      throw divergence(
          pair,
          exchange,
          History.result(real)
              + ", but at "
              + output.what()
              + " the simulated kernel writes "
              + Output.show(output.normal().apply(there))
              + " and the real one "
              + Output.show(output.normal().apply(here)));
    }
  }

  private void note(Pair pair, Exchange exchange, String real) {
    long result = exchange.result == null ? 0 : exchange.result;
    history.add(pair.task, exchange.call, exchange.simulated, result, real);
  }

  @Override
  public void executed(Task task) {
    Pair pair = pair(task);
    if (pair != null) {
      shared.forget(task.process());
      machine.execute(pair.real);
      pair.exchange = null;
      task.process().memory().observeShared();
      history.add(task, Syscall.EXECVE, new long[0], 0, "another program");
    }
  }

  @Override
  public void rested() {
    shared.flush();
    for (Pair pair : List.copyOf(pairs.values())) {
      Exchange exchange = pair.exchange;
      if (exchange != null
          && exchange.result == null
          && pair.task.waiter != null
          && !isForDevice(pair.task.waiter)
          && !pair.real.isDead()) {
        RealThread.State state = pair.real.settle();
        if (state == RealThread.State.DONE) {
          throw divergence(
              pair, exchange, "returned " + History.result(pair.real.result()) + " at once");
        }
      }
    }
  }

  /// A wait that nothing can interrupt is for the simulated disk, and how long that takes is no
  /// concern of the real kernel.
  private static boolean isForDevice(Waiter waiter) {
    return waiter.terms().interrupt() == Wait.Interrupt.UNINTERRUPTIBLE;
  }

  // ---- signals

  @Override
  public void handling(Task task, int signal) {
    Pair pair = pair(task);
    if (pair == null) {
      return;
    }
    pair.real.await(WAKE_MILLIS_MAX);
    RealThread.Handled handled = pair.real.awaitHandled(WAKE_MILLIS_MAX);
    if (handled == null || handled.signal() != signal) {
      throw divergence(
          pair,
          "a handler of " + Signal.name(signal) + " begins in the simulated thread",
          handled == null
              ? "none begins"
              : "a handler of " + Signal.name(handled.signal()) + " begins");
    }
    pair.interrupt();
    compared++;
  }

  @Override
  public void handled(Task task) {
    Pair pair = pair(task);
    if (pair == null || pair.handlerDepth() == 0) {
      return;
    }
    pair.real.returnFromHandler();
    pair.goOn();
    Exchange exchange = pair.exchange;
    if (exchange != null && exchange.result != null) {
      conclude(pair, exchange);
    }
  }

  @Override
  public void sentFromOutside(Process process, int thread, int signal) {
    Pair pair = pairs.get(thread == 0 ? process.id() : thread);
    if (pair != null) {
      if (thread == 0) {
        machine.kill(pair.real.process(), signal);
      } else {
        machine.kill(pair.real, signal);
      }
    }
  }

  @Override
  public void faulted(Task task, int signal, long address, Access access) {
    Pair pair = pair(task);
    if (pair == null) {
      return;
    }
    // What it has stored before must be there, although no call comes that would see to it.
    shared.flush();
    if (task.process().disposition(signal).isHandled()) {
      // The real handler would come back to the same instruction for ever.
      machine.kill(pair.real, signal);
      return;
    }
    switch (Signal.of(signal)) {
      case SIGSEGV ->
          pair.real.beginAccess(
              access == Access.WRITE ? RealThread.Access.STORE : RealThread.Access.LOAD, 0, 0);
      case SIGFPE -> pair.real.beginAccess(RealThread.Access.DIVIDE);
      case SIGILL -> pair.real.beginAccess(RealThread.Access.ILLEGAL);
      case null, default -> machine.kill(pair.real, signal);
    }
  }

  // ---- ends

  @Override
  public void threadEnded(Task task) {
    Pair pair = pairs.remove(task.id());
    if (pair == null || pair.real.isDead() || task.process().isEnding()) {
      return;
    }
    if (task.state != osprey.kernel.task.TaskState.EXITED || pair.real.isPending()) {
      return;
    }
    pair.real.begin(EXIT_THREAD, 0);
    if (task.process().liveThreads() > 0) {
      machine.awaitThreadEnd(pair.real);
    }
  }

  @Override
  public void ended(Process process) {
    int realId = ids.realProcess(process.id());
    RealProcess real = realId == machine.init().id() ? null : machine.process(realId);
    if (real == null) {
      return;
    }
    for (Task task : process.threads()) {
      pairs.remove(task.id());
    }
    shared.forget(process);
    int wanted = process.exitStatus() & ~CORE_FLAG;
    if (wanted == Signal.SIGKILL.number()) {
      // Not only kill(2) does that: the simulated machine's memory may be full, which is no concern
      // of the real one.
      machine.kill(real, wanted);
    }
    int status = machine.awaitExit(real, WAKE_MILLIS_MAX);
    if (status == RealMachine.ALIVE) {
      throw new Divergence(
          report(
              process.name() + " (process " + process.id() + ") is over",
              "it ended with status " + show(wanted),
              real + " lives"));
    }
    if (status >= 0 && (status & ~CORE_FLAG) != wanted) {
      throw new Divergence(
          report(
              process.name() + " (process " + process.id() + ") is over",
              "it ended with status " + show(wanted),
              "it ended with status " + show(status & ~CORE_FLAG)));
    }
    compared++;
    if (real.id() != 1) {
      // Orphans are waited for by their new parent at once.
      machine.init().call(Syscall.WAIT4.number(), -1, 0, NO_WAIT, 0);
    }
    machine.forget(real);
  }

  private static String show(int status) {
    int signal = status & 0x7f;
    return signal == 0 ? Integer.toString(status >> 8 & 255) : Signal.name(signal);
  }

  // ---- reports

  private Divergence divergence(Pair pair, Exchange exchange, String real) {
    String simulated = exchange.result == null ? "is blocked" : History.result(exchange.result);
    return divergence(
        pair, History.words(exchange.call, exchange.simulated) + " = " + simulated, real);
  }

  private Divergence divergence(Pair pair, String simulated, String real) {
    Task task = pair.task;
    StringBuilder where = new StringBuilder();
    where.append(task.process().name()).append(" (process ").append(task.process().id());
    where.append(", thread ").append(task.id()).append(") at ").append(History.place(task));
    return new Divergence(report(where.toString(), simulated, real) + machine.describe(pair.real));
  }

  private String report(String where, String simulated, String real) {
    StringBuilder report = new StringBuilder();
    report.append("the two kernels differ after ").append(compared).append(" equal answers\n");
    report.append("  ").append(where).append('\n');
    report.append("  simulated: ").append(simulated).append('\n');
    report.append("  real:      ").append(real).append('\n');
    report.append("what happened before (call, simulated result, real result):\n");
    for (String line : history.lines()) {
      report.append(line.stripTrailing()).append('\n');
    }
    return report.toString();
  }

  /// How many answers of the real kernel were equal to the simulated ones.
  long compared() {
    return compared;
  }

  String name() {
    return kernel.config().name();
  }

  RealMachine machine() {
    return machine;
  }

  /// What was real and what was not, in lines.
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(
        compared
            + " answers of the real kernel equal to the simulated ones, from "
            + processes
            + (processes == 1 ? " real process, " : " real processes, ")
            + threads
            + (threads == 1 ? " real thread" : " real threads"));
    if (shared.accesses() > 0) {
      lines.add(shared.accesses() + " loads and stores in real shared memory");
    }
    if (!stayedSimulated.isEmpty()) {
      lines.add("these stayed simulated: " + String.join(", ", stayedSimulated));
    }
    return lines;
  }

  @Override
  public void close() {
    kernel.follow(null);
    machine.close();
  }
}
