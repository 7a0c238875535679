package osprey.sim;

import osprey.engine.Event;

/// A process starts, or something is done from outside, as the scenario says.
///
/// @param action index of the action in the simulation's script
record ScenarioDue(int action) implements Event {}
