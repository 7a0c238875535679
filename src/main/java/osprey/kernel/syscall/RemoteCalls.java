package osprey.kernel.syscall;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Syscall;
import osprey.kernel.file.Attributes;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Opening;
import osprey.kernel.file.RemotePath;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.fileserver.FileClient;
import osprey.kernel.fileserver.Mount;
import osprey.kernel.fileserver.Pending;
import osprey.kernel.fileserver.RemoteDirectory;
import osprey.kernel.fileserver.RemoteFile;
import osprey.kernel.fileserver.Reply;
import osprey.kernel.fileserver.Request;
import osprey.kernel.wait.Outcome;

/// Calls that concern files of another machine, on a machine that has mounted some: asked before
/// the tables of this machine are. Reading and writing is not here but with {@link RemoteFile}.
///
/// What a mount cannot do fails: programs are not executed from it (EACCES), locks have nobody who
/// keeps them (ENOLCK), sendfile(2) and splice(2) do not take its files (EINVAL).
final class RemoteCalls {
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int SEEK_END = 2;
  private static final int MAY_EXECUTE = 1;

  /// F_GETLK, F_SETLK, F_SETLKW and those of open file descriptions.
  private static final int LOCK_FIRST = 5;

  private static final int LOCK_LAST = 7;
  private static final int OFD_LOCK_FIRST = 36;
  private static final int OFD_LOCK_LAST = 38;

  private RemoteCalls() {}

  /// Null if the call concerns this machine alone.
  static @Nullable Outcome perform(Syscall which, Call call) {
    return switch (which) {
      case OPEN -> open(call, Paths.view(call), 0, call.intArgument(1), call.intArgument(2));
      case CREAT -> {
        int flags = OpenFlag.CREATE | OpenFlag.WRITE_ONLY | OpenFlag.TRUNCATE;
        yield open(call, Paths.view(call), 0, flags, call.intArgument(1));
      }
      case OPENAT -> open(call, start(call), 1, call.intArgument(2), call.intArgument(3));
      case STAT, LSTAT, CHMOD, CHOWN, UTIMES, TRUNCATE, ACCESS, CHDIR, READLINK, EXECVE ->
          node(which, call);
      case FSTATAT -> statusAt(call);
      case MKDIR, RMDIR, UNLINK, MKNOD, MKDIRAT, MKNODAT, UNLINKAT, SYMLINK -> name(which, call);
      case LINK, RENAME -> names(which, call);
      case FSTAT, LSEEK, GETDENTS64, FCHMOD, FCHOWN, FLOCK, FCNTL -> descriptor(which, call);
      case SENDFILE, SPLICE -> between(call, which == Syscall.SENDFILE ? 1 : 2);
      default -> null;
    };
  }

  private static FileClient client(Call call) {
    return call.kernel().remoteFiles().client();
  }

  /// A path on a server.
  private record Remote(Mount mount, RemotePath place) {
    String path() {
      return place.path();
    }
  }

  private static @Nullable Viewpoint start(Call call) {
    return Paths.start(call, call.intArgument(0), call.pathArgument(1)).view();
  }

  /// Null for a path on this machine, or one that leads nowhere.
  private static @Nullable Remote remote(
      Call call, @Nullable Viewpoint view, String path, boolean follows) {
    RemotePath place = view == null ? null : Paths.tree(call).outside(path, follows, view);
    Mount mount = place == null ? null : client(call).mount(place.fileSystem());
    return place == null || mount == null ? null : new Remote(mount, place);
  }

  /// Asks the server, or goes on when it has answered.
  private static Outcome ask(
      Call call, Mount mount, Request request, Function<Reply, Outcome> use) {
    if (!(call.progress() instanceof Pending pending)) {
      return client(call).ask(mount, call.user(), call.process().fileModeMask, request, 0, 0);
    }
    Reply reply = client(call).reply(pending);
    return switch (reply) {
      case null -> client(call).await(pending);
      case Reply.Failed(Errno errno) -> Outcome.failed(errno);
      default -> use.apply(reply);
    };
  }

  private static Outcome ask(Call call, Mount mount, Request request) {
    return ask(call, mount, request, _ -> Outcome.ZERO);
  }

