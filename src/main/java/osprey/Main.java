package osprey;

import java.io.PrintStream;
import osprey.ui.SourceLoader;
import osprey.ui.cli.Cli;

/// Where `java -jar osprey.jar` begins.
public final class Main {
  private static final int OK = 0;

  private Main() {}

  public static void main(String[] args) {
    int status = Cli.run(new SourceLoader(), args);
    if (status != OK) {
      System.exit(status);
    }
  }

  /// Runs one command line with standard input and other streams for the rest; answers its exit
  /// code and never calls `System.exit`.
  static int run(String[] args, PrintStream out, PrintStream err) {
    return Cli.run(new SourceLoader(), System.in, out, err, args);
  }
}
