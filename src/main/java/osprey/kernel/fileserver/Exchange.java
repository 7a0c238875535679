package osprey.kernel.fileserver;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.WaitQueue;

/// A request that has not been answered yet, or whose answer the caller has not fetched.
final class Exchange implements Copyable<Exchange> {
  final Message.Ask ask;
  final Mount mount;
  final WaitQueue answered;

  /// Transmissions since the server last counted as not responding.
  int attempt;

  /// When it was asked anew for the first time, to count the cycles from.
  final long began;

  /// Counts timers: an earlier one is stale.
  long timer;

  /// Of the timer that runs.
  long alarm;

  /// No timer runs: there is no way to the server.
  boolean isDormant;

  @Nullable Reply reply;

  Exchange(Message.Ask ask, Mount mount, long now) {
    this.ask = ask;
    this.mount = mount;
    began = now;
    answered = new WaitQueue("an answer from " + mount.source());
  }

  private Exchange(Exchange from, Copier copier) {
    copier.register(from, this);
    ask = from.ask;
    mount = from.mount;
    attempt = from.attempt;
    began = from.began;
    timer = from.timer;
    alarm = from.alarm;
    isDormant = from.isDormant;
    reply = from.reply;
    answered = copier.copy(from.answered);
  }

  @Override
  public Exchange copy(Copier copier) {
    return new Exchange(this, copier);
  }
}
