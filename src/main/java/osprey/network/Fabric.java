package osprey.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.engine.SplittableSeed;

/// The network: machines with names and addresses, the links between them, cut or whole, and
/// partitions. Says when a packet arrives; those that carry it schedule the arrival.
///
/// Packets take the way with the fewest links that are whole. A machine forwards what is not for
/// it.
public final class Fabric implements Copyable<Fabric> {
  /// Machines whose addresses agree in the first three bytes are on one local network.
  private static final int LOCAL_MASK = 0xffff_ff00;

  private final List<Host> hosts;
  private final List<Link> links = new ArrayList<>();
  private final List<Partition> partitions = new ArrayList<>();

  /// @param address 0: the machine has only its loopback
  public record Host(String name, int address) {}

  /// No packet passes between a machine of the one side and one of the other.
  private record Partition(List<Integer> left, List<Integer> right) {
    boolean separates(int one, int other) {
      return (left.contains(one) && right.contains(other))
          || (left.contains(other) && right.contains(one));
    }
  }

  public Fabric(List<Host> hosts) {
    this.hosts = List.copyOf(hosts);
  }

  private Fabric(Fabric from, Copier copier) {
    copier.register(from, this);
    hosts = from.hosts;
    partitions.addAll(from.partitions);
    for (Link link : from.links) {
      links.add(copier.copy(link));
    }
  }

  /// A machine by itself.
  public static Fabric alone(String name) {
    return new Fabric(List.of(new Host(name, 0)));
  }

  public List<Host> hosts() {
    return hosts;
  }

  public List<Link> links() {
    return Collections.unmodifiableList(links);
  }

  public void join(int one, int other, LinkProfile profile, SplittableSeed chance) {
    links.add(new Link(one, other, profile, chance));
  }

  /// Cuts or heals every link between two machines.
  public void setCut(int one, int other, boolean isCut) {
    for (Link link : links) {
      if (link.joins(one, other)) {
        link.setCut(isCut);
      }
    }
  }

  /// Cuts or heals every link of a machine.
  public void setCut(int host, boolean isCut) {
    for (Link link : links) {
      if (link.otherEnd(host) >= 0) {
        link.setCut(isCut);
      }
    }
  }

  public void separate(List<Integer> left, List<Integer> right) {
    partitions.add(new Partition(List.copyOf(left), List.copyOf(right)));
  }

  /// Ends all partitions.
  public void unite() {
    partitions.clear();
  }

  /// The machine with this address, -1 if there is none.
  public int hostWith(int address) {
    for (int i = 0; i < hosts.size(); i++) {
      if (hosts.get(i).address() == address && address != 0) {
        return i;
      }
    }
    return -1;
  }

  /// The address of a machine by name, 0 if there is none.
  public int addressOf(String name) {
    for (Host host : hosts) {
      if (host.name().equals(name)) {
        return host.address();
      }
    }
    return 0;
  }

  /// What a machine knows of the way to an address.
  public enum Way {
    /// Packets can be sent; whether they arrive is another matter.
    KNOWN,
    /// The address belongs to the local network, but nobody answers for it.
    NOBODY,
    /// No route at all.
    NONE
  }

  public Way way(int host, int address) {
    int own = hosts.get(host).address();
    if (own == 0) {
      return Way.NONE;
    }
    int target = hostWith(address);
    if (target >= 0 && path(host, target, false) != null) {
      return Way.KNOWN;
    }
    return (own & LOCAL_MASK) == (address & LOCAL_MASK) ? Way.NOBODY : Way.NONE;
  }

  /// Whether a packet sent now could arrive: no cut, no partition, no link that loses all.
  public boolean isReachable(int from, int to) {
    List<Link> path = path(from, to, true);
    return path != null && path.stream().noneMatch(Link::losesAll);
  }

  /// When a packet sent now arrives at a machine; empty if it is lost.
  public long[] send(int from, int to, int bytes, long now) {
    List<Link> path = path(from, to, true);
    if (path == null) {
      List<Link> broken = path(from, to, false);
      if (broken != null) {
        broken.getFirst().drop();
      }
      return new long[0];
    }
    long[] times = {now};
    int at = from;
    for (Link link : path) {
      times = onwards(link, at, bytes, times);
      at = link.otherEnd(at);
    }
    return times;
  }

  private static long[] onwards(Link link, int host, int bytes, long[] times) {
    List<Long> next = new ArrayList<>();
    for (long time : times) {
      for (long arrival : link.arrivals(host, bytes, time)) {
        next.add(arrival);
      }
    }
    long[] result = new long[next.size()];
    Arrays.setAll(result, next::get);
    return result;
  }

  /// The shortest way between two machines, null if there is none.
  private @Nullable List<Link> path(int from, int to, boolean onlyWhole) {
    @Nullable Link[] cameBy = new @Nullable Link[hosts.size()];
    boolean[] isSeen = new boolean[hosts.size()];
    Deque<Integer> open = new ArrayDeque<>(List.of(from));
    isSeen[from] = true;
    while (!open.isEmpty() && !isSeen[to]) {
      int at = open.remove();
      for (Link link : links) {
        int next = link.otherEnd(at);
        if (next >= 0 && !isSeen[next] && !(onlyWhole && isBroken(link, at, next))) {
          isSeen[next] = true;
          cameBy[next] = link;
          open.add(next);
        }
      }
    }
    if (!isSeen[to] || (onlyWhole && isSeparated(from, to))) {
      return null;
    }
    List<Link> path = new ArrayList<>();
    int at = to;
    while (at != from) {
      Link link = cameBy[at];
      if (link == null) {
        return null;
      }
      path.add(link);
      at = link.otherEnd(at);
    }
    Collections.reverse(path);
    return path;
  }

  private boolean isBroken(Link link, int one, int other) {
    return link.isCut() || isSeparated(one, other);
  }

  private boolean isSeparated(int one, int other) {
    for (Partition partition : partitions) {
      if (partition.separates(one, other)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Fabric copy(Copier copier) {
    return new Fabric(this, copier);
  }
}
