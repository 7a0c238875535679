package osprey.kernel.fileserver;

/// Another machine's directory as part of this machine's tree, nfs(5).
///
/// @param path where it is seen here
/// @param device number of the file system that stands for it
/// @param server index of the machine that serves it
/// @param isSoft calls fail with EIO when the server has not answered; otherwise they wait
/// @param timeoutNanos after which a request is sent again; doubled each time
/// @param retries how often, before the server counts as not responding
/// @param blockBytes that one request moves at most
public record Mount(
    String path,
    int device,
    int server,
    String serverName,
    String export,
    boolean isSoft,
    long timeoutNanos,
    int retries,
    int blockBytes) {
  /// `server:/export`.
  String source() {
    return serverName + ":" + export;
  }

  /// From the first transmission to the verdict that the server does not respond.
  long cycleNanos() {
    return timeoutNanos * ((1L << retries + 1) - 1);
  }
}
