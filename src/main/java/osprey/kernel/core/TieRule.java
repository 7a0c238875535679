package osprey.kernel.core;

/// Who comes first when a quantum expires at the very instant at which others become ready.
/// Published answers to scheduling exercises differ on it, so it is declared and printed.
public enum TieRule {
  /// Arrivals and completed I/O enter the queue before the thread whose quantum is over.
  ARRIVALS_FIRST("arrivals and completed I/O before the expired quantum"),
  EXPIRED_FIRST("the expired quantum before arrivals and completed I/O");

  private final String words;

  TieRule(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
