package osprey.ui.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Osprey's own standard streams and which of them are terminals.
///
/// @param out unbuffered: the program's bytes go out as they are written
/// @param err for messages
/// @param terminals bits 0 to 2 for input, output and error
record HostStreams(InputStream in, OutputStream out, PrintStream err, int terminals) {
  private static final String LOCAL_TERMINAL = "/dev/tty";

  static HostStreams ofThisProcess() {
    int terminals = 0;
    for (int fd = 0; fd < 3; fd++) {
      terminals |= isTerminal(fd) ? 1 << fd : 0;
    }
    return new HostStreams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        terminals);
  }

  boolean inIsTerminal() {
    return (terminals & 1) != 0;
  }

  boolean outIsTerminal() {
    return (terminals & 2) != 0;
  }

  boolean errIsTerminal() {
    return (terminals & 4) != 0;
  }

  /// Whether messages may be coloured: NO_COLOR and TERM=dumb forbid it.
  boolean errIsColoured() {
    return errIsTerminal()
        && System.getenv("NO_COLOR") == null
        && !"dumb".equals(System.getenv("TERM"));
  }

  /// Text to standard output; a reader that went away is no error of ours.
  void print(String text) throws BrokenPipe {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) throws BrokenPipe {
    write(bytes, 0, bytes.length);
  }

  void write(byte[] bytes, int offset, int length) throws BrokenPipe {
    try {
      out.write(bytes, offset, length);
    } catch (IOException gone) {
      throw new BrokenPipe(gone);
    }
  }

  /// Nobody reads our standard output any more.
  static final class BrokenPipe extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenPipe(IOException cause) {
      super(cause);
    }
  }

  private static boolean isTerminal(int fd) {
    Path link = Path.of("/proc/self/fd/" + fd);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith(LOCAL_TERMINAL)
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException elsewhere) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }
}
