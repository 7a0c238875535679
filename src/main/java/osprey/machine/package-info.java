/// The hardware: physical memory, page tables, address translation, processors.
///
/// It knows no kernel: {@link osprey.machine.Cpu#run} executes user instructions until something
/// needs an answer, and returns the reason. Who answers is the only difference between simulating a
/// kernel and borrowing the real one.
@NullMarked
package osprey.machine;

import org.jspecify.annotations.NullMarked;
