package osprey.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import osprey.trace.TraceKind.Column;

/// A trace as text: the same run gives the same bytes, and two runs can be compared with diff(1).
///
/// ASCII, one event a line: time in nanoseconds, host, kind, then the event's columns by name.
///
/// ```
/// # osprey trace 1
/// 0 0 host-added name="desk" cpus=2
/// 1200 0 descheduled cpu=0 tid=3 why=blocked
/// ```
///
/// Texts and bytes are C string literals ({@link TraceQuote}); a line that begins with `#` is a
/// remark. The columns are those of {@link TraceKind}.
public final class TraceFile {
  public static final String HEADER = "# osprey trace 1";

  private TraceFile() {}

  public static void write(TraceLog log, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      write(log, out);
    }
  }

  public static void write(TraceLog log, Appendable out) throws IOException {
    out.append(HEADER).append('\n');
    if (log.first() > 0) {
      out.append("# the first ")
          .append(Long.toString(log.first()))
          .append(" events were dropped\n");
    }
    StringBuilder line = new StringBuilder();
    for (long index = log.first(); index < log.end(); index++) {
      line.setLength(0);
      append(line, log, index);
      out.append(line).append('\n');
    }
  }

  /// One event as its line in the file.
  public static String line(TraceLog log, long index) {
    StringBuilder line = new StringBuilder();
    append(line, log, index);
    return line.toString();
  }

  private static void append(StringBuilder line, TraceLog log, long index) {
    TraceKind kind = log.kind(index);
    line.append(log.time(index)).append(' ').append(log.host(index)).append(' ');
    line.append(kind.word());
    for (int i = 0; i < kind.columns().size(); i++) {
      Column column = kind.columns().get(i);
      line.append(' ').append(column.name()).append('=');
      switch (column.format()) {
        case NUMBER -> line.append(log.word(index, i));
        case HEX -> line.append("0x").append(Long.toHexString(log.word(index, i)));
        case TEXT -> TraceQuote.append(line, log.text(index, i));
        case CHOICE -> line.append(column.choices().get((int) log.word(index, i)));
        case BYTES -> TraceQuote.append(line, log.bytes(index, i).toArray());
      }
    }
  }

  public static TraceLog read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      return read(in, file.toString());
    }
  }

  /// @param name of the file, for messages
  /// @throws IOException when a line is not an event; says which and why
  public static TraceLog read(Reader from, String name) throws IOException {
    BufferedReader in = new BufferedReader(from);
    TraceLog log = new TraceLog(Long.MAX_VALUE / 2);
    int number = 1;
    for (String line = in.readLine(); line != null; line = in.readLine(), number++) {
      if (number == 1 && !line.equals(HEADER)) {
        throw new IOException(name + " is not an Osprey trace: it must begin with " + HEADER);
      }
      if (line.isEmpty() || line.charAt(0) == '#') {
        continue;
      }
      try {
        new TraceLineReader(line).appendTo(log);
      } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
        throw new IOException(name + ":" + number + ": " + wrong.getMessage(), wrong);
      }
    }
    if (number == 1) {
      throw new IOException(name + " is empty");
    }
    return log;
  }
}
