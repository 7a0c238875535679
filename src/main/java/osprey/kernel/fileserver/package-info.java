/// One machine's files on another: a server that answers requests, and a client that asks, asks
/// again, and gives up or not.
@NullMarked
package osprey.kernel.fileserver;

import org.jspecify.annotations.NullMarked;
