/// Simulated time and chance: the queue of pending events and the one source of random numbers.
@NullMarked
package osprey.engine;

import org.jspecify.annotations.NullMarked;
