package osprey.ui.debug;

import java.util.Comparator;
import java.util.List;
import osprey.code.Image;
import osprey.code.Symbol;

/// The local variables of a frame.
public final class Variables {
  private Variables() {}

  public static List<Symbol.Local> parameters(FrameView view) {
    return Names.visible(view.image(), view.instruction()).stream()
        .filter(Symbol.Local::isParameter)
        .toList();
  }

  /// Those that are not parameters and visible where the frame is, innermost scope first.
  public static List<Symbol.Local> locals(FrameView view) {
    return Names.visible(view.image(), view.instruction()).stream()
        .filter(local -> !local.isParameter())
        .sorted(Comparator.comparingInt(Symbol.Local::scopeEnd))
        .toList();
  }

  /// Parameters and local variables visible where the frame is; an inner one comes before the one
  /// that it hides.
  public static List<Symbol.Local> visible(FrameView view) {
    return Names.visible(view.image(), view.instruction()).reversed();
  }

  public static Value load(FrameView view, Symbol.Local variable) throws DebugError {
    return view.load(variable.type(), view.place(variable.name(), variable.location()));
  }

  /// See {@link SourceLines#bodyStart}.
  public static int bodyStart(Image image, Symbol.Function function) {
    return SourceLines.bodyStart(image, function);
  }
}
