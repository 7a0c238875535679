package osprey.kernel.net;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.IoBuffer;

/// What sendmsg(2) is asked to send.
///
/// @param address the receiver's `struct sockaddr`, null for none
/// @param descriptions passed along, SCM_RIGHTS; whoever keeps them retains them
/// @param credentials the sender's, as it says itself (SCM_CREDENTIALS); null: the kernel's view
public record Outgoing(
    IoBuffer data,
    int flags,
    byte @Nullable [] address,
    List<FileDescription> descriptions,
    @Nullable Peer credentials) {
  static Outgoing plain(IoBuffer data) {
    return new Outgoing(data, 0, null, List.of(), null);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
