package osprey.lang.c;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The C library's own headers, from the class path. Each is read once.
final class LibraryHeaders implements Headers {
  /// Names that people mean, for "did you mean".
  static final List<String> NAMES =
      List.of(
          "alloca.h",
          "arpa/inet.h",
          "assert.h",
          "ctype.h",
          "dirent.h",
          "errno.h",
          "fcntl.h",
          "float.h",
          "inttypes.h",
          "iso646.h",
          "limits.h",
          "locale.h",
          "math.h",
          "mqueue.h",
          "net/if.h",
          "netdb.h",
          "netinet/in.h",
          "netinet/tcp.h",
          "osprey.h",
          "poll.h",
          "pthread.h",
          "pwd.h",
          "sched.h",
          "semaphore.h",
          "setjmp.h",
          "signal.h",
          "stdalign.h",
          "stdarg.h",
          "stdatomic.h",
          "stdbool.h",
          "stddef.h",
          "stdint.h",
          "stdio.h",
          "stdlib.h",
          "stdnoreturn.h",
          "string.h",
          "strings.h",
          "sys/epoll.h",
          "sys/eventfd.h",
          "sys/file.h",
          "sys/ioctl.h",
          "sys/ipc.h",
          "sys/mman.h",
          "sys/msg.h",
          "sys/param.h",
          "sys/resource.h",
          "sys/select.h",
          "sys/sem.h",
          "sys/shm.h",
          "sys/signalfd.h",
          "sys/socket.h",
          "sys/stat.h",
          "sys/syscall.h",
          "sys/time.h",
          "sys/timerfd.h",
          "sys/times.h",
          "sys/types.h",
          "sys/uio.h",
          "sys/un.h",
          "sys/utsname.h",
          "sys/wait.h",
          "termios.h",
          "threads.h",
          "time.h",
          "unistd.h",
          "wchar.h",
          "wctype.h",
          "windows.h");

  private final Map<String, Header> known = new HashMap<>();

  @Override
  public @Nullable Header find(String name, boolean isAngled, String includingFile) {
    Header header = known.get(name);
    if (header == null && name.endsWith(".h") && !name.contains("..") && !name.startsWith("/")) {
      header = read(name);
      if (header != null) {
        known.put(name, header);
      }
    }
    return header;
  }

  private static @Nullable Header read(String name) {
    try (InputStream stream = Headers.class.getResourceAsStream("/osprey/include/" + name)) {
      return stream == null
          ? null
          : new Header("<" + name + ">", new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read library header " + name, e);
    }
  }
}
