package osprey.kernel.net;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// One end of a TCP connection, tcp(7), RFC 9293: the state machine, both buffers, retransmission.
/// Outlives its socket until the last byte and the FIN are acknowledged, and after that in
/// TIME_WAIT.
final class TcpConnection implements Copyable<TcpConnection> {
  enum State {
    SYN_SENT,
    SYN_RECEIVED,
    ESTABLISHED,
    FIN_WAIT_1,
    FIN_WAIT_2,
    CLOSING,
    TIME_WAIT,
    CLOSE_WAIT,
    LAST_ACK,
    CLOSED
  }

  /// What auto-tuning makes of the buffers of a busy connection.
  private static final int SEND_BYTES = 2_626_560;

  private static final int RECEIVE_BYTES = 1 << 20;
  private static final int INITIAL_SEGMENTS = 10;
  private static final int DUPLICATES_MAX = 3;

  private final NetworkStack stack;
  private final int id;
  private final Endpoint local;
  private final Endpoint remote;
  private final SocketOptions options;
  private State state;

  /// Null: closed by its process.
  private @Nullable TcpSocket socket;

  /// Whose queue of connections it is in, or will be; null once accepted.
  private @Nullable TcpSocket listener;

  private final ByteQueue sendQueue;
  private long unacknowledged;
  private long next;
  private long highest;
  private boolean mustFinish;
  private long peerWindow;
  private long congestionWindow;
  private long threshold = Long.MAX_VALUE / 4;
  private int duplicates;
  private long sendUrgent = -1;

  /// Somebody found no room and is to be told when there is some.
  private boolean isAwaited;

  private final ByteQueue receiveQueue;
  private final TreeMap<Long, byte[]> ahead = new TreeMap<>();
  private long receiveNext;
  private long finAt = -1;
  private boolean isFinReceived;
  private long advertised;
  private long urgentAt = -1;
  private boolean isUrgentRead;

