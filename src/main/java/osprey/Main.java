package osprey;

import java.io.PrintStream;
import java.util.Arrays;

/// Where `java -jar osprey.jar` begins.
public final class Main {
  private static final int OK = 0;
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    int status = run(args, System.out, System.err);
    if (status != OK) {
      System.exit(status);
    }
  }

  /// Runs one command line and answers its exit code; never calls `System.exit`.
  static int run(String[] args, PrintStream out, PrintStream err) {
    if (Arrays.equals(args, new String[] {"--version"})) {
      String version = Main.class.getPackage().getImplementationVersion();
      out.println("osprey " + (version == null ? "(unpackaged)" : version));
      return OK;
    }
    if (args.length == 0 || Arrays.equals(args, new String[] {"--help"})) {
      out.println("usage: osprey --version | --help");
      return OK;
    }
    err.println("osprey: unknown command: " + String.join(" ", args));
    return USAGE;
  }
}
