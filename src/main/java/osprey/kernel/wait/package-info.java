/// How anything waits: outcomes of calls, queues of waiters, and the one idiom that joins them.
/// Knows no task, no file.
@NullMarked
package osprey.kernel.wait;

import org.jspecify.annotations.NullMarked;
