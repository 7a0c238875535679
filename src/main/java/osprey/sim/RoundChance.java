package osprey.sim;

import osprey.engine.SplittableSeed;

/// Times that chance chooses for one process of a scenario: round ones, as exercises have them.
/// They depend on the seed and the name alone.
final class RoundChance {
  private static final long UNIT_MAX = 1_000_000;

  private final SplittableSeed seed;

  RoundChance(long seed, String name) {
    this.seed = new SplittableSeed(seed * 0x9e3779b97f4a7c15L + name.hashCode());
  }

  /// A multiple of the greatest power of ten nanoseconds, a millisecond at most, that divides both.
  long between(long least, long most) {
    if (least == most) {
      return least;
    }
    long unit = UNIT_MAX;
    while (least % unit != 0 || most % unit != 0) {
      unit /= 10;
    }
    return seed.between(least / unit, most / unit) * unit;
  }
}
