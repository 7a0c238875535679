package osprey.kernel.ipc;

/// Values of all {@link IpcLimit}s of a machine. Immutable.
public final class IpcLimits {
  /// Linux's, as a container without CAP_SYS_RESOURCE sees them.
  public static final IpcLimits LINUX = standard();

  private final long[] values;
  private final boolean mayExceed;

  private IpcLimits(long[] values, boolean mayExceed) {
    this.values = values;
    this.mayExceed = mayExceed;
  }

  private static IpcLimits standard() {
    long[] values = new long[IpcLimit.values().length];
    for (IpcLimit limit : IpcLimit.values()) {
      values[limit.ordinal()] = limit.standard();
    }
    return new IpcLimits(values, false);
  }

  /// Unsigned.
  public long get(IpcLimit limit) {
    return values[limit.ordinal()];
  }

  /// Whether root is above the limits that CAP_SYS_RESOURCE lifts.
  public boolean mayExceed() {
    return mayExceed;
  }

  public IpcLimits with(IpcLimit limit, long value) {
    long[] changed = values.clone();
    changed[limit.ordinal()] = value;
    return new IpcLimits(changed, mayExceed);
  }

  public IpcLimits withExceeding(boolean may) {
    return new IpcLimits(values, may);
  }
}
