/// Compiled translation units as data: object files, their stored form, and the linker that makes
/// an {@link osprey.code.Image} of them.
@NullMarked
package osprey.lang.c.object;

import org.jspecify.annotations.NullMarked;
