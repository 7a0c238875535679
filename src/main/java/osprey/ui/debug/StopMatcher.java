package osprey.ui.debug;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.inspect.FrameInfo;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Watch;

/// Tells which of the user's breakpoints a stop of the simulation belongs to.
final class StopMatcher {
  private final BreakpointTable breakpoints;
  private final Expressions expressions;

  /// The last known values of expressions that are no objects, by breakpoint.
  private final Map<Integer, Value> computed = new HashMap<>();

  StopMatcher(BreakpointTable breakpoints, Expressions expressions) {
    this.breakpoints = breakpoints;
    this.expressions = expressions;
  }

  /// A breakpoint that was reached, and what its face tells about it.
  ///
  /// @param tid the thread that reached it, 0 for none in particular
  record Hit(Breakpoint breakpoint, int host, int tid, Halt halt) {}

  /// Hits with their conditions true; the simulation is not touched.
  ///
  /// @param isForwards not: values of expressions are not compared, and no call ends
  List<Hit> hits(Simulation at, Stop stop, boolean isForwards) {
    List<Hit> found = new ArrayList<>();
    for (Breakpoint each : breakpoints.all()) {
      boolean isLooked = each.isEnabled() && (isForwards || !(each.aim() instanceof Aim.Computed));
      Hit hit = isLooked ? hit(each, at, stop) : null;
      if (hit != null && isFor(each, at, hit)) {
        found.add(hit);
      }
    }
    return found;
  }

  private @Nullable Hit hit(Breakpoint breakpoint, Simulation at, Stop stop) {
    return switch (breakpoint.aim()) {
      case Aim.Code(String _, var places) ->
          stop instanceof Stop.Breakpoint(int host, int tid, long pc)
                  && isIn(places, at, host, tid, pc)
              ? new Hit(
                  breakpoint,
                  host,
                  tid,
                  new Halt.AtBreakpoint(List.of(breakpoint.number()), breakpoint.isTemporary()))
              : null;
      case Aim.Data data -> data(breakpoint, data, at, stop);
      case Aim.Computed aim -> computed(breakpoint, aim, at, stop);
      case Aim.Event(Catch what) -> event(breakpoint, what, at, stop);
      case Aim.Number(long number) ->
          stop instanceof Stop.Traced(long event) && event + 1 == number
              ? caught(breakpoint, 0, 0, "event " + number)
              : null;
      case Aim.Time _ -> null;
    };
  }

  private static boolean isIn(List<CodePlace> places, Simulation at, int host, int tid, long pc) {
    Image image = at.image(host, at.pidOf(host, tid));
    return image != null && BreakpointTable.contains(places, image, pc);
  }

  private static Hit caught(Breakpoint breakpoint, int host, int tid, String words) {
    return new Hit(
        breakpoint,
        host,
        tid,
        new Halt.Caught(breakpoint.number(), breakpoint.isTemporary(), words));
  }

  private @Nullable Hit event(Breakpoint breakpoint, Catch what, Simulation at, Stop stop) {
    if (stop instanceof Stop.Calling(int host, int tid, int number) && what.isCall(number)) {
      return caught(breakpoint, host, tid, "call to syscall " + Catch.name(number));
    }
    if (stop instanceof Stop.Traced(long index)) {
      Catch.Caught found = what.of(at, index);
      return found == null ? null : caught(breakpoint, found.host(), found.tid(), found.words());
    }
    return null;
  }

  private static @Nullable Hit data(
      Breakpoint breakpoint, Aim.Data data, Simulation at, Stop stop) {
    Aim.Scope scope = data.scope();
    if (stop instanceof Stop.Watched watched && watched.watch().number() == breakpoint.number()) {
      if (scope != null && !isAlive(scope, at)) {
        return null;
      }
      Halt halt =
          new Halt.Watched(
              breakpoint.number(),
              data.expression(),
              data.kind(),
              value(data, watched.before()),
              value(data, watched.after()),
              false);
      return new Hit(breakpoint, watched.host(), watched.tid(), halt);
    }
    if (scope != null
        && scope.end() != null
        && stop instanceof Stop.Breakpoint(int host, int tid, long pc)
        && scope.end().address() == pc
        && host == scope.host()
        && tid == scope.tid()
        && !isAlive(scope, at)) {
      return new Hit(
          breakpoint, host, tid, new Halt.ScopeEnded(breakpoint.number(), data.expression()));
    }
    return null;
  }

  private static boolean isAlive(Aim.Scope scope, Simulation at) {
    if (at.pidOf(scope.host(), scope.tid()) == 0) {
      return false;
    }
    for (FrameInfo frame : at.frames(scope.host(), scope.tid(), Selection.FRAMES_MAX)) {
      if (frame.framePointer() == scope.framePointer()) {
        return true;
      }
    }
    return false;
  }

  private static Value value(Aim.Data data, Watch.Contents contents) {
    if (data.what() instanceof Watch.Register) {
      return FrameView.ofRegister(data.type(), contents.bytes());
    }
    return new Value(data.type(), contents.bytes(), Place.None.NONE);
  }

  /// Looked at where the expression's process begins a line.
  private @Nullable Hit computed(
      Breakpoint breakpoint, Aim.Computed aim, Simulation at, Stop stop) {
    if (!(stop instanceof Stop.Breakpoint(int host, int tid, long _))
        || host != aim.view().host()
        || at.pidOf(host, tid) != aim.view().pid()) {
      return null;
    }
    if (aim.scope() != null && !isAlive(aim.scope(), at)) {
      return new Hit(
          breakpoint, host, tid, new Halt.ScopeEnded(breakpoint.number(), aim.expression()));
    }
    try {
      Value before = computed.get(breakpoint.number());
      Value now = expressions.evaluate(aim.expression(), aim.view().in(at)).detached();
      if (before != null && Arrays.equals(before.bytes(), now.bytes())) {
        return null;
      }
      computed.put(breakpoint.number(), now);
      return before == null
          ? null
          : new Hit(
              breakpoint,
              host,
              tid,
              new Halt.Watched(
                  breakpoint.number(), aim.expression(), Watch.Kind.CHANGE, before, now, true));
    } catch (DebugError gone) {
      return null;
    }
  }

  /// From now on changes of the expression's value are noticed.
  void begin(Breakpoint breakpoint, Value value) {
    computed.put(breakpoint.number(), value.detached());
  }

  /// A condition that cannot be computed stops the program, as gdb does.
  private boolean isFor(Breakpoint breakpoint, Simulation at, Hit hit) {
    if (breakpoint.thread() != 0 && breakpoint.thread() != hit.tid) {
      return false;
    }
    String condition = breakpoint.condition();
    Image image = hit.tid == 0 ? null : at.image(hit.host, at.pidOf(hit.host, hit.tid));
    List<FrameInfo> innermost =
        condition == null || image == null ? List.<FrameInfo>of() : at.frames(hit.host, hit.tid, 1);
    if (condition == null || image == null || innermost.isEmpty()) {
      return true;
    }
    FrameView view =
        new FrameView(
            at,
            _ -> {
              throw new DebugError("A condition must not change anything.");
            },
            hit.host,
            at.pidOf(hit.host, hit.tid),
            hit.tid,
            image,
            innermost.getFirst());
    try {
      return expressions.evaluate(condition, view).isTrue();
    } catch (DebugError wrong) {
      return true;
    }
  }
}
