package osprey.lang.c.tree;

import java.util.List;
import osprey.code.CType;

/// An initialiser with designators, nesting and omitted braces resolved: which scalar (or whole
/// struct) goes to which offset of the object. Everything not named is zero.
///
/// @param parts in order of evaluation; a later part overrides an earlier one at the same place
public record Initializer(List<Part> parts) {
  /// @param offset bytes from the start of the object (of the storage unit for a bit-field)
  /// @param bitWidth bits of a bit-field, 0 for an ordinary object
  /// @param value a scalar or struct value of `type`, or a StringLiteral for a char array of `type`
  public record Part(long offset, CType type, int bitOffset, int bitWidth, Expr value) {}
}
