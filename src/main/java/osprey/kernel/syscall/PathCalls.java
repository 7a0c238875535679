package osprey.kernel.syscall;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.Attributes;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.Directory;
import osprey.kernel.file.Inode;
import osprey.kernel.file.Naming;
import osprey.kernel.file.Place;
import osprey.kernel.file.SymbolicLink;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.task.Limits;
import osprey.kernel.wait.Outcome;

/// Calls on names in the file system: stat(2), mkdir(2), unlink(2), rename(2), chmod(2) and their
/// kin.
final class PathCalls {
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_EMPTY_PATH = 0x1000;

  private PathCalls() {}

  private static Naming naming(Call call) {
    return Paths.tree(call).naming(Paths.view(call));
  }

  private static Attributes attributes(Call call) {
    return Paths.tree(call).attributes(Paths.view(call));
  }

  private static Outcome withNode(Call call, boolean follows, Function<Inode, Outcome> operation) {
    return withNode(Paths.find(call, call.pathArgument(0), follows), operation);
  }

  private static Outcome withNode(Place place, Function<Inode, Outcome> operation) {
    Inode node = place.node();
    Errno missing = place.missing();
    if (node == null || missing != null) {
      return Outcome.failed(missing == null ? Errno.ENOENT : missing);
    }
    return operation.apply(node);
  }

  private static Outcome at(Call call, int index, Function<Viewpoint, Outcome> operation) {
    Paths.Start start = Paths.start(call, call.intArgument(index), call.pathArgument(index + 1));
    Viewpoint view = start.view();
    return view == null ? Outcome.failed(start.errno()) : operation.apply(view);
  }

  // Attributes.

  static Outcome status(Call call) {
    return status(call, true);
  }

  static Outcome linkStatus(Call call) {
    return status(call, false);
  }

  private static Outcome status(Call call, boolean follows) {
    return withNode(
        call, follows, node -> Descriptors.writeStatus(call, node.status(), call.argument(1)));
  }

  /// newfstatat(2).
  static Outcome statusAt(Call call) {
    int flags = call.intArgument(3);
    if ((flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH | 0x800)) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    String path = call.pathArgument(1);
    if (path.isEmpty() && (flags & AT_EMPTY_PATH) != 0) {
      return statusOfDescriptor(call);
    }
    return at(
        call,
        0,
        view ->
            withNode(
                Paths.tree(call).find(path, (flags & AT_SYMLINK_NOFOLLOW) == 0, view),
                node -> Descriptors.writeStatus(call, node.status(), call.argument(2))));
  }

  private static Outcome statusOfDescriptor(Call call) {
    if (call.intArgument(0) == Paths.WORKING_DIRECTORY) {
      return Descriptors.writeStatus(
          call, call.process().workingDirectory.directory().status(), call.argument(2));
    }
    return Descriptors.with(
        call, description -> Descriptors.writeStatus(call, description.status(), call.argument(2)));
  }

  /// access(2) asks with the real ids.
  static Outcome access(Call call) {
    Viewpoint view = Paths.view(call);
    Credentials user = view.user();
    Credentials real =
        new Credentials(
            user.uid(),
            user.uid(),
            user.savedUid(),
            user.gid(),
            user.gid(),
            user.savedGid(),
            user.groups(),
            user.mayOverride());
    Viewpoint asReal = new Viewpoint(view.directory(), real, view.umask(), view.now());
    return withNode(
        Paths.tree(call).find(call.pathArgument(0), true, asReal),
        node -> Paths.tree(call).attributes(asReal).access(node, call.intArgument(1)));
  }

  static Outcome changeMode(Call call) {
    return withNode(call, true, node -> attributes(call).setMode(node, call.intArgument(1)));
  }

  static Outcome changeOwner(Call call) {
    return withNode(
        call,
        true,
        node -> attributes(call).setOwner(node, call.intArgument(1), call.intArgument(2)));
  }

