/// What programs and any kernel agree on: numbers and names of system calls, errors and signals, as
/// Linux has them on x86-64.
@NullMarked
package osprey.abi;

import org.jspecify.annotations.NullMarked;
