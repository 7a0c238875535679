package osprey.kernel.ipc;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.KernelBuffer;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;

/// Moving bytes between descriptions inside the kernel: splice(2), tee(2), sendfile(2).
public final class Splice {
  /// Use and move the description's own position.
  public static final long OWN_POSITION = -1;

  private static final int PART_BYTES_MAX = 1 << 16;

  private final FileDescription in;
  private final FileDescription out;
  private final IoCall call;

  /// @param call with `nonBlocking` as the call's flags say (SPLICE_F_NONBLOCK); O_NONBLOCK of the
  ///   descriptions is added here
  public Splice(FileDescription in, FileDescription out, IoCall call) {
    this.in = in;
    this.out = out;
    this.call = call;
  }

  private @Nullable Errno wrongMode() {
    return in.isReadable() && out.isWritable() ? null : Errno.EBADF;
  }

  /// tee(2).
  public Outcome tee(long count) {
    if (count == 0) {
      return Outcome.ZERO;
    }
    if (wrongMode() != null) {
      return Outcome.failed(Errno.EBADF);
    }
    if (!(in instanceof PipeEnd source && out instanceof PipeEnd target)
        || source.pipe() == target.pipe()) {
      return Outcome.failed(Errno.EINVAL);
    }
    Outcome obstacle = prepare(source.pipe(), target.pipe());
    return obstacle != null ? obstacle : Outcome.done(source.pipe().copyTo(target.pipe(), count));
  }

  /// splice(2): one of the two is a pipe.
  ///
  /// @param inOffset where to read a file, or {@link #OWN_POSITION}
  public Outcome splice(long inOffset, long outOffset, long count) {
    if (count == 0) {
      return Outcome.ZERO;
    }
    if (wrongMode() != null) {
      return Outcome.failed(Errno.EBADF);
    }
    if (in instanceof PipeEnd source) {
      if (inOffset != OWN_POSITION) {
        return Outcome.failed(Errno.ESPIPE);
      }
      return out instanceof PipeEnd target
          ? pipeToPipe(source.pipe(), target.pipe(), outOffset, count)
          : pipeToFile(source.pipe(), outOffset, count);
    }
    if (out instanceof PipeEnd target) {
      return outOffset == OWN_POSITION
          ? fileToPipe(target.pipe(), inOffset, count)
          : Outcome.failed(Errno.ESPIPE);
    }
    return Outcome.failed(Errno.EINVAL);
  }

  private boolean isNonBlocking(FileDescription description) {
    return call.nonBlocking() || description.isNonBlocking();
  }

  private @Nullable Outcome prepare(Pipe source, Pipe target) {
    boolean isNonBlocking = isNonBlocking(in) || isNonBlocking(out);
    Outcome obstacle = source.awaitData(isNonBlocking);
    return obstacle == null ? target.awaitRoom(isNonBlocking) : obstacle;
  }

  private Outcome pipeToPipe(Pipe source, Pipe target, long outOffset, long count) {
    if (outOffset != OWN_POSITION) {
      return Outcome.failed(Errno.ESPIPE);
    }
    if (source == target) {
      return Outcome.failed(Errno.EINVAL);
    }
    Outcome obstacle = prepare(source, target);
    return obstacle != null ? obstacle : Outcome.done(source.moveTo(target, count));
  }

  private Outcome fileToPipe(Pipe target, long offset, long count) {
    boolean ownPosition = offset == OWN_POSITION;
    if (!ownPosition && !in.isSeekable()) {
      return Outcome.failed(Errno.ESPIPE);
    }
    Outcome obstacle = target.awaitRoom(isNonBlocking(out));
    if (obstacle != null) {
      return obstacle;
    }
    long at = ownPosition ? position(in) : offset;
    long moved = 0;
    while (moved < count && !target.isFull()) {
      int page = target.slotBytes();
      int wanted = (int) Math.min(count - moved, page - (at + moved) % page);
      KernelBuffer part = new KernelBuffer(wanted);
      Outcome read = ownPosition ? in.read(part, call) : in.readAt(part, at + moved, call);
      if (!(read instanceof Outcome.Done(long got, int _))) {
        return moved == 0 ? read : arrived(target, moved);
      }
      if (got > 0) {
        target.addPage(part.bytes(), (int) got);
        moved += got;
      }
      if (got < wanted) {
        break;
      }
    }
    return arrived(target, moved);
  }

