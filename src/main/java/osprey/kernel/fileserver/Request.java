package osprey.kernel.fileserver;

/// What a client asks of the server. Paths are relative to the export and have no `..`.
public sealed interface Request {
  /// A node, by its name or by the handle that an open gave.
  sealed interface Target {}

  record Path(String path, boolean follows) implements Target {}

  record Handle(long number) implements Target {}

  /// @param flags of open(2)
  record Open(String path, int flags, int mode) implements Request {}

  record Read(long handle, long offset, int count) implements Request {}

  /// @param isStable whether the server's disk must have it before the answer
  record Write(long handle, long offset, byte[] data, boolean isStable) implements Request {}

  /// fsync(2).
  record Commit(long handle) implements Request {}

  /// @param position `d_off` of the last entry seen, 0 at the start
  record List(long handle, long position, int count) implements Request {}

  record Status(Target target) implements Request {}

  /// @param wanted bits as access(2) has them
  record Access(Target target, int wanted) implements Request {}

  record SetMode(Target target, int mode) implements Request {}

  record SetOwner(Target target, int user, int group) implements Request {}

  record SetTimes(Target target, long accessed, long modified) implements Request {}

  /// @param isOpen the client has it open for writing: permission was asked for then
  record SetSize(Target target, long length, boolean isOpen) implements Request {}

  record ReadLink(String path) implements Request {}

  record MakeDirectory(String path, int mode) implements Request {}

  record MakeNode(String path, int mode) implements Request {}

  record MakeLink(String target, String path) implements Request {}

  record Link(String path, String newPath) implements Request {}

  record Remove(String path, boolean isDirectory) implements Request {}

  record Rename(String path, String newPath) implements Request {}

  /// What the request carries besides its head, in bytes.
  default int payload() {
    return switch (this) {
      case Write write -> write.data.length;
      case Open open -> open.path.length();
      case MakeLink link -> link.target.length() + link.path.length();
      case Link link -> link.path.length() + link.newPath.length();
      case Rename rename -> rename.path.length() + rename.newPath.length();
      case MakeDirectory made -> made.path.length();
      case MakeNode made -> made.path.length();
      case Remove removed -> removed.path.length();
      case ReadLink link -> link.path.length();
      case Status status -> payload(status.target);
      case Access access -> payload(access.target);
      case SetMode set -> payload(set.target);
      case SetOwner set -> payload(set.target);
      case SetTimes set -> payload(set.target);
      case SetSize set -> payload(set.target);
      case Read _, Commit _, List _ -> 0;
    };
  }

  private static int payload(Target target) {
    return target instanceof Path(String path, boolean _) ? path.length() : 0;
  }
}
