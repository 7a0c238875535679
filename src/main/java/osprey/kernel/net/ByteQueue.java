package osprey.kernel.net;

import java.util.Arrays;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Bytes in order, taken from the front and added at the end: a ring that grows.
final class ByteQueue implements Copyable<ByteQueue> {
  private byte[] cells = new byte[0];
  private int first;
  private int size;

  ByteQueue() {}

  private ByteQueue(ByteQueue from, Copier copier) {
    copier.register(from, this);
    cells = from.cells.clone();
    first = from.first;
    size = from.size;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(byte[] bytes, int offset, int count) {
    if (size + count > cells.length) {
      byte[] larger = new byte[Math.max(Math.max(64, size + count), 2 * cells.length)];
      copyOut(0, larger, 0, size);
      cells = larger;
      first = 0;
    }
    int at = (first + size) % Math.max(1, cells.length);
    int part = Math.min(count, cells.length - at);
    System.arraycopy(bytes, offset, cells, at, part);
    System.arraycopy(bytes, offset + part, cells, 0, count - part);
    size += count;
  }

  /// Bytes from a position on, which stay.
  byte[] peek(int position, int count) {
    byte[] bytes = new byte[count];
    copyOut(position, bytes, 0, count);
    return bytes;
  }

  private void copyOut(int position, byte[] to, int offset, int count) {
    if (count == 0) {
      return;
    }
    int at = (first + position) % cells.length;
    int part = Math.min(count, cells.length - at);
    System.arraycopy(cells, at, to, offset, part);
    System.arraycopy(cells, 0, to, offset + part, count - part);
  }

  void drop(int count) {
    size -= count;
    if (size == 0) {
      first = 0;
      if (cells.length > 1 << 16) {
        cells = new byte[0];
      }
    } else {
      first = (first + count) % cells.length;
    }
  }

  void clear() {
    cells = new byte[0];
    first = 0;
    size = 0;
  }

  @Override
  public ByteQueue copy(Copier copier) {
    return new ByteQueue(this, copier);
  }

  @Override
  public String toString() {
    return Arrays.toString(peek(0, Math.min(size, 16)));
  }
}
