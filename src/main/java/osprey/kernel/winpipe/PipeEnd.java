package osprey.kernel.winpipe;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.inspect.ChannelInfo;
import osprey.inspect.PreviewWriter;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;

/// The server's or the client's end of an instance.
final class PipeEnd extends PipeHandle {
  /// A transaction's message is written, its answer awaited.
  private static final Progress ASKED = new Asked();

  private final WindowsPipe pipe;
  private final boolean isServer;
  private final int instance;
  private final int process;
  private final int outBytes;
  private final int inBytes;

  /// What comes to this end.
  private final PipeData incoming;

  private final WaitQueue connecting;
  private final WaitQueue readiness;
  private Phase phase;
  private @Nullable PipeEnd peer;

  /// What went to the last peer, to be asked what became of a write when the peer is gone.
  private @Nullable PipeData outgoing;

  /// Bytes in and out, writes and reads of those before the last peer.
  private final long[] past = new long[4];

  private int mode;

  /// The server closed first.
  private boolean isLastOfInstance;

  private enum Phase {
    LISTENING,
    CONNECTED,
    /// The other end is closed.
    CLOSING,
    DISCONNECTED
  }

  private record Asked() implements Progress {}

  private PipeEnd(
      WindowsPipe pipe,
      boolean isServer,
      int instance,
      int process,
      boolean mayRead,
      boolean mayWrite,
      int outBytes,
      int inBytes) {
    super(mayRead, mayWrite);
    this.pipe = pipe;
    this.isServer = isServer;
    this.instance = instance;
    this.process = process;
    this.outBytes = outBytes;
    this.inBytes = inBytes;
    phase = Phase.LISTENING;
    incoming = new PipeData(path(), pipe.isMessages(), isServer ? inBytes : outBytes);
    connecting = new WaitQueue("a client of " + path());
    readiness = new WaitQueue(path());
  }

  private PipeEnd(PipeEnd from, Copier copier) {
    super(from, copier);
    isServer = from.isServer;
    instance = from.instance;
    process = from.process;
    outBytes = from.outBytes;
    inBytes = from.inBytes;
    phase = from.phase;
    mode = from.mode;
    isLastOfInstance = from.isLastOfInstance;
    pipe = copier.copy(from.pipe);
    peer = copier.copyOrNull(from.peer);
    outgoing = copier.copyOrNull(from.outgoing);
    System.arraycopy(from.past, 0, past, 0, past.length);
    incoming = copier.copy(from.incoming);
    connecting = copier.copy(from.connecting);
    readiness = copier.copy(from.readiness);
  }

  /// A new instance, which takes a client at once.
  static PipeEnd server(WindowsPipe pipe, PipeRequest request) {
    PipeEnd end =
        new PipeEnd(
            pipe,
            true,
            pipe.serverOpens(),
            request.process(),
            (pipe.direction() & PipeMode.INBOUND) != 0,
            (pipe.direction() & PipeMode.OUTBOUND) != 0,
            request.outBytes(),
            request.inBytes());
    end.mode = request.pipeMode() & (PipeMode.NOWAIT | PipeMode.READ_MESSAGES);
    pipe.listens(end);
    return end;
  }

  /// The client's end of a listening instance.
  static PipeEnd client(PipeEnd server, int process, boolean mayRead, boolean mayWrite) {
    PipeEnd end =
        new PipeEnd(
            server.pipe,
            false,
            server.instance,
            process,
            mayRead,
            mayWrite,
            server.outBytes,
            server.inBytes);
    server.pipe.listensNoMore(server);
    server.join(end);
    end.join(server);
    for (Waiter waiter : List.copyOf(server.connecting.waiters())) {
      waiter.wake(Outcome.ZERO);
    }
    server.readiness.wakeOne();
    return end;
  }

  private void join(PipeEnd other) {
    if (outgoing != null) {
      past[0] += outgoing.bytesIn();
      past[1] += outgoing.bytesOut();
      past[2] += outgoing.writes();
      past[3] += outgoing.reads();
    }
    peer = other;
    outgoing = other.incoming;
    phase = Phase.CONNECTED;
  }

  private String path() {
    return pipe.path() + " (instance " + instance + ")";
  }

  @Override
  public String name() {
    return path() + (isServer ? " server" : " client");
  }

  private boolean isPatient() {
    return (mode & PipeMode.NOWAIT) == 0;
  }

  private boolean readsMessages() {
    return (mode & PipeMode.READ_MESSAGES) != 0;
  }

  @Override
  public Outcome connect() {
    if (!isServer) {
      return Outcome.failed(Errno.ERROR_INVALID_FUNCTION);
    }
    switch (phase) {
      case CONNECTED -> {
        return Outcome.failed(Errno.ERROR_PIPE_CONNECTED);
      }
      case CLOSING -> {
        return Outcome.failed(Errno.ERROR_NO_DATA);
      }
      case DISCONNECTED -> {
        phase = Phase.LISTENING;
        pipe.listens(this);
        if (!isPatient()) {
          return Outcome.ZERO;
        }
      }
      case LISTENING -> {
        if (!isPatient()) {
          return Outcome.failed(Errno.ERROR_PIPE_LISTENING);
        }
      }
    }
    return Outcome.blocked(PipeData.waiting(connecting).shared());
  }

