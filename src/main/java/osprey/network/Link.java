package osprey.network;

import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.engine.SplittableSeed;

/// A cable between two machines. Packets of one direction leave one after the other, as fast as the
/// bandwidth lets them, and without jitter arrive in that order.
public final class Link implements Copyable<Link> {
  private static final int MILLION = 1_000_000;
  private static final long NANOS = 1_000_000_000L;

  private final int a;
  private final int b;
  private final LinkProfile profile;
  private final SplittableSeed chance;
  private boolean isCut;

  /// When the last packet of each direction has left: from `a`, from `b`.
  private final long[] busyUntil = new long[2];

  private long carried;
  private long lost;

  Link(int a, int b, LinkProfile profile, SplittableSeed chance) {
    this.a = a;
    this.b = b;
    this.profile = profile;
    this.chance = chance;
  }

  private Link(Link from, Copier copier) {
    copier.register(from, this);
    a = from.a;
    b = from.b;
    profile = from.profile;
    chance = from.chance.copy();
    isCut = from.isCut;
    busyUntil[0] = from.busyUntil[0];
    busyUntil[1] = from.busyUntil[1];
    carried = from.carried;
    lost = from.lost;
  }

  boolean joins(int one, int other) {
    return (a == one && b == other) || (a == other && b == one);
  }

  /// The machine at the other end, -1 if this one is at neither.
  int otherEnd(int host) {
    return host == a ? b : host == b ? a : -1;
  }

  /// The machine at its first end.
  public int from() {
    return a;
  }

  /// The machine at its other end.
  public int to() {
    return b;
  }

  public boolean isCut() {
    return isCut;
  }

  void setCut(boolean cut) {
    isCut = cut;
  }

  public LinkProfile profile() {
    return profile;
  }

  /// Packets that arrived, for views.
  public long carried() {
    return carried;
  }

  public long lost() {
    return lost;
  }

  /// A packet that goes nowhere.
  void drop() {
    lost++;
  }

  /// When a packet that leaves `host` at a time arrives: no time at all, one, or two of them.
  long[] arrivals(int host, int bytes, long now) {
    int direction = host == a ? 0 : 1;
    long start = Math.max(now, busyUntil[direction]);
    long sending =
        profile.bitsPerSecond() == 0
            ? 0
            : Math.ceilDiv(bytes * 8L * NANOS, profile.bitsPerSecond());
    busyUntil[direction] = start + sending;
    if (isCut || happens(profile.lossPartsPerMillion())) {
      lost++;
      return new long[0];
    }
    carried++;
    int copies = happens(profile.duplicatePartsPerMillion()) ? 2 : 1;
    long[] times = new long[copies];
    for (int i = 0; i < copies; i++) {
      long jitter = profile.jitterNanos() == 0 ? 0 : chance.between(0, profile.jitterNanos());
      times[i] = start + sending + profile.latencyNanos() + jitter;
    }
    return times;
  }

  boolean losesAll() {
    return profile.lossPartsPerMillion() >= MILLION;
  }

  private boolean happens(int partsPerMillion) {
    return partsPerMillion > 0 && chance.below(MILLION) < partsPerMillion;
  }

  @Override
  public Link copy(Copier copier) {
    return new Link(this, copier);
  }
}
