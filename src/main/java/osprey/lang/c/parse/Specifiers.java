package osprey.lang.c.parse;

import osprey.code.CType;
import osprey.lang.c.Token;

/// What stands before the declarators of a declaration (C11 §6.7p1): `static const unsigned long`.
///
/// @param first the first token
/// @param hasType false if no type was given: reported already, `type` is the error type
/// @param definesTag whether a struct, union or enum was declared or defined
record Specifiers(
    Token first,
    CType type,
    Storage storage,
    boolean isInline,
    boolean isThreadLocal,
    boolean hasType,
    boolean definesTag,
    Attributes attributes) {
  enum Storage {
    NONE,
    TYPEDEF,
    EXTERN,
    STATIC,
    AUTO,
    REGISTER
  }
}
