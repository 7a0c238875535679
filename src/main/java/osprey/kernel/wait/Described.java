package osprey.kernel.wait;

/// What a wait asks for ({@link Wait#request}) when that says more than the name of the queue: `a
/// message of type 3 in queue 5`.
public interface Described {
  String words();
}
