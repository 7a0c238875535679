package osprey.lang.c.object;

/// An entry of an object file's symbol table.
///
/// @param external whether other object files see it
/// @param index of the function or data piece; -1 for an undefined symbol
/// @param at where it is defined, or first used if undefined; 0 in the C library
public record ObjectSymbol(String name, boolean external, Kind kind, int index, int at) {
  public enum Kind {
    UNDEFINED,
    FUNCTION,
    DATA
  }
}
