package osprey.kernel.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Who has which UDP port of a machine.
final class UdpPorts implements Copyable<UdpPorts> {
  private final List<UdpSocket> bound = new ArrayList<>();
  private final EphemeralPorts ephemeral;

  UdpPorts(NetLimits limits) {
    ephemeral = new EphemeralPorts(limits);
  }

  private UdpPorts(UdpPorts from, Copier copier) {
    copier.register(from, this);
    ephemeral = from.ephemeral.copy(copier);
    for (UdpSocket socket : from.bound) {
      bound.add(copier.copy(socket));
    }
  }

  void add(UdpSocket socket) {
    bound.add(socket);
  }

  void remove(UdpSocket socket) {
    bound.remove(socket);
  }

  boolean isFree(Endpoint wanted, UdpSocket asking) {
    for (UdpSocket other : bound) {
      boolean mayShare =
          (other.options().reuseAddress && asking.options().reuseAddress)
              || (other.options().reusePort && asking.options().reusePort);
      if (other != asking && other.local().overlaps(wanted) && !mayShare) {
        return false;
      }
    }
    return true;
  }

  int ephemeral(int address) {
    return ephemeral.next(port -> isUnused(new Endpoint(address, port)));
  }

  private boolean isUnused(Endpoint wanted) {
    for (UdpSocket other : bound) {
      if (other.local().overlaps(wanted)) {
        return false;
      }
    }
    return true;
  }

  /// Who gets a datagram: the socket that says most exactly what it wants; of equals the last
  /// bound.
  @Nullable UdpSocket receiver(Endpoint from, Endpoint to) {
    UdpSocket best = null;
    int bestScore = -1;
    for (UdpSocket socket : bound) {
      int score = score(socket, from, to);
      if (score >= 0 && score >= bestScore) {
        best = socket;
        bestScore = score;
      }
    }
    return best;
  }

  private static int score(UdpSocket socket, Endpoint from, Endpoint to) {
    Endpoint local = socket.local();
    Endpoint peer = socket.peer();
    boolean isHere = local.address() == 0 || local.address() == to.address();
    if (local.port() != to.port() || !isHere || (peer != null && !peer.equals(from))) {
      return -1;
    }
    return (local.address() == 0 ? 0 : 1) + (peer == null ? 0 : 2);
  }

  /// All sockets that a broadcast reaches.
  List<UdpSocket> receivers(Endpoint from, int port) {
    List<UdpSocket> all = new ArrayList<>();
    for (UdpSocket socket : bound) {
      Endpoint peer = socket.peer();
      if (socket.local().port() == port && (peer == null || peer.equals(from))) {
        all.add(socket);
      }
    }
    return all;
  }

  @Override
  public UdpPorts copy(Copier copier) {
    return new UdpPorts(this, copier);
  }
}
