package osprey.report;

import java.util.List;
import osprey.inspect.HostInfo;
import osprey.inspect.Metrics;

/// A comparison of scheduling policies for programs: one JSON document. Times are in nanoseconds;
/// what has not happened is null.
public final class PolicyJson {
  private final Json json = new Json();

  private PolicyJson() {}

  public static String of(String title, List<PolicyRun> runs) {
    return new PolicyJson().write(title, runs);
  }

  private String write(String title, List<PolicyRun> runs) {
    json.beginObject().member("title", title);
    json.name("runs").beginArray();
    runs.forEach(this::run);
    return json.end().end().toString();
  }

  private void run(PolicyRun run) {
    json.beginObject().member("policy", run.label()).member("scheduler", run.scheduler());
    json.member("ending", run.ending());
    json.member("timeNanos", run.system().timeNanos()).member("seed", run.system().seed());
    json.name("rules").beginArray();
    run.system().rules().forEach(json::value);
    json.end();
    json.name("utilisation").ratio(run.busyNanos(), run.cpuNanos());
    json.name("throughputPerSecond").ratio(run.throughputMillis(), 1000);
    json.member("voluntarySwitches", run.sum(Metrics::voluntarySwitches));
    json.member("involuntarySwitches", run.sum(Metrics::involuntarySwitches));
    json.member("migrations", run.sum(Metrics::migrations));
    json.member("missedDeadlines", run.sum(Metrics::missedDeadlines));
    Averages averages = run.averages();
    json.name("averages").beginObject().member("processes", averages.count());
    json.member("responseNanos", averages.response());
    json.member("turnaroundNanos", averages.turnaround());
    json.member("waitingNanos", averages.waiting()).end();
    json.name("threads").beginArray();
    run.rows().forEach(this::row);
    json.end();
    json.name("schedule").beginArray();
    for (Schedule.Lane lane : new Schedule(run.timelines()).lanes()) {
      lane(run, lane);
    }
    json.end().end();
  }

  private void row(PolicyRun.Row row) {
    json.beginObject().member("name", row.label()).member("isProcess", row.isProcess());
    json.member("arrivalNanos", row.arrival());
    time("responseNanos", row.response());
    time("turnaroundNanos", row.turnaround());
    json.member("waitingNanos", row.waiting()).end();
  }

  private void time(String name, long nanos) {
    json.name(name);
    if (nanos == Metrics.NEVER) {
      json.nothing();
    } else {
      json.value(nanos);
    }
  }

  private void lane(PolicyRun run, Schedule.Lane lane) {
    HostInfo host = run.system().hosts().get(lane.host());
    json.beginObject().member("host", host.name()).member("cpu", lane.cpu());
    json.name("intervals").beginArray();
    for (Schedule.Interval each : lane.intervals()) {
      json.beginObject().member("label", each.label()).member("tid", each.tid());
      json.member("startNanos", each.start()).member("endNanos", each.end());
      json.member("level", each.level()).end();
    }
    json.end().end();
  }
}
