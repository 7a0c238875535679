package osprey.ui.debug;

/// How much of a value is shown, and how it is laid out: `set print …`.
///
/// @param isPretty members of structs on lines of their own
/// @param elementsMax of an array or string, longer ones end in `...`; 0 for no limit
/// @param repeatsMin equal elements from which on they are shown once with their number
/// @param showsAddresses what pointers hold, besides what they point to
/// @param showsSymbols names of what pointers point to
public record PrintStyle(
    boolean isPretty,
    int elementsMax,
    int repeatsMin,
    boolean showsAddresses,
    boolean showsSymbols) {
  public static final PrintStyle USUAL = new PrintStyle(false, 200, 10, true, true);

  int limit() {
    return elementsMax == 0 ? Integer.MAX_VALUE : elementsMax;
  }
}
