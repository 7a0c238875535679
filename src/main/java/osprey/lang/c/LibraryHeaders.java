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
          "err.h",
          "errno.h",
          "error.h",
          "fcntl.h",
          "fenv.h",
          "float.h",
          "fnmatch.h",
          "ftw.h",
          "getopt.h",
          "grp.h",
          "inttypes.h",
          "iso646.h",
          "libgen.h",
          "limits.h",
          "linux/futex.h",
          "locale.h",
          "malloc.h",
          "math.h",
          "memory.h",
          "mqueue.h",
          "netdb.h",
          "netinet/in.h",
          "netinet/ip.h",
          "netinet/tcp.h",
          "osprey.h",
          "poll.h",
          "pthread.h",
          "pwd.h",
          "sched.h",
          "semaphore.h",
          "setjmp.h",
          "signal.h",
          "spawn.h",
          "stdalign.h",
          "stdarg.h",
          "stdatomic.h",
          "stdbool.h",
          "stddef.h",
          "stdint.h",
          "stdio.h",
          "stdio_ext.h",
          "stdlib.h",
          "stdnoreturn.h",
          "string.h",
          "strings.h",
          "sys/cdefs.h",
          "sys/epoll.h",
          "sys/errno.h",
          "sys/eventfd.h",
          "sys/fcntl.h",
          "sys/file.h",
          "sys/ioctl.h",
          "sys/ipc.h",
          "sys/mman.h",
          "sys/msg.h",
          "sys/param.h",
          "sys/poll.h",
          "sys/random.h",
          "sys/resource.h",
          "sys/select.h",
          "sys/sem.h",
          "sys/sendfile.h",
          "sys/shm.h",
          "sys/signal.h",
          "sys/signalfd.h",
          "sys/socket.h",
          "sys/stat.h",
          "sys/syscall.h",
          "sys/sysinfo.h",
          "sys/time.h",
          "sys/timerfd.h",
          "sys/times.h",
          "sys/types.h",
          "sys/ucontext.h",
          "sys/uio.h",
          "sys/un.h",
          "sys/unistd.h",
          "sys/utsname.h",
          "sys/wait.h",
          "syscall.h",
          "syslog.h",
          "termios.h",
          "threads.h",
          "time.h",
          "ucontext.h",
          "unistd.h",
          "utime.h",
          "values.h",
          "wait.h",
          "wchar.h",
          "wctype.h");

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
