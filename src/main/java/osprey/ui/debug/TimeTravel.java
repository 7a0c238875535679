package osprey.ui.debug;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.sim.History;
import osprey.sim.History.Found;
import osprey.sim.Moment;
import osprey.sim.Pauses;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// Takes a debugger to other moments of the run: to one that is named, or back to what happened
/// before. Stepping back, the selected thread is followed; the others are wherever they were then.
public final class TimeTravel {
  /// Where the user was: the moment, what was selected, and which threads had been stopped there.
  public record Bookmark(Moment moment, int host, int tid, int level, Pauses.Passed passed) {}

  private static final int VISITED_MAX = 1000;

  private final Debugger debugger;
  private final Deque<Bookmark> visited = new ArrayDeque<>();
  private final Deque<Bookmark> left = new ArrayDeque<>();
  private final TreeMap<Integer, Bookmark> checkpoints = new TreeMap<>();
  private int lastCheckpoint;

  TimeTravel(Debugger debugger) {
    this.debugger = debugger;
  }

  /// There is a new run.
  void forget() {
    visited.clear();
    left.clear();
    checkpoints.clear();
    lastCheckpoint = 0;
  }

  /// What came after a moment will not happen again.
  void forgetAfter(Moment moment) {
    visited.removeIf(each -> moment.isBefore(each.moment));
    left.removeIf(each -> moment.isBefore(each.moment));
    checkpoints.values().removeIf(each -> moment.isBefore(each.moment));
  }

  // ---- where we are

  public Moment now() throws DebugError {
    return debugger.run().now();
  }

  /// The latest moment of the run that is known.
  public Moment end() throws DebugError {
    return debugger.run().end();
  }

  public boolean isInPast() throws DebugError {
    return debugger.run().isInPast();
  }

  /// Simulated memory, in bytes, that is kept for going back.
  public long memory() throws DebugError {
    return debugger.run().bytes();
  }

  /// The first event of the trace that has not been told yet, see {@link History#news}.
  public long news() throws DebugError {
    return debugger.run().news();
  }

  private Bookmark here() throws DebugError {
    Selection selected = debugger.lastSelection();
    return selected == null
        ? new Bookmark(now(), 0, 0, 0, debugger.pauses().passed())
        : new Bookmark(
            now(), selected.host(), selected.tid(), selected.level(), debugger.pauses().passed());
  }

  // ---- to a moment

  /// To a moment, or as far as the run goes.
  public Halt go(Moment moment) throws DebugError {
    Bookmark from = here();
    return arrive(from, debugger.run().go(moment));
  }

  public Halt goToTime(long nanos) throws DebugError {
    Bookmark from = here();
    return arrive(from, debugger.run().goToTime(nanos));
  }

  /// To where the trace has so many events.
  public Halt goToEvent(long events) throws DebugError {
    Bookmark from = here();
    return arrive(from, debugger.run().goToEvent(events));
  }

  /// To where one was before the last journey, with what was selected there.
  public Halt back() throws DebugError {
    return follow(visited, left, "There is nothing to go back to.");
  }

  /// Takes the last {@link #back} back.
  public Halt forward() throws DebugError {
    return follow(left, visited, "There is nothing to go forward to.");
  }

  private Halt follow(Deque<Bookmark> way, Deque<Bookmark> other, String nothing)
      throws DebugError {
    Bookmark from = here();
    Bookmark goal = way.peekLast();
    if (goal == null) {
      throw new DebugError(nothing);
    }
    Stop stop = debugger.run().go(goal.moment);
    if (stop instanceof Stop.Interrupted) {
      return new Halt.Interrupted();
    }
    way.removeLast();
    other.addLast(from);
    debugger.pauses().restore(goal.passed);
    select(goal);
    return new Halt.Arrived();
  }

  private Halt arrive(Bookmark from, Stop stop) throws DebugError {
    if (stop instanceof Stop.Interrupted) {
      select(from);
      return new Halt.Interrupted();
    }
    visited.addLast(from);
    if (visited.size() > VISITED_MAX) {
      visited.removeFirst();
    }
    left.clear();
    debugger.pauses().forgetStopped();
    select(new Bookmark(now(), from.host, from.tid, 0, from.passed));
    return switch (stop) {
      case Stop.Finished _ -> new Halt.Finished();
      case Stop.Stuck _ -> new Halt.Stuck();
      default -> new Halt.Arrived();
    };
  }

  /// Selects what was selected, or any thread if that one does not live now.
  private void select(Bookmark wanted) throws DebugError {
    if (!debugger.isRunning()) {
      return;
    }
    Selection selection = debugger.selection();
    selection.select(wanted.host, wanted.tid);
    if (selection.top() == null) {
      selection.selectAny();
    } else {
      selection.selectFrame(Math.min(wanted.level, selection.frames().size() - 1));
    }
  }

  /// Something that is done at another moment.
  @FunctionalInterface
  interface Errand<T> {
    T run() throws DebugError;
  }

