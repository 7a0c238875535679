package osprey.kernel.net;

import osprey.engine.Copier;
import osprey.engine.Copyable;

/// The retransmission timer of one connection, RFC 6298 with Linux's numbers: 1 s for the
/// handshake, then at least 200 ms above the measured round trip, doubled each time up to two
/// minutes.
final class TcpTiming implements Copyable<TcpTiming> {
  static final long MILLI = 1_000_000;

  /// Three address resolution requests, one second apart, without answer.
  static final long UNRESOLVED_NANOS = 3_050 * MILLI;

  private static final long HANDSHAKE_NANOS = 1_000 * MILLI;
  static final long LEAST_NANOS = 200 * MILLI;
  private static final long MOST_NANOS = 120_000 * MILLI;

  /// Retries of the first SYN before the time between them doubles: tcp_syn_linear_timeouts. The
  /// number of retries is meant as if it doubled from the first: it stands for a time.
  private static final int EVEN_TRIES = 4;

  private final int retriesMax;
  private final int handshakeRetriesMax;
  private long smoothed;
  private long deviation;
  private int tries;

  /// When the first counted retransmission was, -1 before it.
  private long failingSince = -1;

  private long timedSequence = -1;
  private long timedAt;

  /// When the connection began to be made.
  private final long begun;

  TcpTiming(NetLimits limits, long now) {
    retriesMax = limits.retries();
    handshakeRetriesMax = limits.synRetries();
    begun = now;
  }

  private TcpTiming(TcpTiming from) {
    retriesMax = from.retriesMax;
    handshakeRetriesMax = from.handshakeRetriesMax;
    begun = from.begun;
    smoothed = from.smoothed;
    deviation = from.deviation;
    tries = from.tries;
    failingSince = from.failingSince;
    timedSequence = from.timedSequence;
    timedAt = from.timedAt;
  }

  /// Something new is on its way; measures one segment at a time.
  void sent(long end, long now) {
    if (timedSequence < 0 && tries == 0) {
      timedSequence = end;
      timedAt = now;
    }
  }

  /// The peer has acknowledged something new.
  void acknowledged(long upTo, long now) {
    if (timedSequence >= 0 && upTo >= timedSequence) {
      measured(now - timedAt);
      timedSequence = -1;
    }
    tries = 0;
    failingSince = -1;
  }

  private void measured(long roundTrip) {
    if (smoothed == 0) {
      smoothed = roundTrip;
      deviation = roundTrip / 2;
    } else {
      deviation += (Math.abs(roundTrip - smoothed) - deviation) / 4;
      smoothed += (roundTrip - smoothed) / 8;
    }
  }

  /// How long to wait for the next acknowledgment.
  long timeout(TcpState state, int userTimeoutMillis, long now) {
    long base =
        state.isHandshake() ? HANDSHAKE_NANOS : smoothed + Math.max(LEAST_NANOS, 4 * deviation);
    int doublings =
        switch (state) {
          case SYN_SENT -> Math.max(0, tries - EVEN_TRIES);
          case SYN_RECEIVED -> tries;
          default -> Math.max(0, tries - 1);
        };
    long timeout = Math.min(MOST_NANOS, base << Math.min(doublings, 20));
    if (userTimeoutMillis > 0 && failingSince >= 0) {
      long left = failingSince + userTimeoutMillis * MILLI - now;
      timeout = Math.min(timeout, Math.max(MILLI, left));
    }
    return timeout;
  }

  /// The timer ran out: false if the connection is to be given up. The first time is a mere probe.
  boolean mayRetry(TcpState state, int handshakeRetries, int userTimeoutMillis, long now) {
    timedSequence = -1;
    boolean isHandshake = state.isHandshake();
    int limit = handshakeRetries > 0 ? handshakeRetries : handshakeRetriesMax;
    boolean isLast =
        switch (state) {
          case SYN_SENT -> now - begun >= ((2L << limit) - 1) * HANDSHAKE_NANOS;
          case SYN_RECEIVED -> tries >= limit;
          default -> tries > retriesMax;
        };
    if (userTimeoutMillis > 0) {
      boolean isOver = failingSince >= 0 && now - failingSince >= userTimeoutMillis * MILLI;
      boolean isOverAtOnce =
          isHandshake && tries == 0 && userTimeoutMillis * MILLI <= HANDSHAKE_NANOS;
      if (isOver || isOverAtOnce) {
        return false;
      }
    } else if (isLast) {
      return false;
    }
    if (failingSince < 0 && (isHandshake || tries > 0)) {
      failingSince = now;
    }
    tries++;
    return true;
  }

  @Override
  public TcpTiming copy(Copier copier) {
    TcpTiming made = new TcpTiming(this);
    return made;
  }
}
