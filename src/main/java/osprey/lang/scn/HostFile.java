package osprey.lang.scn;

import org.jspecify.annotations.Nullable;

/// Something in a machine's file system before anything runs. Directories above it are made as
/// needed.
///
/// @param mode permission bits
/// @param user owner
public record HostFile(
    int at, @Nullable String machine, String path, Body body, int mode, int user) {
  public sealed interface Body {}

  public record Text(Content content) implements Body {}

  /// The bytes of a file outside the simulation, its path as written.
  public record FromFile(String path) implements Body {}

  public enum Kind implements Body {
    DIRECTORY,
    FIFO
  }

  public record SymbolicLink(String target) implements Body {}
}
