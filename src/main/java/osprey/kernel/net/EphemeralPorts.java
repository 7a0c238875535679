package osprey.kernel.net;

import java.util.function.IntPredicate;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Ports for those who do not care which, net.ipv4.ip_local_port_range: one after the other. (Linux
/// takes them by chance; programs must not depend on either.)
final class EphemeralPorts implements Copyable<EphemeralPorts> {
  private static final int FIRST = 32_768;
  private static final int LAST = 60_999;

  private int next = FIRST;

  /// The next port that is free, 0 if none is.
  int next(IntPredicate isFree) {
    for (int tried = FIRST; tried <= LAST; tried++) {
      int port = next;
      next = port == LAST ? FIRST : port + 1;
      if (isFree.test(port)) {
        return port;
      }
    }
    return 0;
  }

  @Override
  public EphemeralPorts copy(Copier copier) {
    EphemeralPorts made = new EphemeralPorts();
    made.next = next;
    return made;
  }
}
