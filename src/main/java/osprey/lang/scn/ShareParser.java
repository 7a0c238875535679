package osprey.lang.scn;

import java.util.List;

/// What `workload` and `start` say to the scheduler: `priority 3`, `tickets 100`, `nice -5`, …
final class ShareParser {
  static final List<String> WORDS =
      List.of("nice", "priority", "tickets", "period", "deadline", "cpus", "jobs");

  private final Values values;
  private Share share = Share.UNSAID;

  ShareParser(Values values) {
    this.values = values;
  }

  Share share() {
    return share;
  }

  /// Reads what follows one of the words.
  void read(String word) {
    Share said =
        switch (word) {
          case "nice" ->
              new Share(values.integer("nice", -20, 19), null, null, null, null, null, null);
          case "priority" ->
              new Share(
                  null, values.integer("a priority", -1000, 1000), null, null, null, null, null);
          case "tickets" ->
              new Share(
                  null,
                  null,
                  values.integer("the number of tickets", 1, 1_000_000),
                  null,
                  null,
                  null,
                  null);
          case "period" -> new Share(null, null, null, values.positiveNanos(), null, null, null);
          case "deadline" -> new Share(null, null, null, null, values.positiveNanos(), null, null);
          case "cpus" -> new Share(null, null, null, null, null, values.cpuSet(), null);
          default ->
              new Share(
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  values.integer("the number of jobs", 1, 1_000_000));
        };
    share = said.or(share);
  }
}
