package osprey.hardware.lockstep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import osprey.abi.Syscall;
import osprey.hardware.lockstep.Exchange.Meaning;
import osprey.kernel.file.FileDescription;
import osprey.kernel.task.Task;

/// How each system call is made in the other world, {@link Exchange}. A call that is not here stays
/// simulated: time, scheduling, private memory, the synchronising calls of the thread library.
final class Translation {
  /// Descriptors of the terminal, of standard streams and of virtual time lead nowhere in the real
  /// world; only their numbers are taken there.
  private static final Set<String> SIMULATED_KINDS =
      Set.of("terminal", "input", "output", "timer", "signal descriptor");

  /// In place of a part: what leads, or could lead, to other machines.
  static final String OTHER_MACHINES = "other machines";

  /// AF_INET.
  private static final int INTERNET = 2;

  private static final int STAT_BYTES = 144;
  private static final int WAIT_INFO_BYTES = 128;
  private static final int EPOLL_BYTES = 12;

  /// Resources of setrlimit(2) that are about IPC and files; the others are about what is
  /// simulated.
  private static final int FILE_SIZE = 1;

  private static final int OPEN_FILES = 7;
  private static final int OPEN_FILES_MAX = 4096;
  private static final int QUEUE_BYTES = 12;
  private static final int QUEUE_ATTRIBUTES_BYTES = 64;

  private final Ids ids;
  private final SignalTranslation signals;
  private final SocketTranslation sockets;
  private final ObjectTranslation objects;
  private final MemoryTranslation mappings;
  private final SharedMemory shared;
  private final Set<String> keptParts = new TreeSet<>();
  private final Set<FileDescription> kept = Collections.newSetFromMap(new IdentityHashMap<>());

  Translation(Ids ids, SharedMemory shared, long handler, long restorer) {
    this.ids = ids;
    this.shared = shared;
    mappings = new MemoryTranslation(ids, shared);
    signals = new SignalTranslation(ids, handler, restorer);
    sockets = new SocketTranslation(ids);
    objects = new ObjectTranslation(ids);
  }

  /// What the user wants to stay simulated: `network`, `ipc`, `files`.
  void keep(Collection<String> parts) {
    keptParts.addAll(parts);
  }

  /// What this description leads to stays simulated.
  void keep(FileDescription description) {
    kept.add(description);
  }

  /// Null: the call stays simulated.
  @Nullable Exchange of(Pair pair, Syscall call, long[] arguments) {
    Exchange exchange = new Exchange(call, arguments);
    if (usesSimulatedDescriptor(pair.task, call, arguments) || isKept(call, arguments)) {
      return null;
    }
    Marshal with = new Marshal(pair.task, pair.real.slot(), exchange, shared);
    boolean isKnown =
        files(call, exchange, with)
            || control(call, exchange, with)
            || waiting(call, exchange, with)
            || processes(call, exchange, with)
            || signals.translate(call, exchange, with)
            || sockets.translate(call, exchange, with)
            || objects.translate(call, exchange, with)
            || mappings.translate(pair.task.process(), call, exchange, with);
    return isKnown ? exchange : null;
  }

  MemoryTranslation mappings() {
    return mappings;
  }

  private boolean usesSimulatedDescriptor(Task task, Syscall call, long[] arguments) {
    if (!isOnDescriptor(call)) {
      return false;
    }
    FileDescription description = task.process().descriptors().get((int) arguments[0]);
    return description != null && isSimulated(description) && !isAboutNumbers(call, arguments);
  }

  static boolean isOnDescriptor(Syscall call) {
    return !call.arguments().isEmpty() && call.arguments().getFirst() == Syscall.Argument.FD;
  }

  boolean isSimulated(FileDescription description) {
    return SIMULATED_KINDS.contains(description.kind()) || kept.contains(description);
  }