  /// Does something where the last thread of a run that is over still lived, in its own function,
  /// and comes back.
  <T> T beforeTheEnd(Errand<T> errand) throws DebugError {
    Moment end = now();
    Pauses.Passed passed = debugger.pauses().passed();
    TraceLog trace = run().present().trace();
    long index = trace.end() - 1;
    while (index >= trace.first() && trace.kind(index) != TraceKind.THREAD_EXITED) {
      index--;
    }
    if (index < trace.first()
        || !(trace.event(index) instanceof TraceEvent.ThreadExited(long _, int host, int tid))) {
      throw new DebugError("No thread has lived in this run.");
    }
    try {
      Selection selection = goToLife(host, tid, index);
      selection.selectOwn();
      return errand.run();
    } finally {
      run().go(end);
      debugger.pauses().restore(passed);
    }
  }

  /// To the last moment known of a thread that ends with an event of the trace.
  private Selection goToLife(int host, int tid, long ending) throws DebugError {
    for (long events = ending; events > 0; events--) {
      Stop stop = run().goToEvent(events);
      if (stop instanceof Stop.Interrupted) {
        break;
      }
      if (debugger.isRunning()) {
        Selection selection = debugger.selection();
        selection.select(host, tid);
        if (selection.top() != null) {
          return selection;
        }
      }
    }
    throw new DebugError("The last thread cannot be found again.");
  }

  // ---- checkpoints of the user's

  /// Remembers this moment; returns its number.
  public int addCheckpoint() throws DebugError {
    checkpoints.put(++lastCheckpoint, here());
    return lastCheckpoint;
  }

  public SortedMap<Integer, Bookmark> checkpoints() {
    return checkpoints;
  }

  public void deleteCheckpoint(int number) throws DebugError {
    if (checkpoints.remove(number) == null) {
      throw new DebugError("No checkpoint number " + number + ".");
    }
  }

  public Halt restart(int number) throws DebugError {
    Bookmark goal = checkpoints.get(number);
    if (goal == null) {
      throw new DebugError("No checkpoint number " + number + ".");
    }
    Halt halt = go(goal.moment);
    debugger.pauses().restore(goal.passed);
    select(goal);
    return halt;
  }

  // ---- backwards

  /// To the latest stop before now.
  public Halt reverseContinue() throws DebugError {
    History run = debugger.run();
    Found found =
        run.latest(
            Moment.START, run.now(), debugger.pauses(), debugger.traceKinds(), debugger::isWanted);
    return found == null ? toBeginning(Moment.START) : toStop(found);
  }

  /// One instruction of the selected thread back.
  public Halt reverseInstruction(boolean overCalls) throws DebugError {
    Selection selected = debugger.selection();
    selected.selectInnermost();
    FrameInfo before = selected.frame();
    Found found = instructionBefore(run().now(), executed());
    if (found == null) {
      return new Halt.AtBeginning();
    }
    Halt halt = to(found, new Halt.StepDone());
    FrameInfo now = selected.top();
    if (overCalls && now != null && Debugger.isInside(now, before.framePointer())) {
      Found call = callOf(now);
      return call == null ? halt : to(call, new Halt.StepDone());
    }
    return halt;
  }

  /// To the beginning of the line, or of the line before.
  ///
  /// @param overCalls not into functions that were called
  public Halt reverseLine(boolean overCalls) throws DebugError {
    debugger.selection().selectInnermost();
    Moment from = run().now();
    Found found = overCalls ? lineOutside(from) : lineBefore(from);
    if (found != null && found.stop() instanceof Stop.Interrupted) {
      return new Halt.Interrupted();
    }
    Found elsewhere = stopBetween(found == null ? Moment.START : found.moment(), from);
    if (elsewhere != null) {
      return toStop(elsewhere);
    }
    if (found != null) {
      return to(found, new Halt.StepDone());
    }
    Selection selected = debugger.selection();
    Found first = run().instruction(from, selected.host(), selected.tid(), 0);
    return toBeginning(first == null ? from : first.moment());
  }

  /// To where the selected frame's function was called.
  public Halt reverseFinish() throws DebugError {
    FrameInfo frame = debugger.selection().frame();
    if (debugger.selection().level() + 1 >= debugger.selection().frames().size()) {
      throw new DebugError("\"reverse-finish\" not meaningful in the outermost frame.");
    }
    Moment from = run().now();
    Found call = callOf(frame);
    if (call == null) {
      return new Halt.AtBeginning();
    }
    Found elsewhere = stopBetween(call.moment(), from);
    return elsewhere == null ? to(call, new Halt.StepDone()) : toStop(elsewhere);
  }

  private History run() throws DebugError {
    return debugger.run();
  }

  /// How many instructions the selected thread has executed.
  private long executed() throws DebugError {
    Selection selected = debugger.selection();
    return run().present().instructions(selected.host(), selected.tid());
  }

  private @Nullable Found instructionBefore(Moment before, long executed) throws DebugError {
    Selection selected = debugger.selection();
    return executed == 0
        ? null
        : run().instruction(before, selected.host(), selected.tid(), executed - 1);
  }

  private Halt to(Found found, Halt halt) throws DebugError {
    if (found.stop() instanceof Stop.Interrupted) {
      return new Halt.Interrupted();
    }
    Halt arrived = go(found.moment());
    return arrived instanceof Halt.Arrived ? halt : arrived;
  }

