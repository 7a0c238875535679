package osprey.kernel.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.inspect.PreviewWriter;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// A TCP socket, tcp(7): a listener, or the user's side of a {@link TcpConnection}.
public final class TcpSocket extends Socket {

  /// What the protocol costs for each message sent, in percent of a call.
  private static final int WORK = 1400;

  private static final long SECOND_NANOS = 1_000_000_000;

  private static final int PIECE_BYTES = 65_536;

  /// How far connect(2) has come.
  private enum Phase {
    UNCONNECTED,
    CONNECTING,
    CONNECTED
  }

  private final NetworkStack stack;
  private Phase phase = Phase.UNCONNECTED;
  private Endpoint local = Endpoint.NONE;

  /// The port was chosen by bind(2) or listen(2).
  private boolean isBound;

  /// It was not asked for by number, and is given up with the connection.
  private boolean isPortAutomatic;

  /// What was asked for, and is so again when a connection is dissolved.
  private int boundAddress;

  private boolean isListening;
  private int backlog;
  private final ArrayDeque<TcpConnection> connections = new ArrayDeque<>();
  private @Nullable TcpConnection connection;

  TcpSocket(NetworkStack stack, int number, int flags) {
    super(
        number,
        STREAM,
        flags,
        new SocketOptions(
            stack.limits(), stack.limits().tcpSendBytes(), stack.limits().tcpReceiveBytes()),
        "TCP socket " + number);
    this.stack = stack;
  }

  /// The server's end of a connection that is being made.
  TcpSocket(NetworkStack stack, int number, TcpSocket listener) {
    super(
        number,
        STREAM,
        0,
        new SocketOptions(listener.options()),
        "a connection on " + listener.local);
    this.stack = stack;
    local = listener.local;
    phase = Phase.CONNECTED;
  }

  private TcpSocket(TcpSocket from, Copier copier) {
    super(from, copier);
    stack = copier.copy(from.stack);
    phase = from.phase;
    local = from.local;
    isBound = from.isBound;
    isPortAutomatic = from.isPortAutomatic;
    boundAddress = from.boundAddress;
    isListening = from.isListening;
    backlog = from.backlog;
    connection = copier.copyOrNull(from.connection);
    for (TcpConnection each : from.connections) {
      connections.add(copier.copy(each));
    }
  }

  void setConnection(TcpConnection made) {
    connection = made;
    local = made.local();
  }

  Endpoint local() {
    return local;
  }

  @Override
  public String kind() {
    return isListening ? "TCP listener" : "TCP socket";
  }

  @Override
  public boolean isListening() {
    return isListening;
  }

  /// As the user sees it: a connection in TIME_WAIT is over.
  private TcpState state() {
    TcpConnection current = connection;
    TcpState state = current == null ? TcpState.CLOSED : current.state();
    return state == TcpState.TIME_WAIT ? TcpState.CLOSED : state;
  }

  // ---- names

  @Override
  public Outcome bind(byte[] address, Caller caller) {
    Errno refusal = stack.refusalToBind(address, caller.io());
    boolean isInUse = state() != TcpState.CLOSED || isListening || isBound;
    if (refusal == null && isInUse) {
      refusal = Errno.EINVAL;
    }
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    Endpoint wanted = Endpoint.in(address);
    return claim(wanted) ? Outcome.ZERO : Outcome.failed(Errno.EADDRINUSE);
  }

  private boolean claim(Endpoint wanted) {
    Endpoint chosen =
        wanted.port() == 0
            ? new Endpoint(wanted.address(), stack.tcpPorts().ephemeral(wanted.address()))
            : wanted;
    if (chosen.port() == 0 || !stack.tcpPorts().isFree(chosen, this)) {
      return false;
    }
    local = chosen;
    isBound = true;
    isPortAutomatic = wanted.port() == 0;
    boundAddress = chosen.address();
    stack.tcpPorts().add(this);
    return true;
  }

  @Override
  public byte[] localAddress() {
    return local.encoded();
  }

