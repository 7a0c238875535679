package osprey.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;
import osprey.report.Quiz;
import osprey.report.Summary;
import osprey.sim.Boot;
import osprey.sim.OutsideFiles;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Verdict;

/// Makes setups of scenarios and C programs, and reads the files they name. Keeps the C library for
/// the next one.
public final class SourceLoader implements Setup.Loader {
  private @Nullable Compiler compiler;

  @Override
  public @Nullable Setup load(SourceText source, List<String> arguments, Diagnostics diagnostics) {
    if (compiler == null) {
      compiler = new Compiler();
    }
    OutsideFiles files = SourceLoader::read;
    Boot boot =
        source.isScenario()
            ? Boot.ofScenario(compiler, source.path(), source.text(), files, diagnostics)
            : Boot.ofProgram(compiler, source.path(), source.text(), arguments, files, diagnostics);
    return boot == null ? null : new Loaded(source.path(), boot, diagnostics.sources());
  }

  private static byte @Nullable [] read(String path) {
    try {
      Path file = Path.of(path);
      boolean isReadable = Files.isRegularFile(file) && Files.size(file) <= SourceText.BYTES_MAX;
      return isReadable ? Files.readAllBytes(file) : null;
    } catch (IOException | InvalidPathException unreadable) {
      return null;
    }
  }

  /// @param sources where the positions of expectations lie
  private record Loaded(String path, Boot boot, SourceMap sources) implements Setup {
    @Override
    public String title() {
      String title = boot.scenario().title();
      return title.isEmpty() ? path : title;
    }

    @Override
    public @Nullable Long timeLimitNanos() {
      return boot.scenario().timeLimitNanos();
    }

    @Override
    public boolean isHardware() {
      return boot.scenario().mode().isHardware();
    }

    @Override
    public List<String> keptSimulated() {
      return boot.scenario().mode().simulated();
    }

    @Override
    public List<Image> images() {
      return boot.images();
    }

    @Override
    public boolean accepts(RunOptions options, Diagnostics diagnostics) {
      return boot.accepts(options, diagnostics);
    }

    @Override
    public @Nullable Simulation boot(RunOptions options, Diagnostics diagnostics) {
      return boot.boot(options, diagnostics);
    }

    @Override
    public List<Quiz.Job> exercise(RunOptions options) {
      return QuizJobs.of(boot.exercise(options));
    }

    @Override
    public List<Summary.Check> checks(Simulation run) {
      List<Summary.Check> checks = new ArrayList<>();
      for (Verdict each : boot.verdicts(run)) {
        checks.add(
            new Summary.Check(
                sources.locate(each.at()).toString(),
                each.clause(),
                each.isMet(),
                each.isMet() ? null : each.actual()));
      }
      return checks;
    }

    @Override
    public int mainPid(Simulation run) {
      return Boot.mainPid(run);
    }
  }
}