  private Halt toBeginning(Moment moment) throws DebugError {
    Halt arrived = go(moment);
    return arrived instanceof Halt.Arrived ? new Halt.AtBeginning() : arrived;
  }

  private Halt toStop(Found found) throws DebugError {
    if (found.stop() instanceof Stop.Watched watched) {
      return toWrite(found, watched);
    }
    Halt arrived = to(found, new Halt.Arrived());
    Halt halt = arrived instanceof Halt.Arrived ? debugger.passed(found.stop()) : arrived;
    if (found.stop() instanceof Stop.Breakpoint(int host, int tid, long _)) {
      // It has been stopped here: whoever goes on, this thread is not stopped here again.
      debugger.pauses().pass(host, tid, run().present().instructions(host, tid));
    }
    return halt == null ? arrived : halt;
  }

  /// To before the instruction or call that changed what is watched.
  private Halt toWrite(Found found, Stop.Watched watched) throws DebugError {
    Halt arrived = to(found, new Halt.Arrived());
    if (!(arrived instanceof Halt.Arrived)) {
      return arrived;
    }
    Halt halt = debugger.passed(watched);
    if (watched.tid() != 0) {
      Found write = instructionBefore(found.moment(), executed());
      if (write != null) {
        run().go(write.moment());
        debugger.selection().selectAnyIfGone();
      }
    }
    return halt instanceof Halt.Watched at
        ? new Halt.Watched(
            at.number(), at.expression(), at.kind(), at.after(), at.before(), at.isSoftware())
        : arrived;
  }

  /// The latest stop of the user's between two moments.
  private @Nullable Found stopBetween(Moment after, Moment before) throws DebugError {
    if (debugger.breakpoints().isEmpty()) {
      return null;
    }
    Found found =
        run().latest(after, before, debugger.pauses(), debugger.traceKinds(), debugger::isWanted);
    return found != null && after.isBefore(found.moment()) ? found : null;
  }

  /// The latest beginning of a line that the selected thread was at.
  private @Nullable Found lineBefore(Moment before) throws DebugError {
    Selection selected = debugger.selection();
    Pauses pauses = new Pauses();
    for (Image image : debugger.lines().images()) {
      pauses.setFor(selected.host(), selected.tid(), image, debugger.lineStarts().of(image));
    }
    return run().latest(Moment.START, before, pauses, 0, (_, _) -> true);
  }

  /// The latest beginning of a line that the selected thread was at in the present call or, before
  /// that, in its callers.
  private @Nullable Found lineOutside(Moment before) throws DebugError {
    Selection selected = debugger.selection();
    List<FrameInfo> frames = selected.frames();
    Image image = selected.image();
    Moment from = before;
    for (int level = 0; level < frames.size(); level++) {
      FrameInfo frame = frames.get(level);
      Symbol.Function function = image.functionAt(image.instructionAt(frame.pc()));
      if (function == null) {
        continue;
      }
      int entry = function.start();
      Pauses pauses = new Pauses();
      BitSet stops = LineStarts.of(image, function);
      stops.set(entry);
      pauses.setFor(selected.host(), selected.tid(), image, stops);
      Found found = run().latest(Moment.START, from, pauses, 0, inFrame(frame.framePointer()));
      if (found == null
          || found.stop() instanceof Stop.Interrupted
          || !isAt(found.stop(), Image.addressOf(entry))) {
        return found;
      }
      from = found.moment();
    }
    return null;
  }

  /// Where the function of a frame of the selected thread was called: at the call, not yet done.
  private @Nullable Found callOf(FrameInfo frame) throws DebugError {
    Selection selected = debugger.selection();
    Image image = selected.image();
    Symbol.Function function = image.functionAt(image.instructionAt(frame.pc()));
    if (function == null) {
      return null;
    }
    Pauses pauses = new Pauses();
    pauses.setFor(selected.host(), selected.tid(), image, function.start());
    long[] executed = new long[1];
    History.Filter isFrames = inFrame(frame.framePointer());
    Found entry =
        run()
            .latest(
                Moment.START,
                run().now(),
                pauses,
                0,
                (at, stop) -> {
                  if (!isFrames.accepts(at, stop)) {
                    return false;
                  }
                  executed[0] = at.instructions(selected.host(), selected.tid());
                  return true;
                });
    return entry == null || entry.stop() instanceof Stop.Interrupted
        ? entry
        : instructionBefore(entry.moment(), executed[0]);
  }

  private static History.Filter inFrame(long framePointer) {
    return (Simulation at, Stop stop) -> {
      if (!(stop instanceof Stop.Breakpoint(int host, int tid, long _))) {
        return false;
      }
      List<FrameInfo> innermost = at.frames(host, tid, 1);
      return !innermost.isEmpty() && innermost.getFirst().framePointer() == framePointer;
    };
  }

  private static boolean isAt(Stop stop, long address) {
    return stop instanceof Stop.Breakpoint(int _, int _, long pc) && pc == address;
  }
}
