package osprey.lang.c;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Run by the build: compiles the C library and stores it where {@link Library} looks for it.
///
/// Usage: `LibraryBuilder <directory>`, which is the root of the class path that holds
/// `osprey/libc/index`; writes `osprey/libc.o` there.
public final class LibraryBuilder {
  private LibraryBuilder() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("usage: LibraryBuilder <directory>");
    }
    Path file = Path.of(arguments[0], "osprey", "libc.o");
    Files.createDirectories(file.getParent());
    Files.write(file, Library.compile());
  }
}
