/// What the faces of Osprey have in common: how they drive a simulation. The faces are `cli` (the
/// command line), `repl` (the debugger's prompt over the core in `debug`) and `tui`.
@NullMarked
package osprey.ui;

import org.jspecify.annotations.NullMarked;