  private final TcpTiming timing;
  private long timer;
  private boolean isTimerSet;
  private long generation;
  private boolean isUnresolved;

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
    state = listener == null ? State.SYN_SENT : State.SYN_RECEIVED;
    sendQueue = new ByteQueue();
    receiveQueue = new ByteQueue();
    timing = new TcpTiming();
    unacknowledged = stack.now() / 4000 + 1;
    next = unacknowledged;
    highest = next;
    congestionWindow = (long) INITIAL_SEGMENTS * segmentBytes();
  }

  private TcpConnection(TcpConnection from, Copier copier) {
    copier.register(from, this);
    id = from.id;
    local = from.local;
    remote = from.remote;
    state = from.state;
    unacknowledged = from.unacknowledged;
    next = from.next;
    highest = from.highest;
    mustFinish = from.mustFinish;
    peerWindow = from.peerWindow;
    congestionWindow = from.congestionWindow;
    threshold = from.threshold;
    duplicates = from.duplicates;
    sendUrgent = from.sendUrgent;
    isAwaited = from.isAwaited;
    receiveNext = from.receiveNext;
    finAt = from.finAt;
    isFinReceived = from.isFinReceived;
    advertised = from.advertised;
    urgentAt = from.urgentAt;
    isUrgentRead = from.isUrgentRead;
    timer = from.timer;
    isTimerSet = from.isTimerSet;
    generation = from.generation;
    isUnresolved = from.isUnresolved;
    ahead.putAll(from.ahead);
    stack = copier.copy(from.stack);
    options = copier.copy(from.options);
    socket = copier.copyOrNull(from.socket);
    listener = copier.copyOrNull(from.listener);
    sendQueue = copier.copy(from.sendQueue);
    receiveQueue = copier.copy(from.receiveQueue);
    timing = copier.copy(from.timing);
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

  State state() {
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

  boolean isFinReceived() {
    return isFinReceived;
  }

  int receivable() {
    return receiveQueue.size();
  }

  int unsent() {
    return sendQueue.size();
  }

  private int segmentBytes() {
    return stack.segmentBytes(remote);
  }

  private int sendCapacity() {
    return options.isSendFixed ? options.sendBytes : SEND_BYTES;
  }

  private int receiveCapacity() {
    return options.isReceiveFixed ? options.receiveBytes / 2 : RECEIVE_BYTES;
  }

  int sendRoom() {
    return Math.max(0, sendCapacity() - sendQueue.size());
  }

  /// A full buffer is worth waking a writer when a third of it is free.
  boolean isWritable() {
    return sendRoom() >= sendQueue.size() / 2;
  }

  void noteFull() {
    isAwaited = true;
  }

  // ---- opening

  void open(boolean isReachable) {
    isUnresolved = !isReachable;
    emit(Segment.SYN, next, new byte[0]);
    next++;
    highest = next;
    timing.sent(next, stack.now());
    if (isUnresolved) {
      startTimer(TcpTiming.UNRESOLVED_NANOS);
    } else {
      startRetransmission();
    }
  }

  /// The answer to a SYN.
  void openPassively(Segment syn) {
    receiveNext = syn.sequence() + 1;
    peerWindow = syn.window();
    emit(Segment.SYN | Segment.ACK, next, new byte[0]);
    next++;
    highest = next;
    timing.sent(next, stack.now());
    startRetransmission();
  }

  void accepted() {
    listener = null;
  }

  // ---- the user's side

  /// Takes bytes for sending; the caller has looked at the room.
  void write(byte[] bytes, boolean isUrgent) {
    sendQueue.add(bytes, 0, bytes.length);
    if (isUrgent) {
      sendUrgent = unacknowledged + sendQueue.size() - 1;
    }
    push();
  }

  /// Where reading must stop: before the urgent byte.
  private long untilMark() {
    if (urgentAt < 0 || options.outOfBandInline) {
      return Long.MAX_VALUE;
    }
    long distance = urgentAt - firstUnread();
    return distance < 0 ? Long.MAX_VALUE : distance;
  }

  private long firstUnread() {
    return receiveNext - (isFinReceived ? 1 : 0) - receiveQueue.size();
  }

  /// Whether the urgent byte is the next one: to be passed over.
  private boolean isAtMark() {
    return !receiveQueue.isEmpty() && untilMark() == 0;
  }

  /// Bytes that one read gets at most.
  int readable() {
    if (isAtMark()) {
      long rest = receiveQueue.size() - 1L;
      return (int) rest;
    }
    return (int) Math.min(receiveQueue.size(), untilMark());
  }

  /// Passes over the urgent byte when reading begins there.
  void passMark() {
    if (isAtMark()) {
      receiveQueue.drop(1);
      urgentAt = -1;
    }
  }

  byte[] peek(int count) {
    return receiveQueue.peek(isAtMark() ? 1 : 0, count);
  }

  void consume(int count) {
    receiveQueue.drop(count);
    long window = window();
    long edge = receiveNext + window;
    boolean isWorth =
        edge - advertised >= Math.min(receiveCapacity() / 2, 2L * segmentBytes())
            || (advertised == receiveNext && window > 0);
    if (isWorth && state != State.CLOSED && !isFinReceived) {
      acknowledge();
    }
  }

  boolean hasUrgent() {
    return urgentAt >= 0 && !isUrgentRead && urgentAt < receiveNext;
  }

  /// The urgent byte, -1 if there is none to read.
  int urgentByte(boolean isPeek) {
    if (!hasUrgent() || options.outOfBandInline) {
      return -1;
    }
    long at = urgentAt - firstUnread();
    if (at < 0 || at >= receiveQueue.size()) {
      return -1;
    }
    isUrgentRead |= !isPeek;
    return receiveQueue.peek((int) at, 1)[0] & 0xff;
  }

  /// shutdown(2) for sending, or the orderly part of close(2).
  void finish() {
    switch (state) {
      case ESTABLISHED, SYN_RECEIVED -> state = State.FIN_WAIT_1;
      case CLOSE_WAIT -> state = State.LAST_ACK;
      case SYN_SENT -> {
        destroy();
        return;
      }
      case FIN_WAIT_1, FIN_WAIT_2, CLOSING, TIME_WAIT, LAST_ACK, CLOSED -> {
        return;
      }
    }
    mustFinish = true;
    push();
  }

  /// close(2): the process is gone from here; RST if it left something unread.
  void orphan() {
    boolean isAbortive = options.lingers && options.lingerSeconds == 0;
    boolean hasUnread = !receiveQueue.isEmpty();
    socket = null;
    if (state == State.SYN_SENT || state == State.CLOSED) {
      destroy();
    } else if (isAbortive || hasUnread) {
      abort();
    } else {
      finish();
      if (state == State.FIN_WAIT_2) {
        startTimer(TcpTiming.TIME_WAIT_NANOS);
      }
    }
  }

  /// Tells the peer that everything is lost, and forgets.
  void abort() {
    if (state != State.CLOSED && state != State.TIME_WAIT) {
      emit(Segment.RST | Segment.ACK, next, new byte[0]);
    }
    destroy();
  }

  /// Forgets without a word.
  void destroy() {
    state = State.CLOSED;
    stopTimer();
    sendQueue.clear();
    stack.forget(this);
  }

  // ---- sending

  private boolean isFinSent() {
    return mustFinish && next > unacknowledged + sendQueue.size();
  }

  private boolean canSend() {
    return switch (state) {
      case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> true;
      case SYN_SENT, SYN_RECEIVED, FIN_WAIT_2, TIME_WAIT, CLOSED -> false;
    };
  }

  /// Sends what the windows allow.
  private void push() {
    if (!canSend()) {
      return;
    }
    int most = segmentBytes();
    while (!isFinSent()) {
      long inFlight = next - unacknowledged;
      long waiting = sendQueue.size() - inFlight;
      if (waiting <= 0) {
        if (mustFinish) {
          emit(Segment.FIN | Segment.ACK, next, new byte[0]);
          sentUpTo(next + 1);
        }
        break;
      }
      long window = Math.min(peerWindow, stack.isHere(remote) ? peerWindow : congestionWindow);
      int count = (int) Math.min(Math.min(waiting, most), window - inFlight);
      boolean isHeldBack = count < most && inFlight > 0 && !options.noDelay && !mustFinish;
      if (count <= 0 || isHeldBack) {
        break;
      }
      emit(Segment.ACK, next, sendQueue.peek((int) inFlight, count));
      sentUpTo(next + count);
    }
    if (!isTimerSet && (next > unacknowledged || !sendQueue.isEmpty())) {
      startRetransmission();
    }
  }

  private void sentUpTo(long sequence) {
    next = sequence;
    if (next > highest) {
      highest = next;
      timing.sent(next, stack.now());
    }
  }

  private long window() {
    return Math.max(0, receiveCapacity() - receiveQueue.size());
  }

  private void acknowledge() {
    emit(Segment.ACK, highest, new byte[0]);
  }

  private void emit(int flags, long sequence, byte[] data) {
    long window = window();
    advertised = receiveNext + window;
    long urgent = sendUrgent >= unacknowledged && data.length > 0 ? sendUrgent : -1;
    stack.transmit(new Segment(local, remote, flags, sequence, receiveNext, window, data, urgent));
  }

  // ---- timers

  private boolean isHandshake() {
    return state == State.SYN_SENT || state == State.SYN_RECEIVED;
  }

  /// Nothing is lost on the way to oneself, except the SYN that finds a full queue.
  private void startRetransmission() {
    if (stack.isHere(remote) && !isHandshake()) {
      return;
    }
    startTimer(timing.timeout(isHandshake(), options.userTimeoutMillis, stack.now()));
  }

  private void startTimer(long nanos) {
    stopTimer();
    isTimerSet = true;
    generation++;
    timer = stack.schedule(stack.now() + nanos, new TcpTimer(id, generation));
  }

  private void stopTimer() {
    if (isTimerSet) {
      stack.cancel(timer);
      isTimerSet = false;
    }
  }

  void timeOut(long which) {
    if (!isTimerSet || which != generation) {
      return;
    }
    isTimerSet = false;
    if (state == State.TIME_WAIT || state == State.FIN_WAIT_2) {
      destroy();
      return;
    }
    if (isUnresolved) {
      fail(Errno.EHOSTUNREACH);
      return;
    }
    long now = stack.now();
    if (!timing.mayRetry(isHandshake(), options.synRetries, options.userTimeoutMillis, now)) {
      fail(Errno.ETIMEDOUT);
      return;
    }
    retransmit();
    startRetransmission();
  }

  private void retransmit() {
    switch (state) {
      case SYN_SENT -> emit(Segment.SYN, unacknowledged, new byte[0]);
      case SYN_RECEIVED -> emit(Segment.SYN | Segment.ACK, unacknowledged, new byte[0]);
      case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> {
        threshold = Math.max((next - unacknowledged) / 2, 2L * segmentBytes());
        congestionWindow = segmentBytes();
        next = unacknowledged;
        if (peerWindow == 0 && !sendQueue.isEmpty()) {
          emit(Segment.ACK, next, sendQueue.peek(0, 1));
        } else {
          push();
        }
      }
      case FIN_WAIT_2, TIME_WAIT, CLOSED -> {}
    }
  }

  /// The connection is over for a reason that its user is told.
  private void fail(Errno errno) {
    TcpSocket user = socket;
    destroy();
    if (user != null) {
      user.failed(errno);
    }
  }

  // ---- receiving

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
    boolean isAnswer = segment.has(Segment.ACK) && segment.acknowledged() == next;
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
    receiveNext = segment.sequence() + 1;
    peerWindow = segment.window();
    if (isAnswer) {
      established(segment);
      acknowledge();
    } else {
      state = State.SYN_RECEIVED;
      emit(Segment.SYN | Segment.ACK, unacknowledged, new byte[0]);
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
      emit(Segment.SYN | Segment.ACK, unacknowledged, new byte[0]);
      return;
    }
    if (!segment.has(Segment.ACK) || segment.acknowledged() != next) {
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
    state = State.ESTABLISHED;
    stopTimer();
    unacknowledged = segment.acknowledged();
    timing.acknowledged(unacknowledged, stack.now());
    peerWindow = segment.window();
    TcpSocket user = socket;
    if (user != null) {
      user.connected();
    }
  }

  private void receiveSynchronized(Segment segment) {
    if (segment.has(Segment.RST)) {
      if (segment.sequence() >= receiveNext - 1) {
        reset();
      }
      return;
    }
    boolean isOld =
        segment.end() < receiveNext
            || (segment.end() == receiveNext && segment.sequence() < receiveNext);
    if (segment.has(Segment.SYN) || (isOld && state != State.TIME_WAIT)) {
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
    if (state != State.CLOSED) {
      push();
    }
  }

  /// False: the connection is gone, or the segment makes no sense.
  private boolean takeAcknowledgment(Segment segment) {
    long upTo = segment.acknowledged();
    if (upTo > highest) {
      acknowledge();
      return false;
    }
    if (upTo > unacknowledged) {
      long gained = upTo - unacknowledged;
      boolean isFinAcknowledged = mustFinish && upTo > unacknowledged + sendQueue.size();
      sendQueue.drop((int) Math.min(gained, sendQueue.size()));
      unacknowledged = upTo;
      next = Math.max(next, upTo);
      duplicates = 0;
      congestionWindow +=
          congestionWindow < threshold
              ? gained
              : Math.max(1, segmentBytes() * gained / congestionWindow);
      timing.acknowledged(upTo, stack.now());
      stopTimer();
      if (next > unacknowledged) {
        startRetransmission();
      }
      peerWindow = segment.window();
      if (isFinAcknowledged) {
        finAcknowledged();
        if (state == State.CLOSED) {
          return false;
        }
      }
      TcpSocket user = socket;
      if (user != null && isAwaited && isWritable()) {
        isAwaited = false;
        user.drained();
      }
      return true;
    }
    boolean isDuplicate =
        upTo == unacknowledged
            && segment.data().length == 0
            && !segment.has(Segment.FIN)
            && next > unacknowledged
            && segment.window() == peerWindow;
    peerWindow = segment.window();
    if (isDuplicate && ++duplicates == DUPLICATES_MAX) {
      threshold = Math.max((next - unacknowledged) / 2, 2L * segmentBytes());
      congestionWindow = threshold;
      int count = Math.min(sendQueue.size(), segmentBytes());
      if (count > 0) {
        emit(Segment.ACK, unacknowledged, sendQueue.peek(0, count));
      }
    }
    return true;
  }

  private void finAcknowledged() {
    switch (state) {
      case FIN_WAIT_1 -> {
        state = State.FIN_WAIT_2;
        if (socket == null) {
          startTimer(TcpTiming.TIME_WAIT_NANOS);
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
    state = State.TIME_WAIT;
    startTimer(TcpTiming.TIME_WAIT_NANOS);
  }

  private void takeData(Segment segment) {
    if (state == State.TIME_WAIT || isFinReceived) {
      acknowledge();
      return;
    }
    long end = segment.sequence() + segment.data().length;
    if (socket == null && end > receiveNext) {
      emit(Segment.RST, next, new byte[0]);
      destroy();
      return;
    }
    if (segment.urgent() >= 0
        && segment.urgent() >= firstUnread()
        && segment.urgent() != urgentAt) {
      urgentAt = segment.urgent();
      isUrgentRead = false;
    }
    if (segment.has(Segment.FIN)) {
      finAt = end;
    }
    int before = receiveQueue.size();
    store(segment.sequence(), segment.data());
    while (!ahead.isEmpty() && ahead.firstKey() <= receiveNext) {
      Map.Entry<Long, byte[]> first = ahead.pollFirstEntry();
      store(first.getKey(), first.getValue());
    }
    boolean isNew = receiveQueue.size() > before;
    if (finAt == receiveNext) {
      finReceived();
    }
    acknowledge();
    TcpSocket user = socket;
    if (user != null && isFinReceived) {
      user.finished();
    } else if (user != null && isNew) {
      user.arrived();
    }
  }

  private void store(long sequence, byte[] data) {
    if (sequence > receiveNext) {
      if (data.length > 0 && sequence - receiveNext < receiveCapacity()) {
        ahead.putIfAbsent(sequence, data);
      }
      return;
    }
    int skipped = (int) Math.min(data.length, receiveNext - sequence);
    int count = (int) Math.min(data.length - skipped, window());
    if (count > 0) {
      receiveQueue.add(data, skipped, count);
      receiveNext += count;
    }
  }

  private void finReceived() {
    isFinReceived = true;
    receiveNext++;
    switch (state) {
      case ESTABLISHED -> state = State.CLOSE_WAIT;
      case FIN_WAIT_1 -> state = State.CLOSING;
      case FIN_WAIT_2 -> enterTimeWait();
      case SYN_SENT, SYN_RECEIVED, CLOSING, TIME_WAIT, CLOSE_WAIT, LAST_ACK, CLOSED -> {}
    }
  }

  /// The peer says that there is no connection any more.
  private void reset() {
    if (state != State.TIME_WAIT) {
      fail(state == State.CLOSE_WAIT ? Errno.EPIPE : Errno.ECONNRESET);
    } else {
      destroy();
    }
  }

  @Override
  public TcpConnection copy(Copier copier) {
    return new TcpConnection(this, copier);
  }
}
