package osprey.ui.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A stream that can be told to keep what is written instead of passing it on.
final class Capture extends OutputStream {
  private final OutputStream to;
  private @Nullable ByteArrayOutputStream kept;

  Capture(OutputStream to) {
    this.to = to;
  }

  void begin() {
    kept = new ByteArrayOutputStream();
  }

  boolean isKeeping() {
    return kept != null;
  }

  /// What was written since {@link #begin}; from now on everything is passed on again.
  String end() {
    ByteArrayOutputStream all = kept;
    kept = null;
    return all == null ? "" : all.toString(StandardCharsets.UTF_8);
  }

  private OutputStream target() {
    return kept == null ? to : kept;
  }

  @Override
  public void write(int value) throws IOException {
    target().write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    target().write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    target().flush();
  }
}
