package osprey.kernel.net;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.WaitQueue;

/// One end of a TCP connection, tcp(7), RFC 9293: the state machine between a {@link TcpSender}, a
/// {@link TcpReceiver} and a timer. Outlives its socket until the last byte and the FIN are
/// acknowledged, and after that in TIME_WAIT.
final class TcpConnection implements Copyable<TcpConnection> {
  private final NetworkStack stack;
  private final int id;
  private final Endpoint local;
  private final Endpoint remote;
  private final SocketOptions options;
  private final TcpAlarm alarm;
  private final TcpSender sender;
  private final TcpReceiver receiver;
  private TcpState state;

  /// Null: closed by its process.
  private @Nullable TcpSocket socket;

  /// Whose queue of connections it is in, or will be; null once accepted.
  private @Nullable TcpSocket listener;

  /// A close(2) that waits for the last acknowledgment, SO_LINGER.
  private @Nullable WaitQueue closers;

  private boolean isUnresolved;

  /// The alarm is for bytes that are held back, not for lost ones.
  private boolean isHoldingBack;

  TcpConnection(
      NetworkStack stack,
      int id,
      Endpoint local,
      Endpoint remote,
      TcpSocket socket,
      @Nullable TcpSocket listener) {
    this.stack = stack;
    this.id = id;
    this.local = local;
    this.remote = remote;
    this.socket = socket;
    this.listener = listener;
    options = socket.options();
    state = listener == null ? TcpState.SYN_SENT : TcpState.SYN_RECEIVED;
    alarm = new TcpAlarm(stack, id);
    receiver = new TcpReceiver(stack.limits(), options);
    sender = new TcpSender(this, stack, options, stack.now() / 4000 + 1);
  }

  private TcpConnection(TcpConnection from, Copier copier) {
    copier.register(from, this);
    id = from.id;
    local = from.local;
    remote = from.remote;
    state = from.state;
    isUnresolved = from.isUnresolved;
    isHoldingBack = from.isHoldingBack;
    stack = copier.copy(from.stack);
    options = copier.copy(from.options);
    socket = copier.copyOrNull(from.socket);
    listener = copier.copyOrNull(from.listener);
    closers = copier.copyOrNull(from.closers);
    alarm = copier.copy(from.alarm);
    receiver = copier.copy(from.receiver);
    sender = copier.copy(from.sender);
  }

  // ---- what others ask

  int id() {
    return id;
  }

  Endpoint local() {
    return local;
  }

  Endpoint remote() {
    return remote;
  }

  TcpState state() {
    return state;
  }

  SocketOptions options() {
    return options;
  }

  @Nullable TcpSocket socket() {
    return socket;
  }

  @Nullable TcpSocket listener() {
    return listener;
  }

  TcpSender sender() {
    return sender;
  }

  TcpReceiver receiver() {
    return receiver;
  }

  int segmentBytes() {
    return stack.segmentBytes(remote);
  }

  /// The other end is on this machine: nothing is lost on the way.
  boolean isLocal() {
    return stack.isHere(remote);
  }

  private void enter(TcpState next) {
    state = next;
    WaitQueue waiting = closers;
    if (waiting != null && !next.isClosing()) {
      waiting.wakeAll();
      closers = null;
    }
  }

  // ---- opening

  void open(boolean isReachable) {
    isUnresolved = !isReachable;
    emit(Segment.SYN, sender.next(), new byte[0]);
    sender.opened();
    if (isUnresolved) {
      setAlarm(TcpTiming.UNRESOLVED_NANOS);
    } else {
      startRetransmission();
    }
  }

  /// The answer to a SYN.
  void openPassively(Segment syn) {
    receiver.opened(syn);
    sender.setWindow(syn.window());
    emit(Segment.SYN | Segment.ACK, sender.next(), new byte[0]);
    sender.opened();
    startRetransmission();
  }

  void accepted() {
    listener = null;
  }

  // ---- the user's side

  /// The reader has taken some: the peer may send on.
  void consume(int count) {
    receiver.consume(count);
    boolean isOver = state == TcpState.CLOSED || receiver.isFinReceived();
    if (!isOver && receiver.isWorthTelling(segmentBytes())) {
      acknowledge();
    }
  }

  /// shutdown(2) for sending, or the orderly part of close(2).
  void finish() {
    switch (state) {
      case ESTABLISHED, SYN_RECEIVED -> enter(TcpState.FIN_WAIT_1);
      case CLOSE_WAIT -> enter(TcpState.LAST_ACK);
      case SYN_SENT -> {
        destroy();
        return;
      }
      case FIN_WAIT_1, FIN_WAIT_2, CLOSING, TIME_WAIT, LAST_ACK, CLOSED -> {
        return;
      }
    }
    sender.finish();
  }

