/// The same programs on the kernel of this computer: every simulated process has a real one beside
/// it, and what the two kernels answer is compared call by call. See docs/hardware.md.
@NullMarked
package osprey.hardware;

import org.jspecify.annotations.NullMarked;
