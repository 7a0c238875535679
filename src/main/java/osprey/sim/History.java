package osprey.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import osprey.trace.TraceLog;

/// A simulation that can be taken to any moment of its run, earlier or later.
///
/// Going back means: take the checkpoint before the moment and run on from there, which by
/// determinism is what happened. What the user did meanwhile is kept as data and done again at its
/// moment. Doing something new in the past cuts off what came after it.
public final class History {
  /// A stop on the way, and when it was.
  public record Found(Moment moment, Stop stop) {}

  /// Whether a stop is one that is looked for.
  @FunctionalInterface
  public interface Filter {
    /// @param at the simulation as it was then: not to be run
    boolean accepts(Simulation at, Stop stop);
  }

  private record Done(Moment moment, UserAction action) {}

  /// A simulation on its way through the journal.
  private static final class Course {
    final Simulation simulation;

    /// Actions of the journal that have happened.
    int actions;

    Course(Simulation simulation, int actions) {
      this.simulation = simulation;
      this.actions = actions;
    }

    Moment now() {
      return new Moment(simulation.ticks(), simulation.now(), actions);
    }
  }

  /// Ticks of the first part of the past that is searched; the next is so many times as long.
  private static final long WINDOW = 1 << 11;

  private static final int WINDOW_GROWTH = 8;

  private final Checkpoints checkpoints = new Checkpoints();
  private final List<Done> journal = new ArrayList<>();
  private Course present;
  private Moment end;

  /// Where the trace ended when {@link #news} was last asked.
  private long told;

  private volatile Simulation running;
  private volatile boolean isInterrupted;

  /// @param start nothing has happened yet
  public History(Simulation start) {
    present = new Course(start, 0);
    running = start;
    end = present.now();
    checkpoints.add(end, start.copy());
  }

  /// The simulation as it is now. Travelling replaces it by another one; only the history runs it.
  public Simulation present() {
    return present.simulation;
  }

  public Moment now() {
    return present.now();
  }

  /// The latest moment known.
  public Moment end() {
    return end;
  }

  public boolean isInPast() {
    return now().isBefore(end);
  }

  /// Simulated memory that is kept for going back, in bytes, beside what the present has.
  public long bytes() {
    return checkpoints.bytes();
  }

  public int checkpoints() {
    return checkpoints.size();
  }

  /// The first event of the trace that was not there when this was last asked, however often the
  /// run went back and forth in between; from there to the end of the trace all is news.
  public long news() {
    TraceLog log = present().trace();
    long first = Math.max(told, log.first());
    told = Math.max(told, log.end());
    return first;
  }

  /// Makes a run or a journey stop soon; may be called from another thread.
  public void interrupt() {
    isInterrupted = true;
    running.interrupt();
  }

  // ---- forwards

  /// Runs on as {@link Simulation#run}, doing again what the user did later than now.
  public Stop run(Until until) {
    isInterrupted = false;
    Stop stop = run(present, until);
    noteEnd();
    return stop;
  }

  private void noteEnd() {
    Moment now = now();
    end = end.isBefore(now) ? now : end;
  }

  private Stop run(Course course, Until until) {
    Simulation simulation = course.simulation;
    running = simulation;
    while (true) {
      Stop early = redoDue(course, until);
      if (early != null) {
        return early;
      }
      Done next = course.actions < journal.size() ? journal.get(course.actions) : null;
      long due = checkpoints.nextDue(simulation.ticks());
      long most = Math.min(until.ticks(), next == null ? due : Math.min(due, next.moment.ticks()));
      Stop stop = simulation.run(until.ticks(most));
      boolean isActionDue = next != null && simulation.ticks() >= next.moment.ticks();
      if (stop instanceof Stop.TicksReached && simulation.ticks() < until.ticks()) {
        if (simulation.ticks() >= due) {
          checkpoints.add(course.now(), simulation.copy());
        }
      } else if (!isActionDue || !isStandstill(stop)) {
        return stop;
      }
    }
  }

  /// Nothing happens by itself any more, but the user may have done something then.
  private static boolean isStandstill(Stop stop) {
    return stop instanceof Stop.InputWanted || stop instanceof Stop.Stuck;
  }

