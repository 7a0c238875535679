/// The state of a simulation at one instant in immutable records: what /proc would show, proc(5).
@NullMarked
package osprey.inspect;

import org.jspecify.annotations.NullMarked;