  static Outcome truncate(Call call) {
    if (call.argument(1) < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return withNode(
        call,
        true,
        node ->
            attributes(call)
                .truncate(node, call.argument(1), call.process().limits.effective(Limits.FSIZE)));
  }

  /// utimes(2): two `struct timeval`, or null for now.
  static Outcome changeTimes(Call call) {
    long times = call.argument(1);
    if (times == 0) {
      return changeTimes(call, Attributes.NOW, Attributes.NOW);
    }
    long accessedMicros = call.memory().readLong(times + 8);
    long modifiedMicros = call.memory().readLong(times + 24);
    if (accessedMicros < 0
        || accessedMicros >= 1_000_000
        || modifiedMicros < 0
        || modifiedMicros >= 1_000_000) {
      return Outcome.failed(Errno.EINVAL);
    }
    long boot = call.kernel().realTime() - call.kernel().now();
    long accessed = call.memory().readLong(times) * 1_000_000_000L + accessedMicros * 1000;
    long modified = call.memory().readLong(times + 16) * 1_000_000_000L + modifiedMicros * 1000;
    return changeTimes(call, accessed - boot, modified - boot);
  }

  private static Outcome changeTimes(Call call, long accessed, long modified) {
    return withNode(call, true, node -> attributes(call).setTimes(node, accessed, modified));
  }

  /// umask(2).
  static Outcome changeMask(Call call) {
    int before = call.process().fileModeMask;
    call.process().fileModeMask = call.intArgument(0) & 0777;
    return Outcome.done(before);
  }

  // Names.

  static Outcome makeDirectory(Call call) {
    return naming(call).makeDirectory(call.pathArgument(0), call.intArgument(1));
  }

  static Outcome makeDirectoryAt(Call call) {
    return at(
        call,
        0,
        view ->
            Paths.tree(call).naming(view).makeDirectory(call.pathArgument(1), call.intArgument(2)));
  }

  static Outcome makeNode(Call call) {
    return naming(call)
        .makeNode(call.pathArgument(0), call.intArgument(1), call.argument(2) & 0xffff_ffffL);
  }

  static Outcome makeNodeAt(Call call) {
    return at(
        call,
        0,
        view ->
            Paths.tree(call)
                .naming(view)
                .makeNode(
                    call.pathArgument(1), call.intArgument(2), call.argument(3) & 0xffff_ffffL));
  }

  static Outcome removeDirectory(Call call) {
    return naming(call).removeDirectory(call.pathArgument(0));
  }

  static Outcome link(Call call) {
    return naming(call).link(call.pathArgument(0), call.pathArgument(1), false);
  }

  static Outcome unlink(Call call) {
    return naming(call).unlink(call.pathArgument(0));
  }

  static Outcome unlinkAt(Call call) {
    int flags = call.intArgument(2);
    if ((flags & ~AT_REMOVEDIR) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return at(
        call,
        0,
        view ->
            flags == 0
                ? Paths.tree(call).naming(view).unlink(call.pathArgument(1))
                : Paths.tree(call).naming(view).removeDirectory(call.pathArgument(1)));
  }

  static Outcome rename(Call call) {
    return naming(call).rename(call.pathArgument(0), call.pathArgument(1), false);
  }

  static Outcome makeLink(Call call) {
    return naming(call).makeLink(call.pathArgument(0), call.pathArgument(1));
  }

  static Outcome readLink(Call call) {
    long size = call.argument(2);
    if (call.intArgument(2) <= 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return withNode(
        call,
        false,
        node -> {
          if (!(node instanceof SymbolicLink link)) {
            return Outcome.failed(Errno.EINVAL);
          }
          byte[] target = link.target().getBytes(StandardCharsets.ISO_8859_1);
          int count = (int) Math.min(size, target.length);
          call.memory().write(call.argument(1), target, 0, count);
          return Outcome.done(count);
        });
  }

  // The working directory.

  static Outcome changeDirectory(Call call) {
    return withNode(
        call,
        true,
        node -> {
          if (!(node instanceof Directory directory)) {
            return Outcome.failed(Errno.ENOTDIR);
          }
          if (!directory.permits(1, call.process().credentials)) {
            return Outcome.failed(Errno.EACCES);
          }
          call.process().workingDirectory.change(directory);
          return Outcome.ZERO;
        });
  }

  /// getcwd(2): returns the length with the terminating NUL.
  static Outcome workingDirectory(Call call) {
    @Nullable String path = Paths.tree(call).pathOf(call.process().workingDirectory.directory());
    if (path == null) {
      return Outcome.failed(Errno.ENOENT);
    }
    byte[] bytes = (path + "\0").getBytes(StandardCharsets.ISO_8859_1);
    if (Long.compareUnsigned(call.argument(1), bytes.length) < 0) {
      return Outcome.failed(Errno.ERANGE);
    }
    call.memory().write(call.argument(0), bytes);
    return Outcome.done(bytes.length);
  }
}
