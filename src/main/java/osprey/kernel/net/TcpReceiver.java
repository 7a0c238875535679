package osprey.kernel.net;

import java.util.Map;
import java.util.TreeMap;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.PreviewWriter;

/// The receiving half of a {@link TcpConnection}: bytes in order for the reader, those that came
/// too early, the window that the peer is told of, and the urgent byte.
final class TcpReceiver implements Copyable<TcpReceiver> {
  private final NetLimits limits;
  private final SocketOptions options;
  private final ByteQueue queue;
  private final TreeMap<Long, byte[]> ahead = new TreeMap<>();
  private long next;
  private long finAt = -1;
  private boolean isFinReceived;
  private long advertised;
  private long urgentAt = -1;
  private boolean isUrgentRead;

  TcpReceiver(NetLimits limits, SocketOptions options) {
    this.limits = limits;
    this.options = options;
    queue = new ByteQueue();
  }

  private TcpReceiver(TcpReceiver from, Copier copier) {
    copier.register(from, this);
    limits = from.limits;
    next = from.next;
    finAt = from.finAt;
    isFinReceived = from.isFinReceived;
    advertised = from.advertised;
    urgentAt = from.urgentAt;
    isUrgentRead = from.isUrgentRead;
    ahead.putAll(from.ahead);
    options = copier.copy(from.options);
    queue = copier.copy(from.queue);
  }

  // ---- the window

  private int capacity() {
    return options.isReceiveFixed ? options.receiveBytes / 2 : limits.tcpReceiveRoom();
  }

  long window() {
    return Math.max(0, capacity() - queue.size());
  }

  /// A segment with this acknowledgment goes out.
  void advertise() {
    advertised = next + window();
  }

  /// Whether so much has been read that the peer should hear of it.
  boolean isWorthTelling(int segmentBytes) {
    long window = window();
    return next + window - advertised >= Math.min(capacity() / 2, 2L * segmentBytes)
        || (advertised == next && window > 0);
  }

  // ---- the reader's side

  boolean isFinReceived() {
    return isFinReceived;
  }

  int size() {
    return queue.size();
  }

  void show(PreviewWriter preview) {
    int count = Math.min(queue.size(), PreviewWriter.BYTES_MAX + 1);
    preview.put(queue.peek(0, count), 0, count);
  }

  private long firstUnread() {
    return next - (isFinReceived ? 1 : 0) - queue.size();
  }

  /// Where reading must stop: before the urgent byte.
  private long untilMark() {
    long distance = urgentAt < 0 ? -1 : urgentAt - firstUnread();
    boolean isNoLimit = distance < 0 || (distance == 0 && options.outOfBandInline);
    return isNoLimit ? Long.MAX_VALUE : distance;
  }

  /// Whether the urgent byte is the next one: to be passed over.
  private boolean isAtMark() {
    return !queue.isEmpty() && untilMark() == 0;
  }

  /// Bytes that one read gets at most.
  int readable() {
    return isAtMark() ? queue.size() - 1 : (int) Math.min(queue.size(), untilMark());
  }

  /// Whether poll(2) shows data: as many as SO_RCVLOWAT asks for, the urgent byte at the mark
  /// aside.
  boolean isWorthReading() {
    int bytes = isAtMark() ? queue.size() - 1 : queue.size();
    return bytes > 0 && bytes >= Math.min(options.lowWater, capacity());
  }

  /// Passes over the urgent byte when reading begins there: after that it is gone.
  void passMark() {
    if (isAtMark()) {
      queue.drop(1);
      urgentAt = -1;
    }
  }

  byte[] peek(int count) {
    return queue.peek(isAtMark() ? 1 : 0, count);
  }

  void consume(int count) {
    queue.drop(count);
    if (firstUnread() > urgentAt) {
      urgentAt = -1;
    }
  }

  boolean hasUrgent() {
    return urgentAt >= 0 && !isUrgentRead && urgentAt < next;
  }

  /// The urgent byte, -1 if there is none to read.
  int urgentByte(boolean isPeek) {
    if (!hasUrgent() || options.outOfBandInline) {
      return -1;
    }
    long at = urgentAt - firstUnread();
    if (at < 0 || at >= queue.size()) {
      return -1;
    }
    isUrgentRead |= !isPeek;
    return queue.peek((int) at, 1)[0] & 0xff;
  }

  // ---- in

  /// The number of the byte that should come next.
  long next() {
    return next;
  }

  /// The peer's SYN.
  void opened(Segment syn) {
    next = syn.sequence() + 1;
  }

  boolean hasNew(Segment segment) {
    return segment.sequence() + segment.data().length > next;
  }

  /// Whether it was received before, all of it.
  boolean isOld(Segment segment) {
    return segment.end() < next || (segment.end() == next && segment.sequence() < next);
  }

  /// Takes a segment's data, and whatever came too early and follows them now. True: the reader has
  /// something new, and enough of it.
  boolean take(Segment segment) {
    boolean isUrgent = false;
    if (segment.urgent() >= firstUnread()
        && segment.urgent() >= 0
        && segment.urgent() != urgentAt) {
      urgentAt = segment.urgent();
      isUrgentRead = false;
      isUrgent = true;
    }
    if (segment.has(Segment.FIN)) {
      finAt = segment.sequence() + segment.data().length;
    }
    int before = queue.size();
    store(segment.sequence(), segment.data());
    while (!ahead.isEmpty() && ahead.firstKey() <= next) {
      Map.Entry<Long, byte[]> first = ahead.pollFirstEntry();
      store(first.getKey(), first.getValue());
    }
    return isUrgent || (queue.size() > before && isWorthReading());
  }

  private void store(long sequence, byte[] data) {
    if (sequence > next) {
      if (data.length > 0 && sequence - next < capacity()) {
        ahead.putIfAbsent(sequence, data);
      }
      return;
    }
    int skipped = (int) Math.min(data.length, next - sequence);
    int count = (int) Math.min(data.length - skipped, window());
    if (count > 0) {
      queue.add(data, skipped, count);
      next += count;
    }
  }

  /// Whether the FIN is what comes next; it then counts as received.
  boolean takeFin() {
    if (finAt != next || isFinReceived) {
      return false;
    }
    isFinReceived = true;
    next++;
    return true;
  }

  @Override
  public TcpReceiver copy(Copier copier) {
    return new TcpReceiver(this, copier);
  }
}
