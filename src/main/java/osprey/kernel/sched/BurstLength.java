package osprey.kernel.sched;

import osprey.kernel.task.Burst;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;

/// How much processor time a thread needs before it blocks. Of a workload it is known. Of a program
/// it is predicted: half of it the length of the last burst, half of it the last prediction
/// (exponential averaging with alpha = 1/2, Operating System Concepts, 5.3.2), beginning with 10
/// ms.
final class BurstLength {
  private static final long FIRST_PREDICTION_NANOS = 10_000_000;

  private BurstLength() {}

  /// A burst begins.
  static void begin(Task task, SchedulingPolicy.Arrival why) {
    SchedulingEntity entity = task.scheduling;
    if (task.bursts.isEmpty()) {
      entity.nextBurstNanos =
          why == SchedulingPolicy.Arrival.NEW
              ? FIRST_PREDICTION_NANOS
              : (entity.nextBurstNanos + entity.sliceUsedNanos) / 2;
    }
    entity.sliceUsedNanos = 0;
  }

  /// What is left of the present burst, of the next one for a thread that has just become ready.
  static long leftNanos(Task task) {
    if (task.bursts.isEmpty()) {
      SchedulingEntity entity = task.scheduling;
      return Math.max(0, entity.nextBurstNanos - entity.sliceUsedNanos);
    }
    long left = task.computeNanos;
    for (int i = task.nextBurst; i < task.bursts.size(); i++) {
      if (!(task.bursts.get(i) instanceof Burst.Cpu(long nanos))) {
        break;
      }
      left += nanos;
    }
    return left;
  }
}
