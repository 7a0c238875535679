package osprey.kernel.net;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.inspect.PreviewWriter;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;

/// A UDP socket, udp(7).
public final class UdpSocket extends Socket {
  private static final int DATA_BYTES_MAX = 65_507;

  /// What the protocol costs for each message sent, in percent of a call.
  private static final int WORK = 700;

  private final NetworkStack stack;
  private Endpoint local = Endpoint.NONE;

  /// What bind(2) asked for; stays when a connection is dissolved.
  private Endpoint bound = Endpoint.NONE;

  private @Nullable Endpoint peer;
  private final ArrayDeque<Datagram> queue = new ArrayDeque<>();
  private long queuedMemory;

  /// Sent with MSG_MORE: the beginning of a datagram, and whom it is for.
  private byte[] heldBack = new byte[0];

  private @Nullable Endpoint heldBackFor;
  private long lost;

  UdpSocket(NetworkStack stack, int number, int flags) {
    super(
        number,
        DATAGRAM,
        flags,
        new SocketOptions(
            stack.limits(), stack.limits().sendBytes(), stack.limits().receiveBytes()),
        "UDP socket " + number);
    this.stack = stack;
  }

  private UdpSocket(UdpSocket from, Copier copier) {
    super(from, copier);
    stack = copier.copy(from.stack);
    local = from.local;
    bound = from.bound;
    peer = from.peer;
    queue.addAll(from.queue);
    queuedMemory = from.queuedMemory;
    heldBack = from.heldBack;
    heldBackFor = from.heldBackFor;
    lost = from.lost;
  }

  Endpoint local() {
    return local;
  }

  @Nullable Endpoint peer() {
    return peer;
  }

  /// Datagrams that found the buffer full.
  public long lost() {
    return lost;
  }

  @Override
  public String kind() {
    return "UDP socket";
  }

  // ---- names

  @Override
  public Outcome bind(byte[] address, Caller caller) {
    Errno refusal = stack.refusalToBind(address, caller.io());
    if (refusal == null && local.port() != 0) {
      refusal = Errno.EINVAL;
    }
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    Endpoint wanted = Endpoint.in(address);
    if (wanted.port() == 0) {
      wanted = new Endpoint(wanted.address(), stack.udpPorts().ephemeral(wanted.address()));
    }
    if (wanted.port() == 0 || !stack.udpPorts().isFree(wanted, this)) {
      return Outcome.failed(Errno.EADDRINUSE);
    }
    local = wanted;
    bound = wanted;
    stack.udpPorts().add(this);
    return Outcome.ZERO;
  }

  private boolean bindToAny() {
    if (local.port() == 0) {
      int port = stack.udpPorts().ephemeral(local.address());
      if (port == 0) {
        return false;
      }
      local = new Endpoint(local.address(), port);
      stack.udpPorts().add(this);
    }
    return true;
  }

  @Override
  public Outcome connect(byte[] address, Caller caller) {
    if (address.length < 2) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (Endpoint.family(address) == 0) {
      disconnect();
      return Outcome.ZERO;
    }
    if (!bindToAny()) {
      return Outcome.failed(Errno.EAGAIN);
    }
    if (address.length < Endpoint.BYTES) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (Endpoint.family(address) != Endpoint.FAMILY) {
      return Outcome.failed(Errno.EAFNOSUPPORT);
    }
    Endpoint target = Endpoint.in(address);
    target = target.orSource(local);
    NetworkStack.Route route = stack.route(target.address());
    if (!route.exists()) {
      return Outcome.failed(Errno.ENETUNREACH);
    }
    if (stack.isBroadcast(target.address()) && !options().broadcast) {
      return Outcome.failed(Errno.EACCES);
    }
    if (local.address() == 0) {
      local = new Endpoint(route.source(), local.port());
    }
    peer = target;
    return Outcome.ZERO;
  }

  private void disconnect() {
    peer = null;
    if (bound.port() == 0) {
      stack.udpPorts().remove(this);
      local = Endpoint.NONE;
    } else {
      local = new Endpoint(bound.address(), local.port());
    }
  }

  @Override
  public byte[] localAddress() {
    return local.encoded();
  }

  @Override
  public byte @Nullable [] peerAddress() {
    Endpoint current = peer;
    return current == null ? null : current.encoded();
  }

  @Override
  public Outcome listen(int backlog, Caller caller) {
    return Outcome.failed(Errno.EOPNOTSUPP);
  }

  @Override
  public Accepted accept(Caller caller) {
    return Accepted.failed(Errno.EOPNOTSUPP);
  }

  @Override
  public Outcome shutDown(int how) {
    shut(how != 1, how != 0);
    changed();
    return peer == null ? Outcome.failed(Errno.ENOTCONN) : Outcome.ZERO;
  }

  // ---- transfer

  @Override
  Caller withoutNames(IoCall call) {
    return stack.caller(call);
  }

