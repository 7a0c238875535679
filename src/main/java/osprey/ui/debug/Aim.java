package osprey.ui.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.sim.Watch;

/// What a breakpoint, watchpoint or catchpoint stops at.
public sealed interface Aim {
  /// Instructions.
  ///
  /// @param location as the user wrote it
  record Code(String location, List<CodePlace> places) implements Aim {
    public Code {
      places = List.copyOf(places);
    }
  }

  /// An object in memory or a register.
  ///
  /// @param expression as the user wrote it
  /// @param scope the call whose variable it is, null if it lives on
  record Data(
      String expression, CType type, Watch.Target what, Watch.Kind kind, @Nullable Scope scope)
      implements Aim {}

  /// A call of a thread, while which a variable exists.
  ///
  /// @param end where the call returns to, null if that is not known
  record Scope(int host, int tid, long framePointer, @Nullable CodePlace end) {}

  /// The value of an expression that is no object, looked at wherever a line begins.
  ///
  /// @param view the frame in which it was meant
  /// @param scope the call whose variables it names, null if it names none
  record Computed(String expression, FrameView view, @Nullable Scope scope) implements Aim {}

  /// Something that happens.
  record Event(Catch what) implements Aim {}

  /// A moment in simulated time.
  record Time(long nanos) implements Aim {}

  /// An event by its number.
  record Number(long event) implements Aim {}
}
