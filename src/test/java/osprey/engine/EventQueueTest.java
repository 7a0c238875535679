package osprey.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventQueueTest {
  private record Wake(int task) implements Event {}

  /// How far in the future the next event is, by a generator of chance.
  enum Spread {
    ONE_TIME,
    FEW_TIMES,
    NARROW,
    EXPONENTIAL,
    BIMODAL,
    FAR_OUTLIERS,
    ALL_OF_TIME,
    POWERS_OF_TWO;

    long delay(SplittableSeed seed) {
      return switch (this) {
        case ONE_TIME -> 0;
        case FEW_TIMES -> 1000L * seed.below(3);
        case NARROW -> seed.below(50);
        case EXPONENTIAL -> (long) seed.nextExponential(1e6);
        case BIMODAL -> seed.chance(0.5) ? seed.below(100) : 1_000_000_000L + seed.below(100);
        case FAR_OUTLIERS -> seed.chance(0.01) ? Long.MAX_VALUE / 2 : seed.below(10_000);
        case ALL_OF_TIME -> seed.between(0, Long.MAX_VALUE / 4);
        case POWERS_OF_TWO -> (1L << seed.below(50)) - seed.below(2);
      };
    }
  }

  /// The queue beside its model; each operation is done to both and compared.
  private static final class Twins {
    private final EventQueue queue;
    private final NaiveEventQueue model;
    private final List<Long> handles = new ArrayList<>();
    private final List<Long> modelHandles = new ArrayList<>();
    private int tasks;
    private long now;

    Twins(EventQueue queue, NaiveEventQueue model) {
      this.queue = queue;
      this.model = model;
    }

    void schedule(long delay, int priority) {
      long at = Math.min(now + delay, EventQueue.NEVER - 1);
      at = at < 0 ? EventQueue.NEVER - 1 : at;
      Wake wake = new Wake(tasks++);
      handles.add(queue.schedule(at, priority, wake));
      modelHandles.add(model.schedule(at, priority, wake));
    }

    void cancel(int which) {
      assertThat(queue.cancel(handles.get(which))).isEqualTo(model.cancel(modelHandles.get(which)));
    }

    void poll() {
      assertThat(queue.nextTime()).isEqualTo(model.nextTime());
      now = model.isEmpty() ? now : model.nextTime();
      assertThat(queue.poll()).isEqualTo(model.poll());
      assertThat(queue.size()).isEqualTo(model.size());
    }

    void operate(SplittableSeed seed, Spread spread, int growthPercent) {
      int choice = seed.below(100);
      if (choice < growthPercent) {
        schedule(spread.delay(seed), seed.below(3));
      } else if (choice < growthPercent + 10 && !handles.isEmpty()) {
        cancel(seed.below(handles.size()));
      } else {
        poll();
      }
    }

    void drain() {
      while (!model.isEmpty()) {
        poll();
      }
      assertThat(queue.nextTime()).isEqualTo(EventQueue.NEVER);
      assertThat(queue.poll()).isNull();
    }
  }

  @Test
  void an_empty_queue_never_happens() {
    var queue = new EventQueue();

    assertThat(queue.nextTime()).isEqualTo(EventQueue.NEVER);
    assertThat(queue.poll()).isNull();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void time_comes_before_priority_and_priority_before_insertion() {
    var queue = new EventQueue();
    queue.schedule(7, 1, new Wake(4));
    queue.schedule(7, 0, new Wake(2));
    queue.schedule(7, 1, new Wake(5));
    queue.schedule(7, 0, new Wake(3));
    queue.schedule(6, 9, new Wake(1));

    assertThat(drained(queue)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void a_cancelled_event_does_not_happen() {
    var queue = new EventQueue();
    long handle = queue.schedule(5, 0, new Wake(1));
    queue.schedule(6, 0, new Wake(2));

    assertThat(queue.cancel(handle)).isTrue();

    assertThat(queue.cancel(handle)).isFalse();
    assertThat(queue.nextTime()).isEqualTo(6);
    assertThat(drained(queue)).containsExactly(2);
  }

  @Test
  void a_handle_is_worthless_after_its_event_even_when_its_place_is_used_again() {
    var queue = new EventQueue();
    long handle = queue.schedule(5, 0, new Wake(1));
    queue.poll();
    queue.schedule(6, 0, new Wake(2));

    assertThat(queue.cancel(handle)).isFalse();
    assertThat(queue.cancel(EventQueue.NO_HANDLE)).isFalse();
    assertThat(drained(queue)).containsExactly(2);
  }

  @Test
  void what_no_event_can_have_is_refused() {
    var queue = new EventQueue();
    var wake = new Wake(1);

    assertThatThrownBy(() -> queue.schedule(-1, 0, wake)).hasMessageContaining("time");
    assertThatThrownBy(() -> queue.schedule(EventQueue.NEVER, 0, wake))
        .hasMessageContaining("time");
    assertThatThrownBy(() -> queue.schedule(0, -1, wake)).hasMessageContaining("priority");
    assertThatThrownBy(() -> queue.schedule(0, EventQueue.PRIORITY_MAX + 1, wake))
        .hasMessageContaining("priority");
  }

  @Test
  void the_last_moment_of_time_and_the_last_priority_are_usable() {
    var queue = new EventQueue();
    for (int task = 0; task < 1000; task++) {
      queue.schedule(EventQueue.NEVER - 1 - task % 2, EventQueue.PRIORITY_MAX, new Wake(task));
    }

    List<Integer> tasks = drained(queue);

    assertThat(tasks).hasSize(1000).startsWith(1, 3, 5).endsWith(994, 996, 998);
  }

  @Test
  void pending_shows_everything_in_order_and_changes_nothing() {
    var queue = new EventQueue();
    var seed = new SplittableSeed(3);
    for (int task = 0; task < 500; task++) {
      long handle = queue.schedule(seed.below(100), seed.below(3), new Wake(task));
      if (seed.chance(0.2)) {
        queue.cancel(handle);
      }
    }

    List<EventQueue.Pending> pending = queue.pending();

    assertThat(pending).hasSize(queue.size());
    for (EventQueue.Pending next : pending) {
      assertThat(queue.nextTime()).isEqualTo(next.atNanos());
      assertThat(queue.poll()).isEqualTo(next.event());
    }
    assertThat(queue.pending()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void random_operations_agree_with_a_naive_queue(Spread spread) {
    for (int round = 0; round < 6; round++) {
      var seed = new SplittableSeed(round);
      var twins = new Twins(new EventQueue(), new NaiveEventQueue());
      for (int wave = 0; wave < 4; wave++) {
        int growthPercent = wave % 2 == 0 ? 70 : 35;
        for (int step = 0; step < 1500; step++) {
          twins.operate(seed, spread, growthPercent);
        }
      }
      twins.drain();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_copy_goes_on_exactly_like_its_original(Spread spread) {
    var seed = new SplittableSeed(11);
    for (int pending : new int[] {3, 60, 300, 3000}) {
      var twins = new Twins(new EventQueue(), new NaiveEventQueue());
      for (int step = 0; step < pending; step++) {
        twins.operate(seed, spread, 85);
      }
      EventQueue original = twins.queue;
      EventQueue copy = original.copy();
      SplittableSeed again = seed.copy();
      List<Object> first = happenings(original, seed, spread);

      assertThat(happenings(copy, again, spread)).isEqualTo(first);
    }
  }

  private static List<Object> happenings(EventQueue queue, SplittableSeed seed, Spread spread) {
    List<Object> happenings = new ArrayList<>();
    for (int step = 0; step < 500 || !queue.isEmpty(); step++) {
      long time = queue.nextTime();
      Event event = queue.poll();
      happenings.add(time + ": " + event);
      if (step < 500) {
        long at = (time == EventQueue.NEVER ? 0 : time) + spread.delay(seed);
        long handle =
            queue.schedule(at < 0 || at == EventQueue.NEVER ? time : at, 0, new Wake(step));
        happenings.add(handle);
        happenings.add(seed.chance(0.1) && queue.cancel(handle));
      }
    }
    return happenings;
  }

  @Test
  void many_cancelled_events_do_not_pile_up() {
    var queue = new EventQueue();
    for (int task = 0; task < 200_000; task++) {
      assertThat(queue.cancel(queue.schedule(task + 1_000_000L, 0, new Wake(task)))).isTrue();
    }
    queue.schedule(1, 0, new Wake(7));

    assertThat(queue.slotsInUse()).isLessThan(1000);
    assertThat(drained(queue)).containsExactly(7);
  }

  @Test
  void events_scheduled_before_the_next_one_are_found() {
    var twins = new Twins(new EventQueue(), new NaiveEventQueue());
    for (int task = 0; task < 500; task++) {
      twins.schedule(1_000_000_000L + task, 0);
    }
    assertThat(twins.queue.nextTime()).isEqualTo(1_000_000_000L);
    for (int task = 0; task < 2000; task++) {
      twins.schedule(1000L + task * 7919 % 2000, 0);
    }

    twins.drain();
  }

  @Test
  void order_survives_the_end_of_the_sequence_numbers() {
    for (int before : new int[] {0, 1, 40, 1000}) {
      var seed = new SplittableSeed(before);
      var twins = new Twins(new EventQueue(Rank.SEQUENCE_MAX + 1 - before), new NaiveEventQueue());
      for (int step = 0; step < before + 500; step++) {
        twins.schedule(seed.below(20), seed.below(2));
        if (seed.chance(0.3)) {
          twins.cancel(seed.below(step + 1));
        }
      }
      twins.drain();
    }
  }

  private static List<Integer> drained(EventQueue queue) {
    List<Integer> tasks = new ArrayList<>();
    while (queue.poll() instanceof Wake(int task)) {
      tasks.add(task);
    }
    return tasks;
  }
}