  @Override
  public Outcome send(Outgoing message, Caller caller) {
    IoBuffer data = message.data();
    if (data.remaining() > 0xffff) {
      return Outcome.failed(Errno.EMSGSIZE);
    }
    bindToAny();
    if (message.has(MessageFlag.OUT_OF_BAND)) {
      return Outcome.failed(Errno.EOPNOTSUPP);
    }
    Endpoint target = heldBackFor == null ? peer : heldBackFor;
    byte[] address = heldBackFor == null ? message.address() : null;
    if (address != null) {
      if (address.length < Endpoint.BYTES) {
        return Outcome.failed(Errno.EINVAL);
      }
      int family = Endpoint.family(address);
      if (family != Endpoint.FAMILY && family != 0) {
        return Outcome.failed(Errno.EAFNOSUPPORT);
      }
      target = Endpoint.in(address);
      if (target.port() == 0) {
        return Outcome.failed(Errno.EINVAL);
      }
    }
    if (target == null) {
      return Outcome.failed(Errno.EDESTADDRREQ);
    }
    target = target.orSource(local);
    NetworkStack.Route route = stack.route(target.address());
    if (!route.exists()) {
      return Outcome.failed(Errno.ENETUNREACH);
    }
    if (stack.isBroadcast(target.address()) && !options().broadcast) {
      return Outcome.failed(Errno.EACCES);
    }
    if (heldBack.length + data.remaining() > DATA_BYTES_MAX) {
      return Outcome.failed(Errno.EMSGSIZE);
    }
    Errno error = takeError();
    if (error != null) {
      return Outcome.failed(error);
    }
    if (isWriteShut()) {
      return Outcome.failed(Errno.EPIPE);
    }
    int size = (int) data.remaining();
    if (data.accessible(size) < size) {
      return Outcome.failed(Errno.EFAULT);
    }
    int before = heldBack.length;
    byte[] bytes = Arrays.copyOf(heldBack, before + size);
    data.get(bytes, before, size);
    if (message.has(MessageFlag.MORE)) {
      heldBack = bytes;
      heldBackFor = target;
      return Outcome.done(size);
    }
    heldBack = new byte[0];
    heldBackFor = null;
    int from = local.address() == 0 ? route.source() : local.address();
    stack.transmit(new Datagram(new Endpoint(from, local.port()), target, bytes, false));
    stack.flush();
    countSent(size);
    stack.work(WORK);
    return Outcome.done(size);
  }

  /// A datagram came for this socket.
  void take(Datagram datagram) {
    int memory = BufferSize.ofPacket(datagram.data().length);
    if (queuedMemory + memory > options().receiveBytes && !queue.isEmpty()) {
      lost++;
      return;
    }
    queuedMemory += memory;
    queue.add(datagram);
    arrived();
  }

  /// Nobody takes what was sent to the peer.
  void refused() {
    setError(Errno.ECONNREFUSED);
    readers().wakeAll();
    tell(Ready.ERROR);
  }

  @Override
  public Outcome receive(Incoming message, IoCall call) {
    Errno error = takeError();
    if (error != null) {
      return Outcome.failed(error);
    }
    boolean nonBlocking = call.nonBlocking() || message.has(MessageFlag.DO_NOT_WAIT);
    Datagram first = queue.peek();
    if (first == null) {
      return isReadShut() && !nonBlocking ? Outcome.ZERO : await(readers(), call, nonBlocking, 0);
    }
    byte[] bytes = first.data();
    IoBuffer data = message.data();
    int count = (int) Math.min(bytes.length, data.remaining());
    if (data.accessible(count) < count) {
      return Outcome.failed(Errno.EFAULT);
    }
    data.put(bytes, 0, count);
    if (count < bytes.length) {
      message.addResultFlag(MessageFlag.TRUNCATED);
    }
    message.setSource(first.source().encoded());
    if (!message.has(MessageFlag.PEEK)) {
      queue.remove();
      queuedMemory -= BufferSize.ofPacket(bytes.length);
      countReceived(count);
    }
    return Outcome.done(message.has(MessageFlag.TRUNCATED) ? bytes.length : count);
  }

  @Override
  public boolean isFedFromOutside() {
    return true;
  }

  // ---- as a file

  @Override
  public int ready() {
    int ready = Ready.OUT | (error() == null ? 0 : Ready.ERROR);
    if (isReadShut()) {
      ready |= Ready.IN | Ready.PEER_HANG_UP | (isWriteShut() ? Ready.HANG_UP : 0);
    }
    return queue.isEmpty() ? ready : ready | Ready.IN;
  }

  @Override
  public long available() {
    return queue.isEmpty() ? 0 : queue.getFirst().data().length;
  }

  @Override
  public long unsent() {
    return 0;
  }

  @Override
  void show(PreviewWriter preview) {
    for (Datagram datagram : queue) {
      preview.message(datagram.data(), 0);
      if (preview.isFull()) {
        return;
      }
    }
  }

  @Override
  long queuedBytes() {
    long bytes = 0;
    for (Datagram datagram : queue) {
      bytes += datagram.data().length;
    }
    return bytes;
  }

  @Override
  long queuedMessages() {
    return queue.size();
  }

  @Override
  public int family() {
    return Endpoint.FAMILY;
  }

  @Override
  public int protocol() {
    return 17;
  }

  @Override
  public boolean isListening() {
    return false;
  }

  @Override
  protected void close() {
    stack.udpPorts().remove(this);
    stack.closed(this);
  }

  @Override
  public UdpSocket copy(Copier copier) {
    return new UdpSocket(this, copier);
  }
}
