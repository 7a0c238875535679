package osprey.lang.scn;

import java.util.List;

/// A C program.
public record Program(int at, String name, List<Source> sources) {
  public Program {
    sources = List.copyOf(sources);
  }

  /// One translation unit.
  public sealed interface Source {
    int at();
  }

  /// C text inside the scenario file; line and column are where it begins there, as
  /// Preprocessor.run wants them.
  public record Inline(int at, String file, String text, int firstLine, int firstColumn)
      implements Source {}

  /// A file of its own, its path as written.
  public record FromFile(int at, String path) implements Source {}
}
