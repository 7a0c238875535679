package osprey.lang.c.object;

import java.util.List;
import java.util.Map;
import osprey.code.CType;

/// A compiled translation unit, or the whole C library. Functions and data are asked for one by
/// one, so that a stored library decodes only what a program uses.
public interface ObjectFile {
  String name();

  /// Part of the C library: linked on demand, stepped over by the debugger.
  boolean isLibrary();

  List<ObjectSymbol> symbols();

  /// Names of the source files that line tables refer to.
  List<String> files();

  int functionCount();

  FunctionCode function(int index);

  int dataCount();

  DataPiece data(int index);

  /// Typedef names and tags for the debugger.
  Map<String, CType> types();
}