  @Override
  public byte @Nullable [] peerAddress() {
    TcpConnection current = connection;
    return switch (state()) {
      case SYN_SENT, CLOSED, TIME_WAIT -> null;
      default -> current == null ? null : current.remote().encoded();
    };
  }

  @Override
  public byte @Nullable [] acceptedFrom() {
    TcpConnection current = connection;
    return current == null ? null : current.remote().encoded();
  }

  // ---- connections

  @Override
  public Outcome listen(int wanted, Caller caller) {
    if (phase != Phase.UNCONNECTED) {
      return Outcome.failed(Errno.EINVAL);
    }
    backlog = stack.backlog(wanted);
    if (!isListening) {
      if (isBound ? !stack.tcpPorts().isFree(local, this) : !claim(Endpoint.NONE)) {
        return Outcome.failed(Errno.EADDRINUSE);
      }
      isListening = true;
      tell(-1);
    }
    return Outcome.ZERO;
  }

  boolean isQueueFull() {
    return connections.size() > backlog;
  }

  /// A connection is complete: false if there is no room for it now.
  boolean takes(TcpConnection made) {
    if (!isListening || isQueueFull()) {
      return false;
    }
    connections.add(made);
    arrived();
    return true;
  }

  @Override
  public Accepted accept(Caller caller) {
    if (!isListening) {
      return Accepted.failed(Errno.EINVAL);
    }
    TcpConnection next = connections.poll();
    if (next == null) {
      return new Accepted(await(readers(), caller.io(), caller.io().nonBlocking(), 0), null);
    }
    next.accepted();
    TcpSocket made = next.socket();
    return made == null ? Accepted.failed(Errno.ECONNABORTED) : new Accepted(Outcome.ZERO, made);
  }

  @Override
  public Outcome connect(byte[] address, Caller caller) {
    if (address.length < 2) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (Endpoint.family(address) == 0) {
      disconnect();
      stack.flush();
      return Outcome.ZERO;
    }
    Errno waiting = Errno.EALREADY;
    switch (phase) {
      case CONNECTED -> {
        return Outcome.failed(Errno.EISCONN);
      }
      case CONNECTING -> {}
      case UNCONNECTED -> {
        Errno refusal = begin(address);
        if (refusal != null) {
          return Outcome.failed(refusal);
        }
        waiting = Errno.EINPROGRESS;
        if (caller.io().nonBlocking()) {
          return Outcome.failed(Errno.EINPROGRESS);
        }
      }
    }
    return switch (state()) {
      case SYN_SENT, SYN_RECEIVED ->
          await(writers(), caller.io(), caller.io().nonBlocking(), 0, waiting);
      case CLOSED -> {
        Errno error = takeError();
        disconnect();
        yield Outcome.failed(error == null ? Errno.ECONNABORTED : error);
      }
      default -> {
        phase = Phase.CONNECTED;
        yield Outcome.ZERO;
      }
    };
  }

  private @Nullable Errno begin(byte[] address) {
    if (isListening) {
      return Errno.EISCONN;
    }
    if (address.length < Endpoint.BYTES) {
      return Errno.EINVAL;
    }
    if (Endpoint.family(address) != Endpoint.FAMILY) {
      return Errno.EAFNOSUPPORT;
    }
    Endpoint named = Endpoint.in(address);
    Endpoint remote = named.orSource(local);
    NetworkStack.Route route = stack.route(remote.address());
    if (!route.exists() || remote.address() == Endpoint.BROADCAST) {
      return Errno.ENETUNREACH;
    }
    int from = local.address() == 0 ? route.source() : local.address();
    int port = isBound ? local.port() : stack.tcpPorts().ephemeral(from);
    if (port == 0 || stack.connection(new Endpoint(from, port), remote) != null) {
      return Errno.EADDRNOTAVAIL;
    }
    unshut();
    setError(null);
    phase = Phase.CONNECTING;
    stack.open(this, new Endpoint(from, port), remote, route.isAnswered());
    stack.flush();
    return null;
  }

  /// The handshake is complete.
  void connected() {
    changed();
  }

