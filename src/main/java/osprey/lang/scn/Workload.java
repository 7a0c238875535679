package osprey.lang.scn;

import java.util.List;

/// A process that only computes and waits for devices, as scheduling exercises have them.
///
/// @param steps in order, repetitions written out
public record Workload(int at, String name, List<Step> steps, Share share) {
  public static final int STEPS_MAX = 100_000;

  public Workload {
    steps = List.copyOf(steps);
  }

  public sealed interface Step {
    int at();

    long nanos();

    long most();
  }

  /// Whether chance has a say in it.
  public boolean isRandom() {
    return steps.stream().anyMatch(step -> step.most() > step.nanos());
  }

  /// @param most equal to `nanos`, or more if chance chooses between them
  public record Cpu(int at, long nanos, long most) implements Step {}

  /// @param isExclusive whether the device serves one request at a time
  /// @param most as for {@link Cpu}
  public record Io(int at, String device, long nanos, long most, boolean isExclusive)
      implements Step {}
}
