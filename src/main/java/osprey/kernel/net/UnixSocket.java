package osprey.kernel.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.inspect.PreviewWriter;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.Naming;
import osprey.kernel.file.Place;
import osprey.kernel.file.Ready;
import osprey.kernel.file.SocketNode;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;

/// A socket between processes of one machine, unix(7): stream, datagram or sequenced packets.
public final class UnixSocket extends Socket {
  static final int FAMILY = 1;

  /// `sun_path`.
  private static final int PATH_BYTES_MAX = 108;

  /// What the protocol costs for each message sent, in percent of a call.
  private static final int STREAM_WORK = 600;

  private static final int DATAGRAM_WORK = 350;

  enum State {
    UNCONNECTED,
    LISTENING,
    CONNECTED
  }

  private final Sockets sockets;
  private State state = State.UNCONNECTED;

  /// A path, or an abstract name that begins with NUL; null: unbound.
  private @Nullable String boundName;

  private @Nullable UnixName boundNode;
  private @Nullable UnixSocket peer;
  private final ArrayDeque<UnixMessage> queue = new ArrayDeque<>();
  private final ArrayDeque<UnixSocket> connections = new ArrayDeque<>();
  private int backlog;

  /// Of what this socket sent, how much is not received yet, in buffer memory.
  private long sendUsed;

  /// Senders and connecting sockets that wait for room in this socket's queue.
  private final WaitQueue queueRoom;

  private Peer peerCredentials = Peer.NOBODY;
  private Peer listener = Peer.NOBODY;
  private boolean isClosed;

  UnixSocket(Sockets sockets, int number, int type, int flags) {
    super(
        number,
        type,
        flags,
        new SocketOptions(
            sockets.limits(), sockets.limits().sendBytes(), sockets.limits().receiveBytes()),
        "unix socket " + number);
    this.sockets = sockets;
    queueRoom = new WaitQueue("room in the queue of unix socket " + number);
  }

  private UnixSocket(UnixSocket from, Copier copier) {
    super(from, copier);
    sockets = copier.copy(from.sockets);
    state = from.state;
    boundName = from.boundName;
    backlog = from.backlog;
    sendUsed = from.sendUsed;
    peerCredentials = from.peerCredentials;
    listener = from.listener;
    isClosed = from.isClosed;
    boundNode = copier.copyOrNull(from.boundNode);
    peer = copier.copyOrNull(from.peer);
    queueRoom = copier.copy(from.queueRoom);
    for (UnixMessage message : from.queue) {
      queue.add(copier.copy(message));
    }
    for (UnixSocket connection : from.connections) {
      connections.add(copier.copy(connection));
    }
  }

  @Override
  public String kind() {
    return switch (type()) {
      case STREAM -> "unix stream socket";
      case DATAGRAM -> "unix datagram socket";
      default -> "unix seqpacket socket";
    };
  }

  boolean isConnectionBased() {
    return type() != DATAGRAM;
  }

  // ---- names

  private static boolean isUnix(byte[] address) {
    return address.length >= 2 && address[0] == FAMILY && address[1] == 0;
  }

