/// The code generator: a typed tree in, instructions of {@link osprey.code.Opcode} and data out.
/// One walk over the tree, results computed straight into the register that wants them; what
/// remains to be tidied (jumps to jumps, dead code) is done on the finished function.
@NullMarked
package osprey.lang.c.gen;

import org.jspecify.annotations.NullMarked;
