package osprey.hardware.lockstep;

/// The two kernels came to different things; the message is the whole report.
public final class Divergence extends RuntimeException {
  private static final long serialVersionUID = 1;

  Divergence(String report) {
    super(report);
  }
}