  /// The connection is over: refused, reset, timed out.
  void failed(Errno errno) {
    setError(errno);
    shut(true, true);
    dropAutomaticPort();
    changed();
  }

  /// The peer will send no more.
  void finished() {
    shut(true, false);
    readers().wakeAll();
    tell(Ready.IN | Ready.PEER_HANG_UP | Ready.HANG_UP);
  }

  /// Back to a fresh socket; a port that was asked for stays.
  private void disconnect() {
    stopListening();
    TcpConnection old = connection;
    TcpState left = state();
    connection = null;
    if (old != null && left != TcpState.CLOSED) {
      old.abort();
    }
    phase = Phase.UNCONNECTED;
    boolean isBroken = left == TcpState.SYN_SENT || left.needsReset();
    setError(isBroken ? Errno.ECONNRESET : null);
    unshut();
    dropAutomaticPort();
    local = new Endpoint(isBound ? boundAddress : 0, local.port());
    changed();
  }

  private void dropAutomaticPort() {
    if (isBound && isPortAutomatic) {
      stack.tcpPorts().remove(this);
      isBound = false;
    }
  }

  private void stopListening() {
    if (isListening) {
      isListening = false;
      stack.closeEmbryos(this);
      for (TcpConnection each : List.copyOf(connections)) {
        each.abort();
      }
      connections.clear();
    }
  }

  @Override
  public Outcome shutDown(int how) {
    boolean writing = how != 0;
    if (isListening) {
      if (how != 1) {
        disconnect();
        stack.flush();
      }
      return Outcome.ZERO;
    }
    TcpConnection current = connection;
    if (current == null || state() == TcpState.CLOSED) {
      shut(how != 1, writing);
      changed();
      return Outcome.failed(Errno.ENOTCONN);
    }
    if (current.state() == TcpState.SYN_SENT) {
      disconnect();
      return Outcome.ZERO;
    }
    shut(how != 1, writing);
    if (writing) {
      current.finish();
    }
    changed();
    stack.flush();
    return Outcome.ZERO;
  }

  // ---- transfer

  @Override
  Caller withoutNames(IoCall call) {
    return stack.caller(call);
  }

  @Override
  public Outcome send(Outgoing message, Caller caller) {
    Outcome outcome = send(message, caller.io());
    stack.flush();
    if (outcome instanceof Outcome.Done(long sent, int _)) {
      countSent(sent);
      stack.work(WORK);
    }
    return outcome;
  }

  private Outcome send(Outgoing message, IoCall call) {
    boolean nonBlocking = call.nonBlocking() || message.has(MessageFlag.DO_NOT_WAIT);
    boolean isQuiet = message.has(MessageFlag.NO_SIGNAL);
    long sent = transferred(call);
    IoBuffer data = message.data();
    while (true) {
      TcpConnection current = connection;
      switch (state()) {
        case SYN_SENT, SYN_RECEIVED -> {
          Errno error = takeError();
          return error != null ? Outcome.failed(error) : await(writers(), call, nonBlocking, sent);
        }
        case CLOSED, FIN_WAIT_1, FIN_WAIT_2, CLOSING, TIME_WAIT, LAST_ACK -> {
          return broken(sent, isQuiet);
        }
        case ESTABLISHED, CLOSE_WAIT -> {}
      }
      if (current == null || error() != null || isWriteShut()) {
        return broken(sent, isQuiet);
      }
      if (data.remaining() == 0) {
        return Outcome.done(sent);
      }
      int room = current.sender().room();
      if (room == 0) {
        stack.flush();
        if (current.sender().room() == 0) {
          current.sender().noteFull();
          return await(writers(), call, nonBlocking, sent);
        }
        continue;
      }
      int count = (int) Math.min(Math.min(room, PIECE_BYTES), data.remaining());
      int reach = data.accessible(count);
      if (reach == 0) {
        return sent > 0 ? Outcome.done(sent) : Outcome.failed(Errno.EFAULT);
      }
      byte[] bytes = new byte[reach];
      data.get(bytes, 0, reach);
      boolean isLast = data.remaining() == 0;
      boolean isUrgent = isLast && message.has(MessageFlag.OUT_OF_BAND);
      current.sender().write(bytes, isUrgent, isLast && message.has(MessageFlag.MORE));
      stack.flush();
      sent += reach;
    }
  }

