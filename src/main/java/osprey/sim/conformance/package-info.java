/// Replays recorded answers of the Linux kernel on the simulated one, call by call, and says where
/// they differ.
@NullMarked
package osprey.sim.conformance;

import org.jspecify.annotations.NullMarked;
