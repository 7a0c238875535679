package osprey.kernel.file;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;

/// The name of a unix socket, unix(7); outlives the socket that was bound to it.
public final class SocketNode extends Inode {
  private @Nullable NodeAttachment socket;

  SocketNode(FileSystem fileSystem, int permissions, int owner, int group, long now) {
    super(fileSystem, permissions, owner, group, now);
  }

  private SocketNode(SocketNode from, Copier copier) {
    super(from, copier);
    socket = copier.copyOrNull(from.socket);
  }

  @Override
  public int type() {
    return FileMode.SOCKET;
  }

  /// The bound socket, or null: stale.
  public @Nullable NodeAttachment socket() {
    return socket;
  }

  public void attach(@Nullable NodeAttachment boundSocket) {
    socket = boundSocket;
  }

  @Override
  public SocketNode copy(Copier copier) {
    return new SocketNode(this, copier);
  }
}
