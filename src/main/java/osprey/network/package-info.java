/// What joins machines: links with latency, bandwidth and loss, and where packets go. Knows no
/// kernel.
@NullMarked
package osprey.network;

import org.jspecify.annotations.NullMarked;
