package osprey.lang.c.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Variable;

/// What a declarator declares.
///
/// @param name null if it is abstract
/// @param parameters if the name is that of a function: its parameters, for a definition
record Declared(@Nullable Token name, CType type, @Nullable Parameters parameters) {
  /// @param scope what a function's body sees of its parameter list
  /// @param oldNames of a K&R list `f(a, b)`
  record Parameters(Scope scope, List<Parameter> list, List<Token> oldNames, Token opening) {}

  /// @param variable null if it has no name
  record Parameter(@Nullable Variable variable, Token at) {}
}
