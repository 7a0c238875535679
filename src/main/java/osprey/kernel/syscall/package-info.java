/// System calls: arguments unpacked, kernel objects called, results packed. One class for each
/// section of the manual that belongs together; {@link osprey.kernel.syscall.SyscallTable} lists
/// all.
@NullMarked
package osprey.kernel.syscall;

import org.jspecify.annotations.NullMarked;
