package osprey.kernel.ipc;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.engine.Event;
import osprey.engine.SplittableSeed;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.DiskDone;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.KernelBuffer;
import osprey.kernel.file.Opened;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.file.WriteBackDue;
import osprey.kernel.wait.Clock;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Sleeper;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.Waiter;
import osprey.machine.Ram;

/// The smallest machine on which files and pipes can be tested: memory, a tree of files, a clock,
/// and threads that do one call at a time.
public final class Machine implements Clock, Copyable<Machine> {
  public final Ram ram;
  public final Pipes pipes;
  public final FileTree tree;
  private final Deque<Caller> woken = new ArrayDeque<>();
  private final TreeMap<Long, List<Event>> events = new TreeMap<>();
  private long now;
  private int lastThread;

  public Machine() {
    this(PipeLimits.LINUX);
  }

  public Machine(PipeLimits limits) {
    ram = new Ram(1 << 16);
    pipes = new Pipes(limits);
    tree = new FileTree(ram, this, "osprey", new SplittableSeed(1));
    tree.setFifoOpener(pipes);
  }

  private Machine(Machine from, Copier copier) {
    copier.register(from, this);
    ram = from.ram.copy();
    copier.register(from.ram, ram);
    now = from.now;
    lastThread = from.lastThread;
    from.events.forEach((time, due) -> events.put(time, new ArrayList<>(due)));
    pipes = copier.copy(from.pipes);
    tree = copier.copy(from.tree);
    for (Caller thread : from.woken) {
      woken.add(copier.copy(thread));
    }
  }

  @Override
  public Machine copy(Copier copier) {
    return new Machine(this, copier);
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public long schedule(long atNanos, Event event) {
    events.computeIfAbsent(atNanos, _ -> new ArrayList<>()).add(event);
    return 0;
  }

  @Override
  public void cancel(long handle) {}

  /// Lets all events up to a time happen, and everything that follows from them.
  public void runUntil(long time) {
    while (!events.isEmpty() && events.firstKey() <= time) {
      var due = events.pollFirstEntry();
      now = due.getKey();
      for (Event event : due.getValue()) {
        switch (event) {
          case DiskDone done -> tree.completed(done);
          case WriteBackDue writeBack -> tree.writeBack(writeBack);
          default -> throw new AssertionError(event);
        }
        settle();
      }
    }
    now = Math.max(now, time);
  }

  /// Lets woken threads go on, in the order in which they were woken, until all sleep.
  public void settle() {
    while (!woken.isEmpty()) {
      woken.poll().goOn();
    }
  }

  public Caller caller() {
    return new Caller(this, ++lastThread, new FdTable());
  }

  public IoCall call(boolean nonBlocking) {
    return new IoCall(nonBlocking, null, Credentials.ROOT, 1, Long.MAX_VALUE, this);
  }

  public Viewpoint view() {
    return new Viewpoint(tree.root(), Credentials.ROOT, 022, now);
  }

  /// Opens without waiting; fails the test otherwise.
  public FileDescription open(String path, int flags) {
    Opened opened = tree.open(path, flags, 0644, view(), call(false));
    FileDescription description = opened.description();
    if (description == null || !opened.outcome().equals(Outcome.ZERO)) {
      throw new AssertionError(path + ": " + opened.outcome());
    }
    description.retain();
    return description;
  }

  /// A call that a thread makes, again and again until it is done.
  public interface Action extends Function<@Nullable Progress, Outcome> {}

  /// A thread of a process of its own, or of somebody else's.
  public static final class Caller implements Sleeper {
    public final FdTable fds;
    private final Machine machine;
    private final int id;
    public @Nullable Outcome result;
    public @Nullable Waiter waiter;
    public boolean isStopped;
    private @Nullable Action action;
    private @Nullable Outcome delivered;
    private @Nullable Progress progress;

    public Caller(Machine machine, int id, FdTable fds) {
      this.machine = machine;
      this.id = id;
      this.fds = fds;
    }

    private Caller(Caller from, Copier copier) {
      copier.register(from, this);
      id = from.id;
      result = from.result;
      action = from.action;
      delivered = from.delivered;
      progress = from.progress;
      machine = copier.copy(from.machine);
      fds = copier.copy(from.fds);
      waiter = copier.copyOrNull(from.waiter);
    }

    @Override
    public int id() {
      return id;
    }

    /// Makes a call; null while it is blocked.
    public @Nullable Outcome call(Action newAction) {
      action = newAction;
      progress = null;
      attempt();
      machine.settle();
      return result;
    }

    /// Makes the blocked call's next attempts with another action: a copied machine's objects.
    public void replaceAction(Action newAction) {
      action = newAction;
    }

    private void attempt() {
      result = null;
      Outcome outcome = requireNonNull(action).apply(progress);
      switch (outcome) {
        case Outcome.Blocked(Wait terms) -> waiter = new Waiter(this, terms);
        case Outcome.Done _, Outcome.Failed _, Outcome.Gone _ -> result = outcome;
      }
    }

    private void goOn() {
      if (isStopped) {
        return;
      }
      Waiter by = requireNonNull(waiter);
      waiter = null;
      if (delivered != null) {
        result = delivered;
        delivered = null;
        return;
      }
      switch (by.terms().then()) {
        case Then.Retry _ -> {
          progress = null;
          attempt();
        }
        case Then.Return(long value) -> result = Outcome.done(value);
        case Then.End(Outcome end) -> result = end;
        case Then.Continue(Progress made) -> {
          progress = made;
          attempt();
        }
      }
    }

    public boolean isBlocked() {
      return waiter != null;
    }

    public void stop() {
      isStopped = true;
    }

    public void resume() {
      isStopped = false;
      if (waiter != null && !waiter.isWaiting()) {
        machine.woken.add(this);
      }
      machine.settle();
    }

    /// A signal ends the wait.
    public void interrupt(boolean restarts) {
      Waiter by = requireNonNull(waiter);
      by.leave();
      waiter = null;
      long moved =
          by.terms().then() instanceof Then.Continue(Progress made) ? made.transferred() : 0;
      if (moved > 0) {
        result = Outcome.done(moved);
      } else if (restarts) {
        progress = null;
        attempt();
      } else {
        result = Outcome.failed(Errno.EINTR);
      }
    }

    /// The thread is gone.
    public void die() {
      if (waiter != null) {
        waiter.leave();
        waiter = null;
      }
    }

    @Override
    public void woken(Waiter by) {
      delivered = by.delivered();
      machine.woken.add(this);
    }

    @Override
    public Caller copy(Copier copier) {
      return new Caller(this, copier);
    }

    // Calls.

    public IoCall io(FileDescription description, @Nullable Progress made) {
      return new IoCall(
          description.isNonBlocking(), made, Credentials.ROOT, id, Long.MAX_VALUE, machine);
    }

    public @Nullable Outcome write(FileDescription description, byte[] bytes) {
      return call(made -> {
        int done = made == null ? 0 : (int) made.transferred();
        return description.write(
            new KernelBuffer(bytes, done, bytes.length - done), io(description, made));
      });
    }

    public @Nullable Outcome write(FileDescription description, String text) {
      return write(description, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public @Nullable Outcome read(FileDescription description, byte[] into) {
      return call(
          made -> description.read(new KernelBuffer(into, 0, into.length), io(description, made)));
    }
  }
}