  /// The name in a `struct sockaddr_un`, null if it is none.
  private static @Nullable String nameIn(byte[] address) {
    if (!isUnix(address) || address.length <= 2 || address.length > 2 + PATH_BYTES_MAX) {
      return null;
    }
    String text = new String(address, 2, address.length - 2, StandardCharsets.ISO_8859_1);
    if (address[2] == 0) {
      return text;
    }
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  @Override
  public byte[] localAddress() {
    String name = boundName;
    if (name == null) {
      return new byte[] {FAMILY, 0};
    }
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    boolean isPath = bytes.length > 0 && bytes[0] != 0;
    byte[] address = new byte[2 + bytes.length + (isPath ? 1 : 0)];
    address[0] = FAMILY;
    System.arraycopy(bytes, 0, address, 2, bytes.length);
    return address;
  }

  @Override
  public byte @Nullable [] peerAddress() {
    return peer == null ? null : peer.localAddress();
  }

  @Override
  public Outcome bind(byte[] address, Caller caller) {
    if (isUnix(address) && address.length == 2) {
      return bindToAny();
    }
    String name = nameIn(address);
    if (name == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (name.charAt(0) == 0) {
      if (boundName != null) {
        return Outcome.failed(Errno.EINVAL);
      }
      if (!sockets.claim(name, this)) {
        return Outcome.failed(Errno.EADDRINUSE);
      }
      boundName = name;
      return Outcome.ZERO;
    }
    return bindToPath(name, caller);
  }

  private Outcome bindToPath(String path, Caller caller) {
    Naming naming = caller.files().naming(caller.view());
    UnixName node = new UnixName(this);
    Outcome made = naming.makeSocket(path, node);
    if (made instanceof Outcome.Failed) {
      return made;
    }
    if (boundName != null) {
      naming.unlink(path);
      return Outcome.failed(Errno.EINVAL);
    }
    boundName = path;
    boundNode = node;
    return Outcome.ZERO;
  }

  /// An abstract name of five hexadecimal digits.
  Outcome bindToAny() {
    if (boundName == null) {
      boundName = sockets.claimAny(this);
    }
    return Outcome.ZERO;
  }

  /// Either the socket with that name or why there is none.
  private record Found(@Nullable UnixSocket socket, Errno errno) {}

  private Found find(String name, Caller caller) {
    UnixSocket found;
    if (name.charAt(0) == 0) {
      found = sockets.named(name, type());
    } else {
      Place place = caller.files().find(name, true, caller.view());
      Errno missing = place.missing();
      if (missing != null || place.node() == null) {
        return new Found(null, missing == null ? Errno.ENOENT : missing);
      }
      if (!place.node().permits(FileMode.MAY_WRITE, caller.io().user())) {
        return new Found(null, Errno.EACCES);
      }
      found =
          place.node() instanceof SocketNode node && node.socket() instanceof UnixName bound
              ? bound.socket()
              : null;
    }
    if (found == null) {
      return new Found(null, Errno.ECONNREFUSED);
    }
    return found.type() == type()
        ? new Found(found, Errno.ECONNREFUSED)
        : new Found(null, Errno.EPROTOTYPE);
  }

  // ---- connections

  @Override
  public Outcome listen(int wanted, Caller caller) {
    if (!isConnectionBased()) {
      return Outcome.failed(Errno.EOPNOTSUPP);
    }
    if (boundName == null || state == State.CONNECTED) {
      return Outcome.failed(Errno.EINVAL);
    }
    boolean hasMore = wanted > backlog;
    state = State.LISTENING;
    backlog = sockets.backlog(wanted);
    listener = Peer.of(caller.io());
    if (hasMore) {
      queueRoom.wakeAll();
    }
    return Outcome.ZERO;
  }

  @Override
  public Outcome connect(byte[] address, Caller caller) {
    boolean isDissolving = address.length >= 2 && address[0] == 0 && address[1] == 0;
    if (!isConnectionBased() && isDissolving) {
      disconnect();
      return Outcome.ZERO;
    }
    String name = nameIn(address);
    if (name == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    Found found = find(name, caller);
    if (found.socket == null) {
      return Outcome.failed(found.errno);
    }
    return isConnectionBased() ? connectTo(found.socket, caller.io()) : associateWith(found.socket);
  }

  private Outcome associateWith(UnixSocket other) {
    if (!other.takesFrom(this)) {
      return Outcome.failed(Errno.EPERM);
    }
    if (options().passCredentials) {
      bindToAny();
    }
    peer = other;
    state = State.CONNECTED;
    return Outcome.ZERO;
  }

  /// A datagram socket that is connected receives from its peer only.
  private boolean takesFrom(UnixSocket sender) {
    return peer == null || peer == sender;
  }

  private void disconnect() {
    peer = null;
    state = State.UNCONNECTED;
  }

  private Outcome connectTo(UnixSocket other, IoCall call) {
    if (other.state != State.LISTENING || other.isReadShut()) {
      return Outcome.failed(Errno.ECONNREFUSED);
    }
    if (other.connections.size() > other.backlog) {
      return await(other.queueRoom, call, call.nonBlocking(), 0);
    }
    if (state != State.UNCONNECTED) {
      return Outcome.failed(state == State.CONNECTED ? Errno.EISCONN : Errno.EINVAL);
    }
    UnixSocket end = sockets.newUnix(type(), 0);
    end.boundName = other.boundName;
    end.pair(this);
    pair(end);
    end.peerCredentials = Peer.of(call);
    peerCredentials = other.listener;
    other.connections.add(end);
    other.arrived();
    return Outcome.ZERO;
  }

  private void pair(UnixSocket other) {
    peer = other;
    state = State.CONNECTED;
  }

  /// socketpair(2).
  static void join(UnixSocket one, UnixSocket other, Peer creator) {
    one.pair(other);
    other.pair(one);
    one.peerCredentials = creator;
    other.peerCredentials = creator;
  }

  @Override
  public Accepted accept(Caller caller) {
    if (!isConnectionBased()) {
      return Accepted.failed(Errno.EOPNOTSUPP);
    }
    if (state != State.LISTENING) {
      return Accepted.failed(Errno.EINVAL);
    }
    UnixSocket next = connections.poll();
    if (next == null) {
      return isReadShut()
          ? Accepted.failed(Errno.EINVAL)
          : new Accepted(await(readers(), caller.io(), caller.io().nonBlocking(), 0), null);
    }
    queueRoom.wakeOne();
    return new Accepted(Outcome.ZERO, next);
  }

  @Override
  public Outcome shutDown(int how) {
    boolean reading = how != 1;
    boolean writing = how != 0;
    shut(reading, writing);
    changed();
    UnixSocket other = peer;
    if (other != null && isConnectionBased()) {
      other.shut(writing, reading);
      other.changed();
    }
    return Outcome.ZERO;
  }

  // ---- transfer

  @Override
  Caller withoutNames(IoCall call) {
    return sockets.caller(call);
  }

  @Override
  public Outcome send(Outgoing message, Caller caller) {
    if (message.has(MessageFlag.OUT_OF_BAND)) {
      return Outcome.failed(Errno.EOPNOTSUPP);
    }
    Outcome outcome;
    if (type() == STREAM) {
      outcome = new UnixStream(this).send(message, caller.io());
      sockets.charge(outcome, STREAM_WORK);
    } else {
      outcome = new UnixDatagrams(this).send(message, caller);
      sockets.charge(outcome, DATAGRAM_WORK);
    }
    if (outcome instanceof Outcome.Done(long sent, int _)) {
      countSent(sent);
    }
    return outcome;
  }

  @Override
  public Outcome receive(Incoming message, IoCall call) {
    Outcome outcome =
        type() == STREAM
            ? new UnixStream(this).receive(message, call)
            : new UnixDatagrams(this).receive(message, call);
    if (outcome instanceof Outcome.Done(long received, int _)) {
      countReceived(received);
    }
    return outcome;
  }

  @Nullable UnixSocket peer() {
    return peer;
  }

  State state() {
    return state;
  }

  ArrayDeque<UnixMessage> queue() {
    return queue;
  }

  WaitQueue queueRoom() {
    return queueRoom;
  }

  boolean isClosed() {
    return isClosed;
  }

  boolean isSendFull() {
    return sendUsed >= options().sendBytes;
  }

  /// Whether a datagram of a stranger must wait: the queue is bounded by count.
  boolean isFullFor(UnixSocket sender) {
    return this != sender && peer != sender && queue.size() > sockets.limits().unixDatagrams();
  }

  /// Where a datagram goes, or why it cannot go now.
  record Target(@Nullable UnixSocket socket, Outcome refusal) {
    static Target failed(Errno errno) {
      return new Target(null, Outcome.failed(errno));
    }
  }

  /// @param address the named receiver, null for the peer
  Target target(byte @Nullable [] address, Caller caller, boolean nonBlocking) {
    UnixSocket target = peer;
    boolean isSequenced = type() == SEQUENCED;
    if (address != null) {
      String name = nameIn(address);
      if (name == null) {
        return Target.failed(Errno.EINVAL);
      }
      Found found = find(name, caller);
      target = found.socket;
      if (target == null) {
        return Target.failed(found.errno);
      }
    }
    if (target == null) {
      return Target.failed(Errno.ENOTCONN);
    }
    if (target.isClosed) {
      if (isSequenced) {
        return Target.failed(Errno.EPIPE);
      }
      disconnect();
      return Target.failed(Errno.ECONNREFUSED);
    }
    if (!target.takesFrom(this)) {
      return Target.failed(Errno.EPERM);
    }
    if (target.isReadShut()) {
      return Target.failed(Errno.EPIPE);
    }
    if (target.isFullFor(this)) {
      return new Target(null, await(target.queueRoom, caller.io(), nonBlocking, 0));
    }
    return new Target(target, Outcome.ZERO);
  }

  void deliver(UnixSocket target, UnixMessage message, int charged) {
    sendUsed += charged;
    target.queue.add(message);
    target.arrived();
  }

  /// A message of this socket left a queue.
  void freed(int charged) {
    sendUsed -= charged;
    if (isWritableNow() && !isClosed) {
      drained();
    }
  }

  private boolean isWritableNow() {
    return sendUsed * 4 <= options().sendBytes;
  }

  @Override
  public boolean isFedFromOutside() {
    return peer == null || type() == DATAGRAM && boundName != null;
  }

  @Override
  public List<WaitQueue> serves() {
    List<WaitQueue> queues = new ArrayList<>();
    queues.add(queueRoom);
    if (peer != null) {
      queues.addAll(peer.dependents());
    }
    for (UnixSocket unaccepted : connections) {
      queues.addAll(unaccepted.serves());
    }
    return queues;
  }

  // ---- as a file

  @Override
  public int ready() {
    if (state == State.LISTENING) {
      return connections.isEmpty() ? 0 : Ready.IN;
    }
    int ready = error() == null ? 0 : Ready.ERROR;
    if (isReadShut()) {
      ready |= Ready.IN | Ready.PEER_HANG_UP | (isWriteShut() ? Ready.HANG_UP : 0);
    }
    if (!queue.isEmpty()) {
      ready |= Ready.IN;
    }
    if (isConnectionBased() && state == State.UNCONNECTED) {
      ready |= Ready.HANG_UP;
    }
    UnixSocket target = peer;
    boolean isBlockedByPeer =
        !isConnectionBased() && target != null && target.isFullFor(this) && !target.isClosed;
    return isWritableNow() && !isBlockedByPeer ? ready | Ready.OUT : ready;
  }

  @Override
  public long unsent() {
    return sendUsed;
  }

  @Override
  public long available() {
    if (state == State.LISTENING) {
      return -1;
    }
    if (type() == DATAGRAM) {
      return queue.isEmpty() ? 0 : queue.getFirst().remaining();
    }
    return queuedBytes();
  }

  @Override
  void show(PreviewWriter preview) {
    for (UnixMessage message : queue) {
      preview.put(message.bytes(), message.read(), message.remaining());
      if (type() != STREAM) {
        preview.endMessage();
      }
      if (preview.isFull()) {
        return;
      }
    }
  }

  @Override
  long queuedBytes() {
    long bytes = 0;
    for (UnixMessage message : queue) {
      bytes += message.remaining();
    }
    return bytes;
  }

  @Override
  long queuedMessages() {
    return type() == STREAM ? 0 : queue.size();
  }

  @Override
  public int family() {
    return FAMILY;
  }

  @Override
  public int protocol() {
    return 0;
  }

  @Override
  public boolean isListening() {
    return state == State.LISTENING;
  }

  @Override
  public Peer peerCredentials() {
    return peerCredentials;
  }

  @Override
  protected void close() {
    close(false);
  }

  /// @param isUnaccepted it never left the queue of its listener
  private void close(boolean isUnaccepted) {
    isClosed = true;
    if (boundNode != null) {
      boundNode.forget();
    }
    sockets.closed(this, boundName);
    UnixSocket other = peer;
    if (other != null && isConnectionBased()) {
      other.shut(true, true);
      if (!queue.isEmpty() || isUnaccepted) {
        other.setError(Errno.ECONNRESET);
      }
      other.changed();
    }
    for (UnixSocket connection : connections) {
      connection.close(true);
    }
    connections.clear();
    for (UnixMessage message : queue.toArray(UnixMessage[]::new)) {
      message.dispose();
    }
    queue.clear();
    queueRoom.wakeAll();
  }

  /// Its name in words, for messages.
  @Override
  public String toString() {
    return name() + " " + Arrays.toString(localAddress());
  }

  @Override
  public UnixSocket copy(Copier copier) {
    return new UnixSocket(this, copier);
  }
}
