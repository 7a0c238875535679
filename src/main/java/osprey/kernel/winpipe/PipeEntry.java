package osprey.kernel.winpipe;

/// What one write has put into a pipe, less what was read of it.
final class PipeEntry {
  final long number;
  final byte[] data;
  int start;

  /// The writer waits until the quota has room for all of it.
  boolean isPending;

  PipeEntry(long number, byte[] data, boolean isPending) {
    this.number = number;
    this.data = data;
    this.isPending = isPending;
  }

  int remaining() {
    return data.length - start;
  }

  PipeEntry copy() {
    PipeEntry copy = new PipeEntry(number, data, isPending);
    copy.start = start;
    return copy;
  }
}
