package osprey.lang.c.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// "Did you mean …?": the nearest of the names that would have been right.
final class Suggestions {
  private Suggestions() {}

  /// A hint, or null when nothing is near.
  static @Nullable String didYouMean(String wrong, Iterable<String> candidates) {
    String best = null;
    if (wrong.length() < 3) {
      return null;
    }
    int bestDistance = Math.max(1, (wrong.length() + 1) / 3) + 1;
    for (String candidate : candidates) {
      if (candidate.startsWith("__") || candidate.equals(wrong)) {
        continue;
      }
      int distance = distance(wrong, candidate, bestDistance);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best == null ? null : "did you mean '" + best + "'?";
  }

  static @Nullable String nameInScope(String wrong, Scope scope, boolean wantsType) {
    List<String> candidates = new ArrayList<>();
    for (Scope each = scope; each != null; each = each.outer()) {
      each.names()
          .forEach((name, meaning) -> {
            if (meaning instanceof Meaning.TypeName == wantsType
                && !(meaning instanceof Meaning.Object(var variable)
                    && Types.isError(variable.type()))) {
              candidates.add(name);
            }
          });
    }
    return didYouMean(wrong, candidates);
  }

  /// Letters to insert, delete, replace or swap with the next; `limit` or more is all the same.
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
        }
      }
      int[] oldest = beforePrevious;
      beforePrevious = previous;
      previous = current;
      current = oldest;
    }
    return previous[b.length()];
  }
}
