/// The terminal UI: everything of a run on one screen. Panels turn records into styled lines and
/// know no terminal; {@link osprey.ui.tui.TerminalUi} alone knows Lanterna's screen.
@NullMarked
package osprey.ui.tui;

import org.jspecify.annotations.NullMarked;
