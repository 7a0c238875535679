package osprey.lang.c.tree;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;

/// A checked translation unit.
///
/// @param functions definitions, in order
/// @param objects objects with static storage that this unit defines or refers to (`EXTERN`),
///   block-scope statics and file-scope compound literals included, with their initialisers (null:
///   zero)
/// @param typedefs file-scope names for the debugger
/// @param tags `struct x`, `union x`, `enum x` at file scope, keyed by spelling
public record Unit(
    String name,
    List<Function> functions,
    List<Global> objects,
    Map<String, CType> typedefs,
    Map<String, CType> tags) {

  public record Function(
      String name,
      int at,
      CType.Function type,
      boolean isExternal,
      List<Variable> parameters,
      Stmt.Block body) {}

  public record Global(Variable variable, @Nullable Initializer initializer) {}
}
