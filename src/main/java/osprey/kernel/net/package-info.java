/// Sockets: unix(7), tcp(7), udp(7), and epoll(7). A socket says what can be done at once and where
/// to wait otherwise, like every other kernel object.
@NullMarked
package osprey.kernel.net;

import org.jspecify.annotations.NullMarked;
