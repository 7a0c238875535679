package osprey.kernel.net;

import osprey.engine.Copier;
import osprey.engine.Copyable;

/// The sending half of a {@link TcpConnection}: what is not acknowledged yet, the peer's window and
/// the congestion window, RFC 5681, and when bytes are held back to be sent together.
final class TcpSender implements Copyable<TcpSender> {
  private static final int INITIAL_SEGMENTS = 10;
  private static final int DUPLICATES_MAX = 3;

  private final TcpConnection connection;
  private final NetworkStack stack;
  private final SocketOptions options;
  private final TcpTiming timing;
  private final ByteQueue queue;
  private long unacknowledged;
  private long next;
  private long highest;
  private boolean mustFinish;
  private long window;
  private long congestionWindow;
  private long threshold = Long.MAX_VALUE / 4;
  private int duplicates;
  private long urgent = -1;

  /// The writer said that more will follow (MSG_MORE).
  private boolean expectsMore;

  /// Somebody found no room and is to be told when there is some.
  private boolean isAwaited;

  TcpSender(TcpConnection connection, NetworkStack stack, SocketOptions options, long first) {
    this.connection = connection;
    this.stack = stack;
    this.options = options;
    timing = new TcpTiming(stack.limits(), stack.now());
    queue = new ByteQueue();
    unacknowledged = first;
    next = first;
    highest = first;
    congestionWindow = (long) INITIAL_SEGMENTS * connection.segmentBytes();
  }

  private TcpSender(TcpSender from, Copier copier) {
    copier.register(from, this);
    unacknowledged = from.unacknowledged;
    next = from.next;
    highest = from.highest;
    mustFinish = from.mustFinish;
    window = from.window;
    congestionWindow = from.congestionWindow;
    threshold = from.threshold;
    duplicates = from.duplicates;
    urgent = from.urgent;
    expectsMore = from.expectsMore;
    isAwaited = from.isAwaited;
    connection = copier.copy(from.connection);
    stack = copier.copy(from.stack);
    options = copier.copy(from.options);
    timing = copier.copy(from.timing);
    queue = copier.copy(from.queue);
  }

  // ---- the user's side

  int waiting() {
    return queue.size();
  }

  int room() {
    int capacity = options.isSendFixed ? options.sendBytes : stack.limits().tcpSendRoom();
    return Math.max(0, capacity - queue.size());
  }

  /// A full buffer is worth waking a writer when a third of it is free.
  boolean isWritable() {
    return room() >= queue.size() / 2;
  }

  void noteFull() {
    isAwaited = true;
  }

  /// Whether a writer that found no room can be told to look again.
  boolean takeAwaited() {
    boolean isDue = isAwaited && isWritable();
    isAwaited &= !isDue;
    return isDue;
  }

  void write(byte[] bytes, boolean isUrgent, boolean hasMore) {
    queue.add(bytes, 0, bytes.length);
    if (isUrgent) {
      urgent = unacknowledged + queue.size() - 1;
    }
    expectsMore = hasMore;
    push();
  }

  /// No more data will come: a FIN follows what is queued.
  void finish() {
    mustFinish = true;
    push();
  }

  void clear() {
    queue.clear();
  }

  // ---- out

  TcpTiming timing() {
    return timing;
  }

  /// The number that the next segment begins with.
  long next() {
    return next;
  }

  long unacknowledged() {
    return unacknowledged;
  }

  long highest() {
    return highest;
  }

  boolean isInFlight() {
    return next > unacknowledged;
  }

  /// SYN or SYN|ACK has been sent.
  void opened() {
    next++;
    highest = next;
    timing.sent(next, stack.now());
  }

  /// The urgent pointer of a segment with data, -1 for none.
  long urgent() {
    return urgent >= unacknowledged ? urgent : -1;
  }

  private boolean isFinSent() {
    return mustFinish && next > unacknowledged + queue.size();
  }

  /// Sends what the windows allow.
  void push() {
    push(false);
  }

