package osprey.ui.debug;

import osprey.code.Image;
import osprey.code.Symbol;

/// An instruction of a program.
public record CodePlace(Image image, int instruction) {
  public long address() {
    return Image.addressOf(instruction);
  }

  public int line() {
    return image.lineAt(instruction);
  }

  /// Name of the source file, empty where there is no line information.
  public String file() {
    return line() == 0 ? "" : image.fileAt(instruction).name();
  }

  /// Name of the function, empty for none.
  public String function() {
    Symbol.Function function = image.functionAt(instruction);
    return function == null ? "" : function.name();
  }

  @Override
  public String toString() {
    return function() + " at " + file() + ":" + line();
  }
}
