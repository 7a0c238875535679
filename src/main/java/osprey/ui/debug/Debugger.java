package osprey.ui.debug;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.code.SourceFile;
import osprey.code.Symbol;
import osprey.inspect.FrameInfo;
import osprey.sim.History;
import osprey.sim.Moment;
import osprey.sim.Pauses;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;
import osprey.sim.UserAction;
import osprey.sim.Watch;
import osprey.trace.TraceEvent;

/// Runs a simulation as a debugger does: breakpoints, steps by line and instruction, one selected
/// thread and frame. While the selected thread steps, the others run as the scheduler decides.
public final class Debugger {
  /// Asks whoever sits at the keyboard for input of the simulated terminal.
  public interface Keyboard {
    /// Bytes for standard input; null for its end.
    byte @Nullable [] read();
  }

  private final SourceLines lines;
  private final Keyboard keyboard;
  private final LineStarts lineStarts = new LineStarts();

  /// The next time at which the user wants to stop.
  private long aimNanos = Long.MAX_VALUE;

  private final BreakpointTable breakpoints = new BreakpointTable(lineStarts);
  private final SignalTable signals = new SignalTable();
  private final Expressions expressions = new Expressions();
  private final StopMatcher matcher = new StopMatcher(breakpoints, expressions);
  private final TimeTravel travel = new TimeTravel(this);
  private @Nullable History history;
  private @Nullable Selection selection;
  private boolean isFutureCut;

  /// Which breakpoints the last stop was for.
  private List<Integer> lastHits = List.of();

  /// @param images all programs that may run
  public Debugger(List<Image> images, Keyboard keyboard) {
    lines = new SourceLines(images);
    this.keyboard = keyboard;
  }

  // ---- the run

  /// From now on this simulation, which has not begun, is debugged.
  public void attach(Simulation started) {
    started.pauseAt(breakpoints.pauses());
    breakpoints.pauses().forgetStopped();
    breakpoints.dropWatches();
    breakpoints.all().forEach(each -> each.countFrom(Moment.START));
    history = new History(started);
    travel.forget();
    Selection first = new Selection(this);
    selection = first;
    first.selectAny();
  }

  /// There is no run any more.
  public void detach() {
    history = null;
    selection = null;
  }

  /// Whether there is a run that is not at its end.
  public boolean isRunning() {
    return history != null && !history.present().isOver();
  }

  /// The simulation as it is now, also after its end; null before the first. Travelling replaces
  /// it.
  public @Nullable Simulation simulation() {
    return history == null ? null : history.present();
  }

  /// The run with its past.
  ///
  /// @throws IllegalStateException if there is none
  History history() {
    if (history == null) {
      throw new IllegalStateException("there is no run");
    }
    return history;
  }

  /// The run, at its end or not.
  History run() throws DebugError {
    if (history == null) {
      throw new DebugError("The program is not being run.");
    }
    return history;
  }

  private History running() throws DebugError {
    if (!isRunning()) {
      throw new DebugError("The program is not being run.");
    }
    return run();
  }

  /// To other moments of the run.
  public TimeTravel travel() {
    return travel;
  }

  /// Makes a run stop soon; may be called from another thread.
  public void interrupt() {
    History target = history;
    if (target != null) {
      target.interrupt();
    }
  }

  /// Does something to the run from outside.
  public void perform(UserAction action) throws DebugError {
    if (running().perform(action)) {
      isFutureCut = true;
      Moment now = run().now();
      breakpoints.all().forEach(each -> each.countFrom(now));
      travel.forgetAfter(now);
    }
  }

  /// Whether, since the last call, something done in the past cut off a future that was known.
  public boolean takeFutureCut() {
    boolean isCut = isFutureCut;
    isFutureCut = false;
    return isCut;
  }

  /// The thread and frame that commands are about.
  public Selection selection() throws DebugError {
    if (selection == null || !isRunning()) {
      throw new DebugError("The program is not being run.");
    }
    return selection;
  }

  /// The selection, also at the end of a run, where what it means is gone.
  @Nullable Selection lastSelection() {
    return selection;
  }

  public SourceLines lines() {
    return lines;
  }

