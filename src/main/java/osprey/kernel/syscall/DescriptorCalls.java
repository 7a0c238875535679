package osprey.kernel.syscall;

import osprey.abi.Errno;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Wait;

/// Calls on open files: read(2), write(2), lseek(2), close(2), dup(2), fstat(2), fsync(2) and their
/// kin.
final class DescriptorCalls {
  /// Linux moves no more bytes in one call.
  private static final long MOVE_BYTES_MAX = 0x7ffff000L;

  /// SEEK_HOLE.
  private static final int WHENCE_MAX = 4;

  private DescriptorCalls() {}

  // One buffer.

  static Outcome read(Call call) {
    return Descriptors.with(
        call,
        description ->
            description.isReadable()
                ? description.read(buffer(call, true), call.io(description))
                : Outcome.failed(Errno.EBADF));
  }

  static Outcome write(Call call) {
    return Descriptors.with(
        call,
        description ->
            description.isWritable()
                ? description.write(buffer(call, false), call.io(description))
                : Outcome.failed(Errno.EBADF));
  }

  static Outcome readAt(Call call) {
    return at(call, true, buffer(call, true), call.argument(3));
  }

  static Outcome writeAt(Call call) {
    return at(call, false, buffer(call, false), call.argument(3));
  }

  private static IoBuffer buffer(Call call, boolean isFilled) {
    long done = transferred(call);
    long address = call.argument(1) + done;
    long asked = call.argument(2);
    long count = (asked < 0 ? MOVE_BYTES_MAX : Math.min(asked, MOVE_BYTES_MAX)) - done;
    return isFilled ? call.into(address, count) : call.from(address, count);
  }

  private static long transferred(Call call) {
    Progress progress = call.progress();
    return progress == null ? 0 : progress.transferred();
  }

  private static Outcome at(Call call, boolean isRead, IoBuffer buffer, long offset) {
    if (offset < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return Descriptors.with(
        call,
        description -> {
          if (!description.isSeekable()) {
            return Outcome.failed(Errno.ESPIPE);
          }
          if (!(isRead ? description.isReadable() : description.isWritable())) {
            return Outcome.failed(Errno.EBADF);
          }
          return isRead
              ? description.readAt(buffer, offset, call.io(description))
              : description.writeAt(buffer, offset, call.io(description));
        });
  }

  // Several buffers.

  static Outcome readVector(Call call) {
    return vector(call, true, false);
  }

  static Outcome writeVector(Call call) {
    return vector(call, false, false);
  }

  private static Outcome vector(Call call, boolean isRead, boolean hasOffset) {
    return Descriptors.with(
        call,
        description -> {
          if (!(isRead ? description.isReadable() : description.isWritable())) {
            return Outcome.failed(Errno.EBADF);
          }
          int parts = call.intArgument(2);
          Errno problem = VectorBuffer.problem(call, call.argument(1), parts);
          if (problem != null) {
            return Outcome.failed(problem);
          }
          IoBuffer buffer =
              VectorBuffer.of(call, call.argument(1), parts, isRead, transferred(call));
          if (hasOffset) {
            return isRead
                ? description.readAt(buffer, call.argument(3), call.io(description))
                : description.writeAt(buffer, call.argument(3), call.io(description));
          }
          return isRead
              ? description.read(buffer, call.io(description))
              : description.write(buffer, call.io(description));
        });
  }

  // Position, size, life.

  static Outcome seek(Call call) {
    int whence = call.intArgument(2);
    return Descriptors.with(
        call,
        description ->
            whence < 0 || whence > WHENCE_MAX
                ? Outcome.failed(Errno.EINVAL)
                : description.seek(call.argument(1), whence));
  }

  static Outcome truncate(Call call) {
    if (call.argument(1) < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    return Descriptors.with(
        call, description -> description.truncate(call.argument(1), call.io(description)));
  }

  static Outcome synchronize(Call call) {
    return Descriptors.with(call, description -> description.synchronize(call.io(description)));
  }

  /// sync(2).
  static Outcome synchronizeAll(Call call) {
    return call.kernel().files().synchronize();
  }

  static Outcome close(Call call) {
    FileDescription description = call.description(0);
    if (description == null) {
      return Outcome.failed(Errno.EBADF);
    }
    call.process().descriptors().close(call.intArgument(0), call.process().id());
    call.kernel().abandoned(description);
    Wait rest = description.references() == 0 ? description.closing() : null;
    return rest == null ? Outcome.ZERO : Outcome.blocked(rest);
  }

  static Outcome duplicate(Call call) {
    return call.process().descriptors().duplicate(call.intArgument(0), Descriptors.limit(call));
  }

  static Outcome duplicateTo(Call call) {
    return duplicateTo(call, false);
  }

  /// dup3(2).
  static Outcome duplicateWithFlags(Call call) {
    int flags = call.intArgument(2);
    if ((flags & ~OpenFlag.CLOSE_ON_EXEC) != 0 || call.intArgument(0) == call.intArgument(1)) {
      return Outcome.failed(Errno.EINVAL);
    }
    return duplicateTo(call, flags != 0);
  }

  private static Outcome duplicateTo(Call call, boolean closesOnExec) {
    FileDescription replaced = call.process().descriptors().get(call.intArgument(1));
    Outcome outcome =
        call.process()
            .descriptors()
            .duplicateTo(
                call.intArgument(0),
                call.intArgument(1),
                closesOnExec,
                Descriptors.limit(call),
                call.process().id());
    if (replaced != null) {
      call.kernel().abandoned(replaced);
    }
    return outcome;
  }

  // Attributes.

  static Outcome status(Call call) {
    return Descriptors.with(
        call, description -> Descriptors.writeStatus(call, description.status(), call.argument(1)));
  }

  static Outcome changeMode(Call call) {
    return withInode(call, Access.MODE);
  }

  static Outcome changeOwner(Call call) {
    return withInode(call, Access.OWNER);
  }

  private enum Access {
    MODE,
    OWNER
  }

  private static Outcome withInode(Call call, Access what) {
    return Descriptors.with(
        call,
        description -> {
          var inode = description.inode();
          if (inode == null) {
            return Outcome.ZERO;
          }
          var attributes = call.kernel().files().attributes(Paths.view(call));
          return switch (what) {
            case MODE -> attributes.setMode(inode, call.intArgument(1));
            case OWNER -> attributes.setOwner(inode, call.intArgument(1), call.intArgument(2));
          };
        });
  }

  static Outcome list(Call call) {
    return Descriptors.with(
        call,
        description ->
            description.list(call.into(call.argument(1), call.argument(2) & 0xffff_ffffL)));
  }

  static Outcome changeDirectory(Call call) {
    return Descriptors.with(
        call,
        description -> {
          Directory directory = description.directory();
          if (directory == null) {
            return Outcome.failed(Errno.ENOTDIR);
          }
          if (!directory.permits(1, call.process().credentials)) {
            return Outcome.failed(Errno.EACCES);
          }
          call.process().workingDirectory.change(directory);
          return Outcome.ZERO;
        });
  }

  // New kinds of files.

  /// memfd_create(2).
  static Outcome createMemoryFile(Call call) {
    int flags = call.intArgument(1);
    String name = call.pathArgument(0);
    if ((flags & ~0x1f) != 0 || name.length() > 249) {
      return Outcome.failed(Errno.EINVAL);
    }
    Viewpoint view = Paths.view(call);
    return Descriptors.install(
        call, call.kernel().files().openUnnamed(name, view), (flags & 1) != 0);
  }
}
