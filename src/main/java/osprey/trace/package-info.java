/// What happened, in order: the events of a run, the log that holds them, and its file format. The
/// way out of the simulation: views read this and `inspect`, never a kernel object.
@NullMarked
package osprey.trace;

import org.jspecify.annotations.NullMarked;
