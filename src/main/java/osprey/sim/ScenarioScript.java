package osprey.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.task.Burst;
import osprey.kernel.task.Limits;
import osprey.kernel.task.Sandbox;
import osprey.lang.scn.Intervention;
import osprey.lang.scn.Scenario;
import osprey.lang.scn.Share;
import osprey.lang.scn.Start;
import osprey.lang.scn.Workload;

/// The starts and interventions of a scenario, in the order of the file, which is also the order of
/// those that happen at one instant.
final class ScenarioScript implements Script {
  private sealed interface Action {
    int at();

    long timeNanos();
  }

  private record Starting(Start start, long timeNanos) implements Action {
    @Override
    public int at() {
      return start.at();
    }
  }

  private record Intervening(Intervention what) implements Action {
    @Override
    public int at() {
      return what.at();
    }

    @Override
    public long timeNanos() {
      return what.timeNanos();
    }
  }

  private final Scenario scenario;
  private final boolean isProgram;
  private final long seed;
  private final Map<String, byte[]> outside;
  private final List<Action> actions = new ArrayList<>();
  private final Map<String, Integer> hosts = new LinkedHashMap<>();

  /// @param isProgram it is not a scenario at all but one C program, run as a shell would
  /// @param outside contents of files outside, by their names in the scenario
  /// @param seed of what the scenario leaves to chance
  ScenarioScript(Scenario scenario, boolean isProgram, Map<String, byte[]> outside, long seed) {
    this.seed = seed;
    this.scenario = scenario;
    this.isProgram = isProgram;
    this.outside = outside;
    for (Start start : scenario.starts()) {
      actions.add(new Starting(start, startNanos(start)));
    }
    scenario.interventions().forEach(what -> actions.add(new Intervening(what)));
    actions.sort(Comparator.comparingInt(Action::at));
    scenario.machines().forEach(machine -> hosts.put(machine.name(), hosts.size()));
  }

  @Override
  public int size() {
    return actions.size();
  }

  @Override
  public long timeNanos(int action) {
    return actions.get(action).timeNanos();
  }

  @Override
  public void perform(int action, Simulation simulation) {
    switch (actions.get(action)) {
      case Starting(Start start, long _) -> start(start, simulation);
      case Intervening(Intervention what) -> {
        simulation.tracer().intervened(simulation.instant(), 0, what.source());
        new Intervener(this, simulation).perform(what.action());
      }
    }
  }

  void start(Start start, Simulation simulation) {
    new Starter(this, simulation, host(start)).start(start);
  }

  // ---- what starts need to know

  Cabling cabling() {
    return new Cabling(scenario);
  }

  boolean isProgram() {
    return isProgram;
  }

  List<Start> starts() {
    return scenario.starts();
  }

  int host(Start start) {
    return hosts.getOrDefault(scenario.machine(start.machine()).name(), 0);
  }

  @Nullable Workload workload(Start start) {
    return scenario.workload(start.program());
  }

  /// Standard input that the start brings along, null when it says nothing.
  byte @Nullable [] input(Start start) {
    return switch (start.input()) {
      case Start.Text(var content) -> content.bytes();
      case Start.FromFile(int _, var name) -> outside.getOrDefault(name, new byte[0]);
      case Start.Default.DEFAULT -> null;
    };
  }

  /// Whether an intervention adds to its standard input.
  boolean isTypedTo(Start start) {
    for (Intervention each : scenario.interventions()) {
      boolean isTyped =
          switch (each.action()) {
            case Intervention.Type(var process, var _) -> isCalled(start, process);
            case Intervention.EndInput(var process) -> isCalled(start, process);
            default -> false;
          };
      if (isTyped) {
        return true;
      }
    }
    return false;
  }

  static boolean isCalled(Start start, String name) {
    return start.name().equals(name) || start.group().equals(name);
  }

  /// The sandbox of a start as the kernel knows sandboxes.
  Sandbox sandbox(Start start) {
    osprey.lang.scn.Sandbox said = said(start);
    if (said == null || said.denials().isEmpty()) {
      return Sandbox.NONE;
    }
    Set<Sandbox.Denial> denied = EnumSet.noneOf(Sandbox.Denial.class);
    said.denials().forEach(denial -> denied.add(Sandbox.Denial.valueOf(denial.name())));
    Errno refusal = said.failsWithAccess() ? Errno.EACCES : Errno.EPERM;
    return new Sandbox(said.name(), denied, said.readable(), refusal);
  }

  /// The limits of a start: the machine's, but for what its sandbox says.
  Limits limits(Start start, Limits ofMachine) {
    osprey.lang.scn.Sandbox said = said(start);
    Limits limits = ofMachine;
    if (said != null) {
      for (Map.Entry<String, Long> entry : said.limits().entrySet()) {
        int resource = LimitSettings.resource(entry.getKey());
        limits = limits.with(resource, entry.getValue(), entry.getValue());
      }
    }
    return limits;
  }

  private osprey.lang.scn.@Nullable Sandbox said(Start start) {
    for (osprey.lang.scn.Sandbox each : scenario.sandboxes()) {
      if (each.name().equals(start.sandbox())) {
        return each;
      }
    }
    return null;
  }

  /// When a start happens; chance chooses where the scenario lets it.
  long startNanos(Start start) {
    long least = start.timeNanos();
    String arrival = start.name() + " arrives";
    return new RoundChance(seed, arrival).between(least, start.latestNanos());
  }

  /// The steps of a workload; those of a periodic one as often as it runs.
  ///
  /// @param process for which chance chooses
  List<Burst> bursts(Workload workload, String process, Share share, long startNanos) {
    RoundChance chance = new RoundChance(seed, process);
    List<Burst> steps = new ArrayList<>();
    for (Workload.Step step : workload.steps()) {
      steps.add(
          switch (step) {
            case Workload.Cpu(int _, long nanos, long most) ->
                new Burst.Cpu(chance.between(nanos, most));
            case Workload.Io(int _, var device, long nanos, long most, boolean isExclusive) ->
                new Burst.Io(device, chance.between(nanos, most), isExclusive);
          });
    }
    Long period = share.periodNanos();
    if (period == null) {
      return List.copyOf(steps);
    }
    Long deadline = share.deadlineNanos();
    int jobs = jobs(share, startNanos);
    List<Burst> all = new ArrayList<>();
    for (int job = 0; job < jobs; job++) {
      if (job > 0) {
        long release = startNanos + job * period;
        all.add(new Burst.Release(release, release + (deadline == null ? period : deadline)));
      }
      all.addAll(steps);
    }
    return List.copyOf(all);
  }

  /// How often a periodic workload runs: as often as it says, or until the time limit.
  private int jobs(Share share, long startNanos) {
    Integer said = share.jobs();
    Long period = share.periodNanos();
    Long limit = scenario.timeLimitNanos();
    if (said != null || period == null || limit == null) {
      return said == null ? 1 : said;
    }
    long fit = Math.ceilDiv(Math.max(1, limit - startNanos), period);
    return (int) Math.min(fit, Workload.STEPS_MAX);
  }

  /// Typed text as a terminal's driver gets it.
  static byte[] controlD() {
    return "\u0004".getBytes(StandardCharsets.ISO_8859_1);
  }
}
