package osprey.kernel.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.inspect.ChannelInfo;
import osprey.inspect.PreviewWriter;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;

/// An open socket, socket(7): what all families have in common. Errors and the order in which they
/// are looked at are Linux's.
public abstract sealed class Socket extends FileDescription
    permits UnixSocket, TcpSocket, UdpSocket {
  public static final int STREAM = 1;
  public static final int DATAGRAM = 2;
  public static final int SEQUENCED = 5;

  private static final int DEVICE = 8;

  private final int number;
  private final int type;
  private final SocketOptions options;
  private final WaitQueue readers;
  private final WaitQueue writers;
  private final WaitQueue readiness;
  private @Nullable Errno error;
  private boolean isReadShut;
  private boolean isWriteShut;

  /// Events that the last wake-up of {@link #readiness} was about.
  private int news = -1;

  private long bytesIn;
  private long bytesOut;
  private long sends;
  private long receives;

  Socket(int number, int type, int flags, SocketOptions options, String words) {
    super(OpenFlag.READ_WRITE | (flags & OpenFlag.NON_BLOCKING));
    this.number = number;
    this.type = type;
    this.options = options;
    readers = new WaitQueue("data for " + words);
    writers = new WaitQueue("room to send from " + words);
    readiness = new WaitQueue(words);
  }

  Socket(Socket from, Copier copier) {
    super(from, copier);
    number = from.number;
    type = from.type;
    options = copier.copy(from.options);
    error = from.error;
    isReadShut = from.isReadShut;
    isWriteShut = from.isWriteShut;
    news = from.news;
    bytesIn = from.bytesIn;
    bytesOut = from.bytesOut;
    sends = from.sends;
    receives = from.receives;
    readers = copier.copy(from.readers);
    writers = copier.copy(from.writers);
    readiness = copier.copy(from.readiness);
  }

  // ---- the calls

  /// @param address `struct sockaddr`
  public abstract Outcome bind(byte[] address, Caller caller);

  public abstract Outcome listen(int backlog, Caller caller);

  public abstract Outcome connect(byte[] address, Caller caller);

  public abstract Accepted accept(Caller caller);

  public abstract Outcome send(Outgoing message, Caller caller);

  public abstract Outcome receive(Incoming message, IoCall call);

  /// @param how 0 receptions, 1 transmissions, 2 both
  public abstract Outcome shutDown(int how);

  /// getsockname(2).
  public abstract byte[] localAddress();

  /// getpeername(2); null: ENOTCONN.
  public abstract byte @Nullable [] peerAddress();

  /// What accept(2) says about the other end.
  public byte @Nullable [] acceptedFrom() {
    return peerAddress();
  }

  /// AF_UNIX 1 or AF_INET 2.
  public abstract int family();

  public abstract int protocol();

  public abstract boolean isListening();

  /// SO_PEERCRED.
  public Peer peerCredentials() {
    return Peer.NOBODY;
  }

  /// SOCK_STREAM 1, SOCK_DGRAM 2, SOCK_SEQPACKET 5.
  public final int type() {
    return type;
  }

  final int number() {
    return number;
  }

  final SocketOptions options() {
    return options;
  }

  // ---- as a file

  @Override
  public final Outcome read(IoBuffer into, IoCall call) {
    if (into.remaining() == 0 && call.progress() == null) {
      return Outcome.ZERO;
    }
    Incoming message = new Incoming(into, 0);
    Outcome outcome = receive(message, call);
    message.dropDescriptions();
    return outcome;
  }

  @Override
  public final Outcome write(IoBuffer from, IoCall call) {
    return send(Outgoing.plain(from), withoutNames(call));
  }

  /// A write that needs no names looked up.
  abstract Caller withoutNames(IoCall call);

  @Override
  public final String name() {
    return "socket:[" + number + "]";
  }

  @Override
  public final Errno noNumber() {
    return Errno.EINVAL;
  }

  @Override
  public FileStatus status() {
    return new FileStatus(DEVICE, number, FileMode.SOCKET | 0777, 1, 0, 0, 0, 0, 4096, 0, 0, 0, 0);
  }

  @Override
  public final WaitQueue readiness() {
    return readiness;
  }

  @Override
  public final int news() {
    return news;
  }

  // ---- state that all have

  final WaitQueue readers() {
    return readers;
  }

  final WaitQueue writers() {
    return writers;
  }

  final @Nullable Errno error() {
    return error;
  }

  final void setError(@Nullable Errno newError) {
    error = newError;
  }

  /// SO_ERROR: the pending error, which is thereby reported.
  public final @Nullable Errno takeError() {
    Errno taken = error;
    error = null;
    return taken;
  }

  final boolean isReadShut() {
    return isReadShut;
  }

  final boolean isWriteShut() {
    return isWriteShut;
  }

  final void shut(boolean reading, boolean writing) {
    isReadShut |= reading;
    isWriteShut |= writing;
  }

  final void unshut() {
    isReadShut = false;
    isWriteShut = false;
  }

  /// Data, a connection or a datagram came.
  final void arrived() {
    readers.wakeOne();
    tell(Ready.IN);
  }

  /// Room to send.
  final void drained() {
    writers.wakeAll();
    tell(Ready.OUT);
  }

  /// Connected, shut down, reset: whoever waits looks again.
  final void changed() {
    readers.wakeAll();
    writers.wakeAll();
    tell(-1);
  }

  final void tell(int events) {
    news = events;
    readiness.wakeOne();
  }

  /// Whether somebody that holds no end of it yet may send something: a client that is still to
  /// connect, a stranger's datagram, another machine.
  public abstract boolean isFedFromOutside();

  /// Those who wait at this socket for what its peer does.
  final List<WaitQueue> dependents() {
    return List.of(readers, writers, readiness);
  }

  @Override
  public String channel() {
    return name();
  }

  @Override
  public int copyPercent() {
    return type == STREAM ? 172 : family() == UnixSocket.FAMILY ? 146 : 175;
  }

  // ---- waiting

  static long transferred(IoCall call) {
    return call.progress() instanceof TransferProgress progress ? progress.transferred() : 0;
  }

  /// The end of a call that cannot go on now: a wait, or what it has achieved, or EAGAIN.
  final Outcome await(WaitQueue queue, IoCall call, boolean nonBlocking, long transferred) {
    return await(queue, call, nonBlocking, transferred, Errno.EAGAIN);
  }

  /// @param isShort what a non-blocking call without result answers
  final Outcome await(
      WaitQueue queue, IoCall call, boolean nonBlocking, long transferred, Errno isShort) {
    Outcome given = transferred > 0 ? Outcome.done(transferred) : Outcome.failed(isShort);
    boolean hasWaited = call.progress() instanceof TransferProgress;
    if (nonBlocking && !hasWaited) {
      return given;
    }
    long now = call.clock().now();
    boolean isSending = queue == writers || isShort != Errno.EAGAIN;
    long timeout = isSending ? options.sendTimeoutNanos : options.receiveTimeoutNanos;
    long deadline = timeout == 0 ? Wait.FOREVER : now + timeout;
    if (call.progress() instanceof TransferProgress earlier) {
      deadline = earlier.deadlineNanos();
    }
    if (deadline <= now) {
      return given;
    }
    Wait wait = Wait.on(queue).then(new Then.Continue(new TransferProgress(transferred, deadline)));
    return Outcome.blocked(
        deadline == Wait.FOREVER
            ? wait
            : wait.until(deadline, given).interrupt(Wait.Interrupt.ALWAYS_EINTR));
  }

  // ---- for views

  final void countSent(long bytes) {
    sends++;
    bytesOut += bytes;
  }

  final void countReceived(long bytes) {
    receives++;
    bytesIn += bytes;
  }

  /// What waits to be received: bytes and messages.
  abstract long queuedBytes();

  abstract long queuedMessages();

  /// Shows what waits to be received, from the first byte on.
  abstract void show(PreviewWriter preview);

  public final ChannelInfo info() {
    PreviewWriter preview = new PreviewWriter();
    show(preview);
    return new ChannelInfo(
        kind(),
        name(),
        options.receiveBytes,
        queuedBytes(),
        queuedMessages(),
        references(),
        references(),
        bytesIn,
        bytesOut,
        sends,
        receives,
        0,
        0,
        waiting(readers),
        waiting(writers),
        preview.toString());
  }

  private static List<Integer> waiting(WaitQueue queue) {
    List<Integer> ids = new ArrayList<>();
    for (Waiter waiter : queue.waiters()) {
      ids.add(waiter.sleeper().id());
    }
    return ids;
  }

  @Override
  public abstract Socket copy(Copier copier);
}
