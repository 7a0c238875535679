package osprey.kernel.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.engine.Event;
import osprey.kernel.file.IoCall;
import osprey.network.Fabric;
import osprey.network.Packet;

/// TCP and UDP of one machine: connections, ports, and the way out. What a machine sends to itself
/// arrives before the call that sent it returns; everything else goes through the {@link Fabric}.
final class NetworkStack implements Copyable<NetworkStack> {
  private static final int LOOPBACK_SEGMENT_BYTES = 65_483;
  private static final int SEGMENT_BYTES = 1448;
  private static final int FRAGMENT_BYTES = 1480;
  private static final int PRIVILEGED_PORTS = 1024;

  private final Sockets sockets;
  private final Wire wire;
  private final int host;
  private final Fabric fabric;
  private final int address;
  private final TcpPorts tcpPorts;
  private final UdpPorts udpPorts;
  private final Map<Pair, TcpConnection> connections = new LinkedHashMap<>();
  private int lastConnection;

  /// Sent by this machine to itself and not yet received.
  private final ArrayDeque<Packet.Load> backlog = new ArrayDeque<>();

  private boolean isFlushing;

  /// Both ends of a connection.
  private record Pair(Endpoint local, Endpoint remote) {}

  /// How a machine reaches an address.
  ///
  /// @param source the address it sends from
  /// @param isAnswered whether somebody has that address
  record Route(boolean exists, int source, boolean isAnswered) {}

  NetworkStack(Sockets sockets, Wire wire, int host, Fabric fabric) {
    this.sockets = sockets;
    this.wire = wire;
    this.host = host;
    this.fabric = fabric;
    address = fabric.hosts().get(host).address();
    tcpPorts = new TcpPorts(this);
    udpPorts = new UdpPorts(sockets.limits());
  }

  private NetworkStack(NetworkStack from, Copier copier) {
    copier.register(from, this);
    host = from.host;
    address = from.address;
    lastConnection = from.lastConnection;
    backlog.addAll(from.backlog);
    isFlushing = from.isFlushing;
    wire = copier.known(from.wire);
    sockets = copier.copy(from.sockets);
    fabric = copier.copy(from.fabric);
    for (Map.Entry<Pair, TcpConnection> entry : from.connections.entrySet()) {
      connections.put(entry.getKey(), copier.copy(entry.getValue()));
    }
    tcpPorts = copier.copy(from.tcpPorts);
    udpPorts = copier.copy(from.udpPorts);
  }

  // ---- services

  NetLimits limits() {
    return sockets.limits();
  }

  int backlog(int wanted) {
    return sockets.backlog(wanted);
  }

  long now() {
    return wire.now();
  }

  long schedule(long atNanos, Event event) {
    return wire.schedule(atNanos, event);
  }

  void cancel(long handle) {
    wire.cancel(handle);
  }

  void work(int percentOfCall) {
    wire.work(percentOfCall);
  }

  Caller caller(IoCall call) {
    return sockets.caller(call);
  }

  void closed(Socket socket) {
    sockets.closed(socket, null);
  }

  TcpPorts tcpPorts() {
    return tcpPorts;
  }

  UdpPorts udpPorts() {
    return udpPorts;
  }

  Collection<TcpConnection> connections() {
    return connections.values();
  }

  // ---- addresses

  private boolean isOwn(int to) {
    return to >>> 24 == 127 || (to == address && to != 0);
  }

  boolean isHere(Endpoint to) {
    return isOwn(to.address());
  }

  boolean isBroadcast(int to) {
    return to == Endpoint.BROADCAST || (address != 0 && to == (address | 0xff));
  }

  int segmentBytes(Endpoint to) {
    return isHere(to) ? LOOPBACK_SEGMENT_BYTES : SEGMENT_BYTES;
  }

  Route route(int to) {
    if (to >>> 24 == 127) {
      return new Route(true, Endpoint.LOOPBACK, true);
    }
    if (isOwn(to)) {
      return new Route(true, address, true);
    }
    if (isBroadcast(to)) {
      return new Route(address != 0, address, true);
    }
    Fabric.Way way = fabric.way(host, to);
    return new Route(way != Fabric.Way.NONE, address, way == Fabric.Way.KNOWN);
  }

  /// What bind(2) says before it looks at ports.
  @Nullable Errno refusalToBind(byte[] wanted, IoCall call) {
    if (wanted.length < Endpoint.BYTES) {
      return Errno.EINVAL;
    }
    Endpoint named = Endpoint.in(wanted);
    int family = Endpoint.family(wanted);
    if (family != Endpoint.FAMILY && !(family == 0 && named.address() == 0)) {
      return Errno.EAFNOSUPPORT;
    }
    if (named.address() != 0 && !isOwn(named.address()) && !isBroadcast(named.address())) {
      return Errno.EADDRNOTAVAIL;
    }
    boolean isPrivileged = named.port() != 0 && named.port() < PRIVILEGED_PORTS;
    return isPrivileged && !call.user().isRoot() ? Errno.EACCES : null;
  }

  // ---- connections

  @Nullable TcpConnection connection(Endpoint local, Endpoint remote) {
    return connections.get(new Pair(local, remote));
  }

