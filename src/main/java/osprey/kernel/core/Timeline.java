package osprey.kernel.core;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.engine.Event;
import osprey.engine.EventQueue;
import osprey.kernel.ipc.TimerExpires;

/// The simulation's pending events, common to all machines.
public final class Timeline implements Copyable<Timeline> {
  private final EventQueue events;

  /// Time of the next event: asked for at every trap.
  private long next;

  private boolean isNextKnown;

  public Timeline() {
    events = new EventQueue();
  }

  private Timeline(Timeline from, Copier copier) {
    copier.register(from, this);
    events = from.events.copy();
  }

  public long schedule(long atNanos, Event event) {
    isNextKnown = false;
    return events.schedule(atNanos, priority(event), event);
  }

  public void cancel(long handle) {
    isNextKnown = false;
    events.cancel(handle);
  }

  /// Time of the next event, {@link EventQueue#NEVER} if there is none.
  public long nextTime() {
    if (!isNextKnown) {
      next = events.nextTime();
      isNextKnown = true;
    }
    return next;
  }

  public @Nullable Event poll() {
    isNextKnown = false;
    return events.poll();
  }

  /// Order at one instant: devices, then arrivals and interventions, then timers.
  private static int priority(Event event) {
    return switch (event) {
      case HostEvent(_, var inner) -> priority(inner);
      case WaitTimeout _, AlarmRings _, TimerExpires _ -> 30;
      case BurstIoDone _ -> 10;
      default -> 20;
    };
  }

  @Override
  public Timeline copy(Copier copier) {
    return new Timeline(this, copier);
  }
}
