package osprey.bench;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableMap;
import java.util.function.Supplier;

/// The contestants of [InterpreterBenchmark] and [Ratios]: to add one, add a line.
final class Interpreters {
  static final ImmutableMap<String, Supplier<ArrayLoop>> ALL =
      ImmutableMap.of(
          "osprey", SimulatedLoop::new, "osprey cpu", MachineLoop::new, "chicory", WasmLoop::new);

  private Interpreters() {}

  static ArrayLoop named(String name) {
    return checkNotNull(ALL.get(name), "no interpreter is called %s", name).get();
  }
}
