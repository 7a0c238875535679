package osprey.lang;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The diagnostics of one compilation, in the order found, with the sources they point into.
public final class Diagnostics {
  /// After this many errors further ones are counted but not kept: they rarely tell anything new.
  public static final int ERRORS_KEPT_MAX = 50;

  private final SourceMap sources;
  private final List<Diagnostic> found = new ArrayList<>();
  private int errors;

  public Diagnostics(SourceMap sources) {
    this.sources = sources;
  }

  public SourceMap sources() {
    return sources;
  }

  public void error(int at, int length, String message) {
    error(at, length, message, null);
  }

  public void error(int at, int length, String message, @Nullable String hint) {
    if (++errors <= ERRORS_KEPT_MAX) {
      found.add(new Diagnostic(Diagnostic.Severity.ERROR, at, Math.max(1, length), message, hint));
    }
  }

  public void warning(int at, int length, String message, @Nullable String hint) {
    found.add(new Diagnostic(Diagnostic.Severity.WARNING, at, Math.max(1, length), message, hint));
  }

  /// Adds to the diagnostic before it.
  public void note(int at, int length, String message) {
    if (errors <= ERRORS_KEPT_MAX) {
      found.add(new Diagnostic(Diagnostic.Severity.NOTE, at, Math.max(1, length), message, null));
    }
  }

  public boolean hasErrors() {
    return errors > 0;
  }

  public int errorCount() {
    return errors;
  }

  public List<Diagnostic> all() {
    return List.copyOf(found);
  }
}