  private Outcome broken(long sent, boolean isQuiet) {
    if (sent > 0) {
      return Outcome.done(sent);
    }
    Errno error = takeError();
    if (error != null && error != Errno.EPIPE) {
      return Outcome.failed(error);
    }
    return isQuiet ? Outcome.failed(Errno.EPIPE) : Outcome.brokenPipe();
  }

  @Override
  public Outcome receive(Incoming message, IoCall call) {
    Outcome outcome = take(message, call);
    stack.flush();
    if (outcome instanceof Outcome.Done(long received, int _)) {
      countReceived(received);
    }
    return outcome;
  }

  private Outcome take(Incoming message, IoCall call) {
    if (isListening) {
      return Outcome.failed(Errno.ENOTCONN);
    }
    if (message.has(MessageFlag.OUT_OF_BAND)) {
      return takeUrgent(message);
    }
    boolean nonBlocking = call.nonBlocking() || message.has(MessageFlag.DO_NOT_WAIT);
    boolean isPeek = message.has(MessageFlag.PEEK);
    boolean isDiscarding = message.has(MessageFlag.TRUNCATED);
    IoBuffer data = message.data();
    long copied = transferred(call);
    boolean needsAll = message.has(MessageFlag.WAIT_ALL);
    long wanted = isDiscarding ? data.remaining() : copied + data.remaining();
    long target = Math.max(1, Math.min(needsAll ? wanted : options().lowWater, wanted));
    while (true) {
      TcpConnection current = connection;
      if (current != null && !isPeek) {
        current.receiver().passMark();
      }
      int readable = current == null ? 0 : current.receiver().readable();
      if (readable > 0 && current != null) {
        int count = (int) Math.min(readable, wanted - copied);
        int reach = isDiscarding ? count : data.accessible(count);
        if (reach < count && reach == 0) {
          return copied > 0 ? Outcome.done(copied) : Outcome.failed(Errno.EFAULT);
        }
        if (!isDiscarding) {
          data.put(current.receiver().peek(reach), 0, reach);
        }
        copied += reach;
        if (isPeek) {
          return Outcome.done(copied);
        }
        current.consume(reach);
        boolean isAtMark =
            current.receiver().size() > 0
                && current.receiver().readable() < current.receiver().size();
        if (copied == wanted || copied >= target || isAtMark) {
          if (current.receiver().size() > 0) {
            readers().wakeOne();
          }
          return Outcome.done(copied);
        }
        continue;
      }
      Outcome end = ending(current, copied);
      if (end != null) {
        return end;
      }
      return await(readers(), call, nonBlocking, copied);
    }
  }

  /// What a reader without data gets if nothing more will come; null: it may wait.
  private @Nullable Outcome ending(@Nullable TcpConnection current, long copied) {
    boolean isOver = state() == TcpState.CLOSED;
    if (copied > 0) {
      boolean isEnd = error() != null || isOver || isReadShut();
      return isEnd ? Outcome.done(copied) : null;
    }
    if (current != null && current.receiver().isFinReceived()) {
      return Outcome.ZERO;
    }
    Errno error = takeError();
    if (error != null) {
      return Outcome.failed(error);
    }
    if (isReadShut()) {
      return Outcome.ZERO;
    }
    return isOver ? Outcome.failed(Errno.ENOTCONN) : null;
  }