  /// close(2): the process is gone from here; RST if it left something unread.
  void orphan() {
    boolean isAbortive = options.lingers && options.lingerSeconds == 0;
    boolean hasUnread = receiver.size() > 0;
    socket = null;
    switch (state) {
      case SYN_SENT, CLOSED -> destroy();
      case TIME_WAIT -> {}
      default -> {
        if (isAbortive || hasUnread) {
          abort();
        } else {
          finish();
          if (state == TcpState.FIN_WAIT_2) {
            setAlarm(stack.limits().finTimeoutNanos());
          }
        }
      }
    }
  }

  /// Wakes the queue when nothing is left to be acknowledged.
  void tellWhenFinished(WaitQueue queue) {
    closers = queue;
  }

  /// Tells the peer that everything is lost, and forgets.
  void abort() {
    if (state != TcpState.CLOSED && state != TcpState.TIME_WAIT) {
      emit(Segment.RST | Segment.ACK, sender.next(), new byte[0]);
    }
    destroy();
  }

  /// Forgets without a word.
  void destroy() {
    enter(TcpState.CLOSED);
    alarm.cancel();
    sender.clear();
    stack.forget(this);
  }

  // ---- out

  private void acknowledge() {
    emit(Segment.ACK, sender.highest(), new byte[0]);
  }

  void emit(int flags, long sequence, byte[] data) {
    receiver.advertise();
    long urgent = data.length > 0 ? sender.urgent() : -1;
    stack.transmit(
        new Segment(
            local, remote, flags, sequence, receiver.next(), receiver.window(), data, urgent));
  }

  // ---- timers

  private void setAlarm(long nanos) {
    isHoldingBack = false;
    alarm.set(nanos);
  }

  /// Nothing is lost on the way to oneself, except the SYN that finds a full queue.
  private void startRetransmission() {
    if (isLocal() && !state.isHandshake()) {
      return;
    }
    setAlarm(sender.timing().timeout(state, options.userTimeoutMillis, stack.now()));
  }

  void awaitAcknowledgment() {
    if (!alarm.isSet()) {
      startRetransmission();
    }
  }

  /// Bytes wait for more to follow: for 200 ms, or for what is on its way.
  void holdBack(boolean isInFlight) {
    if (!isInFlight && !alarm.isSet()) {
      alarm.set(TcpTiming.LEAST_NANOS);
      isHoldingBack = true;
    }
  }

  void timeOut(long which) {
    if (!alarm.rings(which)) {
      return;
    }
    if (isHoldingBack) {
      isHoldingBack = false;
      sender.push(true);
      return;
    }
    if (state == TcpState.TIME_WAIT || state == TcpState.FIN_WAIT_2) {
      destroy();
      return;
    }
    if (isUnresolved) {
      fail(Errno.EHOSTUNREACH);
      return;
    }
    long now = stack.now();
    if (!sender.timing().mayRetry(state, options.synRetries, options.userTimeoutMillis, now)) {
      fail(Errno.ETIMEDOUT);
      return;
    }
    switch (state) {
      case SYN_SENT -> emit(Segment.SYN, sender.unacknowledged(), new byte[0]);
      case SYN_RECEIVED -> emit(Segment.SYN | Segment.ACK, sender.unacknowledged(), new byte[0]);
      case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> sender.retransmit();
      case FIN_WAIT_2, TIME_WAIT, CLOSED -> {}
    }
    startRetransmission();
  }

  /// The connection is over for a reason that its user is told.
  private void fail(Errno errno) {
    TcpSocket user = socket;
    destroy();
    if (user != null) {
      user.failed(errno);
    }
  }

  // ---- in

  void receive(Segment segment) {
    switch (state) {
      case SYN_SENT -> receiveInSynSent(segment);
      case SYN_RECEIVED -> receiveInSynReceived(segment);
      case CLOSED -> {}
      case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSING, TIME_WAIT, CLOSE_WAIT, LAST_ACK ->
          receiveSynchronized(segment);
    }
  }

  private void receiveInSynSent(Segment segment) {
    boolean isAnswer = segment.has(Segment.ACK) && segment.acknowledged() == sender.next();
    if (segment.has(Segment.ACK) && !isAnswer) {
      if (!segment.has(Segment.RST)) {
        stack.refuse(segment);
      }
      return;
    }
    if (segment.has(Segment.RST)) {
      if (isAnswer) {
        fail(Errno.ECONNREFUSED);
      }
      return;
    }
    if (!segment.has(Segment.SYN)) {
      return;
    }
    receiver.opened(segment);
    sender.setWindow(segment.window());
    if (isAnswer) {
      established(segment);
      acknowledge();
    } else {
      enter(TcpState.SYN_RECEIVED);
      emit(Segment.SYN | Segment.ACK, sender.unacknowledged(), new byte[0]);
    }
  }

