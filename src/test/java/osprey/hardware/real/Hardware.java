package osprey.hardware.real;

import org.junit.jupiter.api.Assumptions;

/// A machine for a test, or the reason why this computer has none.
public final class Hardware {
  private Hardware() {}

  public static RealMachine machine() {
    try {
      return new RealMachine();
    } catch (Unavailable reason) {
      Assumptions.abort(reason.getMessage());
      throw new IllegalStateException(reason);
    }
  }

  /// Ends the test, skipped, where there can be no machine.
  public static void require() {
    machine().close();
  }
}
