package osprey.kernel.net;

import java.util.ArrayList;
import java.util.List;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.file.FileDescription;

/// One message (of a stream: one piece) in the queue of a unix socket, with the descriptions that
/// are in flight with it.
final class UnixMessage implements Copyable<UnixMessage> {
  private final byte[] bytes;
  private final UnixSocket sender;
  private final Peer credentials;
  private final int charged;
  private final List<FileDescription> descriptions = new ArrayList<>();
  private int read;

  /// @param charged what it takes of the sender's buffer
  UnixMessage(
      byte[] bytes,
      UnixSocket sender,
      Peer credentials,
      int charged,
      List<FileDescription> passed) {
    this.bytes = bytes;
    this.sender = sender;
    this.credentials = credentials;
    this.charged = charged;
    for (FileDescription description : passed) {
      description.retain();
      descriptions.add(description);
    }
  }

  private UnixMessage(UnixMessage from, Copier copier) {
    copier.register(from, this);
    bytes = from.bytes;
    credentials = from.credentials;
    charged = from.charged;
    read = from.read;
    sender = copier.copy(from.sender);
    for (FileDescription description : from.descriptions) {
      descriptions.add(copier.copy(description));
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int read() {
    return read;
  }

  int remaining() {
    return bytes.length - read;
  }

  void advance(int count) {
    read += count;
  }

  Peer credentials() {
    return credentials;
  }

  /// The name that the sender has now; it keeps it when it is closed.
  byte[] senderAddress() {
    return sender.localAddress();
  }

  boolean hasDescriptions() {
    return !descriptions.isEmpty();
  }

  /// Moves the descriptions out, with their references.
  void giveDescriptions(Incoming to) {
    to.descriptions().addAll(descriptions);
    descriptions.clear();
  }

  /// Lends them to a reader that only peeks.
  void showDescriptions(Incoming to) {
    for (FileDescription description : descriptions) {
      description.retain();
      to.descriptions().add(description);
    }
  }

  /// It was read, or nobody will read it.
  void dispose() {
    for (FileDescription description : List.copyOf(descriptions)) {
      description.release();
    }
    descriptions.clear();
    sender.freed(charged);
  }

  @Override
  public UnixMessage copy(Copier copier) {
    return new UnixMessage(this, copier);
  }
}
