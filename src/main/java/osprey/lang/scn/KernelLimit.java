package osprey.lang.scn;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Every limit of the kernel that a scenario can set: its word is the constant's name in small
/// letters. Where each goes, osprey.sim.LimitSettings says.
public enum KernelLimit {
  // Pipes.
  PIPE_CAPACITY(Unit.BYTES, 65_536, 512, 1 << 30, null),
  PIPE_BUF(Unit.BYTES, 4096, 512, 65_536, null),
  PIPE_MAX_SIZE(Unit.BYTES, 1 << 20, 4096, 1 << 30, "fs/pipe-max-size"),
  PIPE_USER_PAGES_SOFT(Unit.COUNT, 16_384, 0, Integer.MAX_VALUE, "fs/pipe-user-pages-soft"),
  PIPE_USER_PAGES_HARD(Unit.COUNT, 0, 0, Integer.MAX_VALUE, "fs/pipe-user-pages-hard"),

  // POSIX message queues.
  MQ_MSG_DEFAULT(Unit.COUNT, 10, 1, 65_536, "fs/mqueue/msg_default"),
  MQ_MSG_MAX(Unit.COUNT, 10, 1, 65_536, "fs/mqueue/msg_max"),
  MQ_MSGSIZE_DEFAULT(Unit.BYTES, 8192, 128, 16 << 20, "fs/mqueue/msgsize_default"),
  MQ_MSGSIZE_MAX(Unit.BYTES, 8192, 128, 16 << 20, "fs/mqueue/msgsize_max"),
  MQ_QUEUES_MAX(Unit.COUNT, 256, 0, Integer.MAX_VALUE, "fs/mqueue/queues_max"),
  MQ_BYTES(Unit.BYTES, 819_200, 0, Long.MAX_VALUE, null),

  // System V.
  MSGMAX(Unit.BYTES, 8192, 0, Integer.MAX_VALUE, "kernel/msgmax"),
  MSGMNB(Unit.BYTES, 16_384, 0, Integer.MAX_VALUE, "kernel/msgmnb"),
  MSGMNI(Unit.COUNT, 32_000, 0, 32_768, "kernel/msgmni"),
  SHMMAX(Unit.BYTES, -(1L << 24) - 1, 0, Long.MAX_VALUE, "kernel/shmmax"),
  SHMALL(Unit.COUNT, -(1L << 24) - 1, 0, Long.MAX_VALUE, "kernel/shmall"),
  SHMMNI(Unit.COUNT, 4096, 0, 32_768, "kernel/shmmni"),
  SEMMSL(Unit.COUNT, 32_000, 0, 65_536, null),
  SEMMNS(Unit.COUNT, 1_024_000_000, 0, Integer.MAX_VALUE, null),
  SEMOPM(Unit.COUNT, 500, 0, Integer.MAX_VALUE, null),
  SEMMNI(Unit.COUNT, 32_000, 0, 32_768, null),

  // Sockets.
  BACKLOG(Unit.COUNT, 4096, 0, 65_535, "net/core/somaxconn"),
  UNIX_DGRAM_QUEUE(Unit.COUNT, 10, 0, 65_535, "net/unix/max_dgram_qlen"),
  SOCKET_SEND_BUFFER(Unit.BYTES, 212_992, 4608, 1 << 30, "net/core/wmem_default"),
  SOCKET_SEND_BUFFER_MAX(Unit.BYTES, 212_992, 4608, 1 << 29, "net/core/wmem_max"),
  SOCKET_RECEIVE_BUFFER(Unit.BYTES, 212_992, 2304, 1 << 30, "net/core/rmem_default"),
  SOCKET_RECEIVE_BUFFER_MAX(Unit.BYTES, 212_992, 2304, 1 << 29, "net/core/rmem_max"),
  TCP_SEND_BUFFER(Unit.BYTES, 16_384, 4608, 1 << 30, null),
  TCP_SEND_BUFFER_MAX(Unit.BYTES, 4 << 20, 4608, 1 << 30, null),
  TCP_RECEIVE_BUFFER(Unit.BYTES, 131_072, 2304, 1 << 30, null),
  TCP_RECEIVE_BUFFER_MAX(Unit.BYTES, 6 << 20, 13_824, 1 << 30, null),
  TCP_SYN_RETRIES(Unit.COUNT, 6, 1, 127, "net/ipv4/tcp_syn_retries"),
  TCP_RETRIES(Unit.COUNT, 15, 0, 255, "net/ipv4/tcp_retries2"),
  TCP_FIN_TIMEOUT(Unit.TIME, 60_000_000_000L, 0, Long.MAX_VALUE / 4, null),
  TCP_TIME_WAIT(Unit.TIME, 60_000_000_000L, 0, Long.MAX_VALUE / 4, null),
  PORT_FIRST(Unit.COUNT, 32_768, 1, 65_535, null),
  PORT_LAST(Unit.COUNT, 60_999, 1, 65_535, null),

  // Resources of a process, getrlimit(2).
  CPU_TIME(Unit.TIME, -1, 1, Long.MAX_VALUE, null),
  FILE_SIZE(Unit.BYTES, -1, 0, Long.MAX_VALUE, null),
  DATA(Unit.BYTES, -1, 0, Long.MAX_VALUE, null),
  STACK(Unit.BYTES, 8 << 20, 65_536, 1 << 30, null),
  CORE(Unit.BYTES, 0, 0, Long.MAX_VALUE, null),
  PROCESSES(Unit.COUNT, -1, 0, Long.MAX_VALUE, null),
  OPEN_FILES(Unit.COUNT, 1024, 0, 1 << 20, null),
  ADDRESS_SPACE(Unit.BYTES, -1, 0, Long.MAX_VALUE, null),
  PENDING_SIGNALS(Unit.COUNT, -1, 0, Long.MAX_VALUE, null),

  // The machine.
  THREADS(Unit.COUNT, 0, 2, 1 << 22, "kernel/threads-max");

  /// What a value is counted in.
  public enum Unit {
    BYTES,
    COUNT,
    /// Nanoseconds.
    TIME
  }

  private final Unit unit;
  private final long standard;
  private final long least;
  private final long most;
  private final @Nullable String file;

  KernelLimit(Unit unit, long standard, long least, long most, @Nullable String file) {
    this.unit = unit;
    this.standard = standard;
    this.least = least;
    this.most = most;
    this.file = file;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Unit unit() {
    return unit;
  }

  /// Linux's value; -1 for none, unsigned otherwise.
  public long standard() {
    return standard;
  }

  /// Where /proc/sys shows it, null if it is not shown as a number alone.
  public @Nullable String file() {
    return file;
  }

  boolean takes(long value) {
    return value >= least && value <= most;
  }

  /// In words.
  String range() {
    String from = shown(least);
    return most == Long.MAX_VALUE || (unit == Unit.TIME && most > Integer.MAX_VALUE)
        ? "at least " + from
        : "from " + from + " to " + shown(most);
  }

  private String shown(long value) {
    return switch (unit) {
      case COUNT -> Long.toString(value);
      case TIME -> value / 1_000_000 + "ms";
      case BYTES ->
          value >= 1 << 20 && value % (1 << 20) == 0
              ? (value >> 20) + "MiB"
              : value >= 1024 && value % 1024 == 0 ? (value >> 10) + "KiB" : value + "B";
    };
  }
}
