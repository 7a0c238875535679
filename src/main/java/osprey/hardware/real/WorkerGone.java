package osprey.hardware.real;

/// A real process died or stopped answering where it must not.
public final class WorkerGone extends RuntimeException {
  private static final long serialVersionUID = 1;

  WorkerGone(String message) {
    super(message);
  }
}
