package osprey.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import umontreal.ssj.simevents.eventlist.Henriksen;
import umontreal.ssj.simevents.eventlist.SplayTree;

/// One operation of the [HoldModel] on each queue, in nanoseconds.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-Xmx2g"})
public class EventQueueBenchmark {
  private static final int OPERATIONS = 10_000;

  @Param({"1000", "100000", "1000000"})
  public int pending;

  @Param({"osprey", "java.util", "ssj-henriksen", "ssj-splay"})
  public String queue = "osprey";

  private HoldModel model = new HoldModel.Osprey();

  @Setup
  public void fill() {
    model =
        switch (queue) {
          case "osprey" -> new HoldModel.Osprey();
          case "java.util" -> new HoldModel.JavaUtil();
          case "ssj-henriksen" -> new HoldModel.Ssj(new Henriksen());
          case "ssj-splay" -> new HoldModel.Ssj(new SplayTree());
          default -> throw new IllegalArgumentException("no such queue: " + queue);
        };
    model.warm(pending);
  }

  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public long hold() {
    return model.hold(OPERATIONS);
  }
}
