/// Tokens to a checked, typed tree: {@link osprey.lang.c.parse.Parser} is the way in.
///
/// Readers follow the grammar of C11 annex A one noun each (specifiers, declarators, initialisers,
/// statements, expressions) and hand what they read to the checkers (operators, conversions,
/// calls), which know types but no tokens. One pass: a name must be known as a type before the next
/// token can be read.
@NullMarked
package osprey.lang.c.parse;

import org.jspecify.annotations.NullMarked;
