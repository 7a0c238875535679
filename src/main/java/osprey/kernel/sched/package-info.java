/// Who runs next: scheduling policies, one file each, and the table of them.
@NullMarked
package osprey.kernel.sched;

import org.jspecify.annotations.NullMarked;
