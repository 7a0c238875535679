package osprey.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.kernel.core.Costs;
import osprey.kernel.core.MachineConfig;
import osprey.kernel.core.TieRule;
import osprey.kernel.sched.Policies;
import osprey.kernel.sched.SchedulingPolicy;
import osprey.lang.Diagnostics;
import osprey.lang.Spelling;
import osprey.lang.scn.Machine;
import osprey.lang.scn.ScenarioParser;
import osprey.lang.scn.Vocabulary;
import osprey.machine.Ram;

/// From what a scenario says of a machine to what the kernel is built with. Says what the kernel
/// cannot do.
final class MachineSettings {
  private static final int PICOS_PER_NANO = 1000;

  private final Machine machine;
  private final RunOptions options;
  private final Diagnostics diagnostics;

  MachineSettings(Machine machine, RunOptions options, Diagnostics diagnostics) {
    this.machine = machine;
    this.options = options;
    this.diagnostics = diagnostics;
  }

  MachineConfig config(int host, long seed) {
    Integer cpus = options.cpus();
    if (cpus != null && (cpus < 1 || cpus > Machine.CPUS_MAX)) {
      diagnostics.error(0, 1, "a machine has 1 to " + Machine.CPUS_MAX + " CPUs, not " + cpus);
      cpus = null;
    }
    LimitSettings limits = new LimitSettings(machine.limits());
    String problem = limits.problem();
    if (problem != null) {
      diagnostics.error(machine.at(), 7, problem, null);
    }
    int frames = (int) Math.min(Integer.MAX_VALUE, machine.memoryBytes() / Ram.FRAME_BYTES);
    return new MachineConfig(
        host,
        machine.name(),
        cpus == null ? machine.cpus() : cpus,
        machine.clockHertz(),
        frames,
        machine.interleave(),
        costs(),
        machine.expiredFirst() ? TieRule.EXPIRED_FIRST : TieRule.ARRIVALS_FIRST,
        seed + host * 0x9e3779b97f4a7c15L,
        MachineConfig.BOOT_SECONDS,
        limits.processes(),
        limits.pipes(),
        limits.ipc(),
        limits.net(),
        limits.threads(),
        limits.files(frames),
        machine.isCoherent() || options.isCoherent());
  }

  /// Null when there is no such policy.
  @Nullable SchedulingPolicy policy() {
    Machine.Scheduler scheduler = machine.scheduler();
    String specification = options.scheduler();
    if (specification != null) {
      scheduler = ScenarioParser.scheduler(specification, diagnostics, Vocabulary.standard());
      if (diagnostics.hasErrors()) {
        return null;
      }
    }
    String name = scheduler.policy();
    if (!Policies.names().contains(name)) {
      String near = Spelling.hint(name, Policies.names());
      diagnostics.error(
          scheduler.at(),
          name.length(),
          "the scheduling policy '" + name + "' is not there yet",
          near != null ? near : "there are: " + String.join(", ", Policies.names()));
      return null;
    }
    Map<String, List<Long>> parameters = parameters(scheduler);
    String problem = Policies.problem(parameters);
    if (problem != null) {
      diagnostics.error(scheduler.at(), name.length(), problem);
      return null;
    }
    return Policies.create(name, parameters);
  }

  private Map<String, List<Long>> parameters(Machine.Scheduler scheduler) {
    List<String> known = Policies.parameters(scheduler.policy());
    Map<String, List<Long>> parameters = new LinkedHashMap<>();
    scheduler
        .parameters()
        .forEach((parameter, values) -> {
          if (!known.contains(parameter)) {
            diagnostics.error(
                scheduler.at(),
                scheduler.policy().length(),
                "the policy "
                    + scheduler.policy()
                    + " does not take the parameter '"
                    + parameter
                    + "' yet",
                known.isEmpty() ? null : "it takes: " + String.join(", ", known));
          } else {
            parameters.put(parameter, values);
          }
        });
    return parameters;
  }

  private Costs costs() {
    Machine.Costs said = machine.costs();
    if (said.isFile()) {
      diagnostics.error(said.at(), 5, "cost profiles cannot be read from files yet");
    }
    Costs base = said.profile().equals("zero") ? Costs.ZERO : Costs.LINUX;
    Map<String, Long> picos = said.picos();
    return picos.isEmpty() ? base : new PriceList(base, picos).costs();
  }

  /// The prices of a profile with some of them replaced.
  private record PriceList(Costs base, Map<String, Long> picos) {
    Costs costs() {
      return new Costs(
          base.name(),
          nanos("call", base.callNanos()),
          nanos("sync", base.syncNanos()),
          nanos("wake", base.wakeNanos()),
          nanos("switch", base.switchNanos()),
          nanos(
              "thread_switch",
              picos.containsKey("switch")
                  ? nanos("switch", base.switchNanos())
                  : base.threadSwitchNanos()),
          nanos("migration", base.migrationNanos()),
          nanos("copy", base.copyNanos()),
          picos.getOrDefault("byte", base.copyPicosPerByte()),
          nanos("fault", base.faultNanos()),
          nanos("fork", base.forkNanos()),
          nanos("fork_page", base.forkPageNanos()),
          nanos("exec", base.execNanos()),
          nanos("thread", base.threadNanos()),
          nanos("signal", base.signalNanos()),
          nanos("line", base.lineNanos()));
    }

    private long nanos(String name, long otherwise) {
      Long said = picos.get(name);
      return said == null ? otherwise : (said + PICOS_PER_NANO / 2) / PICOS_PER_NANO;
    }
  }
}
