package osprey.sim;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.kernel.core.MachineConfig;
import osprey.kernel.ipc.IpcLimit;
import osprey.kernel.ipc.IpcLimits;
import osprey.kernel.ipc.PipeLimits;
import osprey.kernel.net.NetLimits;
import osprey.kernel.task.Limits;
import osprey.lang.scn.KernelLimit;

/// The kernel limits of a machine: what its scenario says, Linux's values elsewhere; and where each
/// goes.
final class LimitSettings {
  private static final long SECOND = 1_000_000_000L;

  private final Map<KernelLimit, Long> said = new EnumMap<>(KernelLimit.class);

  /// @param byWord as {@link KernelLimit#word} has them
  LimitSettings(Map<String, Long> byWord) {
    byWord.forEach(
        (word, value) -> said.put(KernelLimit.valueOf(word.toUpperCase(Locale.ROOT)), value));
  }

  private long get(KernelLimit limit) {
    return said.getOrDefault(limit, limit.standard());
  }

  private int number(KernelLimit limit) {
    return (int) get(limit);
  }

  /// What no range of a single value shows; null if there is nothing.
  @Nullable String problem() {
    if (get(KernelLimit.PIPE_CAPACITY) % get(KernelLimit.PIPE_BUF) != 0) {
      return "a pipe holds a multiple of " + get(KernelLimit.PIPE_BUF) + " bytes (pipe_buf)";
    }
    if (get(KernelLimit.PORT_FIRST) > get(KernelLimit.PORT_LAST)) {
      return "port_first is above port_last";
    }
    return null;
  }

  /// For each process, getrlimit(2).
  Limits processes() {
    Limits limits = Limits.DEFAULTS;
    for (Map.Entry<KernelLimit, Long> entry : said.entrySet()) {
      int resource = resource(entry.getKey());
      if (resource >= 0) {
        limits = limits.with(resource, entry.getValue(), entry.getValue());
      }
    }
    return limits;
  }

