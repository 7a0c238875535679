package osprey.hardware.fuzz;

import java.util.function.Predicate;

/// Leaves out of a program whatever it can be without and still show what it shows.
final class Shrinker {
  private Shrinker() {}

  /// @param shows whether a program still shows it; asked a few hundred times at most
  static Case shortest(Case from, Predicate<Case> shows) {
    Case best = from;
    int count = Math.max(1, best.parts() / 2);
    while (true) {
      int before = best.parts();
      for (int at = 0; at < best.parts(); ) {
        Case shorter = best.without(at, count);
        if (shows.test(shorter)) {
          best = shorter;
        } else {
          at++;
        }
      }
      if (count > 1) {
        count /= 2;
      } else if (best.parts() == before) {
        return best;
      }
    }
  }
}
