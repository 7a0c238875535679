package osprey.kernel.file;

/// File types and permission bits in `st_mode`, inode(7).
public final class FileMode {
  public static final int TYPE = 0170000;
  public static final int SOCKET = 0140000;
  public static final int LINK = 0120000;
  public static final int REGULAR = 0100000;
  public static final int BLOCK_DEVICE = 0060000;
  public static final int DIRECTORY = 0040000;
  public static final int CHARACTER_DEVICE = 0020000;
  public static final int FIFO = 0010000;

  public static final int PERMISSIONS = 07777;
  public static final int SET_USER = 04000;
  public static final int SET_GROUP = 02000;
  public static final int STICKY = 01000;

  /// What a caller wants, as access(2) numbers it.
  public static final int MAY_EXECUTE = 1;

  public static final int MAY_WRITE = 2;
  public static final int MAY_READ = 4;

  private FileMode() {}
}
