package osprey.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.MachineConfig;
import osprey.kernel.core.Timeline;
import osprey.kernel.sched.Policies;
import osprey.kernel.sched.SchedulingPolicy;
import osprey.kernel.sched.SchedulingPolicy.Arrival;
import osprey.kernel.syscall.SyscallTable;
import osprey.kernel.task.Burst;
import osprey.kernel.task.SchedulingEntity;
import osprey.kernel.task.Task;
import osprey.machine.Registers;
import osprey.trace.Tracer;

/// What a policy's decision costs: one thread's quantum ends, it goes back to the queue, the next
/// is taken. In nanoseconds, by the number of ready threads.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-Xmx2g"})
public class SwitchBenchmark {
  private static final long QUANTUM_NANOS = 1_000_000;
  private static final int CPUS = 8;

  /// As the parameters below, which must be constants.
  static final int[] SIZES = {100, 10_000, 100_000};

  static final String[] POLICIES = {
    "fcfs",
    "sjf",
    "srtf",
    "priority",
    "rr",
    "mlfq",
    "lottery",
    "stride",
    "cfs",
    "eevdf",
    "edf",
    "rm"
  };

  @Param({"100", "10000", "100000"})
  public int threads;

  @Param({
    "fcfs",
    "sjf",
    "srtf",
    "priority",
    "rr",
    "mlfq",
    "lottery",
    "stride",
    "cfs",
    "eevdf",
    "edf",
    "rm"
  })
  public String policy = "rr";

  private SchedulingPolicy queue = Policies.create("rr", Map.of());
  private final List<Task> running = new ArrayList<>();
  private long now;
  private int cpu;

  @Setup
  public void fill() {
    Map<String, List<Long>> with = new LinkedHashMap<>();
    if (Policies.parameters(policy).contains("quantum")) {
      with.put("quantum", List.of(QUANTUM_NANOS));
    }
    Kernel kernel =
        new Kernel(
            MachineConfig.small("bench"),
            Policies.create("rr", Map.of()),
            new Timeline(),
            Tracer.off(),
            new SyscallTable());
    queue = Policies.create(policy, with);
    queue.begin(CPUS, 1);
    running.clear();
    for (int i = 0; i < threads + CPUS; i++) {
      SchedulingEntity entity = new SchedulingEntity();
      entity.priority = i % 10;
      entity.nice = i % 7;
      entity.periodNanos = (i % 97 + 1) * QUANTUM_NANOS;
      entity.absoluteDeadline = (i % 101 + 1) * QUANTUM_NANOS;
      Task task =
          new Task(
              i + 2, kernel.processes().init(), "t", new Registers(), entity, kernel.dispatcher());
      task.bursts = List.of(new Burst.Cpu((i % 31 + 1) * QUANTUM_NANOS));
      queue.add(task, Arrival.NEW, now);
    }
    for (int i = 0; i < CPUS; i++) {
      running.add(take(i));
    }
  }

  @Benchmark
  public Task decide() {
    now += QUANTUM_NANOS / CPUS;
    Task task = running.get(cpu);
    queue.charge(task, QUANTUM_NANOS, now);
    queue.add(task, Arrival.EXPIRED, now);
    Task next = take(cpu);
    running.set(cpu, next);
    cpu = (cpu + 1) % CPUS;
    return next;
  }

  private Task take(int from) {
    return Objects.requireNonNull(queue.take(from, now));
  }
}
