/// The kernel itself: processors and who runs on them, traps, signals, the life of processes and
/// threads. Knows no particular system call.
@NullMarked
package osprey.kernel.core;

import org.jspecify.annotations.NullMarked;
