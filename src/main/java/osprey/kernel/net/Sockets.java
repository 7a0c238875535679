package osprey.kernel.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.engine.Event;
import osprey.inspect.ChannelInfo;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.wait.Outcome;
import osprey.network.Fabric;
import osprey.network.Packet;

/// All sockets of a machine: makes and numbers them, and knows the abstract names of unix(7).
public final class Sockets implements Copyable<Sockets> {
  private static final int AUTOMATIC_NAMES = 0x100000;

  private final Wire wire;
  private final int host;
  private final FileTree files;
  private final Fabric fabric;
  private final NetLimits limits;
  private final NetworkStack stack;
  private final Map<String, UnixSocket> abstractNames = new TreeMap<>();
  private final List<Socket> open = new ArrayList<>();
  private int lastNumber;
  private int lastAutomaticName;

  public Sockets(Wire wire, int host, FileTree files, Fabric fabric, NetLimits limits) {
    this.limits = limits;
    this.wire = wire;
    this.host = host;
    this.files = files;
    this.fabric = fabric;
    stack = new NetworkStack(this, wire, host, fabric);
  }

  private Sockets(Sockets from, Copier copier) {
    copier.register(from, this);
    host = from.host;
    limits = from.limits;
    lastNumber = from.lastNumber;
    lastAutomaticName = from.lastAutomaticName;
    wire = copier.known(from.wire);
    files = copier.copy(from.files);
    fabric = copier.copy(from.fabric);
    stack = copier.copy(from.stack);
    for (Map.Entry<String, UnixSocket> entry : from.abstractNames.entrySet()) {
      abstractNames.put(entry.getKey(), copier.copy(entry.getValue()));
    }
    for (Socket socket : from.open) {
      open.add(copier.copy(socket));
    }
  }

  /// What listen(2) makes of its argument.
  int backlog(int wanted) {
    int most = limits.backlogMax();
    return wanted < 0 || wanted > most ? most : wanted;
  }

  NetLimits limits() {
    return limits;
  }

  public Fabric fabric() {
    return fabric;
  }

  /// The address of a machine as programs on this one see it, 0 if nobody has the name.
  public int addressOf(String name) {
    int address = fabric.addressOf(name);
    boolean isAlone = fabric.hosts().get(host).name().equals(name) && address == 0;
    return name.equals("localhost") || isAlone ? Endpoint.LOOPBACK : address;
  }

  // ---- making

  /// @param flags SOCK_NONBLOCK
  public UnixSocket newUnix(int type, int flags) {
    return added(new UnixSocket(this, ++lastNumber, type, flags));
  }

  /// Both ends of a socketpair(2), each without references.
  public List<UnixSocket> newPair(int type, int flags, Peer creator) {
    UnixSocket one = newUnix(type, flags);
    UnixSocket other = newUnix(type, flags);
    UnixSocket.join(one, other, creator);
    return List.of(one, other);
  }

  public TcpSocket newTcp(int flags) {
    return added(new TcpSocket(stack, ++lastNumber, flags));
  }

  TcpSocket newTcp(TcpSocket listener) {
    return added(new TcpSocket(stack, ++lastNumber, listener));
  }

  public UdpSocket newUdp(int flags) {
    return added(new UdpSocket(stack, ++lastNumber, flags));
  }

  private <T extends Socket> T added(T made) {
    open.add(made);
    return made;
  }

  /// @param name its name if it was a unix socket and had one
  void closed(Socket socket, @Nullable String name) {
    open.remove(socket);
    if (name != null && socket instanceof UnixSocket unix) {
      abstractNames.remove(key(name, unix.type()), unix);
    }
  }

  // ---- abstract names

  /// Each type of socket has its own abstract names.
  private static String key(String name, int type) {
    return type + name;
  }

  @Nullable UnixSocket named(String name, int type) {
    return abstractNames.get(key(name, type));
  }

  boolean claim(String name, UnixSocket socket) {
    return abstractNames.putIfAbsent(key(name, socket.type()), socket) == null;
  }

  String claimAny(UnixSocket socket) {
    while (true) {
      lastAutomaticName = (lastAutomaticName + 1) % AUTOMATIC_NAMES;
      String name = "\0%05x".formatted(lastAutomaticName);
      if (claim(name, socket)) {
        return name;
      }
    }
  }

  // ---- services

  /// A caller in the root directory: for calls that look up no names.
  Caller caller(IoCall call) {
    Viewpoint root = files.rootView();
    return new Caller(call, files, root);
  }

  void charge(Outcome outcome, int percentOfCall) {
    if (outcome instanceof Outcome.Done) {
      wire.work(percentOfCall);
    }
  }

  // ---- events

  /// True if it was an event of the network.
  public boolean handle(Event event) {
    return switch (event) {
      case Packet packet -> {
        stack.arrived(packet);
        yield true;
      }
      case TcpTimer due -> {
        stack.timeOut(due);
        yield true;
      }
      default -> false;
    };
  }

  // ---- for views

  public List<ChannelInfo> channels() {
    List<ChannelInfo> channels = new ArrayList<>();
    for (Socket socket : open) {
      channels.add(socket.info());
    }
    return channels;
  }

  @Override
  public Sockets copy(Copier copier) {
    return new Sockets(this, copier);
  }
}
