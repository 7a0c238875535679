package osprey.sim;

/// What happens to a simulation from outside at given times: starts and interventions. Immutable,
/// so that copies of a simulation share it.
public interface Script {
  /// How many actions there are.
  int size();

  /// When an action happens, nanoseconds.
  long timeNanos(int action);

  /// Carries an action out now.
  void perform(int action, Simulation simulation);
}
