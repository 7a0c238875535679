package osprey.kernel.fileserver;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.Inode;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.KernelBuffer;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.RegularFile;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Sleeper;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Waiter;

/// A request that the server works on. It may wait for the server's disk as a thread does.
final class Job implements Sleeper {
  private final FileServer server;
  private final Message.Ask ask;

  /// What the job has open while it waits.
  private @Nullable FileDescription open;

  Job(FileServer server, Message.Ask ask) {
    this.server = server;
    this.ask = ask;
  }

  private Job(Job from, Copier copier) {
    copier.register(from, this);
    ask = from.ask;
    server = copier.copy(from.server);
    open = copier.copyOrNull(from.open);
  }

  /// No thread does it.
  @Override
  public int id() {
    return 0;
  }

  /// @param progress null at first
  void run(@Nullable Progress progress) {
    switch (ask.request()) {
      case Request.Read read -> {
        KernelBuffer buffer = new KernelBuffer(read.count());
        FileDescription file = open(read.handle(), FileMode.MAY_READ, OpenFlag.READ_ONLY);
        if (file != null) {
          settle(file.readAt(buffer, read.offset(), call(progress)), buffer);
        }
      }
      case Request.Write write -> {
        byte[] data = write.data();
        int flags = OpenFlag.WRITE_ONLY | (write.isStable() ? OpenFlag.SYNC : 0);
        FileDescription file = open(write.handle(), FileMode.MAY_WRITE, flags);
        if (file != null) {
          KernelBuffer buffer = new KernelBuffer(data, 0, data.length);
          settle(file.writeAt(buffer, write.offset(), call(progress)), buffer);
        }
      }
      case Request.Commit commit -> {
        FileDescription file = open(commit.handle(), 0, OpenFlag.READ_ONLY);
        if (file != null) {
          settle(file.synchronize(call(progress)), new KernelBuffer(0));
        }
      }
      default -> server.finished(ask, new Operations(server, ask).perform());
    }
  }

  private IoCall call(@Nullable Progress progress) {
    return new IoCall(false, progress, user(), 0, RegularFile.BYTES_MAX, server.wire());
  }

  private Credentials user() {
    return Operations.user(server.export(ask.export()), ask.user());
  }

  /// Null when it cannot be: the client has its answer then. Whoever owns a file may read and write
  /// it whatever its mode says, because the client has asked for permission when it opened it.
  private @Nullable FileDescription open(long handle, int wanted, int flags) {
    if (open != null) {
      return open;
    }
    Export export = server.export(ask.export());
    Inode node = server.node(handle);
    Errno refusal = null;
    if (export == null || node == null) {
      refusal = Errno.ESTALE;
    } else if (wanted == FileMode.MAY_WRITE && export.isReadOnly()) {
      refusal = Errno.EROFS;
    } else if (!node.permits(wanted, user()) && user().effectiveUid() != node.owner()) {
      refusal = Errno.EACCES;
    }
    FileDescription made = node == null ? null : server.files().openNode(node, flags);
    if (refusal != null || made == null) {
      server.finished(ask, new Reply.Failed(refusal == null ? Errno.EINVAL : refusal));
      return null;
    }
    made.retain();
    open = made;
    return made;
  }

  private void settle(Outcome outcome, KernelBuffer buffer) {
    switch (outcome) {
      case Outcome.Blocked(var terms) -> new Waiter(this, terms);
      case Outcome.Done(long value, int _) -> finish(reply(value, buffer));
      case Outcome.Failed(Errno errno, int _) -> finish(new Reply.Failed(errno));
      case Outcome.Gone _ -> throw new IllegalStateException("no thread called");
    }
  }

  private Reply reply(long value, KernelBuffer buffer) {
    FileDescription file = open;
    if (file == null) {
      return new Reply.Done();
    }
    return switch (ask.request()) {
      case Request.Read _ ->
          new Reply.Data(Arrays.copyOf(buffer.bytes(), (int) value), file.status());
      case Request.Write _ -> new Reply.Written((int) value, file.status());
      default -> new Reply.Done();
    };
  }

  private void finish(Reply reply) {
    FileDescription file = open;
    open = null;
    if (file != null) {
      file.release();
    }
    server.finished(ask, reply);
  }

  @Override
  public void woken(Waiter waiter) {
    Then then = waiter.terms().then();
    switch (then) {
      case Then.Continue(Progress progress) -> run(progress);
      case Then.Retry _ -> run(null);
      case Then.Return(long value) -> settle(Outcome.done(value), new KernelBuffer(0));
      case Then.End(Outcome outcome) -> settle(outcome, new KernelBuffer(0));
    }
  }

  @Override
  public Job copy(Copier copier) {
    return new Job(this, copier);
  }
}
