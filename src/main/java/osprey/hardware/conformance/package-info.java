/// Recorded cases, replayed on the kernel of this computer.
@NullMarked
package osprey.hardware.conformance;

import org.jspecify.annotations.NullMarked;
