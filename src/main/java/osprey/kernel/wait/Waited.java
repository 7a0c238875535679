package osprey.kernel.wait;

/// Progress of a call that has achieved nothing yet but has waited once: what it waited for may be
/// gone when it looks again.
public record Waited() implements Progress {
  public static final Waited ONCE = new Waited();
}
