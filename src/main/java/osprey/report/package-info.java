/// What a run amounted to, as text and JSON, from the trace and the inspected state alone.
@NullMarked
package osprey.report;

import org.jspecify.annotations.NullMarked;