  public Expressions expressions() {
    return expressions;
  }

  /// The source file of the selected frame, or of the first `main`; null for none.
  public @Nullable SourceFile currentFile() {
    FrameInfo now = isRunning() && selection != null ? selection.top() : null;
    if (now != null && !now.file().isEmpty()) {
      return lines.file(now.file());
    }
    for (Image image : lines.images()) {
      Symbol.Function main = image.function("main");
      if (main != null && image.lineAt(main.start()) != 0) {
        return image.fileAt(main.start());
      }
    }
    return null;
  }

  // ---- breakpoints

  /// @param location empty for the selected frame's next instruction
  /// @param condition a C expression, or null
  /// @param thread the only thread it stops, 0 for all
  public Breakpoint addBreakpoint(
      String location, boolean isTemporary, @Nullable String condition, int thread)
      throws DebugError {
    List<CodePlace> places =
        location.isEmpty() ? List.of(here()) : lines.find(location, currentFile());
    String where =
        location.isEmpty() ? "*0x" + Long.toHexString(places.getFirst().address()) : location;
    return breakpoints.add(new Aim.Code(where, places), isTemporary, condition, thread);
  }

  /// A breakpoint of another kind, or a catchpoint.
  public Breakpoint add(Aim aim, boolean isTemporary, @Nullable String condition, int thread) {
    return breakpoints.add(aim, isTemporary, condition, thread);
  }

  /// A watchpoint for the object that an expression means now, or for the expression's value. At
  /// the end of a run it is what the last thread would have meant.
  public Breakpoint addWatch(
      String expression, Watch.Kind kind, @Nullable String condition, int thread)
      throws DebugError {
    if (history != null && !isRunning()) {
      return travel.beforeTheEnd(() -> addWatch(expression, kind, condition, thread));
    }
    Value[] now = new Value[1];
    Aim aim = new WatchAim(selection(), expressions).of(expression, kind, now);
    Breakpoint made = breakpoints.add(aim, false, condition, thread);
    matcher.begin(made, now[0]);
    return made;
  }

  /// At which signals to stop.
  public SignalTable signals() {
    return signals;
  }

  public Collection<Breakpoint> breakpoints() {
    return breakpoints.all();
  }

  public Breakpoint breakpoint(int number) throws DebugError {
    return breakpoints.get(number);
  }

  public void deleteBreakpoint(int number) throws DebugError {
    breakpoints.delete(number);
  }

  public void enableBreakpoint(int number, boolean enabled) throws DebugError {
    breakpoints.enable(number, enabled);
  }

  /// The breakpoints that were stopped at last will not stop the next so many times.
  public void ignoreHere(int times) {
    for (Breakpoint each : breakpoints.all()) {
      if (lastHits.contains(each.number())) {
        each.ignore(times);
      }
    }
  }

  private CodePlace here() throws DebugError {
    return place(selection().image(), selection().frame().pc());
  }

  static CodePlace place(Image image, long pc) {
    return new CodePlace(image, image.instructionAt(pc));
  }

  // ---- going on

  /// Until a breakpoint, a fault or the end.
  public Halt proceed() throws DebugError {
    History target = running();
    passHere();
    while (true) {
      Halt halt = halt(target.run(stops()));
      if (halt != null) {
        return halt;
      }
    }
  }

  /// As {@link #proceed}, but no further than where the trace has so many events.
  public Halt proceedTo(long events) throws DebugError {
    History target = running();
    passHere();
    while (target.present().trace().end() < events) {
      Halt halt = halt(target.run(new Until(stops().timeNanos(), Long.MAX_VALUE, ~0L)));
      if (halt != null) {
        return halt;
      }
    }
    return new Halt.Arrived();
  }

  /// To a time, or a stop before.
  public Halt runToTime(long nanos) throws DebugError {
    History target = running();
    if (nanos <= target.now().nanos()) {
      throw new DebugError("That time has passed already: go there with \"goto\".");
    }
    passHere();
    while (true) {
      Until stops = stops();
      Stop stop = target.run(stops.time(Math.min(nanos, stops.timeNanos())));
      Halt halt = halt(stop);
      if (halt != null) {
        return halt;
      }
      if (stop instanceof Stop.TimeReached && target.now().nanos() >= nanos) {
        selection().selectInnermost();
        return new Halt.AtTime(nanos, List.of());
      }
    }
  }

