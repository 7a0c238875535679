package osprey.kernel.file;

/// Bytes of the kernel's own where user memory would be: for copies between descriptions
/// (sendfile(2)).
public final class KernelBuffer implements IoBuffer {
  private final byte[] bytes;
  private final int end;
  private int position;

  /// A buffer to be filled by a read.
  public KernelBuffer(int capacity) {
    this(new byte[capacity], 0, capacity);
  }

  /// A buffer to be emptied by a write.
  public KernelBuffer(byte[] bytes, int start, int count) {
    this.bytes = bytes;
    position = start;
    end = start + count;
  }

  public byte[] bytes() {
    return bytes;
  }

  @Override
  public long remaining() {
    return (long) end - position;
  }

  @Override
  public int accessible(int count) {
    return count;
  }

  @Override
  public void put(byte[] from, int offset, int count) {
    System.arraycopy(from, offset, bytes, position, count);
    position += count;
  }

  @Override
  public void skip(int count) {
    position += count;
  }

  @Override
  public void get(byte[] to, int offset, int count) {
    System.arraycopy(bytes, position, to, offset, count);
    position += count;
  }
}
