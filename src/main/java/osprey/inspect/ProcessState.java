package osprey.inspect;

public enum ProcessState {
  LIVE,
  STOPPED,
  /// Exited and not yet waited for.
  ZOMBIE,
  /// Waited for; known only to views.
  ENDED
}
