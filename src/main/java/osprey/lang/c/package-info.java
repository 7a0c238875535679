/// The C front end, in the order data flows: Preprocessor (text to tokens), Parser with its type
/// checker (tokens to a typed tree), CodeGenerator (tree to an object file), Linker (object files
/// to an Image).
@NullMarked
package osprey.lang.c;

import org.jspecify.annotations.NullMarked;