  /// The resource of getrlimit(2) that a limit is, -1 if it is none.
  static int resource(String word) {
    return resource(KernelLimit.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private static int resource(KernelLimit limit) {
    return switch (limit) {
      case CPU_TIME -> Limits.CPU;
      case FILE_SIZE -> Limits.FSIZE;
      case DATA -> Limits.DATA;
      case STACK -> Limits.STACK;
      case CORE -> Limits.CORE;
      case PROCESSES -> Limits.NPROC;
      case OPEN_FILES -> Limits.NOFILE;
      case ADDRESS_SPACE -> Limits.AS;
      case PENDING_SIGNALS -> Limits.SIGPENDING;
      case MQ_BYTES -> Limits.MSGQUEUE;
      default -> -1;
    };
  }

  PipeLimits pipes() {
    int slot = number(KernelLimit.PIPE_BUF);
    return new PipeLimits(
        Math.max(1, number(KernelLimit.PIPE_CAPACITY) / slot),
        slot,
        number(KernelLimit.PIPE_MAX_SIZE),
        number(KernelLimit.PIPE_USER_PAGES_SOFT),
        number(KernelLimit.PIPE_USER_PAGES_HARD),
        PipeLimits.LINUX.mayExceedMax());
  }

  IpcLimits ipc() {
    IpcLimits limits = IpcLimits.LINUX;
    for (KernelLimit limit : said.keySet()) {
      IpcLimit which = ipc(limit);
      if (which != null) {
        limits = limits.with(which, get(limit));
      }
    }
    return limits;
  }

  private static @Nullable IpcLimit ipc(KernelLimit limit) {
    return switch (limit) {
      case MQ_MSG_DEFAULT -> IpcLimit.POSIX_MESSAGES_DEFAULT;
      case MQ_MSG_MAX -> IpcLimit.POSIX_MESSAGES;
      case MQ_MSGSIZE_DEFAULT -> IpcLimit.POSIX_MESSAGE_BYTES_DEFAULT;
      case MQ_MSGSIZE_MAX -> IpcLimit.POSIX_MESSAGE_BYTES;
      case MQ_QUEUES_MAX -> IpcLimit.POSIX_QUEUES;
      case MSGMAX -> IpcLimit.MESSAGE_BYTES;
      case MSGMNB -> IpcLimit.QUEUE_BYTES;
      case MSGMNI -> IpcLimit.QUEUES;
      case SHMMAX -> IpcLimit.SEGMENT_BYTES;
      case SHMALL -> IpcLimit.SEGMENT_PAGES;
      case SHMMNI -> IpcLimit.SEGMENTS;
      case SEMMSL -> IpcLimit.SEMAPHORES_OF_A_SET;
      case SEMMNS -> IpcLimit.SEMAPHORES;
      case SEMOPM -> IpcLimit.SEMAPHORE_OPERATIONS;
      case SEMMNI -> IpcLimit.SEMAPHORE_SETS;
      default -> null;
    };
  }

  NetLimits net() {
    return new NetLimits(
        number(KernelLimit.BACKLOG),
        number(KernelLimit.UNIX_DGRAM_QUEUE),
        number(KernelLimit.SOCKET_SEND_BUFFER),
        number(KernelLimit.SOCKET_SEND_BUFFER_MAX),
        number(KernelLimit.SOCKET_RECEIVE_BUFFER),
        number(KernelLimit.SOCKET_RECEIVE_BUFFER_MAX),
        number(KernelLimit.TCP_SEND_BUFFER),
        number(KernelLimit.TCP_SEND_BUFFER_MAX),
        number(KernelLimit.TCP_RECEIVE_BUFFER),
        number(KernelLimit.TCP_RECEIVE_BUFFER_MAX),
        number(KernelLimit.TCP_SYN_RETRIES),
        number(KernelLimit.TCP_RETRIES),
        get(KernelLimit.TCP_FIN_TIMEOUT),
        get(KernelLimit.TCP_TIME_WAIT),
        number(KernelLimit.PORT_FIRST),
        number(KernelLimit.PORT_LAST));
  }

  /// Threads of all processes together, 0 if nobody says.
  int threads() {
    return number(KernelLimit.THREADS);
  }

  /// What /proc/sys shows, by path, on a machine with so much memory.
  Map<String, String> files(int frames) {
    int threadsMax = threads() != 0 ? threads() : MachineConfig.threadsFor(frames);
    Map<String, String> files = new TreeMap<>();
    for (KernelLimit limit : KernelLimit.values()) {
      String file = limit.file();
      if (file != null) {
        files.put("/proc/sys/" + file, Long.toUnsignedString(get(limit)) + "\n");
      }
    }
    files.put("/proc/sys/kernel/threads-max", threadsMax + "\n");
    files.put(
        "/proc/sys/kernel/sem",
        tabbed(KernelLimit.SEMMSL, KernelLimit.SEMMNS, KernelLimit.SEMOPM, KernelLimit.SEMMNI));
    files.put(
        "/proc/sys/net/ipv4/ip_local_port_range",
        tabbed(KernelLimit.PORT_FIRST, KernelLimit.PORT_LAST));
    files.put(
        "/proc/sys/net/ipv4/tcp_fin_timeout", get(KernelLimit.TCP_FIN_TIMEOUT) / SECOND + "\n");
    files.put(
        "/proc/sys/net/ipv4/tcp_wmem",
        "4096\t" + tabbed(KernelLimit.TCP_SEND_BUFFER, KernelLimit.TCP_SEND_BUFFER_MAX));
    files.put(
        "/proc/sys/net/ipv4/tcp_rmem",
        "4096\t" + tabbed(KernelLimit.TCP_RECEIVE_BUFFER, KernelLimit.TCP_RECEIVE_BUFFER_MAX));
    return files;
  }

  private String tabbed(KernelLimit... limits) {
    StringBuilder line = new StringBuilder();
    for (KernelLimit limit : limits) {
      line.append(line.isEmpty() ? "" : "\t").append(get(limit));
    }
    return line.append('\n').toString();
  }
}
