package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import osprey.kernel.task.Burst;
import osprey.lang.scn.Scenario;
import osprey.lang.scn.Share;
import osprey.lang.scn.Start;
import osprey.lang.scn.Workload;

/// A scenario's workloads as an exercise sets them.
public final class Exercise {
  private Exercise() {}

  /// What a workload does at a time.
  ///
  /// @param device empty for computation
  public record Step(String device, long nanos) {}

  /// A process without a program.
  ///
  /// @param steps of a periodic workload: those of its first job
  public record Job(String name, String machine, long arrivalNanos, List<Step> steps, Share share) {
    public Job {
      steps = List.copyOf(steps);
    }
  }

  /// In the order of the file.
  static List<Job> jobs(Scenario scenario, ScenarioScript script) {
    List<Job> jobs = new ArrayList<>();
    for (Start start : scenario.starts()) {
      Workload workload = script.workload(start);
      if (workload == null) {
        continue;
      }
      Share share = start.share().or(workload.share());
      long arrival = script.startNanos(start);
      List<Step> steps = new ArrayList<>();
      for (Burst burst : script.bursts(workload, start.name(), Share.UNSAID, arrival)) {
        switch (burst) {
          case Burst.Cpu(long nanos) -> steps.add(new Step("", nanos));
          case Burst.Io(String device, long nanos, boolean _) -> steps.add(new Step(device, nanos));
          case Burst.Release _ -> throw new IllegalStateException("one job is not released again");
        }
      }
      String machine = scenario.machine(start.machine()).name();
      jobs.add(new Job(start.name(), machine, arrival, steps, share));
    }
    return jobs;
  }
}
