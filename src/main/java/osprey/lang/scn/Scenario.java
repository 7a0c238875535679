package osprey.lang.scn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a scenario file says, with names resolved and defaults filled in. Positions (`at`, in each
/// part) lie in the SourceMap of the Diagnostics that parsed it; 0 means that the part is a
/// default.
///
/// @param title "" when the scenario has none
/// @param machines at least one, the default one if need be, in the order of the file
/// @param starts one for each process that begins by itself, copies written out, in the order of
///   the file
/// @param interventions in the order of the file, which also orders those of one instant
/// @param seed null when the file does not say
/// @param timeLimitNanos null when the file does not say
public record Scenario(
    String title,
    List<Machine> machines,
    List<Link> links,
    List<Program> programs,
    List<Workload> workloads,
    List<HostFile> files,
    List<Sandbox> sandboxes,
    List<Start> starts,
    List<Intervention> interventions,
    @Nullable Long seed,
    @Nullable Long timeLimitNanos,
    Mode mode,
    List<Expectation> expectations) {

  public Scenario {
    machines = List.copyOf(machines);
    links = List.copyOf(links);
    programs = List.copyOf(programs);
    workloads = List.copyOf(workloads);
    files = List.copyOf(files);
    sandboxes = List.copyOf(sandboxes);
    starts = List.copyOf(starts);
    interventions = List.copyOf(interventions);
    expectations = List.copyOf(expectations);
  }

  /// What runs the programs.
  ///
  /// @param isHardware real processes on the real kernel
  /// @param simulated what stays simulated even so, words of {@link Vocabulary#simulable}
  public record Mode(int at, boolean isHardware, List<String> simulated) {
    public static final Mode SIMULATED = new Mode(0, false, List.of());

    public Mode {
      simulated = List.copyOf(simulated);
    }
  }

  /// The machine of that name; the first one for null, which stands for "nothing said" in all parts
  /// of a scenario. Names in a Scenario that parsed without errors have been checked.
  public Machine machine(@Nullable String name) {
    if (name == null) {
      return machines.getFirst();
    }
    return machines.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  public @Nullable Program program(String name) {
    return programs.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
  }

  public @Nullable Workload workload(String name) {
    return workloads.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
  }
}