  /// Does again what the user did at this moment; a stop when something else comes before.
  private @Nullable Stop redoDue(Course course, Until until) {
    while (course.actions < journal.size()) {
      Done next = journal.get(course.actions);
      if (course.simulation.ticks() < next.moment.ticks()) {
        return null;
      }
      if (until.timeNanos() < next.moment.nanos()) {
        return course.simulation.run(until);
      }
      Stop stop = redo(course);
      if (stop != null) {
        return stop;
      }
    }
    return null;
  }

  /// Does the next action again, for which the right number of ticks has passed; null when done.
  private @Nullable Stop redo(Course course) {
    Done next = journal.get(course.actions);
    if (course.simulation.now() < next.moment.nanos()) {
      Stop stop = course.simulation.run(Until.END.time(next.moment.nanos()));
      if (stop instanceof Stop.Interrupted) {
        return stop;
      }
    }
    course.simulation.perform(next.action);
    course.actions++;
    return null;
  }

  /// Does something to the simulation as it is now. True if this cut off a future that was known.
  public boolean perform(UserAction action) {
    boolean isCut = isInPast();
    if (isCut) {
      journal.subList(present.actions, journal.size()).clear();
      checkpoints.forgetAfter(now());
      told = Math.min(told, present().trace().end());
      present().forgetLaterOutput();
    }
    journal.add(new Done(now(), action));
    present().perform(action);
    present.actions++;
    end = now();
    return isCut;
  }

  // ---- to any moment

  /// Takes the run to a moment; nothing that happens on the way stops it. {@link Stop.TicksReached}
  /// or {@link Stop.TimeReached} when it is there; a run may end before, and an interruption on the
  /// way back leaves everything as it was.
  public Stop go(Moment goal) {
    isInterrupted = false;
    Map.Entry<Moment, Simulation> checkpoint = checkpoints.before(goal);
    Moment now = now();
    boolean isShortest = !goal.isBefore(now) && !now.isBefore(checkpoint.getKey());
    Course course = isShortest ? present : copy(checkpoint);
    Pauses pauses = present().pauses();
    course.simulation.pauseAt(new Pauses());
    Stop stop = travel(course, goal);
    if (isShortest || !(stop instanceof Stop.Interrupted)) {
      adopt(course);
    }
    present().pauseAt(pauses);
    return stop;
  }

  private static Course copy(Map.Entry<Moment, Simulation> checkpoint) {
    return new Course(checkpoint.getValue().copy(), checkpoint.getKey().actions());
  }

  private void adopt(Course course) {
    if (course != present) {
      course.simulation.continueOutputOf(present());
      present = course;
    }
    running = present();
    noteEnd();
  }

  /// Runs a course to a moment, leaving checkpoints behind on the last part of the way.
  private Stop travel(Course course, Moment goal) {
    Simulation simulation = course.simulation;
    running = simulation;
    while (simulation.ticks() < goal.ticks()) {
      long next = Checkpoints.nextNear(simulation.ticks(), goal.ticks());
      Stop stop = isInterrupted ? new Stop.Interrupted() : run(course, Until.END.ticks(next));
      if (!(stop instanceof Stop.TicksReached)) {
        return stop;
      }
      if (simulation.ticks() < goal.ticks()) {
        checkpoints.addNear(course.now(), simulation.copy());
      }
    }
    while (course.actions < goal.actions() && course.actions < journal.size()) {
      Stop stop = redo(course);
      if (stop != null) {
        return stop;
      }
    }
    return simulation.now() < goal.nanos()
        ? simulation.run(Until.END.time(goal.nanos()))
        : new Stop.TicksReached();
  }

  // ---- looking back

  /// The latest stop before a moment that the filter accepts; null if there was none since the
  /// start. An interruption is found as {@link Stop.Interrupted}. The present stays as it is.
  ///
  /// @param traceKinds bits of the kinds of trace events that are stops
  /// @param after what is earlier is not looked at
  public @Nullable Found latest(
      Moment after, Moment before, Pauses pauses, long traceKinds, Filter filter) {
    Pauses.Passed passed = pauses.passed();
    try {
      return search(after, before, pauses, traceKinds, filter);
    } finally {
      pauses.restore(passed);
    }
  }

