package osprey.inspect;

import java.util.List;

/// Something that processes exchange bytes through: a pipe, a message queue, a socket, shared
/// memory.
///
/// @param kind `pipe`, `fifo`, `message queue`, `unix stream socket`
/// @param name as in trace and descriptors: `pipe:[4]`
/// @param capacityBytes 0 where there is no limit
/// @param messages waiting in it, 0 for a byte stream
/// @param bytesIn since it exists
/// @param waitingReaders thread ids, longest waiter first
/// @param contents a {@link PreviewWriter} of what is in it, empty for nothing
public record ChannelInfo(
    String kind,
    String name,
    long capacityBytes,
    long fillBytes,
    long messages,
    int readers,
    int writers,
    long bytesIn,
    long bytesOut,
    long writes,
    long reads,
    long fullNanos,
    long emptyNanos,
    List<Integer> waitingReaders,
    List<Integer> waitingWriters,
    String contents) {
  public ChannelInfo {
    waitingReaders = List.copyOf(waitingReaders);
    waitingWriters = List.copyOf(waitingWriters);
  }

  /// Something of which the contents are not shown.
  public ChannelInfo(
      String kind,
      String name,
      long capacityBytes,
      long fillBytes,
      long messages,
      int readers,
      int writers,
      long bytesIn,
      long bytesOut,
      long writes,
      long reads,
      long fullNanos,
      long emptyNanos,
      List<Integer> waitingReaders,
      List<Integer> waitingWriters) {
    this(
        kind,
        name,
        capacityBytes,
        fillBytes,
        messages,
        readers,
        writers,
        bytesIn,
        bytesOut,
        writes,
        reads,
        fullNanos,
        emptyNanos,
        waitingReaders,
        waitingWriters,
        "");
  }
}
