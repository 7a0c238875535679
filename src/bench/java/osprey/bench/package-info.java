/// Benchmarks: Osprey's hot paths beside the libraries it is measured against.
@NullMarked
package osprey.bench;

import org.jspecify.annotations.NullMarked;
