package osprey.sim;

/// Where simulated terminals' output goes.
public interface Console {
  /// @param stream 1 standard output, 2 standard error
  void output(int stream, byte[] bytes, int offset, int length);

  /// Whether what is typed is on the screen already, so that the simulated terminal's echo of it is
  /// not wanted.
  default boolean echoesItself() {
    return false;
  }
}
