/// Processes and threads. A thread is a {@link osprey.kernel.task.Task}, as in Linux.
@NullMarked
package osprey.kernel.task;

import org.jspecify.annotations.NullMarked;
