package osprey.kernel.syscall;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.abi.Syscall;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FifoNode;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Place;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.task.Sandbox;
import osprey.kernel.task.Sandbox.Denial;
import osprey.kernel.task.Task;

/// Asked before each call of a process in a sandbox: is it refused, and in which words. Calls that
/// are not named here need nothing that a sandbox takes away.
final class SandboxGate {
  private static final int WRITE_ACCESS = 2;
  private static final int NO_FOLLOW = 0x100;
  private static final String SHARED_MEMORY = "/dev/shm";

  private final Call call;
  private final Syscall which;
  private final Sandbox sandbox;

  private SandboxGate(Syscall which, Call call) {
    this.call = call;
    this.which = which;
    sandbox = call.process().sandbox;
  }

  /// The error that a refused call fails with; null: let it pass.
  static @Nullable Errno refusal(Syscall which, Call call) {
    return new SandboxGate(which, call).refusal();
  }

  private @Nullable Errno refusal() {
    return switch (which) {
      case OPEN -> path(0, call.intArgument(1), true);
      case OPENAT -> path(1, call.intArgument(2), true);
      case STAT, CHDIR -> path(0, 0, true);
      case LSTAT, READLINK -> path(0, 0, false);
      case FSTATAT -> path(1, 0, (call.intArgument(3) & NO_FOLLOW) == 0);
      case ACCESS ->
          path(0, (call.intArgument(1) & WRITE_ACCESS) == 0 ? 0 : OpenFlag.READ_WRITE, true);
      case CREAT, TRUNCATE, CHMOD, CHOWN, UTIMES -> path(0, OpenFlag.READ_WRITE, true);
      case MKDIR, RMDIR, UNLINK, MKNOD -> path(0, OpenFlag.CREATE, false);
      case MKDIRAT, UNLINKAT, MKNODAT -> path(1, OpenFlag.CREATE, false);
      case LINK, RENAME -> {
        Errno first = path(0, OpenFlag.CREATE, false);
        yield first == null ? path(1, OpenFlag.CREATE, false) : first;
      }
      case SYMLINK -> path(1, OpenFlag.CREATE, false);
      case DEVICE_IO -> refuse(Denial.FILES, "of device " + call.pathArgument(0));
      case FORK, VFORK -> refuse(Denial.PROCESSES, "");
      case EXECVE -> {
        Errno refused = refuse(Denial.PROCESSES, "of " + call.pathArgument(0));
        yield refused == null ? path(0, 0, true) : refused;
      }
      case THREAD_CREATE -> refuse(Denial.THREADS, "");
      case SHMGET,
          SHMAT,
          SHMCTL,
          MSGGET,
          MSGSND,
          MSGRCV,
          MSGCTL,
          SEMGET,
          SEMOP,
          SEMCTL,
          SEMTIMEDOP ->
          refuse(Denial.IPC, "");
      case MQ_OPEN, MQ_UNLINK -> refuse(Denial.IPC, "of " + call.pathArgument(0));
      case RESOLVE -> refuse(Denial.NETWORK, "of host name " + call.pathArgument(0));
      case SOCKET ->
          call.intArgument(0) == SocketCalls.UNIX
              ? null
              : refuse(Denial.NETWORK, "of an internet socket");
      case BIND, CONNECT -> address(call.argument(1));
      case SENDTO -> call.argument(4) == 0 ? null : address(call.argument(4));
      case SENDMSG -> {
        long name = call.memory().readLong(call.argument(1));
        yield name == 0 ? null : address(name);
      }
      case KILL, RT_SIGQUEUEINFO -> signal(call.intArgument(0), call.intArgument(1));
      case TGKILL -> threadSignal(call.intArgument(1), call.intArgument(2));
      case TKILL -> threadSignal(call.intArgument(0), call.intArgument(1));
      default -> null;
    };
  }

  // ---- paths

  /// @param flags as of open(2): what would be done there
  private @Nullable Errno path(int index, int flags, boolean follows) {
    if (!sandbox.denies(Denial.FILES) && !sandbox.denies(Denial.IPC)) {
      return null;
    }
    String path = call.pathArgument(index);
    Viewpoint view =
        index == 1 && which != Syscall.LINK && which != Syscall.RENAME && which != Syscall.SYMLINK
            ? Paths.start(call, call.intArgument(0), path).view()
            : Paths.view(call);
    if (view == null || OpenCalls.namesOwnDescriptor(call, path)) {
      return null;
    }
    Place place = Paths.tree(call).find(path, follows, view);
    String real = real(place);
    boolean isIpc = real.startsWith(SHARED_MEMORY + "/") || place.node() instanceof FifoNode;
    String words = "of " + path;
    if (isIpc && sandbox.denies(Denial.IPC)) {
      return refuse(Denial.IPC, words);
    }
    boolean reads =
        (flags & (OpenFlag.ACCESS_MODE | OpenFlag.CREATE | OpenFlag.TRUNCATE))
            == OpenFlag.READ_ONLY;
    return reads && sandbox.maySee(real)
        ? null
        : refuse(Denial.FILES, reads ? words : words + " for writing");
  }

  /// Without links and dots; where the lookup fails, the directory in which it does.
  private String real(Place place) {
    Directory directory = place.node() instanceof Directory self ? self : place.directory();
    String parent = Paths.tree(call).mounts().pathOf(directory);
    if (parent == null || directory == place.node() || !place.isNamed()) {
      return parent == null ? "" : parent;
    }
    return parent.equals("/") ? parent + place.name() : parent + "/" + place.name();
  }

  // ---- sockets and signals

  private @Nullable Errno address(long at) {
    boolean isUnix = (call.memory().readInt(at) & 0xffff) == SocketCalls.UNIX;
    return isUnix
        ? refuse(Denial.IPC, "of a named socket")
        : refuse(Denial.NETWORK, "of an internet address");
  }

  private @Nullable Errno signal(int target, int number) {
    return target == call.process().id() ? null : refuseSignal("process " + target, number);
  }

  private @Nullable Errno threadSignal(int tid, int number) {
    for (Task own : call.process().threads()) {
      if (own.id() == tid) {
        return null;
      }
    }
    return refuseSignal("thread " + tid, number);
  }

  private @Nullable Errno refuseSignal(String target, int number) {
    String with = number == 0 ? "" : " with " + Signal.name(number);
    return refuse(Denial.SIGNALS, "of " + target + with);
  }

  private @Nullable Errno refuse(Denial what, String words) {
    if (!sandbox.denies(what)) {
      return null;
    }
    call.kernel()
        .tracer()
        .refused(
            call.kernel().now(),
            call.kernel().host(),
            call.task().id(),
            which.number(),
            sandbox.name(),
            which.spelling() + (words.isEmpty() ? "" : " " + words) + ": " + what.words());
    return sandbox.refusal();
  }
}
