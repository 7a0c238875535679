package osprey.kernel.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Who has which TCP port of a machine, ip(7): bound sockets, and connections to the end of
/// TIME_WAIT.
final class TcpPorts implements Copyable<TcpPorts> {
  private final NetworkStack stack;
  private final List<TcpSocket> bound = new ArrayList<>();
  private final EphemeralPorts ephemeral;

  TcpPorts(NetworkStack stack) {
    this.stack = stack;
    ephemeral = new EphemeralPorts(stack.limits());
  }

  private TcpPorts(TcpPorts from, Copier copier) {
    copier.register(from, this);
    stack = copier.copy(from.stack);
    ephemeral = from.ephemeral.copy(copier);
    for (TcpSocket socket : from.bound) {
      bound.add(copier.copy(socket));
    }
  }

  void add(TcpSocket socket) {
    bound.add(socket);
  }

  void remove(TcpSocket socket) {
    bound.remove(socket);
  }

  /// Whether a socket may bind there, or begin to listen where it is bound.
  boolean isFree(Endpoint wanted, TcpSocket asking) {
    SocketOptions own = asking.options();
    for (TcpSocket other : bound) {
      if (other != asking
          && other.local().overlaps(wanted)
          && !mayShare(own, other.options(), other.isListening())) {
        return false;
      }
    }
    for (TcpConnection connection : stack.connections()) {
      if (connection.socket() != asking
          && connection.local().overlaps(wanted)
          && !mayShare(own, connection.options(), false)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayShare(SocketOptions own, SocketOptions other, boolean isListening) {
    return (own.reuseAddress && other.reuseAddress && !isListening)
        || (own.reusePort && other.reusePort);
  }

  /// A port that nobody has at an address, 0 if there is none left.
  int ephemeral(int address) {
    return ephemeral.next(port -> isUnused(new Endpoint(address, port)));
  }

  private boolean isUnused(Endpoint wanted) {
    for (TcpSocket other : bound) {
      if (other.local().overlaps(wanted)) {
        return false;
      }
    }
    for (TcpConnection connection : stack.connections()) {
      if (connection.local().overlaps(wanted)) {
        return false;
      }
    }
    return true;
  }

  /// Who listens there: a listener for the very address before one for any; among those that share
  /// a port (SO_REUSEPORT) the sender's port decides.
  @Nullable TcpSocket listener(Endpoint at, Endpoint from) {
    List<TcpSocket> exact = new ArrayList<>();
    List<TcpSocket> any = new ArrayList<>();
    for (TcpSocket socket : bound) {
      if (socket.isListening() && socket.local().port() == at.port()) {
        if (socket.local().address() == at.address()) {
          exact.add(socket);
        } else if (socket.local().address() == 0) {
          any.add(socket);
        }
      }
    }
    List<TcpSocket> candidates = exact.isEmpty() ? any : exact;
    return candidates.isEmpty() ? null : candidates.get(from.port() % candidates.size());
  }

  @Override
  public TcpPorts copy(Copier copier) {
    return new TcpPorts(this, copier);
  }
}