  private static Outcome arrived(Pipe target, long moved) {
    target.arrived((int) moved);
    return Outcome.done(moved);
  }

  private static long position(FileDescription file) {
    return file.seek(0, 1) instanceof Outcome.Done(long at, int _) ? at : 0;
  }

  private Outcome pipeToFile(Pipe source, long offset, long count) {
    boolean ownPosition = offset == OWN_POSITION;
    if (!ownPosition && !out.isSeekable()) {
      return Outcome.failed(Errno.ESPIPE);
    }
    if ((out.statusFlags() & OpenFlag.APPEND) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    Outcome obstacle = source.awaitData(isNonBlocking(in));
    if (obstacle != null) {
      return obstacle;
    }
    long moved = 0;
    while (moved < count && !source.isEmpty()) {
      byte[] oldest = source.oldest();
      int wanted = (int) Math.min(oldest.length, count - moved);
      KernelBuffer part = new KernelBuffer(oldest, 0, wanted);
      Outcome written =
          ownPosition ? out.write(part, call) : out.writeAt(part, offset + moved, call);
      if (!(written instanceof Outcome.Done(long put, int _))) {
        return moved == 0 ? written : Outcome.done(moved);
      }
      source.take((int) put);
      moved += put;
      if (put < wanted) {
        break;
      }
    }
    return Outcome.done(moved);
  }

  /// sendfile(2) from a file to anything.
  public Outcome sendFile(long offset, long count) {
    if (wrongMode() != null) {
      return Outcome.failed(Errno.EBADF);
    }
    if (in.mappable() == null || (out.statusFlags() & OpenFlag.APPEND) != 0 || offset < -1) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (count == 0) {
      return Outcome.ZERO;
    }
    return out instanceof PipeEnd target
        ? fileToPipe(target.pipe(), offset, count)
        : fileToFile(offset, count);
  }

  private Outcome fileToFile(long offset, long count) {
    boolean ownPosition = offset == OWN_POSITION;
    Progress progress = call.progress();
    long moved = progress == null ? 0 : progress.transferred();
    long start = ownPosition ? position(in) - moved : offset;
    while (moved < count) {
      int wanted = (int) Math.min(count - moved, PART_BYTES_MAX);
      KernelBuffer part = new KernelBuffer(wanted);
      Outcome read = in.readAt(part, start + moved, call);
      if (!(read instanceof Outcome.Done(long got, int _))) {
        return goOn(read, moved);
      }
      if (got == 0) {
        break;
      }
      byte[] bytes = Arrays.copyOf(part.bytes(), (int) got);
      Outcome written = out.write(new KernelBuffer(bytes, 0, bytes.length), fresh());
      if (!(written instanceof Outcome.Done(long put, int _))) {
        return goOn(written, moved);
      }
      moved += put;
      if (ownPosition) {
        in.seek(start + moved, 0);
      }
      if (put < got) {
        break;
      }
    }
    return Outcome.done(moved);
  }

  /// The wait of a part is the wait of the whole, which remembers what was moved so far.
  private static Outcome goOn(Outcome ofPart, long moved) {
    return switch (ofPart) {
      case Outcome.Blocked(Wait terms) -> {
        long put =
            terms.then() instanceof Then.Continue(Progress progress) ? progress.transferred() : 0;
        yield Outcome.blocked(terms.then(new Then.Continue(new Progress.Bytes(moved + put))));
      }
      case Outcome.Done _, Outcome.Failed _, Outcome.Gone _ ->
          moved == 0 ? ofPart : Outcome.done(moved);
    };
  }

  private IoCall fresh() {
    return new IoCall(
        isNonBlocking(out),
        null,
        call.user(),
        call.processId(),
        call.fileSizeLimit(),
        call.clock());
  }
}
