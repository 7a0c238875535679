package osprey.kernel.winpipe;

import osprey.engine.Copier;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.wait.Outcome;

/// An open end of a Windows pipe, on this machine or reached through the network. Errors are those
/// of Win32.
public abstract class PipeHandle extends FileDescription {
  private static final int DEVICE = 20;

  /// Whether calls that move data in that direction are allowed.
  protected final boolean mayRead;

  protected final boolean mayWrite;

  protected PipeHandle(boolean mayRead, boolean mayWrite) {
    super(mayRead && mayWrite ? 2 : mayWrite ? 1 : 0);
    this.mayRead = mayRead;
    this.mayWrite = mayWrite;
  }

  protected PipeHandle(PipeHandle from, Copier copier) {
    super(from, copier);
    mayRead = from.mayRead;
    mayWrite = from.mayWrite;
  }

  /// What PeekNamedPipe tells.
  ///
  /// @param outcome bytes copied
  /// @param available bytes that could be read
  /// @param left bytes of the first message beyond those copied
  public record Peeked(Outcome outcome, long available, long left) {
    public static Peeked of(Outcome outcome) {
      return new Peeked(outcome, 0, 0);
    }
  }

  /// What GetNamedPipeInfo, GetNamedPipeHandleState and their like tell.
  public record State(
      boolean isServer,
      boolean isMessages,
      int mode,
      int instances,
      int maxInstances,
      int outBytes,
      int inBytes,
      int serverProcess,
      int clientProcess) {}

  /// ConnectNamedPipe.
  public abstract Outcome connect();

  /// DisconnectNamedPipe.
  public abstract Outcome disconnect();

  /// ReadFile: bytes read; with ERROR_MORE_DATA the buffer is full.
  public abstract Outcome receive(IoBuffer into, IoCall call);

  /// WriteFile: bytes written.
  public abstract Outcome send(IoBuffer from, IoCall call);

  public abstract Peeked peek(IoBuffer into, IoCall call);

  /// TransactNamedPipe: bytes read.
  public abstract Outcome transact(IoBuffer from, IoBuffer into, IoCall call);

  /// FlushFileBuffers.
  public abstract Outcome flush(IoCall call);

  /// SetNamedPipeHandleState.
  public abstract Outcome setMode(int mode, IoCall call);

  public abstract State state();

  @Override
  public String kind() {
    return "Windows pipe";
  }

  @Override
  public FileStatus status() {
    return new FileStatus(DEVICE, 1, 0600, 1, 0, 0, 0, 0, 4096, 0, 0, 0, 0);
  }

  @Override
  public abstract PipeHandle copy(Copier copier);
}
