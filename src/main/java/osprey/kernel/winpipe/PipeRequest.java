package osprey.kernel.winpipe;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;

/// The arguments of CreateNamedPipe.
///
/// @param outBytes quota for what the server writes
/// @param timeoutMillis for clients that wait without a time of their own
public record PipeRequest(
    int openMode,
    int pipeMode,
    int maxInstances,
    int outBytes,
    int inBytes,
    int timeoutMillis,
    int process) {
  int direction() {
    return openMode & PipeMode.DUPLEX;
  }

  boolean isMessages() {
    return (pipeMode & PipeMode.MESSAGES) != 0;
  }

  boolean mustBeFirst() {
    return (openMode & PipeMode.FIRST_INSTANCE) != 0;
  }

  @Nullable Errno problem() {
    boolean readsMessages = (pipeMode & PipeMode.READ_MESSAGES) != 0;
    if (direction() == 0
        || (pipeMode & ~PipeMode.ALL) != 0
        || (readsMessages && !isMessages())
        || maxInstances < 1
        || maxInstances > WindowsPipe.UNLIMITED) {
      return Errno.ERROR_INVALID_PARAMETER;
    }
    return (openMode & PipeMode.OVERLAPPED) != 0 ? Errno.ERROR_NOT_SUPPORTED : null;
  }
}
