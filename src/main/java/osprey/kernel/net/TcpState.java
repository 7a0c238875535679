package osprey.kernel.net;

/// The states of a TCP connection, RFC 9293 section 3.3.2; a listener is no connection.
enum TcpState {
  SYN_SENT,
  SYN_RECEIVED,
  ESTABLISHED,
  FIN_WAIT_1,
  FIN_WAIT_2,
  CLOSING,
  TIME_WAIT,
  CLOSE_WAIT,
  LAST_ACK,
  CLOSED;

  boolean isHandshake() {
    return this == SYN_SENT || this == SYN_RECEIVED;
  }

  /// Whether data may be on their way out, or a FIN.
  boolean canSend() {
    return switch (this) {
      case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> true;
      case SYN_SENT, SYN_RECEIVED, FIN_WAIT_2, TIME_WAIT, CLOSED -> false;
    };
  }

  /// Whether our FIN is not acknowledged: what close(2) waits for with SO_LINGER.
  boolean isClosing() {
    return this == FIN_WAIT_1 || this == CLOSING || this == LAST_ACK;
  }

  /// Whether leaving it without a word would leave the peer hanging.
  boolean needsReset() {
    return switch (this) {
      case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, FIN_WAIT_2, SYN_RECEIVED -> true;
      case SYN_SENT, CLOSING, TIME_WAIT, LAST_ACK, CLOSED -> false;
    };
  }
}
