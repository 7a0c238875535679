package osprey.sim;

import org.jspecify.annotations.Nullable;

/// Files outside the simulation: C sources, headers, contents of simulated files.
@FunctionalInterface
public interface OutsideFiles {
  /// No file can be read.
  OutsideFiles NONE = _ -> null;

  /// @param path relative to where the path of the scenario itself is relative to, or absolute
  /// @return null if it cannot be read
  byte @Nullable [] read(String path);

  /// The path of a file that another one names, relative to that one.
  static String beside(String file, String name) {
    int slash = file.lastIndexOf('/');
    return name.startsWith("/") || slash < 0 ? name : file.substring(0, slash + 1) + name;
  }
}
