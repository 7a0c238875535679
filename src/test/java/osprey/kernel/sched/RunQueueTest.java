package osprey.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import osprey.engine.SplittableSeed;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.MachineConfig;
import osprey.kernel.core.Timeline;
import osprey.kernel.syscall.SyscallTable;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;
import osprey.machine.Registers;
import osprey.trace.Tracer;

/// The queues that policies are made of, against lists that are searched from end to end.
class RunQueueTest {
  private static final int STEPS = 20_000;

  private final Kernel kernel =
      new Kernel(
          MachineConfig.small("test"),
          Policies.create("rr", Map.of()),
          new Timeline(),
          Tracer.off(),
          new SyscallTable());
  private final SplittableSeed chance = new SplittableSeed(17);
  private int tasks;

  private Task task(long affinity) {
    SchedulingEntity entity = new SchedulingEntity();
    entity.affinity = affinity;
    return new Task(
        ++tasks, kernel.processes().init(), "t", new Registers(), entity, kernel.dispatcher());
  }

  @Test
  void a_run_queue_gives_the_least_key_and_among_equals_the_first() {
    RunQueue queue = new RunQueue();
    List<Task> naive = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      int what = chance.below(5);
      if (what < 2) {
        Task task = task(chance.below(3) == 0 ? 1 + chance.below(7) : -1);
        task.scheduling.key = chance.below(50);
        queue.addLast(task, task.scheduling.key);
        naive.add(task);
      } else if (what == 2 && !naive.isEmpty()) {
        queue.remove(naive.remove(chance.below(naive.size())));
      } else {
        int cpu = chance.below(3);
        Task best =
            naive.stream()
                .filter(each -> each.scheduling.mayRunOn(cpu))
                .min(Comparator.comparingLong(each -> each.scheduling.key))
                .orElse(null);
        assertThat(queue.take(cpu)).isSameAs(best);
        naive.remove(best);
      }
      assertThat(queue.size()).isEqualTo(naive.size());
    }
  }

  @Test
  void who_goes_to_the_head_is_before_all_of_its_key() {
    RunQueue queue = new RunQueue();
    Task first = task(-1);
    Task second = task(-1);
    Task urgent = task(-1);
    queue.addLast(first, 2);
    queue.addFirst(second, 2);
    queue.addLast(urgent, 1);

    assertThat(queue.drain()).containsExactly(urgent, second, first);
    assertThat(queue.size()).isZero();
  }

  @Test
  void an_eligibility_tree_gives_the_earliest_deadline_of_the_eligible() {
    EligibilityTree tree = new EligibilityTree();
    List<Task> naive = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      int what = chance.below(3);
      if (what == 0) {
        Task task = task(-1);
        task.scheduling.virtualRuntime = chance.below(100);
        task.scheduling.virtualDeadline = task.scheduling.virtualRuntime + chance.below(60);
        tree.add(task);
        naive.add(task);
      } else if (what == 1 && naive.size() > 50) {
        tree.remove(naive.remove(chance.below(naive.size())));
      }
      long most = chance.below(110);
      assertThat(tree.earliest(most))
          .isSameAs(
              naive.stream()
                  .filter(each -> each.scheduling.virtualRuntime <= most)
                  .min(
                      Comparator.<Task>comparingLong(each -> each.scheduling.virtualDeadline)
                          .thenComparingLong(each -> each.scheduling.virtualRuntime)
                          .thenComparingInt(Task::id))
                  .orElse(null));
    }
  }

  @Test
  void every_ticket_of_a_drum_has_one_owner() {
    TicketDrum drum = new TicketDrum();
    List<Task> in = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      if (chance.below(3) > 0 || in.isEmpty()) {
        Task task = task(-1);
        task.scheduling.tickets = 1 + chance.below(9);
        drum.add(task);
        in.add(task);
      } else {
        Task winner = drum.draw(chance.below((int) drum.total()));
        assertThat(in.remove(winner)).isTrue();
      }
      assertThat(drum.total())
          .isEqualTo(in.stream().mapToInt(each -> each.scheduling.tickets).sum());
    }
    while (!in.isEmpty()) {
      assertThat(in.remove(drum.draw(drum.total() - 1))).isTrue();
    }
    assertThat(drum.isEmpty()).isTrue();
  }
}
