package osprey.kernel.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.IoBuffer;

/// What recvmsg(2) wants, and what came besides the bytes. Lives as long as one attempt of the
/// call.
public final class Incoming {
  private final IoBuffer data;
  private final int flags;
  private byte @Nullable [] source;
  private final List<FileDescription> descriptions = new ArrayList<>();
  private @Nullable Peer credentials;
  private int resultFlags;

  /// @param flags MSG_PEEK and so on
  public Incoming(IoBuffer data, int flags) {
    this.data = data;
    this.flags = flags;
  }

  public IoBuffer data() {
    return data;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// The sender's `struct sockaddr`, null if it has no name or nothing came.
  public byte @Nullable [] source() {
    return source;
  }

  void setSource(byte @Nullable [] address) {
    source = address;
  }

  /// Each has a reference that the receiver takes over.
  public List<FileDescription> descriptions() {
    return descriptions;
  }

  /// Nobody wants them.
  public void dropDescriptions() {
    for (FileDescription description : descriptions) {
      description.release();
    }
    descriptions.clear();
  }

  public @Nullable Peer credentials() {
    return credentials;
  }

  void setCredentials(Peer sender) {
    credentials = sender;
  }

  /// MSG_TRUNC and the like for `msg_flags`.
  public int resultFlags() {
    return resultFlags;
  }

  void addResultFlag(int flag) {
    resultFlags |= flag;
  }
}
