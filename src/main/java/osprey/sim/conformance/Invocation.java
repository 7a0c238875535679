package osprey.sim.conformance;

/// One thing that an actor's thread is to do: enter the agent's code there with these arguments.
record Invocation(int entry, long[] arguments) {}