  /// @param isOverdue what was held back has been so for long enough
  void push(boolean isOverdue) {
    if (!connection.state().canSend()) {
      return;
    }
    int most = connection.segmentBytes();
    while (!isFinSent()) {
      long inFlight = next - unacknowledged;
      long waiting = queue.size() - inFlight;
      if (waiting <= 0) {
        if (mustFinish) {
          connection.emit(Segment.FIN | Segment.ACK, next, new byte[0]);
          sentUpTo(next + 1);
        }
        break;
      }
      long allowed = connection.isLocal() ? window : Math.min(window, congestionWindow);
      int count = (int) Math.min(Math.min(waiting, most), allowed - inFlight);
      if (count <= 0) {
        break;
      }
      if (count < most && !mustFinish && !isOverdue) {
        if (options.isCorked || expectsMore) {
          connection.holdBack(inFlight > 0);
          break;
        }
        if (inFlight > 0 && !options.noDelay) {
          break;
        }
      }
      connection.emit(Segment.ACK, next, queue.peek((int) inFlight, count));
      sentUpTo(next + count);
    }
    if (isInFlight() || !queue.isEmpty()) {
      connection.awaitAcknowledgment();
    }
  }

  private void sentUpTo(long sequence) {
    next = sequence;
    if (next > highest) {
      highest = next;
      timing.sent(next, stack.now());
    }
  }

  /// Begins anew with the first byte that is not acknowledged; a closed window is asked about.
  void retransmit() {
    threshold = Math.max((next - unacknowledged) / 2, 2L * connection.segmentBytes());
    congestionWindow = connection.segmentBytes();
    next = unacknowledged;
    if (window == 0 && !queue.isEmpty()) {
      connection.emit(Segment.ACK, next, queue.peek(0, 1));
    } else {
      push(true);
    }
  }

  // ---- in

  void setWindow(long bytes) {
    window = bytes;
  }

  /// The peer has answered the SYN.
  void established(Segment segment) {
    unacknowledged = segment.acknowledged();
    timing.acknowledged(unacknowledged, stack.now());
    window = segment.window();
  }

  /// What an acknowledgment was good for.
  enum Gain {
    /// It acknowledges what was never sent.
    NONSENSE,
    NOTHING,
    DATA,
    FIN
  }

  Gain acknowledged(Segment segment) {
    long upTo = segment.acknowledged();
    if (upTo > highest) {
      return Gain.NONSENSE;
    }
    if (upTo <= unacknowledged) {
      repeated(segment);
      return Gain.NOTHING;
    }
    long gained = upTo - unacknowledged;
    boolean isFin = mustFinish && upTo > unacknowledged + queue.size();
    queue.drop((int) Math.min(gained, queue.size()));
    unacknowledged = upTo;
    next = Math.max(next, upTo);
    duplicates = 0;
    congestionWindow +=
        congestionWindow < threshold
            ? gained
            : Math.max(1, connection.segmentBytes() * gained / congestionWindow);
    timing.acknowledged(upTo, stack.now());
    window = segment.window();
    return isFin ? Gain.FIN : Gain.DATA;
  }

  /// The third repeated acknowledgment tells of a lost segment: fast retransmission.
  private void repeated(Segment segment) {
    boolean isDuplicate =
        segment.acknowledged() == unacknowledged
            && segment.data().length == 0
            && !segment.has(Segment.FIN)
            && isInFlight()
            && segment.window() == window;
    window = segment.window();
    if (isDuplicate && ++duplicates == DUPLICATES_MAX) {
      threshold = Math.max((next - unacknowledged) / 2, 2L * connection.segmentBytes());
      congestionWindow = threshold;
      int count = Math.min(queue.size(), connection.segmentBytes());
      if (count > 0) {
        connection.emit(Segment.ACK, unacknowledged, queue.peek(0, count));
      }
    }
  }

  @Override
  public TcpSender copy(Copier copier) {
    return new TcpSender(this, copier);
  }
}
