/// Signals, signal(7): sets, dispositions, what is pending. Delivery is the kernel's.
@NullMarked
package osprey.kernel.signal;

import org.jspecify.annotations.NullMarked;
