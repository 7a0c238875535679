/// What a compiled program is: instructions, types, symbols, the image that a loader maps.
@NullMarked
package osprey.code;

import org.jspecify.annotations.NullMarked;