  void open(TcpSocket socket, Endpoint local, Endpoint remote, boolean isReachable) {
    TcpConnection made = new TcpConnection(this, ++lastConnection, local, remote, socket, null);
    connections.put(new Pair(local, remote), made);
    socket.setConnection(made);
    made.open(isReachable);
  }

  void forget(TcpConnection connection) {
    connections.remove(new Pair(connection.local(), connection.remote()), connection);
  }

  /// A listener goes: connections whose handshake is not over.
  void closeEmbryos(TcpSocket listener) {
    for (TcpConnection connection : List.copyOf(connections.values())) {
      if (connection.listener() == listener && connection.state() == TcpState.SYN_RECEIVED) {
        connection.abort();
      }
    }
  }

  // ---- out

  void transmit(Packet.Load load) {
    Endpoint to = destination(load);
    if (isHere(to)) {
      backlog.add(load);
      return;
    }
    if (isBroadcast(to.address())) {
      backlog.add(load);
      for (int other = 0; other < fabric.hosts().size(); other++) {
        if (other != host && fabric.hosts().get(other).address() != 0) {
          sendTo(other, load);
        }
      }
      return;
    }
    int target = fabric.hostWith(to.address());
    if (target >= 0) {
      sendTo(target, load);
    }
  }

  /// Where it goes: a refusal goes back.
  private static Endpoint destination(Packet.Load load) {
    return switch (load) {
      case Segment segment -> segment.destination();
      case Datagram datagram -> datagram.isRefusal() ? datagram.source() : datagram.destination();
      default -> throw new IllegalStateException("nobody sends " + load);
    };
  }

  private void sendTo(int target, Packet.Load load) {
    int bytes = bytes(load);
    Packet packet = new Packet(address, fabric.hosts().get(target).address(), bytes, load);
    wire.send(target, packet, fabric.send(host, target, bytes, now()));
  }

  private static int bytes(Packet.Load load) {
    return switch (load) {
      case Segment segment -> segment.data().length + Segment.HEADER_BYTES;
      case Datagram datagram -> {
        int data = datagram.data().length;
        int fragments = Math.max(1, Math.ceilDiv(data + 8, FRAGMENT_BYTES));
        yield data + Datagram.HEADER_BYTES * fragments;
      }
      default -> 0;
    };
  }

  /// Lets everything that this machine sent to itself arrive.
  void flush() {
    if (isFlushing) {
      return;
    }
    isFlushing = true;
    Packet.Load load = backlog.poll();
    while (load != null) {
      receive(load);
      load = backlog.poll();
    }
    isFlushing = false;
  }

  // ---- in

  void arrived(Packet packet) {
    receive(packet.load());
    flush();
  }

  void timeOut(TcpTimer due) {
    for (TcpConnection connection : connections.values()) {
      if (connection.id() == due.connection()) {
        connection.timeOut(due.generation());
        break;
      }
    }
    flush();
  }

  private void receive(Packet.Load load) {
    switch (load) {
      case Segment segment -> receive(segment);
      case Datagram datagram -> receive(datagram);
      default -> throw new IllegalStateException("nobody receives " + load);
    }
  }

  private void receive(Segment segment) {
    Endpoint local = segment.destination();
    Endpoint remote = segment.source();
    TcpConnection connection = connection(local, remote);
    boolean isOpening = segment.has(Segment.SYN) && !segment.has(Segment.ACK);
    if (connection != null
        && isOpening
        && connection.state() == TcpState.TIME_WAIT
        && tcpPorts.listener(local, remote) != null) {
      connection.destroy();
      connection = null;
    }
    if (connection != null) {
      connection.receive(segment);
      return;
    }
    TcpSocket listener = isOpening ? tcpPorts.listener(local, remote) : null;
    if (listener == null) {
      if (!segment.has(Segment.RST)) {
        refuse(segment);
      }
    } else if (!listener.isQueueFull()) {
      TcpSocket end = sockets.newTcp(listener);
      TcpConnection made = new TcpConnection(this, ++lastConnection, local, remote, end, listener);
      end.setConnection(made);
      connections.put(new Pair(local, remote), made);
      made.openPassively(segment);
    }
  }

  /// RST: there is no such connection.
  void refuse(Segment segment) {
    boolean hasAck = segment.has(Segment.ACK);
    Endpoint here = segment.destination();
    Endpoint there = segment.source();
    transmit(
        new Segment(
            here,
            there,
            hasAck ? Segment.RST : Segment.RST | Segment.ACK,
            hasAck ? segment.acknowledged() : 0,
            segment.end(),
            0,
            new byte[0],
            -1));
  }

  private void receive(Datagram datagram) {
    Endpoint from = datagram.source();
    Endpoint to = datagram.destination();
    if (datagram.isRefusal()) {
      UdpSocket sender = udpPorts.receiver(to, from);
      if (sender != null && to.equals(sender.peer())) {
        sender.refused();
      }
      return;
    }
    if (isBroadcast(to.address())) {
      for (UdpSocket socket : new ArrayList<>(udpPorts.receivers(from, to.port()))) {
        socket.take(datagram);
      }
      return;
    }
    UdpSocket receiver = udpPorts.receiver(from, to);
    if (receiver == null) {
      transmit(datagram.refused());
    } else {
      receiver.take(datagram);
    }
  }

  @Override
  public NetworkStack copy(Copier copier) {
    return new NetworkStack(this, copier);
  }
}
