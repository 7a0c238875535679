/// The debugger without its face: breakpoints, steps, the values of C expressions in a stopped
/// program. Knows no terminal and prints nothing.
@NullMarked
package osprey.ui.debug;

import org.jspecify.annotations.NullMarked;