  /// Everything, whatever thread it is for, up to the next event of the trace.
  public Halt stepEvent() throws DebugError {
    History target = running();
    passHere();
    while (true) {
      Until stops = stops();
      long before = target.present().trace().end();
      Stop stop = target.run(new Until(stops.timeNanos(), Long.MAX_VALUE, ~0L));
      Halt halt = halt(stop);
      if (halt != null) {
        return halt;
      }
      if (stop instanceof Stop.Traced(long event) && event >= before) {
        selection().selectInnermost();
        return new Halt.AtEvent(event);
      }
    }
  }

  /// The selected thread goes on from where it is, whatever stops others there.
  private void passHere() throws DebugError {
    Selection selected = selection();
    if (selected.tid() != 0) {
      long executed = run().present().instructions(selected.host(), selected.tid());
      breakpoints.pauses().pass(selected.host(), selected.tid(), executed);
    }
  }

  private Until stops() throws DebugError {
    long now = run().now().nanos();
    aimNanos = breakpoints.timeAfter(now);
    return new Until(aimNanos, Long.MAX_VALUE, traceKinds());
  }

  /// Goes on to the next stop of any kind.
  Stop onwards() throws DebugError {
    return running().run(stops());
  }

  /// To another source line.
  ///
  /// @param intoCalls stops in a function that is called, if it is the user's own
  public Halt stepLine(boolean intoCalls) throws DebugError {
    selection().selectInnermost();
    passHere();
    return new LineStep(this, intoCalls ? LineStep.Kind.INTO_CALLS : LineStep.Kind.OVER_CALLS)
        .run();
  }

  /// As stepping over calls, but never back to an earlier line of the function: out of loops.
  public Halt untilNextLine() throws DebugError {
    selection().selectInnermost();
    passHere();
    return new LineStep(this, LineStep.Kind.ONLY_FORWARDS).run();
  }

  /// One instruction of the selected thread.
  ///
  /// @param overCalls a called function is run to its end
  public Halt stepInstruction(boolean overCalls) throws DebugError {
    Selection selected = selection();
    selected.selectInnermost();
    FrameInfo before = selected.frame();
    Halt halt = oneInstruction();
    FrameInfo now = halt == null && overCalls ? selected.top() : null;
    if (now != null && isInside(now, before.framePointer())) {
      halt = runToFrame(before.framePointer());
    }
    return halt == null ? new Halt.StepDone() : halt;
  }

  /// Until the selected frame has returned to its caller.
  public Halt finish() throws DebugError {
    List<FrameInfo> all = selection().frames();
    int level = selection().level();
    if (level + 1 >= all.size()) {
      throw new DebugError("\"finish\" not meaningful in the outermost frame.");
    }
    Image image = selection().image();
    Halt elsewhere = runToFrame(all.get(level + 1).framePointer());
    return elsewhere == null
        ? new Halt.Returned(ReturnValue.of(selection(), image, all.get(level)))
        : elsewhere;
  }

  /// Until a place is reached, or the selected frame returns.
  public Halt advance(String location) throws DebugError {
    List<FrameInfo> all = selection().frames();
    List<CodePlace> goals = new ArrayList<>(lines.find(location, currentFile()));
    int level = selection().level();
    if (level + 1 < all.size()) {
      goals.add(place(selection().image(), all.get(level + 1).pc()));
    }
    Halt elsewhere = runTo(goals, 0);
    return elsewhere == null ? new Halt.StepDone() : elsewhere;
  }

  /// One instruction of the selected thread; null when that is all that happened.
  @Nullable Halt oneInstruction() throws DebugError {
    Selection selected = selection();
    int host = selected.host();
    int tid = selected.tid();
    passHere();
    while (true) {
      Stop stop = countOne(host, tid);
      if (stop instanceof Stop.Stepped || isBreakpointOf(stop, host, tid)) {
        FrameInfo now = selected.top();
        return now == null ? threadEnded() : stopHalt(new Stop.Breakpoint(host, tid, now.pc()));
      }
      Halt halt = halt(stop);
      if (halt != null) {
        return halt;
      }
      if (selected.top() == null) {
        return threadEnded();
      }
    }
  }

