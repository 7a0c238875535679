package osprey.sim;

/// What stops a run beside breakpoints and its end. Where it stops changes nothing of what happens
/// later.
///
/// @param timeNanos simulated time
/// @param ticks as {@link Moment} counts them
/// @param traceKinds bits of the kinds of trace events to stop after
public record Until(long timeNanos, long ticks, long traceKinds) {
  public static final Until END = new Until(Long.MAX_VALUE, Long.MAX_VALUE, 0);

  public Until time(long nanos) {
    return new Until(nanos, ticks, traceKinds);
  }

  public Until ticks(long most) {
    return new Until(timeNanos, most, traceKinds);
  }
}