  // ---- opening

  private static @Nullable Outcome open(
      Call call, @Nullable Viewpoint view, int pathIndex, int flags, int mode) {
    String path = call.pathArgument(pathIndex);
    int exclusive = OpenFlag.CREATE | OpenFlag.EXCLUSIVE;
    boolean follows = (flags & OpenFlag.NO_FOLLOW) == 0 && (flags & exclusive) != exclusive;
    Remote remote = remote(call, view, path, follows);
    if (remote == null) {
      return null;
    }
    Errno refusal = Opening.refusal(path, flags);
    if (refusal == null && !call.process().descriptors().hasRoomFor(1, Descriptors.limit(call))) {
      refusal = Errno.EMFILE;
    }
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    return ask(
        call,
        remote.mount,
        new Request.Open(remote.path(), flags, mode),
        reply -> opened(call, remote, flags, (Reply.Opened) reply));
  }

  private static Outcome opened(Call call, Remote remote, int flags, Reply.Opened opened) {
    FileStatus status = opened.status();
    String shown = remote.mount.path() + (remote.path().isEmpty() ? "" : "/" + remote.path());
    int kept = OpenFlag.kept(flags);
    FileDescription made =
        (status.mode() & FileMode.TYPE) == FileMode.DIRECTORY
            ? new RemoteDirectory(
                remote.mount,
                opened.handle(),
                shown,
                kept,
                status,
                Paths.tree(call).standIn(remote.place.fileSystem(), remote.path()))
            : new RemoteFile(client(call), remote.mount, opened.handle(), shown, kept, status);
    return Descriptors.install(call, made, (flags & OpenFlag.CLOSE_ON_EXEC) != 0);
  }

  // ---- what there is

  private static @Nullable Outcome node(Syscall which, Call call) {
    boolean follows = which != Syscall.LSTAT && which != Syscall.READLINK;
    Remote remote = remote(call, Paths.view(call), call.pathArgument(0), follows);
    if (remote == null) {
      return null;
    }
    Request.Target target = new Request.Path(remote.path(), follows);
    int first = call.intArgument(1);
    return switch (which) {
      case STAT, LSTAT -> status(call, remote.mount, target, call.argument(1));
      case CHMOD -> ask(call, remote.mount, new Request.SetMode(target, first));
      case CHOWN ->
          ask(call, remote.mount, new Request.SetOwner(target, first, call.intArgument(2)));
      case TRUNCATE ->
          call.argument(1) < 0
              ? Outcome.failed(Errno.EINVAL)
              : ask(call, remote.mount, new Request.SetSize(target, call.argument(1), false));
      case ACCESS -> ask(call, remote.mount, new Request.Access(target, first));
      case CHDIR ->
          ask(
              call,
              remote.mount,
              new Request.Access(target, MAY_EXECUTE),
              reply -> enter(call, remote, (Reply.Attributes) reply));
      case READLINK -> readLink(call, remote);
      case UTIMES -> changeTimes(call, remote.mount, target);
      default -> Outcome.failed(Errno.EACCES);
    };
  }

  private static Outcome status(Call call, Mount mount, Request.Target target, long address) {
    return ask(
        call,
        mount,
        new Request.Status(target),
        reply -> {
          FileStatus status = ((Reply.Attributes) reply).status();
          return Descriptors.writeStatus(call, status.onDevice(mount.device()), address);
        });
  }

  private static @Nullable Outcome statusAt(Call call) {
    boolean follows = (call.intArgument(3) & AT_SYMLINK_NOFOLLOW) == 0;
    String path = call.pathArgument(1);
    if (path.isEmpty()) {
      return statusOfDescriptor(call, 2);
    }
    Remote remote = remote(call, start(call), path, follows);
    return remote == null
        ? null
        : status(call, remote.mount, new Request.Path(remote.path(), follows), call.argument(2));
  }

  private static Outcome enter(Call call, Remote remote, Reply.Attributes reply) {
    if ((reply.status().mode() & FileMode.TYPE) != FileMode.DIRECTORY) {
      return Outcome.failed(Errno.ENOTDIR);
    }
    call.process()
        .workingDirectory
        .change(Paths.tree(call).standIn(remote.place.fileSystem(), remote.path()));
    return Outcome.ZERO;
  }

