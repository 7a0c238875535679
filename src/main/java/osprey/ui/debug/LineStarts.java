package osprey.ui.debug;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import osprey.code.Image;
import osprey.code.Symbol;

/// The instructions with which lines of the user's functions begin. What comes before a function's
/// body, the arrival of its parameters, belongs to no line.
final class LineStarts {
  private final Map<Image, BitSet> all = new HashMap<>();

  /// Of all functions of a program.
  BitSet of(Image image) {
    return all.computeIfAbsent(
        image,
        _ -> {
          BitSet starts = new BitSet();
          image.functions().forEach(function -> starts.or(of(image, function)));
          return starts;
        });
  }

  /// Of one function, none if it is not the user's.
  static BitSet of(Image image, Symbol.Function function) {
    return function.isLibrary() ? new BitSet() : ofAny(image, function);
  }

  /// Of one function, also if it is the library's.
  static BitSet ofAny(Image image, Symbol.Function function) {
    BitSet starts = new BitSet();
    int body = SourceLines.bodyStart(image, function);
    for (int i = body; i < function.end(); i++) {
      boolean isStart = i == body || image.lineAt(i) != image.lineAt(i - 1);
      if (isStart && image.lineAt(i) != 0) {
        starts.set(i);
      }
    }
    return starts;
  }
}
