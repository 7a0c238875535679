package osprey.kernel.net;

import osprey.abi.Errno;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.wait.Outcome;

/// How messages go through unix datagram and seqpacket sockets: whole or not at all. No call here
/// ever sends SIGPIPE.
final class UnixDatagrams {
  /// Room for the kernel's own data in the send buffer.
  private static final int RESERVED_BYTES = 32;

  private final UnixSocket socket;

  UnixDatagrams(UnixSocket socket) {
    this.socket = socket;
  }

  Outcome send(Outgoing message, Caller caller) {
    boolean isSequenced = socket.isConnectionBased();
    if (isSequenced) {
      Errno error = socket.takeError();
      if (error != null) {
        return Outcome.failed(error);
      }
      if (socket.state() != UnixSocket.State.CONNECTED) {
        return Outcome.failed(Errno.ENOTCONN);
      }
    }
    byte[] address = isSequenced ? null : message.address();
    IoCall call = caller.io();
    boolean nonBlocking = call.nonBlocking() || message.has(MessageFlag.DO_NOT_WAIT);
    IoBuffer data = message.data();
    if (data.remaining() > socket.options().sendBytes - RESERVED_BYTES) {
      return Outcome.failed(Errno.EMSGSIZE);
    }
    Errno error = socket.takeError();
    if (error != null) {
      return Outcome.failed(error);
    }
    if (socket.isWriteShut()) {
      return Outcome.failed(Errno.EPIPE);
    }
    if (address == null && socket.peer() == null) {
      return Outcome.failed(Errno.ENOTCONN);
    }
    if (socket.isSendFull()) {
      return socket.await(socket.writers(), call, nonBlocking, 0);
    }
    int size = (int) data.remaining();
    if (data.accessible(size) < size) {
      return Outcome.failed(Errno.EFAULT);
    }
    if (socket.options().passCredentials) {
      socket.bindToAny();
    }
    UnixSocket.Target target = socket.target(address, caller, nonBlocking);
    UnixSocket receiver = target.socket();
    if (receiver == null) {
      return target.refusal();
    }
    byte[] bytes = new byte[size];
    data.get(bytes, 0, size);
    int charged = BufferSize.ofDatagram(size);
    Peer stated = message.credentials();
    socket.deliver(
        receiver,
        new UnixMessage(
            bytes,
            socket,
            stated == null ? Peer.of(call) : stated,
            charged,
            message.descriptions()),
        charged);
    return Outcome.done(size);
  }

  Outcome receive(Incoming message, IoCall call) {
    if (socket.isConnectionBased() && socket.state() != UnixSocket.State.CONNECTED) {
      return Outcome.failed(Errno.ENOTCONN);
    }
    if (message.has(MessageFlag.OUT_OF_BAND)) {
      return Outcome.failed(Errno.EOPNOTSUPP);
    }
    Errno error = socket.takeError();
    if (error != null) {
      return Outcome.failed(error);
    }
    boolean nonBlocking = call.nonBlocking() || message.has(MessageFlag.DO_NOT_WAIT);
    UnixMessage first = socket.queue().peekFirst();
    if (first == null) {
      boolean isEnd = socket.isReadShut() && (socket.isConnectionBased() || !nonBlocking);
      return isEnd ? Outcome.ZERO : socket.await(socket.readers(), call, nonBlocking, 0);
    }
    IoBuffer data = message.data();
    int count = (int) Math.min(first.remaining(), data.remaining());
    if (data.accessible(count) < count) {
      return Outcome.failed(Errno.EFAULT);
    }
    data.put(first.bytes(), 0, count);
    int length = first.remaining();
    if (count < length) {
      message.addResultFlag(MessageFlag.TRUNCATED);
    }
    if (first.senderAddress().length > 2) {
      message.setSource(first.senderAddress());
    }
    if (socket.options().passCredentials) {
      message.setCredentials(first.credentials());
    }
    if (message.has(MessageFlag.PEEK)) {
      first.showDescriptions(message);
    } else {
      first.giveDescriptions(message);
      socket.queue().remove();
      first.dispose();
      socket.queueRoom().wakeOne();
    }
    return Outcome.done(message.has(MessageFlag.TRUNCATED) ? length : count);
  }
}
