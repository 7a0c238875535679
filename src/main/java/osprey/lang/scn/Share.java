package osprey.lang.scn;

import org.jspecify.annotations.Nullable;

/// What a scheduling policy may know of a process; null where nothing is said.
///
/// @param nice -20 to 19
/// @param priority a low number is a high priority
/// @param affinity bit n for CPU n
/// @param jobs how often a periodic workload runs
public record Share(
    @Nullable Integer nice,
    @Nullable Integer priority,
    @Nullable Integer tickets,
    @Nullable Long periodNanos,
    @Nullable Long deadlineNanos,
    @Nullable Long affinity,
    @Nullable Integer jobs) {
  public static final Share UNSAID = new Share(null, null, null, null, null, null, null);

  /// What this says, and where it says nothing what the other does.
  public Share or(Share other) {
    return new Share(
        nice != null ? nice : other.nice,
        priority != null ? priority : other.priority,
        tickets != null ? tickets : other.tickets,
        periodNanos != null ? periodNanos : other.periodNanos,
        deadlineNanos != null ? deadlineNanos : other.deadlineNanos,
        affinity != null ? affinity : other.affinity,
        jobs != null ? jobs : other.jobs);
  }
}
