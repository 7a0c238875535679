/// Random programs on both kernels: makes them, runs them, and makes one that shows a difference as
/// short as it can be.
@NullMarked
package osprey.hardware.fuzz;

import org.jspecify.annotations.NullMarked;
