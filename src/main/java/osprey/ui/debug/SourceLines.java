package osprey.ui.debug;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.code.SourceFile;
import osprey.code.Symbol;

/// Finds the instructions that `FILE:LINE`, `LINE`, `FUNCTION` or `*ADDRESS` mean, in all programs
/// of a run.
public final class SourceLines {
  private final List<Image> images;

  public SourceLines(List<Image> images) {
    this.images = List.copyOf(images);
  }

  public List<Image> images() {
    return images;
  }

  /// One place in each function (of each program) that the location names; never empty.
  ///
  /// @param file that a bare line number belongs to, or null
  public List<CodePlace> find(String location, @Nullable SourceFile file) throws DebugError {
    int colon = location.lastIndexOf(':');
    List<CodePlace> found;
    if (location.startsWith("*")) {
      found = address(location.substring(1).strip());
    } else if (isNumber(location)) {
      if (file == null) {
        throw new DebugError("No line number known: write FILE:LINE.");
      }
      found = line(file.name(), Integer.parseInt(location));
    } else if (colon > 0 && isNumber(location.substring(colon + 1))) {
      found = line(location.substring(0, colon), Integer.parseInt(location.substring(colon + 1)));
    } else {
      found = function(location.substring(colon + 1));
      if (found.isEmpty()) {
        throw new DebugError("Function \"" + location.substring(colon + 1) + "\" not defined.");
      }
    }
    return found;
  }

  /// The source file of that name, or whose name ends in it after a slash; null for none.
  public @Nullable SourceFile file(String name) {
    for (Image image : images) {
      for (SourceFile file : image.files()) {
        if (isNamed(file, name)) {
          return file;
        }
      }
    }
    return null;
  }

  /// The part of a source file that has a line: the programs of one scenario are parts of one file.
  public @Nullable SourceFile file(String name, int line) {
    SourceFile found = null;
    for (Image image : images) {
      for (SourceFile file : image.files()) {
        boolean isBehind = found == null || file.firstLine() > found.firstLine();
        if (isNamed(file, name) && file.firstLine() <= line && isBehind) {
          found = file;
        }
      }
    }
    return found == null ? file(name) : found;
  }

  /// First instruction of a function's body: where its parameters have their values.
  public static int bodyStart(Image image, Symbol.Function function) {
    int opening = image.lineAt(function.start());
    for (int i = function.start() + 1; i < function.end(); i++) {
      if (image.lineAt(i) != 0 && image.lineAt(i) != opening) {
        return i;
      }
    }
    return Math.min(function.start() + 1, function.end() - 1);
  }

  private List<CodePlace> function(String name) {
    List<CodePlace> found = new ArrayList<>();
    for (Image image : images) {
      for (Symbol.Function function : image.functions()) {
        if (function.name().equals(name)) {
          found.add(new CodePlace(image, bodyStart(image, function)));
        }
      }
    }
    return found;
  }

  private List<CodePlace> address(String text) throws DebugError {
    try {
      long address = Long.decode(text);
      for (Image image : images) {
        int instruction = image.instructionAt(address);
        if (instruction >= 0) {
          return List.of(new CodePlace(image, instruction));
        }
      }
    } catch (NumberFormatException wrong) {
      throw new DebugError("Invalid address \"" + text + "\".");
    }
    throw new DebugError("There is no instruction at " + text + ".");
  }

  /// The line, or the next that has code.
  private List<CodePlace> line(String fileName, int wanted) throws DebugError {
    SourceFile file = file(fileName);
    if (file == null) {
      throw new DebugError("No source file named " + fileName + ".");
    }
    int best = Integer.MAX_VALUE;
    for (Image image : images) {
      for (int i = 0; i < image.instructionCount(); i++) {
        int line = image.lineAt(i);
        if (line >= wanted && line < best && image.fileAt(i).name().equals(file.name())) {
          best = line;
        }
      }
    }
    if (best == Integer.MAX_VALUE) {
      throw new DebugError(
          "Line " + wanted + " out of range; \"" + file.name() + "\" has no code there.");
    }
    List<CodePlace> found = new ArrayList<>();
    for (Image image : images) {
      addLine(found, image, file.name(), best);
    }
    return found;
  }

  private static void addLine(List<CodePlace> to, Image image, String file, int line) {
    for (Symbol.Function function : image.functions()) {
      for (int i = function.start(); i < function.end(); i++) {
        if (image.lineAt(i) == line && image.fileAt(i).name().equals(file)) {
          int place = i == function.start() ? bodyStart(image, function) : i;
          to.add(new CodePlace(image, place));
          break;
        }
      }
    }
  }

  private static boolean isNamed(SourceFile file, String name) {
    return file.name().equals(name) || file.name().endsWith("/" + name);
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() < 10;
  }
}
