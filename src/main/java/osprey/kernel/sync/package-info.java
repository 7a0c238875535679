/// Synchronisation: futexes and, on words in user memory, the locks of pthreads.
@NullMarked
package osprey.kernel.sync;

import org.jspecify.annotations.NullMarked;
