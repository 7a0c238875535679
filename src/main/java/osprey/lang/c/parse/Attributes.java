package osprey.lang.c.parse;

import org.jspecify.annotations.Nullable;

/// What `__attribute__((…))`, `_Noreturn` and `_Alignas` said about a declaration. Attributes that
/// change nothing here (`unused`, `pure`, …) are forgotten as they are read.
///
/// @param alignment bytes, 0 for the type's own
/// @param format how a function checks its arguments against a format
record Attributes(boolean isPacked, int alignment, boolean isNoReturn, @Nullable Format format) {
  /// @param isScan scanf rather than printf
  /// @param formatIndex which parameter is the format, from 1
  /// @param firstIndex which argument is the first to check, from 1; 0 for none (`vprintf`)
  record Format(boolean isScan, int formatIndex, int firstIndex) {}

  static final Attributes NONE = new Attributes(false, 0, false, null);

  Attributes and(Attributes other) {
    if (other.equals(NONE)) {
      return this;
    }
    return new Attributes(
        isPacked || other.isPacked,
        Math.max(alignment, other.alignment),
        isNoReturn || other.isNoReturn,
        other.format == null ? format : other.format);
  }

  Attributes packed() {
    return new Attributes(true, alignment, isNoReturn, format);
  }

  Attributes aligned(int bytes) {
    return new Attributes(isPacked, Math.max(alignment, bytes), isNoReturn, format);
  }

  Attributes noReturn() {
    return new Attributes(isPacked, alignment, true, format);
  }

  Attributes formatted(Format newFormat) {
    return new Attributes(isPacked, alignment, isNoReturn, newFormat);
  }
}
