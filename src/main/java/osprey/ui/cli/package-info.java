/// The command line: what `osprey run`, `osprey check` … take and do.
@NullMarked
package osprey.ui.cli;

import org.jspecify.annotations.NullMarked;
