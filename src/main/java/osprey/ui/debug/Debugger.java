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
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;

/// Runs a simulation as a debugger does: breakpoints, steps by line and instruction, one selected
/// thread and frame. While the selected thread steps, the others run as the scheduler decides.
public final class Debugger {
  /// Asks whoever sits at the keyboard for input of the simulated terminal.
  public interface Keyboard {
    /// Bytes for standard input; null for its end.
    byte @Nullable [] read();
  }

  private static final Until EACH_EVENT = new Until(Long.MAX_VALUE, Long.MAX_VALUE, ~0L);

  private static final Until TO_END =
      new Until(Long.MAX_VALUE, Long.MAX_VALUE, TraceKind.FAULTED.bit());

  private final SourceLines lines;
  private final Keyboard keyboard;
  private final BreakpointTable breakpoints = new BreakpointTable();
  private final Expressions expressions = new Expressions();
  private final TimeTravel travel = new TimeTravel(this);
  private @Nullable History history;
  private @Nullable Selection selection;
  private boolean isFutureCut;

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
    return breakpoints.add(location, places, isTemporary, condition, thread);
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

  /// The breakpoints where the selected thread is will not stop the next so many times.
  public void ignoreHere(int times) throws DebugError {
    FrameInfo frame = selection().frame();
    breakpoints.at(selection().image(), frame.pc()).forEach(each -> each.ignore(times));
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
      Halt halt = halt(target.run(EACH_EVENT));
      if (halt != null) {
        return halt;
      }
    }
    return new Halt.Arrived();
  }

  /// The selected thread goes on from where it is, whatever stops others there.
  private void passHere() throws DebugError {
    Selection selected = selection();
    if (selected.tid() != 0) {
      long executed = run().present().instructions(selected.host(), selected.tid());
      breakpoints.pauses().pass(selected.host(), selected.tid(), executed);
    }
  }

  private static Until stops() {
    return TO_END;
  }

  /// To another source line.
  ///
  /// @param intoCalls stops in a function that is called, if it is the user's own
  public Halt stepLine(boolean intoCalls) throws DebugError {
    selection().selectInnermost();
    return new LineStep(this, selection().frame(), intoCalls, false).run();
  }

  /// As stepping over calls, but never back to an earlier line of the function: out of loops.
  public Halt untilNextLine() throws DebugError {
    selection().selectInnermost();
    return new LineStep(this, selection().frame(), false, true).run();
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
        return now == null ? threadEnded() : breakpointHalt(host, tid, now.pc());
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
  private Halt threadEnded() throws DebugError {
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

  private static boolean isBreakpointOf(Stop stop, int host, int tid) {
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
      case Stop.TimeReached _, Stop.TicksReached _, Stop.Stepped _, Stop.Calling _ -> null;
      case Stop.Breakpoint(int atHost, int atTid, long pc) -> breakpointHalt(atHost, atTid, pc);
      case Stop.Traced(long event) -> faultHalt(run().present().trace().event(event));
    };
  }

  private void feed() throws DebugError {
    byte[] bytes = keyboard.read();
    perform(bytes == null ? new UserAction.EndInput() : new UserAction.Type(bytes));
  }

  private @Nullable Halt faultHalt(TraceEvent event) throws DebugError {
    if (event instanceof TraceEvent.Faulted fault) {
      selection().select(fault.host(), fault.tid());
      return new Halt.Faulted(fault.host(), fault.tid(), fault.signal());
    }
    return null;
  }

  private @Nullable Halt breakpointHalt(int atHost, int atTid, long pc) throws DebugError {
    List<Integer> numbers = new ArrayList<>();
    boolean isTemporary = false;
    for (Breakpoint each : reached(run().present(), atHost, atTid, pc)) {
      if (each.hit(run().now())) {
        numbers.add(each.number());
        if (each.isTemporary()) {
          isTemporary = true;
          breakpoints.delete(each.number());
        }
      }
    }
    if (numbers.isEmpty()) {
      return null;
    }
    selection().select(atHost, atTid);
    return new Halt.AtBreakpoint(numbers, isTemporary);
  }

  /// What a stop means that was come upon backwards: as forwards, but it is not counted. Null for
  /// nothing.
  @Nullable Halt passed(Stop stop) throws DebugError {
    if (!(stop instanceof Stop.Breakpoint(int atHost, int atTid, long pc))) {
      return halt(stop);
    }
    List<Breakpoint> found = reached(run().present(), atHost, atTid, pc);
    if (found.isEmpty()) {
      return null;
    }
    boolean isTemporary = false;
    for (Breakpoint each : found) {
      if (each.isTemporary()) {
        isTemporary = true;
        breakpoints.delete(each.number());
      }
    }
    selection().select(atHost, atTid);
    return new Halt.AtBreakpoint(found.stream().map(Breakpoint::number).toList(), isTemporary);
  }

  /// The breakpoints for a thread at a place whose conditions are true.
  List<Breakpoint> reached(Simulation at, int atHost, int atTid, long pc) {
    List<Breakpoint> found = new ArrayList<>();
    Image image = at.image(atHost, at.pidOf(atHost, atTid));
    if (image != null) {
      for (Breakpoint each : breakpoints.at(image, pc)) {
        if ((each.thread() == 0 || each.thread() == atTid) && isTrue(each, at, atHost, atTid)) {
          found.add(each);
        }
      }
    }
    return found;
  }

  /// A condition that cannot be computed stops the program, as gdb does.
  private boolean isTrue(Breakpoint breakpoint, Simulation at, int atHost, int atTid) {
    String condition = breakpoint.condition();
    List<FrameInfo> innermost =
        condition == null ? List.<FrameInfo>of() : at.frames(atHost, atTid, 1);
    Image image = at.image(atHost, at.pidOf(atHost, atTid));
    if (condition == null || innermost.isEmpty() || image == null) {
      return true;
    }
    FrameView view =
        new FrameView(
            at,
            _ -> {
              throw new DebugError("A condition must not change anything.");
            },
            atHost,
            at.pidOf(atHost, atTid),
            atTid,
            image,
            innermost.getFirst());
    try {
      return expressions.evaluate(condition, view).isTrue();
    } catch (DebugError wrong) {
      return true;
    }
  }

  Pauses pauses() {
    return breakpoints.pauses();
  }

  /// Kinds of trace events that stop a run.
  static long traceKinds() {
    return TO_END.traceKinds();
  }

  /// Whether the stop is one that the user wants.
  boolean isWanted(Simulation at, Stop stop) {
    return switch (stop) {
      case Stop.Breakpoint(int atHost, int atTid, long pc) ->
          !reached(at, atHost, atTid, pc).isEmpty();
      case Stop.Traced _ -> true;
      default -> false;
    };
  }
}
