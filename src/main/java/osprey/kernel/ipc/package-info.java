/// Channels between processes: pipes, FIFOs, event counters, message queues, shared memory.
@NullMarked
package osprey.kernel.ipc;

import org.jspecify.annotations.NullMarked;
