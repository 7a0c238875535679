/// The debugger's prompt: gdb's words over the core in `osprey.ui.debug`.
@NullMarked
package osprey.ui.repl;

import org.jspecify.annotations.NullMarked;
