package osprey.lang;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds what a misspelt word was meant to be.
public final class Spelling {
  private static final int LENGTH_MAX = 64;

  private Spelling() {}

  /// The candidate nearest to the word, the first of equals, or null when none is near enough:
  /// about one slip (a letter missing, added, wrong or swapped with its neighbour) for three
  /// letters.
  public static @Nullable String closest(String word, Iterable<String> candidates) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int allowed = Math.max(word.length(), candidate.length()) / 3;
      if (word.length() > LENGTH_MAX
          || candidate.equals(word)
          || Math.abs(word.length() - candidate.length()) > Math.max(1, allowed)) {
        continue;
      }
      int distance =
          candidate.equalsIgnoreCase(word)
              ? 0
              : distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance && distance <= Math.max(1, allowed) && distance < word.length()) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /// As a hint: `did you mean 'x'?`, or null.
  public static @Nullable String hint(String word, Iterable<String> candidates) {
    String near = closest(word, candidates);
    return near == null ? null : "did you mean '" + near + "'?";
  }

  /// Damerau–Levenshtein, without changing a pair that was swapped.
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(last[j], current[j - 1]) + 1, last[j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, beforeLast[j - 2] + 1);
        }
        current[j] = least;
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = current;
      current = spare;
    }
    return last[b.length()];
  }
}
