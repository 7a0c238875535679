package osprey.lang.c;

import static com.google.common.base.Preconditions.checkState;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.gen.CodeGenerator;
import osprey.lang.c.object.CompiledUnit;
import osprey.lang.c.object.ObjectFile;
import osprey.lang.c.object.ObjectWriter;
import osprey.lang.c.object.StoredLibrary;
import osprey.lang.c.parse.Parser;
import osprey.lang.c.tree.Unit;

/// The C library in the form that programs are linked with. The build stores it as the resource
/// `osprey/libc.o`; where that is missing or older than its sources, it is compiled from them.
public final class Library {
  private static final String STORED = "/osprey/libc.o";
  private static final String DIRECTORY = "/osprey/libc/";

  private Library() {}

  /// Reads the library, or compiles it: a matter of milliseconds, or of seconds.
  public static ObjectFile load() {
    byte[] stored = resource(STORED);
    if (stored != null && (isPackaged() || StoredLibrary.sourceHash(stored) == sourceHash())) {
      return new StoredLibrary(stored);
    }
    return new StoredLibrary(compile());
  }

  /// Compiles all sources to the contents of `libc.o`.
  static byte[] compile() {
    return ObjectWriter.write(units(), sourceHash());
  }

  /// Every source file, compiled.
  static List<CompiledUnit> units() {
    List<CompiledUnit> units = new ArrayList<>();
    Headers headers = Headers.library();
    for (String file : sourceFiles()) {
      units.add(compile(file, headers));
    }
    return units;
  }

  private static CompiledUnit compile(String file, Headers headers) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    String name = "libc/" + file;
    List<Token> tokens =
        new Preprocessor(diagnostics, headers, Map.of()).run(name, text(DIRECTORY + file));
    Unit unit = Parser.parse(name, tokens, diagnostics);
    CompiledUnit compiled =
        diagnostics.hasErrors() ? null : CodeGenerator.generate(unit, diagnostics);
    checkState(
        compiled != null && !diagnostics.hasErrors(),
        "the C library does not compile\n%s",
        DiagnosticPrinter.print(diagnostics, false));
    return compiled;
  }

  private static List<String> sourceFiles() {
    List<String> files = new ArrayList<>();
    for (String line : text(DIRECTORY + "index").lines().toList()) {
      if (!line.isBlank()) {
        files.add(line.strip());
      }
    }
    return files;
  }

  /// FNV-1a over names and texts of the sources.
  private static long sourceHash() {
    long hash = 0xcbf29ce484222325L;
    for (String file : sourceFiles()) {
      hash = hash(hash, file);
      hash = hash(hash, text(DIRECTORY + file));
    }
    return hash;
  }

  private static long hash(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /// In a jar the stored library belongs to the sources beside it; in a directory somebody may have
  /// edited them.
  private static boolean isPackaged() {
    CodeSource source = Library.class.getProtectionDomain().getCodeSource();
    return source != null && source.getLocation().getPath().endsWith(".jar");
  }

  private static String text(String resource) {
    byte[] bytes = resource(resource);
    checkState(bytes != null, "resource %s is missing", resource);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] resource(String name) {
    try (InputStream stream = Library.class.getResourceAsStream(name)) {
      return stream == null ? null : stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }
}
