package osprey.sim;

/// A place in a run, exact to the instruction, the same in every run of a scenario however it was
/// cut into pieces.
///
/// @param ticks things done so far: instructions executed, instants of events, answers of a kernel
/// @param nanos simulated time; while nothing but time passes it tells moments of equal ticks apart
/// @param actions of the user that came before
public record Moment(long ticks, long nanos, int actions) implements Comparable<Moment> {
  public static final Moment START = new Moment(0, 0, 0);

  @Override
  public int compareTo(Moment other) {
    int order = Long.compare(ticks, other.ticks);
    if (order == 0) {
      order = Long.compare(nanos, other.nanos);
    }
    return order == 0 ? Integer.compare(actions, other.actions) : order;
  }

  public boolean isBefore(Moment other) {
    return compareTo(other) < 0;
  }
}
