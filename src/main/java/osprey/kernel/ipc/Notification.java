package osprey.kernel.ipc;

/// Who wants to know that an empty POSIX queue has got a message, mq_notify(3).
///
/// @param kind {@link #SIGNAL} or {@link #NONE}
public record Notification(int processId, int kind, int signal, long value) {
  /// SIGEV_SIGNAL and SIGEV_NONE.
  public static final int SIGNAL = 0;

  public static final int NONE = 1;
}
