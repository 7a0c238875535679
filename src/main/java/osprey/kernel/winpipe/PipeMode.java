package osprey.kernel.winpipe;

/// Bits of `dwOpenMode`, `dwPipeMode` and `dwDesiredAccess`, as winbase.h has them.
public final class PipeMode {
  /// Directions, from the server: client to server, server to client.
  public static final int INBOUND = 1;

  public static final int OUTBOUND = 2;
  public static final int DUPLEX = INBOUND | OUTBOUND;

  static final int FIRST_INSTANCE = 0x0008_0000;
  static final int OVERLAPPED = 0x4000_0000;

  static final int NOWAIT = 1;
  static final int READ_MESSAGES = 2;
  static final int MESSAGES = 4;
  static final int REJECT_REMOTE = 8;
  static final int ALL = NOWAIT | READ_MESSAGES | MESSAGES | REJECT_REMOTE;

  static final int GENERIC_READ = 0x8000_0000;
  static final int GENERIC_WRITE = 0x4000_0000;

  private PipeMode() {}
}
