package osprey.kernel.syscall;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.Place;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.task.Process;

/// What the calls on paths have in common: from where and as whom a path is looked up.
final class Paths {
  /// AT_FDCWD.
  static final int WORKING_DIRECTORY = -100;

  private Paths() {}

  static FileTree tree(Call call) {
    return call.kernel().files();
  }

  /// The caller in its working directory.
  static Viewpoint view(Call call) {
    Process process = call.process();
    return new Viewpoint(
        process.workingDirectory.directory(),
        process.credentials,
        process.fileModeMask,
        call.kernel().now());
  }

  /// Where the path of an `…at` call starts, as a path and the directory it belongs to.
  record Start(@Nullable Viewpoint view, Errno errno) {}

  /// The start that a directory descriptor gives; an absolute path does not look at it.
  static Start start(Call call, int fd, String path) {
    Viewpoint view = view(call);
    if (fd == WORKING_DIRECTORY || path.startsWith("/")) {
      return new Start(view, Errno.EBADF);
    }
    FileDescription description = call.process().descriptors().get(fd);
    if (description == null) {
      return new Start(null, Errno.EBADF);
    }
    Directory directory = description.directory();
    if (directory == null) {
      return new Start(null, Errno.ENOTDIR);
    }
    return new Start(new Viewpoint(directory, view.user(), view.umask(), view.now()), Errno.EBADF);
  }

  static Place find(Call call, String path, boolean follows) {
    return tree(call).find(path, follows, view(call));
  }
}
