/// Who waits for whom, and when threads wait for each other for ever.
@NullMarked
package osprey.sim.waits;

import org.jspecify.annotations.NullMarked;
