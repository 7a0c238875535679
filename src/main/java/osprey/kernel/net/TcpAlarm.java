package osprey.kernel.net;

import osprey.engine.Copier;
import osprey.engine.Copyable;

/// The one timer of a connection: whatever it waits for, retransmission, TIME_WAIT, an address that
/// nobody answers for.
final class TcpAlarm implements Copyable<TcpAlarm> {
  private final NetworkStack stack;
  private final int connection;
  private long handle;
  private boolean isSet;
  private long generation;

  TcpAlarm(NetworkStack stack, int connection) {
    this.stack = stack;
    this.connection = connection;
  }

  private TcpAlarm(TcpAlarm from, Copier copier) {
    copier.register(from, this);
    connection = from.connection;
    handle = from.handle;
    isSet = from.isSet;
    generation = from.generation;
    stack = copier.copy(from.stack);
  }

  boolean isSet() {
    return isSet;
  }

  void set(long nanos) {
    cancel();
    isSet = true;
    generation++;
    handle = stack.schedule(stack.now() + nanos, new TcpTimer(connection, generation));
  }

  void cancel() {
    if (isSet) {
      stack.cancel(handle);
      isSet = false;
    }
  }

  /// The event came: false if it is one that another has replaced since.
  boolean rings(long which) {
    boolean isDue = isSet && which == generation;
    isSet &= !isDue;
    return isDue;
  }

  @Override
  public TcpAlarm copy(Copier copier) {
    return new TcpAlarm(this, copier);
  }
}