  private Stop countOne(int host, int tid) throws DebugError {
    Pauses pauses = breakpoints.pauses();
    pauses.count(host, tid, running().present().instructions(host, tid) + 1);
    try {
      return running().run(stops());
    } finally {
      pauses.countNobody();
    }
  }

  /// With its last thread gone nothing is left to step.
  Halt threadEnded() throws DebugError {
    if (!isRunning()) {
      return new Halt.Finished();
    }
    selection().selectAny();
    return selection().tid() == 0 ? proceed() : new Halt.ThreadEnded();
  }

  /// Runs until the selected thread is back in the frame with that frame pointer; null when it is,
  /// the reason when something else stopped the run.
  @Nullable Halt runToFrame(long framePointer) throws DebugError {
    for (FrameInfo each : selection().frames()) {
      if (each.framePointer() == framePointer) {
        return runTo(List.of(place(selection().image(), each.pc())), framePointer);
      }
    }
    // The slow way where the calls cannot be followed: around signal handlers.
    while (true) {
      Halt halt = oneInstruction();
      FrameInfo now = selection().top();
      if (halt != null || now == null) {
        return halt == null ? threadEnded() : halt;
      }
      if (!isInside(now, framePointer)) {
        return null;
      }
    }
  }

  /// Runs until the selected thread reaches one of the places in that frame or one outside it; null
  /// when it has.
  private @Nullable Halt runTo(List<CodePlace> places, long framePointer) throws DebugError {
    Selection selected = selection();
    int host = selected.host();
    int tid = selected.tid();
    Image image = selected.image();
    places.forEach(breakpoints::addInternal);
    passHere();
    try {
      while (true) {
        Stop stop = running().run(stops());
        boolean isMine = isBreakpointOf(stop, host, tid);
        Halt halt = halt(stop);
        if (halt != null) {
          return halt;
        }
        FrameInfo now = isMine ? selected.top() : null;
        if (now != null
            && !isInside(now, framePointer)
            && breakpoints.isInternal(image, now.pc())) {
          selected.selectInnermost();
          return null;
        }
      }
    } finally {
      breakpoints.removeInternal();
    }
  }

  /// Whether a frame is that of a function called (however deep) from the one with that frame
  /// pointer.
  static boolean isInside(FrameInfo frame, long framePointer) {
    return Long.compareUnsigned(frame.framePointer(), framePointer) < 0;
  }

  static boolean isBreakpointOf(Stop stop, int host, int tid) {
    return stop instanceof Stop.Breakpoint(int atHost, int atTid, long _)
        && atHost == host
        && atTid == tid;
  }

  /// What a stop means to the user; null to go on.
  @Nullable Halt halt(Stop stop) throws DebugError {
    return switch (stop) {
      case Stop.Finished _ -> new Halt.Finished();
      case Stop.Stuck _ -> {
        selection().selectInnermost();
        yield new Halt.Stuck();
      }
      case Stop.InputWanted _ -> {
        feed();
        yield null;
      }
      case Stop.Interrupted _ -> {
        selection().selectInnermost();
        yield new Halt.Interrupted();
      }
      case Stop.TimeReached _ -> timeHalt(run().now().nanos());
      case Stop.TicksReached _, Stop.Stepped _ -> null;
      case Stop.Breakpoint _, Stop.Calling _, Stop.Watched _, Stop.Traced _ -> stopHalt(stop);
    };
  }

  private void feed() throws DebugError {
    byte[] bytes = keyboard.read();
    perform(bytes == null ? new UserAction.EndInput() : new UserAction.Type(bytes));
  }

