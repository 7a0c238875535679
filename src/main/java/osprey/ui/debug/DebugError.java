package osprey.ui.debug;

/// What the user asked for cannot be done; the message is a sentence for the user.
public final class DebugError extends Exception {
  private static final long serialVersionUID = 1;

  public DebugError(String message) {
    super(message);
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
