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

/// One iteration of the [ArrayLoop] in each interpreter, in nanoseconds.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
public class InterpreterBenchmark {
  private static final int ITERATIONS = 100_000;

  /// A name of [Interpreters#ALL].
  @Param({"osprey", "osprey cpu", "chicory"})
  public String interpreter = "chicory";

  private ArrayLoop loop = _ -> 0;

  @Setup
  public void load() {
    loop = Interpreters.named(interpreter);
  }

  @Benchmark
  @OperationsPerInvocation(ITERATIONS)
  public long iteration() {
    return loop.run(ITERATIONS);
  }
}
