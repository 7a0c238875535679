package osprey.lang.c;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import osprey.code.Image;
import osprey.code.ImageVerifier;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.gen.CompiledC;
import osprey.lang.c.object.CompiledUnit;
import osprey.lang.c.object.Linker;
import osprey.lang.c.object.StoredLibrary;
import osprey.machine.Program;

class LibraryTest {
  @Test
  void every_function_compiles_and_finds_what_it_refers_to() {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    List<CompiledUnit> all = new ArrayList<>(Library.units());
    all.add(CompiledC.unit("main.c", "int main(void) { return 0; }"));

    Image image =
        Linker.link("all", all, new StoredLibrary(Library.compile()), Map.of(), diagnostics);

    assertThat(DiagnosticPrinter.print(diagnostics, false)).isEmpty();
    Program program = new Program(Objects.requireNonNull(image));
    assertThat(ImageVerifier.verify(program.image())).isEmpty();
  }
}
