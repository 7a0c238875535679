/// A scenario on two kernels at once: the simulated one says who does what next, the real one must
/// come to the same.
@NullMarked
package osprey.hardware.lockstep;

import org.jspecify.annotations.NullMarked;