  /// What a stop at some place or event means, counted; null to go on.
  private @Nullable Halt stopHalt(Stop stop) throws DebugError {
    List<StopMatcher.Hit> hits = new ArrayList<>();
    for (StopMatcher.Hit hit : matcher.hits(run().present(), stop, true)) {
      if (hit.breakpoint().hit(run().now())) {
        hits.add(hit);
      }
    }
    return hits.isEmpty() ? signalHalt(stop) : told(hits);
  }

  /// What a stop means that was come upon backwards: as forwards, but it is not counted. Null for
  /// nothing.
  @Nullable Halt passed(Stop stop) throws DebugError {
    List<StopMatcher.Hit> hits = matcher.hits(run().present(), stop, false);
    return hits.isEmpty() ? signalHalt(stop) : told(hits);
  }

  /// What an event means that is a signal to stop at.
  private @Nullable Halt signalHalt(Stop stop) throws DebugError {
    if (!(stop instanceof Stop.Traced(long index))) {
      return null;
    }
    TraceEvent event = run().present().trace().event(index);
    return switch (event) {
      case TraceEvent.Faulted(_, int host, int tid, int signal, _, _, _)
          when signals.stopsAt(event) ->
          signalHalt(host, tid, signal);
      case TraceEvent.SignalDelivered(_, int host, int tid, int signal, _)
          when signals.stopsAt(event) ->
          signalHalt(host, tid, signal);
      default -> null;
    };
  }

  private Halt signalHalt(int host, int tid, int signal) throws DebugError {
    if (isRunning()) {
      selection().select(host, tid);
      selection().selectAnyIfGone();
    }
    return new Halt.Faulted(host, tid, signal);
  }

  /// The first hit, and with it others if they are breakpoints as well.
  private Halt told(List<StopMatcher.Hit> hits) throws DebugError {
    StopMatcher.Hit first = hits.getFirst();
    List<Integer> numbers = new ArrayList<>();
    for (StopMatcher.Hit hit : hits) {
      numbers.add(hit.breakpoint().number());
      if (hit.breakpoint().isTemporary() || hit.halt() instanceof Halt.ScopeEnded) {
        breakpoints.delete(hit.breakpoint().number());
      }
    }
    lastHits = List.copyOf(numbers);
    if (isRunning()) {
      if (first.tid() != 0) {
        selection().select(first.host(), first.tid());
      }
      selection().selectAnyIfGone();
    }
    return first.halt() instanceof Halt.AtBreakpoint at
        ? new Halt.AtBreakpoint(numbers, at.isTemporary())
        : first.halt();
  }

  /// @param now may be a little later than the breakpoint's time: an instruction is done as a whole
  private @Nullable Halt timeHalt(long now) throws DebugError {
    List<Integer> numbers = new ArrayList<>();
    for (Breakpoint each : breakpoints.all()) {
      if (each.isEnabled()
          && each.aim() instanceof Aim.Time(long nanos)
          && nanos == aimNanos
          && nanos <= now) {
        if (each.hit(run().now())) {
          numbers.add(each.number());
        }
        if (each.isTemporary()) {
          breakpoints.delete(each.number());
        }
      }
    }
    lastHits = List.copyOf(numbers);
    if (numbers.isEmpty()) {
      return null;
    }
    selection().selectInnermost();
    return new Halt.AtTime(aimNanos, numbers);
  }

  /// Which breakpoints the last stop was for.
  public List<Integer> lastHits() {
    return lastHits;
  }

  Pauses pauses() {
    return breakpoints.pauses();
  }

  LineStarts lineStarts() {
    return lineStarts;
  }

  /// Kinds of trace events that stop a run.
  long traceKinds() {
    return breakpoints.traceKinds() | signals.traceKinds();
  }

  /// The last time before `now` at which to stop, -1 for none.
  long timeBefore(long now) {
    return breakpoints.timeBefore(now);
  }

  /// Whether the stop is one that the user wants, going backwards.
  boolean isWanted(Simulation at, Stop stop) {
    if (stop instanceof Stop.Traced(long event) && signals.stopsAt(at.trace().event(event))) {
      return true;
    }
    for (StopMatcher.Hit hit : matcher.hits(at, stop, false)) {
      if (!(hit.halt() instanceof Halt.ScopeEnded)) {
        return true;
      }
    }
    return false;
  }
}
