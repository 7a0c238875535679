package osprey.hardware.real;

/// This computer cannot do what was asked for; the message is one sentence for the user.
public final class Unavailable extends Exception {
  private static final long serialVersionUID = 1;

  public Unavailable(String sentence) {
    super(sentence);
  }

  Unavailable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
