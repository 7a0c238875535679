package osprey.sim;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.lang.Diagnostics;
import osprey.lang.c.Compiler;
import osprey.lang.c.Headers;
import osprey.lang.scn.Scenario;
import osprey.machine.Program;

/// Compiles the programs of a scenario, sources from the scenario itself or from files beside it.
final class ProgramCompiler {
  private final Compiler compiler;
  private final OutsideFiles files;
  private final Headers headers;
  private final Diagnostics diagnostics;

  ProgramCompiler(Compiler compiler, OutsideFiles files, Diagnostics diagnostics) {
    this.compiler = compiler;
    this.files = files;
    this.diagnostics = diagnostics;
    Headers beside = this::header;
    headers = beside.before(Headers.library());
  }

  /// By name; those with errors are missing.
  Map<String, Program> compile(String scenarioFile, Scenario scenario) {
    Map<String, Program> programs = new LinkedHashMap<>();
    for (osprey.lang.scn.Program each : scenario.programs()) {
      List<Compiler.Source> sources = sources(scenarioFile, each);
      Image image =
          sources.isEmpty() ? null : compiler.image(sources, headers, Map.of(), diagnostics);
      if (image != null) {
        programs.put(each.name(), new Program(image));
      }
    }
    return programs;
  }

  private List<Compiler.Source> sources(String scenarioFile, osprey.lang.scn.Program program) {
    List<Compiler.Source> sources = new ArrayList<>();
    for (osprey.lang.scn.Program.Source source : program.sources()) {
      switch (source) {
        case osprey.lang.scn.Program.Inline(int _, var file, var text, int line, int column) ->
            sources.add(new Compiler.Source(file, text, line, column));
        case osprey.lang.scn.Program.FromFile(int at, String name) -> {
          String path = OutsideFiles.beside(scenarioFile, name);
          String text = text(files.read(path));
          if (text == null) {
            diagnostics.error(at, name.length() + 2, path + " cannot be read");
          } else {
            sources.add(new Compiler.Source(path, text));
          }
        }
      }
    }
    return sources;
  }

  private Headers.@Nullable Header header(String name, boolean isAngled, String includingFile) {
    String path = OutsideFiles.beside(includingFile, name);
    String text = isAngled ? null : text(files.read(path));
    return text == null ? null : new Headers.Header(path, text);
  }

  /// UTF-8, or else ISO 8859-1, in which any bytes mean something.
  static @Nullable String text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
