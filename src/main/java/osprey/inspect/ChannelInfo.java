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
    List<Integer> waitingWriters) {
  public ChannelInfo {
    waitingReaders = List.copyOf(waitingReaders);
    waitingWriters = List.copyOf(waitingWriters);
  }
}
