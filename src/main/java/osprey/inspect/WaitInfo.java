package osprey.inspect;

/// What a blocked thread waits for.
///
/// @param what in words: `data in pipe 3`
/// @param untilNanos when the wait ends by itself, Long.MAX_VALUE for never
/// @param call name of the call that waits, empty for none
public record WaitInfo(String what, long sinceNanos, long untilNanos, String call) {
  public static final long FOREVER = Long.MAX_VALUE;
}
