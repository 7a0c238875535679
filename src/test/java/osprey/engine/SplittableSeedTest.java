package osprey.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplittableSeedTest {
  @Test
  void the_numbers_are_those_of_the_published_generator() {
    for (long value : new long[] {0, 1, -7, 123456789}) {
      var seed = new SplittableSeed(value);
      var reference = new SplittableRandom(value);
      for (int i = 0; i < 100; i++) {
        assertThat(seed.nextLong()).isEqualTo(reference.nextLong());
      }
      SplittableRandom referenceChild = reference.split();
      SplittableSeed child = seed.split();
      assertThat(child.nextLong()).isEqualTo(referenceChild.nextLong());
      assertThat(seed.nextLong()).isEqualTo(reference.nextLong());
    }
  }

  @Test
  void a_copy_gives_the_same_numbers_and_leaves_the_original_alone() {
    var seed = new SplittableSeed(42);
    SplittableSeed copy = seed.copy();

    assertThat(copy).isEqualTo(seed).hasSameHashCodeAs(seed).hasToString(seed.toString());
    long first = copy.nextLong();
    assertThat(copy).isNotEqualTo(seed);
    assertThat(seed.nextLong()).isEqualTo(first);
  }

  @Test
  void below_gives_each_number_its_fair_share() {
    var seed = new SplittableSeed(1);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[seed.below(7)]++;
    }

    for (int count : counts) {
      assertThat(count).isCloseTo(10_000, within(400));
    }
    assertThat(seed.below(1)).isZero();
    assertThatThrownBy(() -> seed.below(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void between_includes_both_ends() {
    var seed = new SplittableSeed(1);
    boolean low = false;
    boolean high = false;
    for (int i = 0; i < 200; i++) {
      long number = seed.between(-2, 2);
      assertThat(number).isBetween(-2L, 2L);
      low |= number == -2;
      high |= number == 2;
    }

    assertThat(low && high).isTrue();
    assertThat(seed.between(5, 5)).isEqualTo(5);
    assertThat(seed.copy().between(Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(seed.nextLong());
    assertThatThrownBy(() -> seed.between(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void units_chances_and_waiting_times_have_their_means() {
    var seed = new SplittableSeed(9);
    double units = 0;
    double waits = 0;
    int heads = 0;
    for (int i = 0; i < 100_000; i++) {
      units += seed.nextUnit();
      waits += seed.nextExponential(3);
      heads += seed.chance(0.25) ? 1 : 0;
    }

    assertThat(units / 100_000).isCloseTo(0.5, within(0.01));
    assertThat(waits / 100_000).isCloseTo(3, within(0.05));
    assertThat(heads / 100_000.0).isCloseTo(0.25, within(0.01));
  }
}
