package osprey.kernel.net;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.wait.Outcome;

/// What accept(2) got.
///
/// @param socket null if the outcome says why there is none
public record Accepted(Outcome outcome, @Nullable Socket socket) {
  static Accepted failed(Errno errno) {
    return new Accepted(Outcome.failed(errno), null);
  }
}
