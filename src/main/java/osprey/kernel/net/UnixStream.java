package osprey.kernel.net;

import java.util.List;
import osprey.abi.Errno;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.wait.Outcome;

/// How bytes go through a unix stream socket: in pieces that descriptors stick to.
final class UnixStream {
  private final UnixSocket socket;

  UnixStream(UnixSocket socket) {
    this.socket = socket;
  }

  Outcome send(Outgoing message, IoCall call) {
    if (message.address() != null) {
      boolean isConnected = socket.state() == UnixSocket.State.CONNECTED;
      return Outcome.failed(isConnected ? Errno.EISCONN : Errno.EOPNOTSUPP);
    }
    UnixSocket peer = socket.peer();
    if (peer == null) {
      return Outcome.failed(Errno.ENOTCONN);
    }
    if (socket.isWriteShut() && !(call.progress() instanceof TransferProgress)) {
      return broken(message, 0);
    }
    IoBuffer data = message.data();
    long sent = Socket.transferred(call);
    while (data.remaining() > 0) {
      Errno error = socket.takeError();
      if (error == null && socket.isWriteShut()) {
        error = Errno.EPIPE;
      }
      if (error != null) {
        return sent > 0 ? Outcome.done(sent) : Outcome.failed(error);
      }
      if (socket.isSendFull()) {
        boolean nonBlocking = call.nonBlocking() || message.has(MessageFlag.DO_NOT_WAIT);
        return socket.await(socket.writers(), call, nonBlocking, sent);
      }
      int size = Math.min(socket.options().sendBytes / 2 - 64, BufferSize.STREAM_PIECE_MAX);
      size = (int) Math.min(size, data.remaining());
      if (data.accessible(size) < size) {
        return sent > 0 ? Outcome.done(sent) : Outcome.failed(Errno.EFAULT);
      }
      if (peer.isClosed() || peer.isReadShut()) {
        return broken(message, sent);
      }
      byte[] bytes = new byte[size];
      data.get(bytes, 0, size);
      int charged = BufferSize.ofStream(size);
      Peer stated = message.credentials();
      UnixMessage piece =
          new UnixMessage(
              bytes,
              socket,
              stated == null ? Peer.of(call) : stated,
              charged,
              sent == 0 ? message.descriptions() : List.of());
      socket.deliver(peer, piece, charged);
      sent += size;
    }
    return Outcome.done(sent);
  }

  private static Outcome broken(Outgoing message, long sent) {
    if (sent > 0) {
      return Outcome.done(sent);
    }
    return message.has(MessageFlag.NO_SIGNAL) ? Outcome.failed(Errno.EPIPE) : Outcome.brokenPipe();
  }

  Outcome receive(Incoming message, IoCall call) {
    if (socket.state() != UnixSocket.State.CONNECTED) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (message.has(MessageFlag.OUT_OF_BAND)) {
      return Outcome.failed(Errno.EINVAL);
    }
    long copied = Socket.transferred(call);
    IoBuffer data = message.data();
    long wanted = copied + data.remaining();
    if (message.has(MessageFlag.PEEK) && !socket.queue().isEmpty()) {
      return peek(message);
    }
    long target = Math.max(1, message.has(MessageFlag.WAIT_ALL) ? wanted : 1);
    boolean nonBlocking = call.nonBlocking() || message.has(MessageFlag.DO_NOT_WAIT);
    Peer writer = null;
    do {
      UnixMessage first = socket.queue().peekFirst();
      if (first == null) {
        if (copied >= target) {
          break;
        }
        Errno error = socket.takeError();
        if (error != null) {
          return copied > 0 ? Outcome.done(copied) : Outcome.failed(error);
        }
        if (socket.isReadShut()) {
          break;
        }
        return socket.await(socket.readers(), call, nonBlocking, copied);
      }
      if (writer != null
          && socket.options().passCredentials
          && !writer.equals(first.credentials())) {
        break;
      }
      writer = first.credentials();
      int count = (int) Math.min(first.remaining(), data.remaining());
      if (data.accessible(count) < count) {
        return copied > 0 ? Outcome.done(copied) : Outcome.failed(Errno.EFAULT);
      }
      data.put(first.bytes(), first.read(), count);
      first.advance(count);
      copied += count;
      note(message, first);
      boolean hadDescriptions = first.hasDescriptions();
      first.giveDescriptions(message);
      if (first.remaining() > 0) {
        break;
      }
      socket.queue().remove();
      first.dispose();
      if (hadDescriptions) {
        break;
      }
    } while (data.remaining() > 0);
    if (!socket.queue().isEmpty()) {
      socket.readers().wakeOne();
    }
    return Outcome.done(copied);
  }

  private void note(Incoming message, UnixMessage piece) {
    if (piece.senderAddress().length > 2) {
      message.setSource(piece.senderAddress());
    }
    if (socket.options().passCredentials) {
      message.setCredentials(piece.credentials());
    }
  }

  private Outcome peek(Incoming message) {
    IoBuffer data = message.data();
    long copied = 0;
    for (UnixMessage piece : socket.queue()) {
      int count = (int) Math.min(piece.remaining(), data.remaining());
      if (data.accessible(count) < count) {
        return copied > 0 ? Outcome.done(copied) : Outcome.failed(Errno.EFAULT);
      }
      data.put(piece.bytes(), piece.read(), count);
      copied += count;
      note(message, piece);
      piece.showDescriptions(message);
      if (piece.hasDescriptions() || data.remaining() == 0) {
        break;
      }
    }
    return Outcome.done(copied);
  }
}
