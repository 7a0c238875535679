package osprey.kernel.ipc;

/// A page of a pipe and the part of it that is still to be read.
final class PipeSlot {
  final byte[] page;
  int start;
  int length;

  /// Whether later writes may put more behind what is there.
  final boolean takesMore;

  /// Read as one piece, what does not fit is dropped (O_DIRECT).
  final boolean isPacket;

  PipeSlot(byte[] page, int start, int length, boolean takesMore, boolean isPacket) {
    this.page = page;
    this.start = start;
    this.length = length;
    this.takesMore = takesMore;
    this.isPacket = isPacket;
  }

  PipeSlot copy() {
    return new PipeSlot(page.clone(), start, length, takesMore, isPacket);
  }
}
