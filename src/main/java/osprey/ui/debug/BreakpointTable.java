package osprey.ui.debug;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.sim.Pauses;

/// The user's breakpoints by number, and the temporary stops that steps need for themselves. Keeps
/// in agreement with them where the simulation pauses.
final class BreakpointTable {
  private final TreeMap<Integer, Breakpoint> byNumber = new TreeMap<>();
  private final List<CodePlace> internal = new ArrayList<>();
  private final Pauses pauses = new Pauses();
  private int lastNumber;

  /// Where runs are to pause: always up to date.
  Pauses pauses() {
    return pauses;
  }

  Breakpoint add(
      String location,
      List<CodePlace> places,
      boolean isTemporary,
      @Nullable String condition,
      int thread) {
    Breakpoint made =
        new Breakpoint(++lastNumber, location, places, isTemporary, condition, thread);
    byNumber.put(made.number(), made);
    refresh(places);
    return made;
  }

  Collection<Breakpoint> all() {
    return List.copyOf(byNumber.values());
  }

  Breakpoint get(int number) throws DebugError {
    Breakpoint found = byNumber.get(number);
    if (found == null) {
      throw new DebugError("No breakpoint number " + number + ".");
    }
    return found;
  }

  void delete(int number) throws DebugError {
    Breakpoint gone = get(number);
    byNumber.remove(number);
    refresh(gone.places());
  }

  void enable(int number, boolean enabled) throws DebugError {
    Breakpoint changed = get(number);
    changed.enable(enabled);
    refresh(changed.places());
  }

  /// A stop that the debugger needs for itself; {@link #removeInternal} takes all of them away.
  void addInternal(CodePlace place) {
    internal.add(place);
    refresh(List.of(place));
  }

  void removeInternal() {
    List<CodePlace> gone = List.copyOf(internal);
    internal.clear();
    refresh(gone);
  }

  boolean isInternal(Image image, long pc) {
    return contains(internal, image, pc);
  }

  /// Enabled breakpoints at an instruction.
  List<Breakpoint> at(Image image, long pc) {
    List<Breakpoint> found = new ArrayList<>();
    for (Breakpoint each : byNumber.values()) {
      if (each.isEnabled() && contains(each.places(), image, pc)) {
        found.add(each);
      }
    }
    return found;
  }

  private void refresh(List<CodePlace> places) {
    for (CodePlace place : places) {
      boolean isWanted =
          isInternal(place.image(), place.address())
              || !at(place.image(), place.address()).isEmpty();
      if (isWanted) {
        pauses.set(place.image(), place.instruction());
      } else {
        pauses.clear(place.image(), place.instruction());
      }
    }
  }

  private static boolean contains(List<CodePlace> places, Image image, long pc) {
    for (CodePlace place : places) {
      if (place.image() == image && place.address() == pc) {
        return true;
      }
    }
    return false;
  }
}
