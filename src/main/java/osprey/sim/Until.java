package osprey.sim;

/// What stops a run beside breakpoints and its end.
///
/// @param timeNanos simulated time
/// @param events how many may happen from here on
/// @param traceKinds bits of the kinds of trace events to stop after
public record Until(long timeNanos, long events, long traceKinds) {
  public static final Until END = new Until(Long.MAX_VALUE, Long.MAX_VALUE, 0);

  public Until time(long nanos) {
    return new Until(nanos, events, traceKinds);
  }
}