  private static Outcome readLink(Call call, Remote remote) {
    if (call.intArgument(2) <= 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return ask(
        call,
        remote.mount,
        new Request.ReadLink(remote.path()),
        reply -> {
          byte[] target = ((Reply.Text) reply).text().getBytes(StandardCharsets.ISO_8859_1);
          int count = Math.min(call.intArgument(2), target.length);
          call.memory().write(call.argument(1), target, 0, count);
          return Outcome.done(count);
        });
  }

  private static Outcome changeTimes(Call call, Mount mount, Request.Target target) {
    long times = call.argument(1);
    if (times == 0) {
      return ask(call, mount, new Request.SetTimes(target, Attributes.NOW, Attributes.NOW));
    }
    long boot = call.kernel().realTime() - call.kernel().now();
    long accessed = time(call, times);
    long modified = time(call, times + 16);
    if (accessed < 0 || modified < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return ask(call, mount, new Request.SetTimes(target, accessed - boot, modified - boot));
  }

  /// A `struct timeval` in nanoseconds, -1 if it is none.
  private static long time(Call call, long address) {
    long micros = call.memory().readLong(address + 8);
    return micros < 0 || micros >= 1_000_000
        ? -1
        : call.memory().readLong(address) * 1_000_000_000L + micros * 1000;
  }

  // ---- names

  private static @Nullable Outcome name(Syscall which, Call call) {
    boolean isAt =
        which == Syscall.MKDIRAT || which == Syscall.MKNODAT || which == Syscall.UNLINKAT;
    int index = isAt || which == Syscall.SYMLINK ? 1 : 0;
    Viewpoint view = isAt ? start(call) : Paths.view(call);
    Remote remote = remote(call, view, call.pathArgument(index), false);
    if (remote == null) {
      return null;
    }
    String path = remote.path();
    int mode = call.intArgument(index + 1);
    boolean removesDirectory =
        which == Syscall.RMDIR || (which == Syscall.UNLINKAT && mode == AT_REMOVEDIR);
    if (path.isEmpty() && removesDirectory) {
      return Outcome.failed(Errno.EBUSY);
    }
    return switch (which) {
      case MKDIR, MKDIRAT -> ask(call, remote.mount, new Request.MakeDirectory(path, mode));
      case MKNOD, MKNODAT -> {
        int type = mode & FileMode.TYPE;
        boolean isDevice = type == FileMode.CHARACTER_DEVICE || type == FileMode.BLOCK_DEVICE;
        yield isDevice
            ? Outcome.failed(Errno.EPERM)
            : ask(call, remote.mount, new Request.MakeNode(path, mode));
      }
      case SYMLINK -> ask(call, remote.mount, new Request.MakeLink(call.pathArgument(0), path));
      default -> ask(call, remote.mount, new Request.Remove(path, removesDirectory));
    };
  }

  private static @Nullable Outcome names(Syscall which, Call call) {
    Viewpoint view = Paths.view(call);
    Remote from = remote(call, view, call.pathArgument(0), false);
    Remote to = remote(call, view, call.pathArgument(1), false);
    if (from == null && to == null) {
      return null;
    }
    if (from == null || to == null || from.mount != to.mount) {
      return Outcome.failed(Errno.EXDEV);
    }
    if (from.path().isEmpty() || to.path().isEmpty()) {
      return Outcome.failed(which == Syscall.RENAME ? Errno.EBUSY : Errno.EPERM);
    }
    return ask(
        call,
        from.mount,
        which == Syscall.RENAME
            ? new Request.Rename(from.path(), to.path())
            : new Request.Link(from.path(), to.path()));
  }

  // ---- descriptors

  private static @Nullable Outcome descriptor(Syscall which, Call call) {
    FileDescription held =
        call.kernel()
            .files()
            .held()
            .get(call.task().id(), Descriptors.number(call), call.argument(0));
    FileDescription description = held == null ? call.description(0) : held;
    if (description instanceof RemoteFile file) {
      return Descriptors.with(call, _ -> onFile(which, call, file));
    }
    return description instanceof RemoteDirectory directory
        ? Descriptors.with(call, _ -> onDirectory(which, call, directory))
        : null;
  }

  private static Outcome onFile(Syscall which, Call call, RemoteFile file) {
    Request.Target target = new Request.Handle(file.handle());
    return switch (which) {
      case FSTAT -> status(call, file, target, call.argument(1));
      case LSEEK -> seek(call, file, target);
      case FCHMOD -> ask(call, file.mount(), new Request.SetMode(target, call.intArgument(1)));
      case FCHOWN -> changeOwner(call, file.mount(), target);
      case FLOCK -> Outcome.failed(Errno.ENOLCK);
      case FCNTL -> isLocking(call) ? Outcome.failed(Errno.ENOLCK) : ControlCalls.fcntl(call);
      default -> Outcome.failed(Errno.ENOTDIR);
    };
  }

  private static boolean isLocking(Call call) {
    int command = call.intArgument(1);
    return (command >= LOCK_FIRST && command <= LOCK_LAST)
        || (command >= OFD_LOCK_FIRST && command <= OFD_LOCK_LAST);
  }

  private static Outcome seek(Call call, RemoteFile file, Request.Target target) {
    int whence = call.intArgument(2);
    if (whence != SEEK_END) {
      return DescriptorCalls.seek(call);
    }
    return ask(
        call,
        file.mount(),
        new Request.Status(target),
        reply -> {
          file.note(((Reply.Attributes) reply).status());
          return file.seek(call.argument(1), SEEK_END);
        });
  }

  private static Outcome status(Call call, RemoteFile file, Request.Target target, long address) {
    return ask(
        call,
        file.mount(),
        new Request.Status(target),
        reply -> {
          FileStatus status = ((Reply.Attributes) reply).status();
          file.note(status);
          return Descriptors.writeStatus(call, status.onDevice(file.mount().device()), address);
        });
  }

  private static @Nullable Outcome statusOfDescriptor(Call call, int index) {
    FileDescription description = call.description(0);
    return switch (description) {
      case RemoteFile file ->
          status(call, file, new Request.Handle(file.handle()), call.argument(index));
      case RemoteDirectory directory ->
          status(
              call,
              directory.mount(),
              new Request.Handle(directory.handle()),
              call.argument(index));
      case null, default -> null;
    };
  }

  private static Outcome changeOwner(Call call, Mount mount, Request.Target target) {
    return ask(call, mount, new Request.SetOwner(target, call.intArgument(1), call.intArgument(2)));
  }

  private static Outcome onDirectory(Syscall which, Call call, RemoteDirectory directory) {
    Mount mount = directory.mount();
    Request.Target target = new Request.Handle(directory.handle());
    return switch (which) {
      case FSTAT -> status(call, mount, target, call.argument(1));
      case GETDENTS64 -> list(call, directory);
      case FCHMOD -> ask(call, mount, new Request.SetMode(target, call.intArgument(1)));
      case FCHOWN -> changeOwner(call, mount, target);
      case FLOCK -> Outcome.failed(Errno.ENOLCK);
      case FCNTL -> isLocking(call) ? Outcome.failed(Errno.ENOLCK) : ControlCalls.fcntl(call);
      default -> DescriptorCalls.seek(call);
    };
  }

  private static Outcome list(Call call, RemoteDirectory directory) {
    long size = Math.min(call.argument(2) & 0xffff_ffffL, directory.mount().blockBytes());
    return ask(
        call,
        directory.mount(),
        new Request.List(directory.handle(), directory.position(), (int) size),
        reply -> {
          Reply.Entries entries = (Reply.Entries) reply;
          byte[] records = entries.records();
          IoBuffer into = call.into(call.argument(1), size);
          if (into.accessible(records.length) < records.length) {
            return Outcome.failed(Errno.EFAULT);
          }
          into.put(records, 0, records.length);
          directory.listed(entries.position());
          return Outcome.done(records.length);
        });
  }

  private static @Nullable Outcome between(Call call, int otherIndex) {
    boolean isRemote =
        call.description(0) instanceof RemoteFile
            || call.description(otherIndex) instanceof RemoteFile;
    return isRemote ? Outcome.failed(Errno.EINVAL) : null;
  }
}
