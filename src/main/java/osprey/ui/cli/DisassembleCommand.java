package osprey.ui.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import osprey.code.Disassembler;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.ui.Setup;
import osprey.ui.SourceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `osprey disassemble FILE`.
@Command(
    name = "disassemble",
    mixinStandardHelpOptions = true,
    description = "Show the instructions that programs are compiled to, beside their source lines.")
final class DisassembleCommand implements Callable<Integer> {
  private final Cli cli;
  private final HostStreams streams;

  @Parameters(index = "0", paramLabel = "FILE", description = "A scenario or a C program.")
  String file = "";

  @Option(names = "--library", description = "The C library's functions too.")
  boolean isLibraryWanted;

  @Option(names = "--function", paramLabel = "NAME", description = "Only this function.")
  @Nullable String function;

  DisassembleCommand(Cli cli) {
    this.cli = cli;
    streams = cli.streams();
  }

  @Override
  public Integer call() {
    SourceText source;
    try {
      source = Sources.runnable(file);
    } catch (SourceText.Unreadable reason) {
      streams.err().println("osprey: " + reason.getMessage());
      return ExitCode.INVALID;
    }
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Setup setup = cli.loader().load(source, List.of(), diagnostics);
    cli.show(diagnostics);
    if (setup == null) {
      return ExitCode.INVALID;
    }
    boolean isFound = false;
    for (Image image : setup.images()) {
      isFound |= print(image);
    }
    if (!isFound) {
      streams.err().println("osprey: there is no function " + function + " in " + file);
    }
    return isFound ? ExitCode.OK : ExitCode.USAGE;
  }

  private boolean print(Image image) {
    Disassembler disassembler = new Disassembler(image);
    if (function == null) {
      streams.print(disassembler.program(isLibraryWanted));
      return true;
    }
    Symbol.Function found = image.function(function);
    if (found != null) {
      streams.print(disassembler.function(found));
    }
    return found != null;
  }
}
