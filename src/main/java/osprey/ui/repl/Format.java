package osprey.ui.repl;

import osprey.ui.debug.DebugError;
import osprey.ui.debug.ValueText;

/// The format after a slash, `/x`, and what comes behind it.
///
/// @param letter {@link ValueText#NATURAL} for none
/// @param suffix as written, `/x `, to show it again; empty for none
record Format(char letter, String suffix, String expression) {
  private static final String LETTERS = "xduotazcfs";
  private static final String SIZES = "bhwg";

  static Format of(String arguments, String command) throws DebugError {
    String text = arguments.strip();
    if (!text.startsWith("/")) {
      return new Format(ValueText.NATURAL, "", text);
    }
    String[] parts = Words.first(text.substring(1));
    char letter = ValueText.NATURAL;
    for (char each : parts[0].toCharArray()) {
      if (Character.isDigit(each) || each == '-') {
        throw new DebugError(
            "Item count other than 1 is meaningless in \"" + command + "\" command.");
      }
      if (SIZES.indexOf(each) >= 0) {
        throw new DebugError("Size letters are meaningless in \"" + command + "\" command.");
      }
      if (each == 'i') {
        throw new DebugError("Format letter \"i\" is meaningless in \"" + command + "\" command.");
      }
      if (LETTERS.indexOf(each) < 0) {
        throw new DebugError("Undefined output format \"" + each + "\".");
      }
      letter = each;
    }
    String suffix = letter == ValueText.NATURAL ? "" : "/" + letter + " ";
    return new Format(letter, suffix, parts[1]);
  }
}
