package osprey.kernel.syscall;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.HeldDescriptions;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Opened;
import osprey.kernel.file.Opening;
import osprey.kernel.file.SettingFile;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.wait.Outcome;

/// open(2), openat(2), creat(2). An open that waits (a FIFO without partner) holds its description
/// and a descriptor's number until it goes on.
///
/// `/dev/fd/N`, `/proc/self/fd/N` and `/dev/stdin` and the like duplicate the descriptor instead of
/// opening its file anew. The files of /proc/sys show the machine's limits and are read only; there
/// is no directory of them.
final class OpenCalls {
  private OpenCalls() {}

  static Outcome open(Call call) {
    return open(call, Paths.view(call), 0, call.intArgument(1), call.intArgument(2));
  }

  static Outcome create(Call call) {
    int flags = OpenFlag.CREATE | OpenFlag.WRITE_ONLY | OpenFlag.TRUNCATE;
    return open(call, Paths.view(call), 0, flags, call.intArgument(1));
  }

  static Outcome openAt(Call call) {
    Paths.Start start = Paths.start(call, call.intArgument(0), call.pathArgument(1));
    Viewpoint view = start.view();
    return view == null
        ? Outcome.failed(start.errno())
        : open(call, view, 1, call.intArgument(2), call.intArgument(3));
  }

  private static Outcome open(Call call, Viewpoint view, int pathIndex, int flags, int mode) {
    boolean isNonBlocking = (flags & OpenFlag.NON_BLOCKING) != 0;
    boolean closesOnExec = (flags & OpenFlag.CLOSE_ON_EXEC) != 0;
    HeldDescriptions held = call.kernel().files().held();
    int thread = call.task().id();
    FileDescription waiting = held.get(thread, Descriptors.number(call), call.argument(0));
    if (waiting != null) {
      return goOn(call, waiting, closesOnExec);
    }
    held.release(thread);
    String path = call.pathArgument(pathIndex);
    Errno refusal = Opening.refusal(path, flags);
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    FdTable table = call.process().descriptors();
    if (!table.hasRoomFor(1, Descriptors.limit(call))) {
      return Outcome.failed(Errno.EMFILE);
    }
    FileDescription same = sameAs(call, path);
    if (same != null) {
      return Descriptors.install(call, same, closesOnExec);
    }
    String setting = call.kernel().config().settings().get(path);
    if (setting != null) {
      return OpenFlag.writes(flags)
          ? Outcome.failed(Errno.EACCES)
          : Descriptors.install(call, new SettingFile(path, setting), closesOnExec);
    }
    Opened opened = call.kernel().files().open(path, flags, mode, view, call.io(isNonBlocking));
    FileDescription description = opened.description();
    if (description == null) {
      return opened.outcome();
    }
    if (opened.outcome() instanceof Outcome.Blocked) {
      int fd = table.reserve(Descriptors.limit(call));
      held.hold(thread, Descriptors.number(call), call.argument(0), description, table, fd);
      return opened.outcome();
    }
    return Descriptors.install(call, description, closesOnExec);
  }

  private static Outcome goOn(Call call, FileDescription waiting, boolean closesOnExec) {
    HeldDescriptions held = call.kernel().files().held();
    Outcome outcome = waiting.continueOpening(call.io(waiting));
    if (outcome instanceof Outcome.Blocked) {
      return outcome;
    }
    int thread = call.task().id();
    int fd = held.reserved(thread);
    waiting.retain();
    held.release(thread);
    if (outcome instanceof Outcome.Done) {
      call.process().descriptors().put(fd, waiting, closesOnExec);
      outcome = Outcome.done(fd);
    }
    waiting.release();
    return outcome;
  }

  /// Whether a path only means a descriptor that the caller has.
  static boolean namesOwnDescriptor(Call call, String path) {
    return sameAs(call, path) != null;
  }

  private static @Nullable FileDescription sameAs(Call call, String path) {
    int fd =
        switch (path) {
          case "/dev/stdin" -> 0;
          case "/dev/stdout" -> 1;
          case "/dev/stderr" -> 2;
          default -> numberIn(path);
        };
    return fd < 0 ? null : call.process().descriptors().get(fd);
  }

  private static int numberIn(String path) {
    for (String prefix : new String[] {"/dev/fd/", "/proc/self/fd/"}) {
      String rest = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
      if (!rest.isEmpty()
          && rest.length() < 8
          && rest.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
        return Integer.parseInt(rest);
      }
    }
    return -1;
  }
}
