package osprey.lang.c;

import org.jspecify.annotations.Nullable;

/// Where `#include` finds its files. The compiler itself reads no files: whoever starts it says
/// what there is. One instance may serve many compilations, and keeps what it has read.
@FunctionalInterface
public interface Headers {
  /// @param file the name that diagnostics, `__FILE__` and further lookups use; the same file must
  ///   always get the same name
  record Header(String file, String text) {}

  /// @param isAngled `#include <name>` rather than `#include "name"`
  /// @param includingFile name of the file that holds the `#include`
  @Nullable Header find(String name, boolean isAngled, String includingFile);

  /// The C library's own headers.
  static Headers library() {
    return new LibraryHeaders();
  }

  /// Looks here first for `"name"`, and in the other first for `<name>`.
  default Headers before(Headers other) {
    return (name, isAngled, includingFile) -> {
      Headers first = isAngled ? other : this;
      Headers second = isAngled ? this : other;
      Header header = first.find(name, isAngled, includingFile);
      return header != null ? header : second.find(name, isAngled, includingFile);
    };
  }
}