  private void receiveInSynReceived(Segment segment) {
    if (segment.has(Segment.RST)) {
      if (listener != null) {
        socket = null;
        destroy();
      } else {
        fail(Errno.ECONNREFUSED);
      }
      return;
    }
    if (segment.has(Segment.SYN) && !segment.has(Segment.ACK)) {
      emit(Segment.SYN | Segment.ACK, sender.unacknowledged(), new byte[0]);
      return;
    }
    if (!segment.has(Segment.ACK) || segment.acknowledged() != sender.next()) {
      return;
    }
    TcpSocket queueOwner = listener;
    if (queueOwner != null && !queueOwner.takes(this)) {
      return;
    }
    established(segment);
    receiveSynchronized(segment);
  }

  private void established(Segment segment) {
    enter(TcpState.ESTABLISHED);
    alarm.cancel();
    sender.established(segment);
    TcpSocket user = socket;
    if (user != null) {
      user.connected();
    }
  }

  private void receiveSynchronized(Segment segment) {
    if (segment.has(Segment.RST)) {
      if (segment.sequence() >= receiver.next() - 1) {
        reset();
      }
      return;
    }
    boolean isOld = receiver.isOld(segment);
    if (segment.has(Segment.SYN) || (isOld && state != TcpState.TIME_WAIT)) {
      acknowledge();
      if (segment.has(Segment.SYN)) {
        return;
      }
    }
    if (!segment.has(Segment.ACK) || !takeAcknowledgment(segment)) {
      return;
    }
    if (segment.data().length > 0 || segment.has(Segment.FIN)) {
      takeData(segment);
    }
    if (state != TcpState.CLOSED) {
      sender.push();
    }
  }

  /// False: the connection is gone, or the segment makes no sense.
  private boolean takeAcknowledgment(Segment segment) {
    TcpSender.Gain gain = sender.acknowledged(segment);
    switch (gain) {
      case NONSENSE -> {
        acknowledge();
        return false;
      }
      case NOTHING -> {
        return true;
      }
      case DATA, FIN -> {}
    }
    alarm.cancel();
    if (sender.isInFlight()) {
      startRetransmission();
    }
    if (gain == TcpSender.Gain.FIN) {
      finAcknowledged();
      if (state == TcpState.CLOSED) {
        return false;
      }
    }
    TcpSocket user = socket;
    if (user != null && sender.takeAwaited()) {
      user.drained();
    }
    return true;
  }

  private void finAcknowledged() {
    switch (state) {
      case FIN_WAIT_1 -> {
        enter(TcpState.FIN_WAIT_2);
        if (socket == null) {
          setAlarm(stack.limits().finTimeoutNanos());
        }
      }
      case CLOSING -> enterTimeWait();
      case LAST_ACK -> {
        TcpSocket user = socket;
        destroy();
        if (user != null) {
          user.changed();
        }
      }
      case SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_2, TIME_WAIT, CLOSE_WAIT, CLOSED -> {}
    }
  }

  private void enterTimeWait() {
    enter(TcpState.TIME_WAIT);
    setAlarm(stack.limits().timeWaitNanos());
  }

  private void takeData(Segment segment) {
    if (state == TcpState.TIME_WAIT || receiver.isFinReceived()) {
      acknowledge();
      return;
    }
    if (receiver.hasNew(segment) && isUnwanted()) {
      emit(Segment.RST, sender.next(), new byte[0]);
      fail(Errno.ECONNRESET);
      return;
    }
    boolean isNew = receiver.take(segment);
    if (receiver.takeFin()) {
      finReceived();
    }
    acknowledge();
    TcpSocket user = socket;
    if (user != null && receiver.isFinReceived()) {
      user.finished();
    } else if (user != null && isNew) {
      user.arrived();
    }
  }

  /// Whether nobody will ever read what comes now: the socket is closed, or shut both ways.
  private boolean isUnwanted() {
    TcpSocket user = socket;
    boolean isFinishing = state == TcpState.FIN_WAIT_1 || state == TcpState.FIN_WAIT_2;
    return user == null || (isFinishing && user.isReadShut());
  }

  private void finReceived() {
    switch (state) {
      case ESTABLISHED -> enter(TcpState.CLOSE_WAIT);
      case FIN_WAIT_1 -> enter(TcpState.CLOSING);
      case FIN_WAIT_2 -> enterTimeWait();
      case SYN_SENT, SYN_RECEIVED, CLOSING, TIME_WAIT, CLOSE_WAIT, LAST_ACK, CLOSED -> {}
    }
  }

  /// The peer says that there is no connection any more.
  private void reset() {
    if (state == TcpState.TIME_WAIT) {
      destroy();
    } else {
      fail(state == TcpState.CLOSE_WAIT ? Errno.EPIPE : Errno.ECONNRESET);
    }
  }

  @Override
  public TcpConnection copy(Copier copier) {
    return new TcpConnection(this, copier);
  }
}
