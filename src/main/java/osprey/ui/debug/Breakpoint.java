package osprey.ui.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.sim.Moment;
import osprey.sim.Watch;

/// A breakpoint, watchpoint or catchpoint of the user's.
public final class Breakpoint {
  private final int number;
  private final Aim aim;
  private final boolean isTemporary;
  private @Nullable String condition;
  private final int thread;
  private boolean isEnabled = true;
  private int ignored;
  private int hits;
  private List<String> commands = List.of();

  /// Up to where in the run hits have been counted: going there again counts nothing twice.
  private Moment counted = Moment.START;

  /// @param condition a C expression, or null
  /// @param thread the only thread it stops, 0 for all
  Breakpoint(int number, Aim aim, boolean isTemporary, @Nullable String condition, int thread) {
    this.number = number;
    this.aim = aim;
    this.isTemporary = isTemporary;
    this.condition = condition;
    this.thread = thread;
  }

  public int number() {
    return number;
  }

  public Aim aim() {
    return aim;
  }

  /// The instructions of a breakpoint; none for others.
  public List<CodePlace> places() {
    return aim instanceof Aim.Code(String _, var places) ? places : List.of();
  }

  /// As `info breakpoints` calls it.
  public String type() {
    return switch (aim) {
      case Aim.Code _ -> "breakpoint";
      case Aim.Data data when data.kind() == Watch.Kind.READ -> "read watchpoint";
      case Aim.Data data when data.kind() == Watch.Kind.ACCESS -> "acc watchpoint";
      case Aim.Data _ -> "hw watchpoint";
      case Aim.Computed _ -> "watchpoint";
      case Aim.Event _ -> "catchpoint";
      case Aim.Time _, Aim.Number _ -> "breakpoint";
    };
  }

  /// What it stops at, as the user wrote it or would.
  public String location() {
    return switch (aim) {
      case Aim.Code(String location, var _) -> location;
      case Aim.Data data -> data.expression();
      case Aim.Computed computed -> computed.expression();
      case Aim.Event(Catch what) -> what.toString();
      case Aim.Time(long nanos) -> "at " + exactly(nanos);
      case Aim.Number(long event) -> "event " + event;
    };
  }

  /// In the largest unit that leaves nothing over: a script that reads it must mean the same time.
  private static String exactly(long nanos) {
    String[] units = {"ns", "us", "ms", "s"};
    long count = nanos;
    int unit = 0;
    while (unit < units.length - 1 && count != 0 && count % 1000 == 0) {
      count /= 1000;
      unit++;
    }
    return count + units[unit];
  }

  /// The command that makes one like it.
  public String command() {
    String verb =
        switch (aim) {
          case Aim.Data data when data.kind() == Watch.Kind.READ -> "rwatch ";
          case Aim.Data data when data.kind() == Watch.Kind.ACCESS -> "awatch ";
          case Aim.Data _, Aim.Computed _ -> "watch ";
          case Aim.Event _ -> isTemporary ? "tcatch " : "catch ";
          case Aim.Code _, Aim.Time _, Aim.Number _ -> isTemporary ? "tbreak " : "break ";
        };
    return verb
        + location()
        + (thread == 0 ? "" : " thread " + thread)
        + (condition == null ? "" : " if " + condition);
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

  /// What the debugger's face does whenever it stops here.
  public List<String> commands() {
    return commands;
  }

  public void setCommands(List<String> lines) {
    commands = List.copyOf(lines);
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
