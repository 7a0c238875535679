package osprey.kernel.file;

import org.jspecify.annotations.Nullable;

/// From where and as whom a path is looked up.
///
/// @param directory where relative paths start
/// @param umask permission bits that new files do not get
/// @param now simulated time, for the times of nodes; the machine's clock is added where stat(2)
///   shows them
/// @param root where absolute paths start and above which none leads; null: the machine's
public record Viewpoint(
    Directory directory, Credentials user, int umask, long now, @Nullable Directory root) {
  public Viewpoint(Directory directory, Credentials user, int umask, long now) {
    this(directory, user, umask, now, null);
  }
}
