package osprey.kernel.winpipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.ChannelInfo;
import osprey.kernel.wait.Clock;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;

/// All Windows pipes of a machine by name.
public final class WindowsPipes implements Copyable<WindowsPipes> {
  private static final int REMEMBERED_MAX = 10_000;
  private static final long MILLISECOND = 1_000_000;

  /// Where neither client nor server says how long to wait.
  private static final long TIMEOUT_MILLIS = 50;

  /// NMPWAIT_USE_DEFAULT_WAIT and NMPWAIT_WAIT_FOREVER.
  private static final int DEFAULT_WAIT = 0;

  private static final int WAIT_FOREVER = -1;

  private final Map<String, WindowsPipe> pipes = new LinkedHashMap<>();

  /// Instances made so far, for reports.
  private final List<PipeEnd> made = new ArrayList<>();

  /// When a wait for an instance ends.
  private record Deadline(long nanos) implements Progress {}

  /// A handle, or why there is none.
  public record Opened(@Nullable PipeHandle handle, @Nullable Errno error) {
    static Opened failed(Errno error) {
      return new Opened(null, error);
    }
  }

  public WindowsPipes() {}

  private WindowsPipes(WindowsPipes from, Copier copier) {
    copier.register(from, this);
    from.pipes.forEach((name, pipe) -> pipes.put(name, copier.copy(pipe)));
    for (PipeEnd end : from.made) {
      made.add(copier.copy(end));
    }
  }

  /// CreateNamedPipe: a new instance, of a new name or one that exists.
  public Opened create(PipeName name, PipeRequest request) {
    Errno problem = name.isTooLong() ? Errno.ERROR_FILENAME_EXCED_RANGE : request.problem();
    if (problem != null) {
      return Opened.failed(problem);
    }
    WindowsPipe pipe = pipes.get(name.key());
    if (pipe == null) {
      pipe = new WindowsPipe(this, name.name(), request);
      pipes.put(name.key(), pipe);
    } else if (request.mustBeFirst() || pipe.direction() != request.direction()) {
      return Opened.failed(Errno.ERROR_ACCESS_DENIED);
    } else if (pipe.isFull()) {
      return Opened.failed(Errno.ERROR_PIPE_BUSY);
    } else if ((request.pipeMode() & PipeMode.READ_MESSAGES) != 0 && !pipe.isMessages()) {
      return Opened.failed(Errno.ERROR_INVALID_PARAMETER);
    }
    PipeEnd server = PipeEnd.server(pipe, request);
    if (made.size() < REMEMBERED_MAX) {
      made.add(server);
    }
    return new Opened(server, null);
  }

  /// CreateFile: the client's end of an instance that listens.
  ///
  /// @param isRemote the client is another machine's
  public Opened open(PipeName name, int access, int process, boolean isRemote) {
    WindowsPipe pipe = pipes.get(name.key());
    if (pipe == null) {
      return Opened.failed(Errno.ERROR_FILE_NOT_FOUND);
    }
    boolean reads = (access & PipeMode.GENERIC_READ) != 0;
    boolean writes = (access & PipeMode.GENERIC_WRITE) != 0;
    if ((reads && (pipe.direction() & PipeMode.OUTBOUND) == 0)
        || (writes && (pipe.direction() & PipeMode.INBOUND) == 0)
        || (isRemote && pipe.refusesRemote())) {
      return Opened.failed(Errno.ERROR_ACCESS_DENIED);
    }
    PipeEnd server = pipe.nextListening();
    if (server == null) {
      return Opened.failed(Errno.ERROR_PIPE_BUSY);
    }
    return new Opened(PipeEnd.client(server, process, reads, writes), null);
  }

  /// WaitNamedPipe: until an instance listens. It may be somebody else's by the time it is opened.
  ///
  /// @param progress what the call was told when it began to wait, null at first
  public Outcome await(PipeName name, int timeoutMillis, Clock clock, @Nullable Progress progress) {
    WindowsPipe pipe = pipes.get(name.key());
    if (pipe == null) {
      return Outcome.failed(Errno.ERROR_FILE_NOT_FOUND);
    }
    if (pipe.nextListening() != null) {
      return Outcome.ZERO;
    }
    Wait wait = PipeData.waiting(pipe.waiters()).shared();
    if (timeoutMillis == WAIT_FOREVER) {
      return Outcome.blocked(wait);
    }
    long millis = Integer.toUnsignedLong(timeoutMillis);
    if (timeoutMillis == DEFAULT_WAIT) {
      millis = pipe.timeoutMillis() == 0 ? TIMEOUT_MILLIS : pipe.timeoutMillis();
    }
    Deadline deadline =
        progress instanceof Deadline before
            ? before
            : new Deadline(clock.now() + millis * MILLISECOND);
    return Outcome.blocked(
        wait.then(new Then.Continue(deadline))
            .until(deadline.nanos, Outcome.failed(Errno.ERROR_SEM_TIMEOUT)));
  }

  void remove(String name, WindowsPipe pipe) {
    pipes.remove(new PipeName(".", name).key(), pipe);
  }

  /// As views show them, those closed included.
  public List<ChannelInfo> channels() {
    List<ChannelInfo> channels = new ArrayList<>();
    for (PipeEnd end : made) {
      channels.add(end.info());
    }
    return channels;
  }

  @Override
  public WindowsPipes copy(Copier copier) {
    return new WindowsPipes(this, copier);
  }
}
