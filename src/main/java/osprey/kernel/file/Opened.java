package osprey.kernel.file;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.wait.Outcome;

/// What open(2) came to. The description has no reference yet: whoever takes it retains it.
///
/// @param description null on failure
/// @param outcome `ZERO` if the description can be used at once; `Blocked` if the caller must hold
///   it (with a reference) while it waits and then call {@link FileDescription#continueOpening}
public record Opened(@Nullable FileDescription description, Outcome outcome) {
  public static Opened failed(Errno errno) {
    return new Opened(null, Outcome.failed(errno));
  }

  public static Opened of(FileDescription description) {
    return new Opened(description, Outcome.ZERO);
  }
}
