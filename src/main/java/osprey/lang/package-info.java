/// From text to something that runs: sources, diagnostics, the C compiler and the scenario
/// language.
@NullMarked
package osprey.lang;

import org.jspecify.annotations.NullMarked;