  private Outcome takeUrgent(Incoming message) {
    TcpConnection current = connection;
    if (current == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    int urgent = current.receiver().urgentByte(message.has(MessageFlag.PEEK));
    if (urgent < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    message.addResultFlag(MessageFlag.OUT_OF_BAND);
    if (message.data().remaining() == 0) {
      message.addResultFlag(MessageFlag.TRUNCATED);
      return Outcome.ZERO;
    }
    if (message.data().accessible(1) == 0) {
      return Outcome.failed(Errno.EFAULT);
    }
    message.data().put(new byte[] {(byte) urgent}, 0, 1);
    return Outcome.done(1);
  }

  @Override
  public List<WaitQueue> serves() {
    List<WaitQueue> queues = new ArrayList<>();
    if (connection != null) {
      queues.addAll(served(connection));
    }
    for (TcpConnection unaccepted : connections) {
      queues.addAll(served(unaccepted));
    }
    return queues;
  }

  /// Those at the other end, if that is on this machine.
  private List<WaitQueue> served(TcpConnection ours) {
    TcpConnection theirs = stack.connection(ours.remote(), ours.local());
    TcpSocket peer = theirs == null ? null : theirs.socket();
    return peer == null ? List.of() : peer.dependents();
  }

  /// Whether the other end is on another machine, or there is none.
  @Override
  public boolean isFedFromOutside() {
    return connection == null || !stack.isHere(connection.remote());
  }

  // ---- as a file

  @Override
  public int ready() {
    if (isListening) {
      return connections.isEmpty() ? 0 : Ready.IN;
    }
    TcpConnection current = connection;
    TcpState state = state();
    int ready = error() == null ? 0 : Ready.ERROR;
    if ((isReadShut() && isWriteShut()) || state == TcpState.CLOSED) {
      ready |= Ready.HANG_UP;
    }
    if (isReadShut()) {
      ready |= Ready.IN | Ready.PEER_HANG_UP;
    }
    if (state == TcpState.SYN_SENT || state == TcpState.SYN_RECEIVED) {
      return ready;
    }
    if (current != null && current.receiver().isWorthReading()) {
      ready |= Ready.IN;
    }
    if (current != null && current.receiver().hasUrgent()) {
      ready |= Ready.PRIORITY;
    }
    if (isWriteShut() || current == null || current.sender().isWritable()) {
      return ready | Ready.OUT;
    }
    current.sender().noteFull();
    return ready;
  }

  @Override
  public long available() {
    TcpConnection current = connection;
    return isListening ? -1 : current == null ? 0 : current.receiver().readable();
  }

  @Override
  public long unsent() {
    TcpConnection current = connection;
    return isListening ? -1 : current == null ? 0 : current.sender().waiting();
  }

  @Override
  void show(PreviewWriter preview) {
    TcpConnection current = connection;
    if (current != null) {
      current.receiver().show(preview);
    }
  }

  @Override
  long queuedBytes() {
    TcpConnection current = connection;
    return current == null ? 0 : current.receiver().size();
  }

  @Override
  long queuedMessages() {
    return connections.size();
  }

  @Override
  public int family() {
    return Endpoint.FAMILY;
  }

  @Override
  public int protocol() {
    return 6;
  }

  /// TCP_CORK or TCP_NODELAY was changed: what was held back may go.
  void pushHeldBack() {
    TcpConnection current = connection;
    if (current != null) {
      current.sender().push();
      stack.flush();
    }
  }

  /// With SO_LINGER close(2) waits until everything is acknowledged, for so long.
  @Override
  public @Nullable Wait closing() {
    TcpConnection current = connection;
    if (current == null || !options().lingers || !current.state().isClosing()) {
      return null;
    }
    current.tellWhenFinished(writers());
    long deadline = stack.now() + options().lingerSeconds * SECOND_NANOS;
    return Wait.on(writers())
        .then(new Then.Return(0))
        .until(deadline, Outcome.ZERO)
        .interrupt(Wait.Interrupt.AFTER_HANDLER);
  }

  @Override
  protected void close() {
    stopListening();
    stack.tcpPorts().remove(this);
    TcpConnection current = connection;
    if (current != null) {
      current.orphan();
    }
    stack.closed(this);
    stack.flush();
  }

  @Override
  public TcpSocket copy(Copier copier) {
    return new TcpSocket(this, copier);
  }
}
