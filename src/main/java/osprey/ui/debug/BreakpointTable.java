package osprey.ui.debug;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.sim.Pauses;
import osprey.sim.Watch;

/// The user's breakpoints by number, and the temporary stops that steps need for themselves. Keeps
/// in agreement with them where the simulation pauses.
final class BreakpointTable {
  private final TreeMap<Integer, Breakpoint> byNumber = new TreeMap<>();
  private final List<CodePlace> internal = new ArrayList<>();
  private final LineStarts lineStarts;
  private final Pauses pauses = new Pauses();
  private int lastNumber;

  BreakpointTable(LineStarts lineStarts) {
    this.lineStarts = lineStarts;
  }

  /// Where runs are to pause: always up to date.
  Pauses pauses() {
    return pauses;
  }

  Breakpoint add(Aim aim, boolean isTemporary, @Nullable String condition, int thread) {
    Breakpoint made = new Breakpoint(++lastNumber, aim, isTemporary, condition, thread);
    byNumber.put(made.number(), made);
    refresh();
    return made;
  }

  Collection<Breakpoint> all() {
    return List.copyOf(byNumber.values());
  }

  boolean isEmpty() {
    return byNumber.isEmpty();
  }

  Breakpoint get(int number) throws DebugError {
    Breakpoint found = byNumber.get(number);
    if (found == null) {
      throw new DebugError("No breakpoint number " + number + ".");
    }
    return found;
  }

  void delete(int number) throws DebugError {
    byNumber.remove(get(number).number());
    refresh();
  }

  void enable(int number, boolean enabled) throws DebugError {
    get(number).enable(enabled);
    refresh();
  }

  /// Watches go with the run in which they were set: addresses mean nothing in another one.
  void dropWatches() {
    byNumber.values().removeIf(each -> isOfOneRun(each.aim()));
    refresh();
  }

  private static boolean isOfOneRun(Aim aim) {
    return aim instanceof Aim.Data(_, _, _, _, Aim.Scope _) || aim instanceof Aim.Computed;
  }

  /// A stop that the debugger needs for itself; {@link #removeInternal} takes all of them away.
  void addInternal(CodePlace place) {
    internal.add(place);
    refresh();
  }

  void removeInternal() {
    internal.clear();
    refresh();
  }

  boolean isInternal(Image image, long pc) {
    return contains(internal, image, pc);
  }

  /// Kinds of trace events that some breakpoint wants to look at, as bits.
  long traceKinds() {
    long kinds = 0;
    for (Breakpoint each : byNumber.values()) {
      if (each.isEnabled()) {
        kinds |=
            switch (each.aim()) {
              case Aim.Event(Catch what) -> what.traceKinds();
              case Aim.Number _ -> ~0L;
              default -> 0;
            };
      }
    }
    return kinds;
  }

  /// The first time after `now` at which to stop, MAX_VALUE for none.
  long timeAfter(long now) {
    long first = Long.MAX_VALUE;
    for (Breakpoint each : byNumber.values()) {
      if (each.isEnabled() && each.aim() instanceof Aim.Time(long nanos) && nanos > now) {
        first = Math.min(first, nanos);
      }
    }
    return first;
  }

  /// The last time before `now` at which to stop, -1 for none.
  long timeBefore(long now) {
    long last = -1;
    for (Breakpoint each : byNumber.values()) {
      if (each.isEnabled() && each.aim() instanceof Aim.Time(long nanos) && nanos < now) {
        last = Math.max(last, nanos);
      }
    }
    return last;
  }

  private void refresh() {
    pauses.clearAll();
    internal.forEach(place -> pauses.set(place.image(), place.instruction()));
    for (Breakpoint each : byNumber.values()) {
      if (each.isEnabled()) {
        place(each);
      }
    }
  }

  private void place(Breakpoint breakpoint) {
    switch (breakpoint.aim()) {
      case Aim.Code(String _, var places) ->
          places.forEach(place -> pauses.set(place.image(), place.instruction()));
      case Aim.Data data -> {
        pauses.watch(new Watch(breakpoint.number(), data.what(), data.kind()));
        CodePlace end = data.scope() == null ? null : data.scope().end();
        if (end != null) {
          pauses.set(end.image(), end.instruction());
        }
      }
      case Aim.Computed(String _, FrameView view, var _) ->
          lineStarts.of(view.image()).stream().forEach(each -> pauses.set(view.image(), each));
      case Aim.Event(Catch what) -> {
        if (what.topic() == Catch.Topic.SYSCALL && what.numbers().isEmpty()) {
          pauses.catchAllCalls();
        } else if (what.topic() == Catch.Topic.SYSCALL) {
          what.numbers().forEach(pauses::catchCall);
        }
      }
      case Aim.Time _, Aim.Number _ -> {}
    }
  }

  static boolean contains(List<CodePlace> places, Image image, long pc) {
    for (CodePlace place : places) {
      if (place.image() == image && place.address() == pc) {
        return true;
      }
    }
    return false;
  }
}
