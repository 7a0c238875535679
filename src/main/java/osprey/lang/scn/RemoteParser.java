package osprey.lang.scn;

import java.util.List;

/// `serve` and `mount` of a machine: files of one machine on another.
final class RemoteParser {
  private static final long SERVICE_NANOS = 20_000;

  // As nfs(5) has them over UDP.
  private static final long TIMEOUT_NANOS = 700_000_000;
  private static final int RETRIES = 3;
  private static final int BLOCK_BYTES = 32 << 10;

  private static final long TIMEOUT_MAX = 3_600_000_000_000L;
  private static final int RETRIES_MAX = 16;
  private static final int BLOCK_MIN = 1024;
  private static final int BLOCK_MAX = 1 << 20;

  private final Cursor cursor;
  private final Values values;
  private final Strings strings;

  RemoteParser(Cursor cursor, Values values, Strings strings) {
    this.cursor = cursor;
    this.values = values;
    this.strings = strings;
  }

  Machine.Export export() {
    int at = cursor.at();
    String path = path();
    boolean isReadOnly = false;
    boolean squashes = false;
    long service = SERVICE_NANOS;
    while (!isAtEnd()) {
      switch (cursor.oneOf("option of serve", List.of("readonly", "squash", "service"))) {
        case "readonly" -> isReadOnly = true;
        case "squash" -> squashes = true;
        default -> service = values.nanos();
      }
    }
    return new Machine.Export(at, path, isReadOnly, squashes, service);
  }

  Machine.Mount mount(Names names) {
    int at = cursor.at();
    String path = path();
    cursor.expectWord("from");
    String server = names.use(cursor, Names.Kind.MACHINE);
    String export = path();
    boolean isSoft = false;
    long timeout = TIMEOUT_NANOS;
    int retries = RETRIES;
    long block = BLOCK_BYTES;
    while (!isAtEnd()) {
      switch (cursor.oneOf(
          "option of mount", List.of("hard", "soft", "timeout", "retries", "block"))) {
        case "hard" -> isSoft = false;
        case "soft" -> isSoft = true;
        case "timeout" -> timeout = timeout();
        case "retries" -> retries = values.integer("the number of retries", 0, RETRIES_MAX);
        default -> block = block();
      }
    }
    return new Machine.Mount(at, path, server, export, isSoft, timeout, retries, (int) block);
  }

  private boolean isAtEnd() {
    return cursor.atStatementEnd() || cursor.is(",");
  }

  private long timeout() {
    ScnToken token = cursor.peek();
    long nanos = values.positiveNanos();
    if (nanos > TIMEOUT_MAX) {
      cursor.error(token, "a timeout is at most an hour here", null);
      return TIMEOUT_NANOS;
    }
    return nanos;
  }

  private long block() {
    ScnToken token = cursor.peek();
    long bytes = values.bytes();
    if (bytes < BLOCK_MIN || bytes > BLOCK_MAX) {
      cursor.error(token, "a block has 1KiB to 1MiB", null);
      return BLOCK_BYTES;
    }
    return bytes;
  }

  /// Without a slash at its end.
  private String path() {
    ScnToken token = cursor.peek();
    String path = strings.text("a path");
    if (!cursor.isPanicking() && !path.startsWith("/")) {
      cursor.complain(token, "a path on a machine begins with '/'", null);
    }
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
