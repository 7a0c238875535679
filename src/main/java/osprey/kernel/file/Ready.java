package osprey.kernel.file;

/// Events of poll(2), as numbers.
public final class Ready {
  public static final int IN = 1;
  public static final int PRIORITY = 2;
  public static final int OUT = 4;
  public static final int ERROR = 8;
  public static final int HANG_UP = 16;
  public static final int INVALID = 32;
  public static final int PEER_HANG_UP = 0x2000;

  private Ready() {}
}
