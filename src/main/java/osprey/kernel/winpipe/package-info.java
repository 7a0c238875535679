/// Windows-style named pipes: names with several instances, each with a client, bytes or messages.
@NullMarked
package osprey.kernel.winpipe;

import org.jspecify.annotations.NullMarked;
