package osprey.ui.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.sim.Moment;

/// A breakpoint of the user's.
public final class Breakpoint {
  private final int number;
  private final String location;
  private final List<CodePlace> places;
  private final boolean isTemporary;
  private @Nullable String condition;
  private final int thread;
  private boolean isEnabled = true;
  private int ignored;
  private int hits;

  /// Up to where in the run hits have been counted: going there again counts nothing twice.
  private Moment counted = Moment.START;

  /// @param location as the user wrote it
  /// @param condition a C expression, or null
  /// @param thread the only thread it stops, 0 for all
  Breakpoint(
      int number,
      String location,
      List<CodePlace> places,
      boolean isTemporary,
      @Nullable String condition,
      int thread) {
    this.number = number;
    this.location = location;
    this.places = List.copyOf(places);
    this.isTemporary = isTemporary;
    this.condition = condition;
    this.thread = thread;
  }

  public int number() {
    return number;
  }

  public String location() {
    return location;
  }

  public List<CodePlace> places() {
    return places;
  }

  public boolean isTemporary() {
    return isTemporary;
  }

  public @Nullable String condition() {
    return condition;
  }

  public int thread() {
    return thread;
  }

  public boolean isEnabled() {
    return isEnabled;
  }

  void enable(boolean enabled) {
    isEnabled = enabled;
  }

  /// How often it was reached with its condition true.
  public int hits() {
    return hits;
  }

  /// @param newCondition a C expression, or null for none
  public void setCondition(@Nullable String newCondition) {
    condition = newCondition;
  }

  /// It will not stop the next so many times.
  public void ignore(int times) {
    ignored = times;
  }

  /// A new run, or a changed one: nothing after that moment has been counted.
  void countFrom(Moment moment) {
    counted = moment.isBefore(counted) ? moment : counted;
  }

  /// Reached with its condition true: whether to stop.
  boolean hit(Moment now) {
    if (counted.isBefore(now)) {
      hits++;
      counted = now;
    }
    if (ignored > 0) {
      ignored--;
      return false;
    }
    return true;
  }
}
