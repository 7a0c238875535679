/// The typed tree: C after parsing and type checking, every implicit conversion written out.
@NullMarked
package osprey.lang.c.tree;

import org.jspecify.annotations.NullMarked;
