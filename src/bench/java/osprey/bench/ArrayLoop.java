package osprey.bench;

/// The loop by which interpreters are compared, in C:
///
/// ```c
/// int loop(long n) {
///   int s = 0;
///   for (long k = 0; k < n; k++) {
///     int i = k & 1023;
///     s += a[i];
///     a[i] = s;
///   }
///   return s;
/// }
/// ```
///
/// `a` is an array of 1024 zeroes that keeps its content between runs; since nobody else writes to
/// it every sum is 0, but no interpreter knows that.
interface ArrayLoop {
  /// Runs the loop and returns `s`.
  long run(long iterations);
}
