package osprey.sim;

import java.util.List;
import osprey.lang.scn.Expectation;
import osprey.lang.scn.Metric;
import osprey.trace.TraceKind;
import osprey.trace.TraceLevel;

/// Which events must be recorded for a scenario's expectations.
final class TraceNeeds {
  private TraceNeeds() {}

  /// A mask of kinds.
  static long of(List<Expectation> expectations) {
    long mask = 0;
    for (Expectation each : expectations) {
      mask |= TraceLevel.SCHEDULE.mask() | of(each);
    }
    return mask;
  }

  private static long of(Expectation expectation) {
    return switch (expectation) {
      case Expectation.OneOf(int _, String _, var outcomes) -> {
        long mask = 0;
        for (Expectation.Outcome outcome : outcomes) {
          mask |= of(outcome.conditions());
        }
        yield mask;
      }
      case Expectation.Measure measure when measure.call() != null -> TraceKind.CALL_ENTERED.bit();
      case Expectation.Measure measure
          when measure.metric() == Metric.PACKETS || measure.metric() == Metric.PACKETS_LOST ->
          TraceKind.PACKET.bit();
      default -> 0;
    };
  }
}