  @Override
  public Outcome disconnect() {
    if (!isServer) {
      return Outcome.failed(Errno.ERROR_INVALID_FUNCTION);
    }
    if (phase == Phase.DISCONNECTED) {
      return Outcome.failed(Errno.ERROR_PIPE_NOT_CONNECTED);
    }
    if (phase == Phase.LISTENING) {
      pipe.listensNoMore(this);
      for (Waiter waiter : List.copyOf(connecting.waiters())) {
        waiter.wake(Outcome.failed(Errno.ERROR_PIPE_NOT_CONNECTED));
      }
    }
    part(Phase.DISCONNECTED, Errno.ERROR_PIPE_NOT_CONNECTED);
    return Outcome.ZERO;
  }

  /// Both ends go apart.
  private void part(Phase next, Errno why) {
    PipeEnd other = peer;
    peer = null;
    phase = next;
    incoming.end(why, next == Phase.DISCONNECTED);
    readiness.wakeOne();
    if (other != null) {
      other.peer = null;
      other.phase = next;
      other.incoming.end(why, next == Phase.DISCONNECTED);
      other.readiness.wakeOne();
    }
  }

  @Override
  public Outcome receive(IoBuffer into, IoCall call) {
    if (!mayRead) {
      return Outcome.failed(Errno.ERROR_ACCESS_DENIED);
    }
    Errno problem =
        switch (phase) {
          case LISTENING -> Errno.ERROR_PIPE_LISTENING;
          case DISCONNECTED -> Errno.ERROR_PIPE_NOT_CONNECTED;
          case CONNECTED, CLOSING -> null;
        };
    if (problem != null) {
      return Outcome.failed(problem);
    }
    Outcome taken = incoming.take(into, readsMessages());
    if (taken != null) {
      if (peer != null) {
        peer.readiness.wakeOne();
      }
      return taken;
    }
    if (phase == Phase.CLOSING) {
      return Outcome.failed(Errno.ERROR_BROKEN_PIPE);
    }
    return isPatient()
        ? Outcome.blocked(PipeData.waiting(incoming.readers()))
        : Outcome.failed(Errno.ERROR_NO_DATA);
  }

  @Override
  public Outcome send(IoBuffer from, IoCall call) {
    if (!mayWrite) {
      return Outcome.failed(Errno.ERROR_ACCESS_DENIED);
    }
    if (call.progress() != null) {
      Outcome outcome = outgoing == null ? null : outgoing.goOn(call.progress());
      if (outcome != null) {
        return outcome;
      }
    }
    return switch (phase) {
      case LISTENING -> Outcome.failed(Errno.ERROR_PIPE_LISTENING);
      case DISCONNECTED -> Outcome.failed(Errno.ERROR_PIPE_NOT_CONNECTED);
      case CLOSING -> Outcome.failed(Errno.ERROR_NO_DATA);
      case CONNECTED -> put(from, true);
    };
  }

  private Outcome put(IoBuffer from, boolean waits) {
    PipeEnd other = checkNotNull(peer);
    Outcome outcome = other.incoming.put(from, isPatient(), waits);
    other.readiness.wakeOne();
    return outcome;
  }

  @Override
  public Peeked peek(IoBuffer into, IoCall call) {
    if (!mayRead) {
      return Peeked.of(Outcome.failed(Errno.ERROR_ACCESS_DENIED));
    }
    if (phase == Phase.LISTENING || (isServer && phase == Phase.DISCONNECTED)) {
      return Peeked.of(Outcome.failed(Errno.ERROR_BAD_PIPE));
    }
    if (phase == Phase.DISCONNECTED) {
      return Peeked.of(Outcome.failed(Errno.ERROR_PIPE_NOT_CONNECTED));
    }
    if (phase == Phase.CLOSING && incoming.isEmpty()) {
      return Peeked.of(Outcome.failed(Errno.ERROR_BROKEN_PIPE));
    }
    Outcome outcome = incoming.peek(into, readsMessages());
    long copied = outcome instanceof Outcome.Done(long count, int _) ? count : 0;
    long left = pipe.isMessages() ? Math.max(0, incoming.firstMessage() - copied) : 0;
    return new Peeked(outcome, incoming.bytes(), left);
  }

