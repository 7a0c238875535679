package osprey.kernel.file;

/// Flags of open(2) and access modes, as numbers on x86-64.
public final class OpenFlag {
  public static final int ACCESS_MODE = 3;
  public static final int READ_ONLY = 0;
  public static final int WRITE_ONLY = 1;
  public static final int READ_WRITE = 2;
  public static final int CREATE = 0100;
  public static final int EXCLUSIVE = 0200;
  public static final int NO_TERMINAL = 0400;
  public static final int TRUNCATE = 01000;
  public static final int APPEND = 02000;
  public static final int NON_BLOCKING = 04000;
  public static final int DATA_SYNC = 010000;
  public static final int ASYNC = 020000;

  /// O_DIRECT; on a pipe: packet mode.
  public static final int DIRECT = 040000;

  public static final int LARGE_FILE = 0100000;
  public static final int DIRECTORY = 0200000;
  public static final int NO_FOLLOW = 0400000;
  public static final int NO_ACCESS_TIME = 01000000;
  public static final int CLOSE_ON_EXEC = 02000000;
  public static final int SYNC = 04010000;
  public static final int PATH = 010000000;

  /// What O_PATH leaves of the other flags.
  static final int WITH_PATH = PATH | DIRECTORY | NO_FOLLOW | CLOSE_ON_EXEC;

  /// O_TMPFILE, which includes O_DIRECTORY.
  public static final int UNNAMED = 020200000;

  /// What F_SETFL may change.
  public static final int SETTABLE = APPEND | ASYNC | DIRECT | NO_ACCESS_TIME | NON_BLOCKING;

  /// Flags that matter to open(2) only and are not kept by the description.
  static final int ONLY_AT_OPEN =
      CREATE | EXCLUSIVE | NO_TERMINAL | TRUNCATE | CLOSE_ON_EXEC | LARGE_FILE;

  private OpenFlag() {}

  /// Flags that a description keeps; the kernel adds O_LARGEFILE to every open on x86-64.
  public static int kept(int flags) {
    return (flags & ~ONLY_AT_OPEN) | LARGE_FILE;
  }

  public static boolean reads(int flags) {
    return (flags & ACCESS_MODE) != WRITE_ONLY;
  }

  public static boolean writes(int flags) {
    return (flags & ACCESS_MODE) != READ_ONLY;
  }
}
