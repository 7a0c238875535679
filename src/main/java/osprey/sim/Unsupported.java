package osprey.sim;

import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.scn.Expectation;
import osprey.lang.scn.Intervention;
import osprey.lang.scn.Sandbox;
import osprey.lang.scn.Scenario;
import osprey.lang.scn.Share;
import osprey.lang.scn.Start;
import osprey.lang.scn.Workload;

/// Says what a scenario asks for that the simulated kernel cannot do: nothing is ignored silently.
final class Unsupported {
  private final Diagnostics diagnostics;

  Unsupported(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void check(Scenario scenario) {
    for (Sandbox sandbox : scenario.sandboxes()) {
      if (!sandbox.readable().isEmpty() && !sandbox.denials().contains(Sandbox.Denial.FILES)) {
        error(
            sandbox.at(),
            7,
            "'read' is an exception from 'deny files', which is not there",
            "add: deny files");
      }
    }
    scenario.interventions().forEach(this::check);
    for (Expectation each : scenario.expectations()) {
      if (each instanceof Expectation.Race race) {
        error(race.at(), 4, "races are not looked for yet", null);
      }
    }
    scenario.starts().forEach(start -> check(scenario, start));
  }

  private void check(Intervention what) {
    switch (what.action()) {
      case Intervention.CrashMachine _, Intervention.RestartMachine _ ->
          error(what.at(), 1, "machines cannot crash or restart yet", null);
      case Intervention.CutLink _,
          Intervention.HealLink _,
          Intervention.Partition _,
          Intervention.HealPartition _,
          Intervention.Send _,
          Intervention.Crash _,
          Intervention.Restart _,
          Intervention.Type _,
          Intervention.EndInput _ -> {}
    }
  }

  private void check(Scenario scenario, Start start) {
    Workload workload = scenario.workload(start.program());
    Share share = workload == null ? start.share() : start.share().or(workload.share());
    if (workload == null && share.jobs() != null) {
      error(start.at(), 5, "only a workload has jobs", null);
    }
    if (workload == null) {
      return;
    }
    Integer jobs = share.jobs();
    if (share.periodNanos() == null && jobs != null) {
      error(start.at(), 5, "jobs need a period", "add, for example: period 50ms");
    }
    if (share.periodNanos() != null && jobs == null && scenario.timeLimitNanos() == null) {
      error(
          start.at(),
          5,
          "this periodic workload would run for ever",
          "say how often: jobs 10, or add: time limit 1s");
    }
    if (jobs != null && (long) jobs * (workload.steps().size() + 1) > Workload.STEPS_MAX) {
      error(start.at(), 5, "a workload has at most " + Workload.STEPS_MAX + " steps", null);
    }
  }

  private void error(int at, int length, String message, @Nullable String hint) {
    diagnostics.error(at, length, message, hint);
  }
}
