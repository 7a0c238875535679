package osprey.kernel.file;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Everything written to one place so far, in order, with who wrote it and when. Copies share what
/// was written before, so that a checkpoint costs nothing however much was printed.
public final class OutputLog implements Copyable<OutputLog> {
  /// Who wrote what a terminal echoes.
  public static final int NOBODY = 0;

  private @Nullable Link last;
  private long bytes;
  private int chunks;

  /// Not part of the state: a copy has none.
  private @Nullable Listener listener;

  /// What one call wrote.
  public static final class Chunk {
    private final long atNanos;
    private final int processId;
    private final byte[] bytes;

    private Chunk(long atNanos, int processId, byte[] bytes) {
      this.atNanos = atNanos;
      this.processId = processId;
      this.bytes = bytes;
    }

    public long atNanos() {
      return atNanos;
    }

    /// {@link #NOBODY} for what the terminal echoed.
    public int processId() {
      return processId;
    }

    /// Not to be changed.
    public byte[] bytes() {
      return bytes;
    }
  }

  /// Hears of each piece of output when it is written.
  @FunctionalInterface
  public interface Listener {
    void written(Chunk chunk);
  }

  private record Link(@Nullable Link previous, Chunk chunk) {}

  public OutputLog() {}

  private OutputLog(OutputLog from, Copier copier) {
    copier.register(from, this);
    last = from.last;
    bytes = from.bytes;
    chunks = from.chunks;
  }

  public void listen(Listener hearer) {
    listener = hearer;
  }

  /// The array is kept.
  void append(long atNanos, int processId, byte[] written) {
    Chunk chunk = new Chunk(atNanos, processId, written);
    last = new Link(last, chunk);
    bytes += written.length;
    chunks++;
    if (listener != null) {
      listener.written(chunk);
    }
  }

  public long size() {
    return bytes;
  }

  public int chunks() {
    return chunks;
  }

  /// The chunks after the first `skipped` ones, oldest first.
  public List<Chunk> since(int skipped) {
    Deque<Chunk> found = new ArrayDeque<>();
    Link at = last;
    for (int i = chunks; i > skipped && at != null; i--) {
      found.addFirst(at.chunk);
      at = at.previous;
    }
    return new ArrayList<>(found);
  }

  /// All bytes.
  public byte[] contents() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Chunk chunk : since(0)) {
      all.writeBytes(chunk.bytes);
    }
    return all.toByteArray();
  }

  @Override
  public OutputLog copy(Copier copier) {
    return new OutputLog(this, copier);
  }
}
