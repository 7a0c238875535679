package osprey.kernel.net;

import java.util.Map;
import java.util.TreeMap;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Options of one socket, socket(7), tcp(7): plain numbers, and those that the kernel looks at by
/// name.
final class SocketOptions implements Copyable<SocketOptions> {
  private static final int SEND_BYTES_MIN = 4608;
  private static final int RECEIVE_BYTES_MIN = 2304;

  private final int sendBytesMax;
  private final int receiveBytesMax;
  boolean reuseAddress;
  boolean reusePort;
  boolean broadcast;
  boolean passCredentials;
  boolean outOfBandInline;
  boolean lingers;
  int lingerSeconds;
  long receiveTimeoutNanos;
  long sendTimeoutNanos;
  int sendBytes;
  int receiveBytes;
  boolean isSendFixed;
  boolean isReceiveFixed;
  int lowWater = 1;
  boolean noDelay;
  boolean isCorked;
  int synRetries;
  int userTimeoutMillis;

  /// Options that are kept and otherwise do nothing, by `level << 16 | name`.
  private final Map<Integer, Integer> others = new TreeMap<>();

  /// @param sendBytes SO_SNDBUF at first, as getsockopt(2) shows it
  SocketOptions(NetLimits limits, int sendBytes, int receiveBytes) {
    sendBytesMax = limits.sendBytesMax();
    receiveBytesMax = limits.receiveBytesMax();
    this.sendBytes = sendBytes;
    this.receiveBytes = receiveBytes;
  }

  SocketOptions(SocketOptions from) {
    sendBytesMax = from.sendBytesMax;
    receiveBytesMax = from.receiveBytesMax;
    reuseAddress = from.reuseAddress;
    reusePort = from.reusePort;
    broadcast = from.broadcast;
    passCredentials = from.passCredentials;
    outOfBandInline = from.outOfBandInline;
    lingers = from.lingers;
    lingerSeconds = from.lingerSeconds;
    receiveTimeoutNanos = from.receiveTimeoutNanos;
    sendTimeoutNanos = from.sendTimeoutNanos;
    sendBytes = from.sendBytes;
    receiveBytes = from.receiveBytes;
    isSendFixed = from.isSendFixed;
    isReceiveFixed = from.isReceiveFixed;
    lowWater = from.lowWater;
    noDelay = from.noDelay;
    isCorked = from.isCorked;
    synRetries = from.synRetries;
    userTimeoutMillis = from.userTimeoutMillis;
    others.putAll(from.others);
  }

  int other(int level, int name) {
    return others.getOrDefault(level << 16 | name, 0);
  }

  void setOther(int level, int name, int value) {
    others.put(level << 16 | name, value);
  }

  /// SO_SNDBUF doubles what is asked, within limits.
  void setSendBytes(int asked) {
    sendBytes = Math.max(SEND_BYTES_MIN, 2 * Math.min(Math.max(asked, 0), sendBytesMax));
    isSendFixed = true;
  }

  void setReceiveBytes(int asked) {
    receiveBytes = Math.max(RECEIVE_BYTES_MIN, 2 * Math.min(Math.max(asked, 0), receiveBytesMax));
    isReceiveFixed = true;
  }

  @Override
  public SocketOptions copy(Copier copier) {
    SocketOptions made = new SocketOptions(this);
    return made;
  }
}