  @Override
  public Outcome transact(IoBuffer from, IoBuffer into, IoCall call) {
    if (call.progress() == null) {
      if (!mayRead || !mayWrite) {
        return Outcome.failed(Errno.ERROR_ACCESS_DENIED);
      }
      if (phase != Phase.CONNECTED || !readsMessages()) {
        return Outcome.failed(Errno.ERROR_BAD_PIPE);
      }
      if (!incoming.isEmpty()) {
        return Outcome.failed(Errno.ERROR_PIPE_BUSY);
      }
      Outcome written = put(from, false);
      if (written instanceof Outcome.Failed) {
        return written;
      }
    }
    Outcome outcome = receive(into, call);
    return outcome instanceof Outcome.Blocked(var terms)
        ? Outcome.blocked(terms.then(new Then.Continue(ASKED)))
        : outcome;
  }

  @Override
  public Outcome flush(IoCall call) {
    if (!mayWrite) {
      return Outcome.failed(Errno.ERROR_ACCESS_DENIED);
    }
    if (!isServer && phase == Phase.DISCONNECTED) {
      return Outcome.failed(Errno.ERROR_PIPE_NOT_CONNECTED);
    }
    return peer == null ? Outcome.ZERO : peer.incoming.flush();
  }

  @Override
  public Outcome setMode(int wanted, IoCall call) {
    if (!isServer && !mayWrite) {
      return Outcome.failed(Errno.ERROR_ACCESS_DENIED);
    }
    boolean isUnknown = (wanted & ~(PipeMode.NOWAIT | PipeMode.READ_MESSAGES)) != 0;
    if (isUnknown || ((wanted & PipeMode.READ_MESSAGES) != 0 && !pipe.isMessages())) {
      return Outcome.failed(Errno.ERROR_INVALID_PARAMETER);
    }
    if (!isServer && phase == Phase.DISCONNECTED) {
      return Outcome.failed(Errno.ERROR_PIPE_NOT_CONNECTED);
    }
    mode = wanted;
    return Outcome.ZERO;
  }

  @Override
  public State state() {
    int other = peer == null ? 0 : peer.process;
    return new State(
        isServer,
        pipe.isMessages(),
        mode,
        pipe.instances(),
        pipe.maxInstances(),
        outBytes,
        inBytes,
        isServer ? process : other,
        isServer ? other : process);
  }

  @Override
  public long available() {
    return incoming.bytes();
  }

  @Override
  public List<WaitQueue> serves() {
    List<WaitQueue> served = new ArrayList<>();
    PipeEnd other = peer;
    if (mayWrite && other != null) {
      served.add(other.incoming.readers());
    }
    if (mayRead && other != null) {
      served.add(incoming.writers());
      served.add(incoming.flushers());
    }
    return served;
  }

  @Override
  public int ready() {
    boolean isOver = phase == Phase.CLOSING || phase == Phase.DISCONNECTED;
    boolean hasRoom = peer != null && !peer.incoming.isFull();
    return (mayRead && !incoming.isEmpty() ? Ready.IN : 0)
        | (mayWrite && hasRoom ? Ready.OUT : 0)
        | (isOver ? Ready.HANG_UP : 0);
  }

  @Override
  public WaitQueue readiness() {
    return readiness;
  }

  @Override
  protected void close() {
    if (phase == Phase.LISTENING) {
      pipe.listensNoMore(this);
    }
    PipeEnd other = peer;
    part(Phase.CLOSING, Errno.ERROR_BROKEN_PIPE);
    if (isServer) {
      if (other != null) {
        other.isLastOfInstance = true;
      }
      pipe.serverCloses(other != null);
    } else if (isLastOfInstance) {
      pipe.instanceEnds();
    }
  }

  /// Both directions of an instance, as views show it.
  ChannelInfo info() {
    List<PipeData> both = outgoing == null ? List.of(incoming) : List.of(incoming, outgoing);
    List<Integer> readers = new ArrayList<>();
    List<Integer> writers = new ArrayList<>();
    for (PipeData data : both) {
      data.readers().waiters().forEach(waiter -> readers.add(waiter.sleeper().id()));
      data.writers().waiters().forEach(waiter -> writers.add(waiter.sleeper().id()));
    }
    int ends = peer == null ? 1 : 2;
    PreviewWriter preview = new PreviewWriter();
    for (PipeData data : both) {
      data.show(preview);
      preview.endStream();
    }
    return new ChannelInfo(
        "windows pipe",
        path(),
        (long) inBytes + outBytes,
        both.stream().mapToLong(PipeData::bytes).sum(),
        both.stream().mapToLong(PipeData::messages).sum(),
        ends,
        ends,
        past[0] + both.stream().mapToLong(PipeData::bytesIn).sum(),
        past[1] + both.stream().mapToLong(PipeData::bytesOut).sum(),
        past[2] + both.stream().mapToLong(PipeData::writes).sum(),
        past[3] + both.stream().mapToLong(PipeData::reads).sum(),
        0,
        0,
        readers,
        writers,
        preview.toString());
  }

  @Override
  public PipeEnd copy(Copier copier) {
    return new PipeEnd(this, copier);
  }
}
