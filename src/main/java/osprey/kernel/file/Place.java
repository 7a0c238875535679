package osprey.kernel.file;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;

/// Where a path leads.
///
/// @param directory that holds the last name; any directory if the lookup failed
/// @param name the last name; `.`, `..`, or empty for the root
/// @param node what has that name, null if nothing has
/// @param endsInSlash the path says that it means a directory
/// @param errno why there is no such place, or null
public record Place(
    Directory directory,
    String name,
    @Nullable Inode node,
    boolean endsInSlash,
    @Nullable Errno errno) {

  /// Whether the last component is a name, not `.`, `..` or the root.
  public boolean isNamed() {
    return !name.isEmpty() && !name.equals(".") && !name.equals("..");
  }

  /// What keeps a caller that wants something existing from it: an error, or null.
  public @Nullable Errno missing() {
    return errno == null && node == null ? Errno.ENOENT : errno;
  }

  static Place failed(Directory directory, Errno errno) {
    return new Place(directory, "", null, false, errno);
  }
}
