package osprey.kernel.net;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.file.NodeAttachment;

/// What ties a node in the file tree to the unix socket that was bound to it. The node outlives the
/// socket: stale then.
final class UnixName implements NodeAttachment {
  private @Nullable UnixSocket socket;

  UnixName(UnixSocket socket) {
    this.socket = socket;
  }

  private UnixName(UnixName from, Copier copier) {
    copier.register(from, this);
    socket = copier.copyOrNull(from.socket);
  }

  @Nullable UnixSocket socket() {
    return socket;
  }

  void forget() {
    socket = null;
  }

  @Override
  public UnixName copy(Copier copier) {
    return new UnixName(this, copier);
  }
}