  /// Whether the call belongs to a part that is to stay simulated.
  private boolean isKept(Syscall call, long[] arguments) {
    if (keptParts.isEmpty()) {
      return false;
    }
    return switch (call) {
      case SOCKET ->
          keptParts.contains("network")
              || keptParts.contains(OTHER_MACHINES) && (int) arguments[0] == INTERNET;
      case SOCKETPAIR -> keptParts.contains("network");
      case MQ_OPEN, MQ_UNLINK, MSGGET, MSGSND, MSGRCV, MSGCTL -> keptParts.contains("ipc");
      case SEMGET, SEMOP, SEMTIMEDOP, SEMCTL, SHMGET, SHMAT, SHMDT, SHMCTL ->
          keptParts.contains("ipc");
      default ->
          keptParts.contains("files")
              && (call.arguments().contains(Syscall.Argument.PATH) || call == Syscall.GETCWD);
    };
  }

  /// close, dup and FD_CLOEXEC are about the descriptor, not what it leads to.
  private static boolean isAboutNumbers(Syscall call, long[] arguments) {
    return switch (call) {
      case CLOSE, DUP, DUP2, DUP3 -> true;
      case FCNTL ->
          arguments[1] == 0 || arguments[1] == 1 || arguments[1] == 2 || arguments[1] == 1030;
      default -> false;
    };
  }

