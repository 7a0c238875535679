package osprey.kernel.file;

import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.engine.SplittableSeed;

/// Where a machine's random bytes come from, random(4) and getrandom(2): the same seed, the same
/// bytes.
public final class RandomSource implements Copyable<RandomSource> {
  private final SplittableSeed seed;

  RandomSource(SplittableSeed seed) {
    this.seed = seed;
  }

  private RandomSource(RandomSource from, Copier copier) {
    copier.register(from, this);
    seed = from.seed.copy();
  }

  public byte[] take(int count) {
    byte[] bytes = new byte[count];
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = i % Long.BYTES == 0 ? seed.nextLong() : number >>> Byte.SIZE;
      bytes[i] = (byte) number;
    }
    return bytes;
  }

  @Override
  public RandomSource copy(Copier copier) {
    return new RandomSource(this, copier);
  }
}
