package osprey.code;

import java.util.List;

/// A name of a program, for the linker's map and the debugger.
public sealed interface Symbol {
  String name();

  /// @param start index of the first instruction (its `ENTER`)
  /// @param end index after the last
  /// @param registers size of the window
  /// @param frameBytes memory frame below the frame pointer
  /// @param isLibrary part of the C library: stepped over by default
  record Function(
      String name,
      int start,
      int end,
      int registers,
      int frameBytes,
      CType.Function type,
      List<Local> locals,
      boolean isLibrary)
      implements Symbol {}

  /// Static storage.
  record Global(String name, CType type, Location location, boolean isLibrary) implements Symbol {}

  /// @param scopeStart index of the first instruction at which the name is visible
  /// @param scopeEnd index after the last
  record Local(
      String name, CType type, Location location, boolean isParameter, int scopeStart, int scopeEnd)
      implements Symbol {}
}