  private static boolean files(Syscall call, Exchange exchange, Marshal with) {
    switch (call) {
      case READ, PREAD64 -> with.out(1, with.argument(2));
      case WRITE, PWRITE64 -> with.in(1, with.argument(2));
      case READV -> vector(with, true);
      case WRITEV -> vector(with, false);
      case OPEN, CREAT, ACCESS, TRUNCATE, CHDIR, MKDIR, RMDIR, UNLINK, CHMOD, CHOWN, MKNOD -> {
        with.text(0);
      }
      case OPENAT, MKDIRAT, MKNODAT, UNLINKAT -> with.text(1);
      case RENAME, LINK, SYMLINK -> {
        with.text(0);
        with.text(1);
      }
      case READLINK -> {
        with.text(0);
        with.out(1, with.argument(2));
      }
      case GETCWD -> with.out(0, with.argument(1));
      case STAT, LSTAT -> {
        with.text(0);
        with.outFixed(1, STAT_BYTES, Translation::status);
      }
      case FSTAT -> with.outFixed(1, STAT_BYTES, Translation::status);
      case FSTATAT -> {
        with.text(1);
        with.outFixed(2, STAT_BYTES, Translation::status);
      }
      case PIPE, PIPE2 -> with.outFixed(0, 8, bytes -> bytes);
      case CLOSE,
          DUP,
          DUP2,
          DUP3,
          LSEEK,
          FTRUNCATE,
          FCHDIR,
          FCHMOD,
          FCHOWN,
          FLOCK,
          FSYNC,
          FDATASYNC,
          UMASK,
          TEE,
          EVENTFD2,
          EPOLL_CREATE,
          EPOLL_CREATE1 -> {}
      case SENDFILE -> with.inOut(2, 8, bytes -> bytes);
      case SPLICE -> {
        with.inOut(1, 8, bytes -> bytes);
        with.inOut(3, 8, bytes -> bytes);
      }
      case MEMFD_CREATE -> with.text(0);
      case TIMERFD_CREATE, SIGNALFD4 -> {
        exchange.instead = Syscall.EVENTFD2;
        boolean isNew = call == Syscall.TIMERFD_CREATE || (int) with.argument(0) == -1;
        exchange.real[1] = with.argument(call == Syscall.TIMERFD_CREATE ? 1 : 3) & 02004000;
        exchange.real[0] = 0;
        return isNew;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void vector(Marshal with, boolean comesOut) {
    int count = (int) with.argument(2);
    if (count <= 0 || count > 1024 || with.peek(with.argument(1), 16L * count) == null) {
      with.in(1, 16L * Math.max(0, Math.min(count, 1024)));
      return;
    }
    with.in(1, 16L * count);
    long at = with.real(1);
    long before = 0;
    for (int i = 0; i < count; i++) {
      long base = with.peekLong(with.argument(1) + 16L * i);
      long bytes = with.peekLong(with.argument(1) + 16L * i + 8);
      long earlier = before;
      with.slot()
          .putLong(
              at + 16L * i,
              comesOut
                  ? with.copyOut(
                      "part " + (i + 1),
                      base,
                      bytes,
                      result -> Math.clamp(result - earlier, 0, bytes),
                      all -> all,
                      false)
                  : with.copyIn(base, bytes));
      before += bytes;
    }
  }

  /// Type, permissions and owner; links and size of what is no directory. Each file system has its
  /// own device and inode numbers, and time is simulated.
  private static byte[] status(byte[] bytes) {
    boolean isRegular = bytes.length > 25 && (bytes[25] & 0xf0) == 0x80;
    return isRegular
        ? Marshal.only(16, 8, 24, 12, 48, 8).apply(bytes)
        : Marshal.only(24, 12).apply(bytes);
  }

  private static boolean control(Syscall call, Exchange exchange, Marshal with) {
    if (call == Syscall.IOCTL) {
      boolean isAmount = with.argument(1) == 0x541B || with.argument(1) == 0x5411;
      if (isAmount) {
        with.outFixed(2, 4, bytes -> bytes);
      }
      return isAmount;
    }
    if (call != Syscall.FCNTL) {
      return false;
    }
    switch ((int) with.argument(1)) {
      case 0, 1, 2, 4, 1030, 1031, 1032 -> {}
      // Which further flags a description has is not the same in every kernel.
      case 3 -> exchange.meaning = Meaning.ANY;
      case 5, 36 -> with.inOut(2, 32, Marshal.only(0, 24));
      case 6, 7, 37, 38 -> with.in(2, 32);
      default -> {
        return false;
      }
    }
    return true;
  }

  // ---- waiting for several things

  private boolean waiting(Syscall call, Exchange exchange, Marshal with) {
    switch (call) {
      case POLL, PPOLL -> {
        with.inOut(0, 8 * with.argument(1), bytes -> bytes);
        if (call == Syscall.POLL) {
          deadline(exchange, (int) with.argument(2) > 0);
          with.set(2, (int) with.argument(2) > 0 ? -1 : with.argument(2));
        } else {
          timespec(exchange, with, 2);
          with.in(3, 8);
          with.set(4, 8);
        }
      }
      case SELECT, PSELECT6 -> {
        long bytes = (with.argument(0) + 63) / 64 * 8;
        for (int i = 1; i <= 3; i++) {
          with.inOut(i, bytes, all -> all);
        }
        timespec(exchange, with, 4);
        with.set(5, 0);
      }
      case EPOLL_CTL -> with.in(3, EPOLL_BYTES);
      case EPOLL_WAIT, EPOLL_PWAIT -> {
        with.out(
            1,
            (long) EPOLL_BYTES * Math.max(0, (int) with.argument(2)),
            result -> EPOLL_BYTES * result,
            Marshal.unordered(EPOLL_BYTES));
        deadline(exchange, (int) with.argument(3) > 0);
        with.set(3, (int) with.argument(3) > 0 ? -1 : with.argument(3));
        if (call == Syscall.EPOLL_PWAIT) {
          with.in(4, 8);
          with.set(5, 8);
        }
      }
      default -> {
        return false;
      }
    }
    for (int fd : watched(call, with)) {
      FileDescription description = with.description(fd);
      if (description != null && isSimulated(description)) {
        keepWatcher(call, with);
        return false;
      }
    }
    return true;
  }

  /// An epoll instance that watches something simulated has to be simulated itself.
  private void keepWatcher(Syscall call, Marshal with) {
    FileDescription watcher = with.description((int) with.argument(0));
    if (call == Syscall.EPOLL_CTL && watcher != null) {
      keep(watcher);
    }
  }

  private static int[] watched(Syscall call, Marshal with) {
    if (call == Syscall.EPOLL_CTL) {
      return new int[] {(int) with.argument(2)};
    }
    if (call == Syscall.SELECT || call == Syscall.PSELECT6) {
      return selected(with);
    }
    if (call != Syscall.POLL && call != Syscall.PPOLL) {
      return new int[0];
    }
    int[] fds = new int[Math.clamp(with.argument(1), 0, 1024)];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = with.peekInt(with.argument(0) + 8L * i);
    }
    return fds;
  }

  private static int[] selected(Marshal with) {
    List<Integer> fds = new ArrayList<>();
    int count = Math.clamp(with.argument(0), 0, 1024);
    for (int set = 1; set <= 3; set++) {
      byte[] bits = with.argument(set) == 0 ? null : with.peek(with.argument(set), (count + 7) / 8);
      for (int fd = 0; bits != null && fd < count; fd++) {
        if ((bits[fd >> 3] & 1 << (fd & 7)) != 0) {
          fds.add(fd);
        }
      }
    }
    return fds.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void deadline(Exchange exchange, boolean isFinite) {
    exchange.hasDeadline |= isFinite;
  }

  /// A time to wait at most: none, nothing, or virtual.
  static void timespec(Exchange exchange, Marshal with, int index) {
    long at = with.argument(index);
    if (at == 0) {
      return;
    }
    byte[] time = with.peek(at, 16);
    boolean isZero = time != null && java.util.Arrays.equals(time, new byte[16]);
    boolean isValid =
        time != null
            && with.peekLong(at) >= 0
            && with.peekLong(at + 8) >= 0
            && with.peekLong(at + 8) < 1_000_000_000L;
    if (isZero || !isValid) {
      with.in(index, 16);
    } else {
      with.set(index, 0);
      exchange.hasDeadline = true;
    }
  }

  // ---- processes

  private boolean processes(Syscall call, Exchange exchange, Marshal with) {
    switch (call) {
      case SETRLIMIT -> {
        int resource = (int) with.argument(0);
        with.in(1, 16);
        if (resource == OPEN_FILES && with.peek(with.argument(1), 16) != null) {
          // The machinery has descriptors above those of programs.
          with.slot().putLong(with.real(1) + 8, OPEN_FILES_MAX);
        }
        return resource == FILE_SIZE || resource == OPEN_FILES || resource == QUEUE_BYTES;
      }
      case GETPID, GETPPID, GETTID, GETPGRP -> exchange.meaning = Meaning.PROCESS;
      case SETSID -> exchange.meaning = Meaning.PROCESS;
      case GETPGID, GETSID -> {
        with.set(0, process(with.argument(0)));
        exchange.meaning = Meaning.PROCESS;
      }
      case SETPGID -> {
        with.set(0, process(with.argument(0)));
        with.set(1, process(with.argument(1)));
      }
      case GETUID, GETEUID, GETGID, GETEGID, SETUID, SETGID, SETREUID, SETRESUID -> {}
      case WAIT4 -> {
        with.set(0, process((int) with.argument(0)));
        with.outFixed(1, 4, bytes -> noCoreFlag(bytes));
        exchange.outputs.replaceAll(each ->
            new Output(
                each.what(),
                each.simulated(),
                each.real(),
                result -> result > 0 ? 4 : 0,
                each.normal()));
        with.set(3, 0);
        exchange.meaning = Meaning.PROCESS;
      }
      case WAITID -> {
        with.set(1, process((int) with.argument(1)));
        // si_signo and si_code; the number of the process is each world's own.
        with.out(2, WAIT_INFO_BYTES, result -> result == 0 ? 12 : 0, Marshal.only(0, 4));
        with.set(4, 0);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Whether a core was dumped is a matter of settings.
  private static byte[] noCoreFlag(byte[] status) {
    byte[] without = status.clone();
    if (without.length > 0 && (without[0] & 0x7f) != 0x7f) {
      without[0] &= 0x7f;
    }
    return without;
  }

  private long process(long id) {
    return id > 0 ? ids.realProcess((int) id) : id < -1 ? -ids.realProcess((int) -id) : id;
  }

  static int queueAttributesBytes() {
    return QUEUE_ATTRIBUTES_BYTES;
  }
}
