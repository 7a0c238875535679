package osprey.lang;

import org.jspecify.annotations.Nullable;

/// Something wrong, or doubtful, in what the user wrote. Collected, never thrown.
///
/// @param at position in the {@link SourceMap}
/// @param length characters to underline, at least 1
/// @param hint what to do about it, or null
public record Diagnostic(
    Severity severity, int at, int length, String message, @Nullable String hint) {
  public enum Severity {
    ERROR,
    WARNING,
    /// Belongs to the diagnostic before it ("block opened here").
    NOTE
  }
}
