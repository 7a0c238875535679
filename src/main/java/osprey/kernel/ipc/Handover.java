package osprey.kernel.ipc;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.Waiter;

/// Messages that went straight to a waiting receiver and not through a queue: they belong to the
/// thread until its call goes on and takes them. What is handed over is immutable.
final class Handover<M> implements Copyable<Handover<M>> {
  private final TreeMap<Integer, M> messages = new TreeMap<>();

  Handover() {}

  private Handover(Handover<M> from, Copier copier) {
    copier.register(from, this);
    messages.putAll(from.messages);
  }

  /// Gives a receiver its message and wakes it.
  void give(Waiter receiver, M message) {
    messages.put(receiver.sleeper().id(), message);
    receiver.wake();
  }

  /// What a thread was given, null for nothing.
  @Nullable M take(int thread) {
    return messages.isEmpty() ? null : messages.remove(thread);
  }

  @Override
  public Handover<M> copy(Copier copier) {
    return new Handover<>(this, copier);
  }
}
