package osprey.kernel.net;

import osprey.kernel.file.IoCall;

/// Who is at the other side, SO_PEERCRED and SCM_CREDENTIALS: `struct ucred`.
public record Peer(int pid, int uid, int gid) {
  public static final Peer NOBODY = new Peer(0, -1, -1);

  public static Peer of(IoCall call) {
    return new Peer(call.processId(), call.user().effectiveUid(), call.user().effectiveGid());
  }
}
