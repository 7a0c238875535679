/// A process's memory: segments, the page faults that fill them, copy-on-write, the loader.
@NullMarked
package osprey.kernel.mem;

import org.jspecify.annotations.NullMarked;
