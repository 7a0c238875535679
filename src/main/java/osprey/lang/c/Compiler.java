package osprey.lang.c;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.code.SourceFile;
import osprey.lang.Diagnostics;
import osprey.lang.c.gen.CodeGenerator;
import osprey.lang.c.object.CompiledUnit;
import osprey.lang.c.object.Linker;
import osprey.lang.c.object.ObjectFile;
import osprey.lang.c.parse.Parser;
import osprey.lang.c.tree.Unit;

/// From C sources to a program, as `gcc a.c b.c` does it. Keeps the library for the next program.
public final class Compiler {
  /// A C file, or a program inside another file.
  ///
  /// @param firstLine line of the outer file at which the text starts
  public record Source(String name, String text, int firstLine, int firstColumn) {
    public Source(String name, String text) {
      this(name, text, 1, 1);
    }
  }

  private final ObjectFile library;

  public Compiler() {
    this(Library.load());
  }

  public Compiler(ObjectFile library) {
    this.library = library;
  }

  /// Compiles one program with a library that is loaded for it.
  public static @Nullable Image compile(
      List<Source> sources, Headers headers, Map<String, String> defines, Diagnostics diagnostics) {
    return new Compiler().image(sources, headers, defines, diagnostics);
  }

  /// The program that the sources make together, or null after errors.
  public @Nullable Image image(
      List<Source> sources, Headers headers, Map<String, String> defines, Diagnostics diagnostics) {
    List<CompiledUnit> units = new ArrayList<>();
    Map<String, SourceFile> files = new HashMap<>();
    for (Source source : sources) {
      CompiledUnit unit = unit(source, headers, defines, diagnostics);
      if (unit != null) {
        units.add(unit);
      }
      files.put(source.name(), new SourceFile(source.name(), source.text(), source.firstLine()));
    }
    return diagnostics.hasErrors()
        ? null
        : Linker.link(sources.getFirst().name(), units, library, files, diagnostics);
  }

  private static @Nullable CompiledUnit unit(
      Source source, Headers headers, Map<String, String> defines, Diagnostics diagnostics) {
    List<Token> tokens =
        new Preprocessor(diagnostics, headers, defines)
            .run(source.name(), source.text(), source.firstLine(), source.firstColumn());
    Unit unit = Parser.parse(source.name(), tokens, diagnostics);
    return diagnostics.hasErrors() ? null : CodeGenerator.generate(unit, diagnostics);
  }
}
