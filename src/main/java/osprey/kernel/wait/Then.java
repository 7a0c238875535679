package osprey.kernel.wait;

/// What happens to a blocked call when its wait ends by a wake-up. Data, so that a blocked call can
/// be copied, printed and compared.
public sealed interface Then {
  /// The call is made again from the start with the same arguments.
  record Retry() implements Then {}

  /// The call returns this value.
  record Return(long value) implements Then {}

  /// The call ends with this outcome.
  record End(Outcome outcome) implements Then {}

  /// The call is made again and finds this progress (see {@link Progress}).
  record Continue(Progress progress) implements Then {}

  Then RETRY = new Retry();
}
