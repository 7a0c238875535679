package osprey.kernel.net;

import java.util.function.IntPredicate;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Ports for those who do not care which, net.ipv4.ip_local_port_range: one after the other. (Linux
/// takes them by chance; programs must not depend on either.)
final class EphemeralPorts implements Copyable<EphemeralPorts> {
  private final int first;
  private final int last;
  private int next;

  EphemeralPorts(NetLimits limits) {
    this(limits.firstPort(), limits.lastPort(), limits.firstPort());
  }

  private EphemeralPorts(int first, int last, int next) {
    this.first = first;
    this.last = last;
    this.next = next;
  }

  /// The next port that is free, 0 if none is.
  int next(IntPredicate isFree) {
    for (int tried = first; tried <= last; tried++) {
      int port = next;
      next = port == last ? first : port + 1;
      if (isFree.test(port)) {
        return port;
      }
    }
    return 0;
  }

  @Override
  public EphemeralPorts copy(Copier copier) {
    return new EphemeralPorts(first, last, next);
  }
}
