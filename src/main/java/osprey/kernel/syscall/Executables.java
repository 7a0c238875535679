package osprey.kernel.syscall;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.Directory;
import osprey.kernel.file.Inode;
import osprey.kernel.file.Place;
import osprey.kernel.file.RegularFile;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.task.Process;

/// Finds the program behind a path, as execve(2) does.
final class Executables {
  /// @param program path under which the kernel knows the program, null on failure
  record Found(@Nullable String program, Errno error) {}

  private Executables() {}

  static Found find(Call call, String path) {
    Process process = call.process();
    Viewpoint view =
        new Viewpoint(
            process.workingDirectory.directory(),
            process.credentials,
            process.fileModeMask,
            call.kernel().now());
    Place place = call.kernel().files().find(path, true, view);
    Inode node = place.node();
    if (node == null) {
      return failed(place.errno() == null ? Errno.ENOENT : place.errno());
    }
    if (node instanceof Directory || !(node instanceof RegularFile file)) {
      return failed(Errno.EACCES);
    }
    if (!file.permits(1, process.credentials)) {
      return failed(Errno.EACCES);
    }
    return new Found(file.program(), Errno.ENOEXEC);
  }

  private static Found failed(Errno error) {
    return new Found(null, error);
  }
}
