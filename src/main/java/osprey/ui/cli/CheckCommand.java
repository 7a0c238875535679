package osprey.ui.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import osprey.lang.Diagnostic;
import osprey.lang.Diagnostics;
import osprey.lang.SourceLocation;
import osprey.lang.SourceMap;
import osprey.report.Json;
import osprey.ui.SourceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `osprey check FILE…`.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Tell everything that is wrong with scenarios and C programs, without running them.")
final class CheckCommand implements Callable<Integer> {
  private final Cli cli;
  private final HostStreams streams;
  private final Json json = new Json();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenarios and C programs.")
  List<String> files = List.of();

  @Option(names = "--json", description = "Print the diagnostics as JSON on standard output.")
  boolean isJson;

  CheckCommand(Cli cli) {
    this.cli = cli;
    streams = cli.streams();
  }

  @Override
  public Integer call() {
    boolean isValid = true;
    json.beginArray();
    for (String file : files) {
      isValid &= check(file);
    }
    json.end();
    if (isJson) {
      streams.print(json.toString());
    }
    return isValid ? ExitCode.OK : ExitCode.INVALID;
  }

  private boolean check(String file) {
    SourceText source;
    try {
      source = Sources.runnable(file);
    } catch (SourceText.Unreadable reason) {
      String message = String.valueOf(reason.getMessage());
      if (isJson) {
        json.beginObject().member("file", file).member("severity", "error");
        json.member("message", message).end();
      } else {
        streams.err().println("osprey: " + message);
      }
      return false;
    }
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    boolean isValid = cli.loader().load(source, List.of(), diagnostics) != null;
    if (isJson) {
      diagnostics.all().forEach(found -> append(file, diagnostics.sources(), found));
    } else {
      cli.show(diagnostics);
      if (isValid) {
        streams.print(file + ": ok\n");
      }
    }
    return isValid;
  }

  private void append(String file, SourceMap sources, Diagnostic found) {
    json.beginObject();
    if (found.at() > 0) {
      SourceLocation place = sources.locate(found.at());
      json.member("file", place.file()).member("line", place.line());
      json.member("column", place.column()).member("endColumn", place.column() + found.length());
    } else {
      json.member("file", file);
    }
    json.member("severity", found.severity().name().toLowerCase(Locale.ROOT));
    json.member("message", found.message());
    String hint = found.hint();
    if (hint != null) {
      json.member("hint", hint);
    }
    json.end();
  }
}
