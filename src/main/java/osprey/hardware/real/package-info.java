/// Real processes and threads that do what they are told: a tiny program written by Java itself,
/// the channel to it, and how its state is read. x86-64 Linux, by `java.lang.foreign` alone.
@NullMarked
package osprey.hardware.real;

import org.jspecify.annotations.NullMarked;
