package osprey.kernel.net;

/// What bounds sockets and paces TCP on a machine: the sysctls of socket(7), tcp(7), unix(7) and
/// ip(7).
///
/// @param backlogMax net.core.somaxconn
/// @param unixDatagrams net.unix.max_dgram_qlen
/// @param sendBytes net.core.wmem_default; `sendBytesMax` net.core.wmem_max
/// @param receiveBytes net.core.rmem_default; `receiveBytesMax` net.core.rmem_max
/// @param tcpSendBytes the middle of net.ipv4.tcp_wmem; `tcpSendBytesMax` its last
/// @param tcpReceiveBytes the middle of net.ipv4.tcp_rmem; `tcpReceiveBytesMax` its last
/// @param synRetries net.ipv4.tcp_syn_retries
/// @param retries net.ipv4.tcp_retries2
/// @param finTimeoutNanos net.ipv4.tcp_fin_timeout
/// @param timeWaitNanos TCP_TIMEWAIT_LEN, which Linux does not let one change
/// @param firstPort the range for those who do not care, net.ipv4.ip_local_port_range
public record NetLimits(
    int backlogMax,
    int unixDatagrams,
    int sendBytes,
    int sendBytesMax,
    int receiveBytes,
    int receiveBytesMax,
    int tcpSendBytes,
    int tcpSendBytesMax,
    int tcpReceiveBytes,
    int tcpReceiveBytesMax,
    int synRetries,
    int retries,
    long finTimeoutNanos,
    long timeWaitNanos,
    int firstPort,
    int lastPort) {
  /// Of a buffer's memory, so much is for bytes when it has grown to its maximum.
  private static final long SEND_BYTES_OF_4_MIB = 2_626_560;

  private static final int RECEIVE_SHARE = 6;

  public static final NetLimits LINUX =
      new NetLimits(
          4096,
          10,
          212_992,
          212_992,
          212_992,
          212_992,
          16_384,
          4 << 20,
          131_072,
          6 << 20,
          6,
          15,
          60_000_000_000L,
          60_000_000_000L,
          32_768,
          60_999);

  /// Bytes that a connection's send buffer comes to hold, as measured.
  int tcpSendRoom() {
    return (int) (tcpSendBytesMax * SEND_BYTES_OF_4_MIB >> 22);
  }

  /// Bytes that its receive buffer comes to hold.
  int tcpReceiveRoom() {
    return tcpReceiveBytesMax / RECEIVE_SHARE;
  }
}
