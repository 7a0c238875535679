package osprey.ui.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import osprey.ui.SourceText;

/// Finds and reads what the user names on the command line.
final class Sources {
  private Sources() {}

  /// A scenario or C program by its name.
  static SourceText runnable(String path) throws SourceText.Unreadable {
    SourceText source = SourceText.read(path);
    if (!SourceText.isKnown(path)) {
      throw SourceText.unreadable(path + " is neither a scenario (.scn) nor a C program (.c)");
    }
    return source;
  }

  /// A file as it is, or all scenarios below a folder in order of their paths.
  static List<String> scenarios(String path) throws SourceText.Unreadable {
    if (!Files.isDirectory(Path.of(path))) {
      return List.of(path);
    }
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(path))) {
      files
          .map(Path::toString)
          .filter(file -> SourceText.isScenario(file) && Files.isRegularFile(Path.of(file)))
          .sorted()
          .forEach(found::add);
    } catch (IOException failed) {
      throw SourceText.unreadable(path + " cannot be read: " + failed.getMessage());
    }
    return found;
  }
}
