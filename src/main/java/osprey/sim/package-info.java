/// The composition root: machines joined into one simulation, run, stopped, copied, looked at.
@NullMarked
package osprey.sim;

import org.jspecify.annotations.NullMarked;
