package osprey.engine;

import static com.google.common.base.Preconditions.checkArgument;

/// The only door for chance: a generator of pseudo-random numbers (SplitMix64) whose whole state is
/// two numbers. The same seed gives the same numbers on every machine. [#split] makes independent
/// generators, so that a new consumer of chance in one part of a simulation changes nothing in
/// another. Not for secrets.
public final class SplittableSeed {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;
  private final long gamma;

  public SplittableSeed(long seed) {
    this(seed, GOLDEN_GAMMA);
  }

  private SplittableSeed(long state, long gamma) {
    this.state = state;
    this.gamma = gamma;
  }

  /// A generator that goes on exactly as this one would.
  public SplittableSeed copy() {
    return new SplittableSeed(state, gamma);
  }

  /// A generator of its own, whose numbers have nothing to do with this one's.
  public SplittableSeed split() {
    long newState = nextLong();
    return new SplittableSeed(newState, mixGamma(advance()));
  }

  public long nextLong() {
    return mix(advance());
  }

  /// A number from 0 to `bound - 1`, each equally likely.
  public int below(int bound) {
    checkArgument(bound > 0, "nothing lies between 0 and %s", bound);
    long product = (nextLong() >>> 32) * bound;
    if ((product & 0xFFFF_FFFFL) < bound) {
      long unfair = (1L << 32) % bound;
      while ((product & 0xFFFF_FFFFL) < unfair) {
        product = (nextLong() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /// A number from `low` to `high`, both included, each equally likely.
  public long between(long low, long high) {
    checkArgument(low <= high, "nothing lies between %s and %s", low, high);
    long range = high - low + 1;
    if (range == 0) {
      return nextLong();
    }
    long fair = Long.divideUnsigned(-1L, range) * range;
    long number = nextLong();
    while (Long.compareUnsigned(number, fair) >= 0) {
      number = nextLong();
    }
    return low + Long.remainderUnsigned(number, range);
  }

  /// A number from 0 (included) to 1 (excluded).
  public double nextUnit() {
    return (nextLong() >>> 11) * UNIT;
  }

  /// True with this probability.
  public boolean chance(double probability) {
    return nextUnit() < probability;
  }

  /// A waiting time with this mean, as between events that know nothing of each other.
  public double nextExponential(double mean) {
    return -mean * StrictMath.log1p(-nextUnit());
  }

  /// Two generators are equal when all their numbers will be.
  @Override
  public boolean equals(Object other) {
    return other instanceof SplittableSeed seed && seed.state == state && seed.gamma == gamma;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(state * 31 + gamma);
  }

  @Override
  public String toString() {
    return "SplittableSeed[%016x %016x]".formatted(state, gamma);
  }

  private long advance() {
    state += gamma;
    return state;
  }

  private static long mix(long number) {
    long mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /// An odd increment with enough changes between neighbouring bits.
  private static long mixGamma(long number) {
    long mixed = (number ^ (number >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    mixed = (mixed ^ (mixed >>> 33)) | 1;
    return Long.bitCount(mixed ^ (mixed >>> 1)) < 24 ? mixed ^ 0xAAAAAAAAAAAAAAAAL : mixed;
  }
}
