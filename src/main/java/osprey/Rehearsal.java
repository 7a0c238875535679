package osprey;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs every command line of a file in this one Java virtual machine, so that the build can record
/// what they load in the AOT cache. See `src/main/dist/training`. Output is thrown away; a failing
/// line is reported and the others still run.
final class Rehearsal {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    PrintStream report = System.err;
    System.setOut(NOWHERE);
    System.setErr(NOWHERE);
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("<", 2);
      try (InputStream in =
          parts.length == 2
              ? Files.newInputStream(Path.of(parts[1].strip()))
              : new ByteArrayInputStream(new byte[0])) {
        System.setIn(in);
        int status = Main.run(parts[0].strip().split("\\s+"), NOWHERE, NOWHERE);
        report.println(status + "  " + line);
      }
    }
  }
}