  private @Nullable Found search(
      Moment after, Moment before, Pauses pauses, long traceKinds, Filter filter) {
    isInterrupted = false;
    long high = traceKinds == 0 ? quietSince(before, pauses) : before.ticks();
    long width = WINDOW;
    while (true) {
      long low = Math.max(after.ticks(), high - width);
      Moment start = new Moment(low, 0, 0);
      Course course = copy(checkpoints.before(new Moment(low, Long.MAX_VALUE, Integer.MAX_VALUE)));
      Stop arrival = travel(course, start);
      if (arrival instanceof Stop.Interrupted) {
        return new Found(before, arrival);
      }
      pauses.forgetStopped();
      course.simulation.pauseAt(pauses);
      Found found = latestOf(course, new Until(Long.MAX_VALUE, high, traceKinds), before, filter);
      if (found != null || low <= after.ticks()) {
        return found;
      }
      high = low;
      width *= WINDOW_GROWTH;
    }
  }

  /// Ticks of the first checkpoint after which, up to a moment, the only thread that is looked at
  /// did nothing: there is nothing to look for.
  private long quietSince(Moment moment, Pauses pauses) {
    long ticks = moment.ticks();
    long executed = moment.equals(now()) ? pauses.executedByOnly(present()) : -1;
    while (executed > 0) {
      Map.Entry<Moment, Simulation> checkpoint = checkpoints.before(new Moment(ticks - 1, 0, 0));
      if (pauses.executedByOnly(checkpoint.getValue()) != executed) {
        break;
      }
      ticks = checkpoint.getKey().ticks();
    }
    return ticks;
  }

  private @Nullable Found latestOf(Course course, Until until, Moment before, Filter filter) {
    Found latest = null;
    while (true) {
      Stop stop = isInterrupted ? new Stop.Interrupted() : run(course, until);
      Moment now = course.now();
      switch (stop) {
        case Stop.Interrupted _ -> {
          return new Found(before, stop);
        }
        case Stop.Breakpoint _, Stop.Calling _, Stop.Watched _, Stop.Traced _ -> {
          if (!now.isBefore(before)) {
            return latest;
          }
          if (filter.accepts(course.simulation, stop)) {
            latest = new Found(now, stop);
          }
        }
        default -> {
          return latest;
        }
      }
    }
  }

  /// Takes the run to the end of an instant: everything up to that time has happened.
  public Stop goToTime(long nanos) {
    Predicate<Simulation> isBefore = at -> at.now() <= nanos;
    return go(isBefore, Until.END.time(nanos));
  }

  /// Takes the run to where the trace has so many events, or a few more that came with the last.
  public Stop goToEvent(long events) {
    Predicate<Simulation> isBefore = at -> at.trace().end() < events;
    return go(isBefore, new Until(Long.MAX_VALUE, Long.MAX_VALUE, ~0L));
  }

  private Stop go(Predicate<Simulation> isBefore, Until until) {
    isInterrupted = false;
    Course course = present;
    if (!isBefore.test(present())) {
      Map.Entry<Moment, Simulation> checkpoint = checkpoints.before(now());
      while (checkpoint.getKey().ticks() > 0 && !isBefore.test(checkpoint.getValue())) {
        checkpoint = checkpoints.before(new Moment(checkpoint.getKey().ticks() - 1, 0, 0));
      }
      course = copy(checkpoint);
    }
    Pauses pauses = present().pauses();
    course.simulation.pauseAt(new Pauses());
    Stop stop = new Stop.TicksReached();
    boolean isOnTheWay = isBefore.test(course.simulation);
    while (isOnTheWay) {
      stop = isInterrupted ? new Stop.Interrupted() : run(course, until);
      isOnTheWay = stop instanceof Stop.Traced && isBefore.test(course.simulation);
    }
    if (course == present || !(stop instanceof Stop.Interrupted)) {
      adopt(course);
    }
    present().pauseAt(pauses);
    return stop;
  }

  /// When a thread had executed so many instructions and was done with the last; null if that was
  /// not before the moment.
  public @Nullable Found instruction(Moment before, int host, int tid, long instructions) {
    isInterrupted = false;
    Map.Entry<Moment, Simulation> checkpoint = checkpoints.before(before);
    while (checkpoint.getKey().ticks() > 0
        && checkpoint.getValue().instructions(host, tid) >= instructions) {
      checkpoint = checkpoints.before(new Moment(checkpoint.getKey().ticks() - 1, 0, 0));
    }
    Course course = copy(checkpoint);
    Pauses pauses = new Pauses();
    pauses.count(host, tid, instructions);
    course.simulation.pauseAt(pauses);
    Stop stop = run(course, Until.END.ticks(before.ticks()));
    return stop instanceof Stop.Stepped || stop instanceof Stop.Interrupted
        ? new Found(course.now(), stop)
        : null;
  }
}
