package osprey.lang.c.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;

/// Questions about types and the types that follow from others: promotion, the usual arithmetic
/// conversions (C11 §6.3.1.8), compatibility and composites (§6.2.7).
final class Types {
  /// The type of everything that was reported as wrong: whatever meets it stays silent.
  static final CType.Struct ERROR = new CType.Struct("<error>", false);

  static final CType.Pointer VOID_POINTER = new CType.Pointer(CType.Void.VOID);
  static final CType.Pointer CHAR_POINTER = new CType.Pointer(CType.Int.CHAR);

  private Types() {}

  static boolean isError(CType type) {
    return type.unqualified() == ERROR;
  }

  static boolean isVoid(CType type) {
    return type.unqualified() == CType.Void.VOID;
  }

  static boolean isInteger(CType type) {
    CType plain = type.unqualified();
    return plain instanceof CType.Int || plain instanceof CType.Enum;
  }

  static boolean isFloating(CType type) {
    return type.unqualified() instanceof CType.Floating;
  }

  static boolean isArithmetic(CType type) {
    return isInteger(type) || isFloating(type);
  }

  static boolean isPointer(CType type) {
    return type.unqualified() instanceof CType.Pointer;
  }

  static boolean isScalar(CType type) {
    return isArithmetic(type) || isPointer(type);
  }

  static boolean isStruct(CType type) {
    return type.unqualified() instanceof CType.Struct;
  }

  static boolean isCharacter(CType type) {
    CType plain = type.unqualified();
    return plain == CType.Int.CHAR
        || plain == CType.Int.SIGNED_CHAR
        || plain == CType.Int.UNSIGNED_CHAR;
  }

  static boolean isBool(CType type) {
    return type.unqualified() == CType.Int.BOOL;
  }

  /// The integer type behind an integer or enumeration type.
  static CType.Int integer(CType type) {
    return switch (type.unqualified()) {
      case CType.Int plain -> plain;
      case CType.Enum enumeration -> enumeration.underlying();
      default -> throw new IllegalArgumentException(type.spelling() + " is no integer type");
    };
  }

  /// Integer constants of pointer type are addresses: unsigned.
  static boolean isSigned(CType type) {
    return isInteger(type) && integer(type).isSigned();
  }

  /// The value as the type holds it.
  static long wrap(CType type, long value) {
    return isInteger(type) ? integer(type).wrap(value) : value;
  }

  /// C11 §6.3.1.1.
  static CType.Int promote(CType type) {
    CType.Int plain = integer(type);
    return plain.rank() < CType.Int.INT.rank() ? CType.Int.INT : plain;
  }

  /// The common type of two arithmetic types, already promoted where they come from bit-fields.
  static CType usual(CType left, CType right) {
    CType a = left.unqualified();
    CType b = right.unqualified();
    if (a instanceof CType.Floating || b instanceof CType.Floating) {
      if (a instanceof CType.Floating x && b instanceof CType.Floating y) {
        return x.compareTo(y) >= 0 ? x : y;
      }
      return a instanceof CType.Floating ? a : b;
    }
    CType.Int x = promote(a);
    CType.Int y = promote(b);
    if (x == y) {
      return x;
    }
    if (x.isSigned() == y.isSigned()) {
      return x.rank() >= y.rank() ? x : y;
    }
    CType.Int unsigned = x.isSigned() ? y : x;
    CType.Int signed = x.isSigned() ? x : y;
    if (unsigned.rank() >= signed.rank()) {
      return unsigned;
    }
    return signed.size() > unsigned.size() ? signed : unsignedOf(signed);
  }

  static CType.Int unsignedOf(CType.Int type) {
    return switch (type) {
      case BOOL -> CType.Int.BOOL;
      case CHAR, SIGNED_CHAR, UNSIGNED_CHAR -> CType.Int.UNSIGNED_CHAR;
      case SHORT, UNSIGNED_SHORT -> CType.Int.UNSIGNED_SHORT;
      case INT, UNSIGNED_INT -> CType.Int.UNSIGNED_INT;
      case LONG, UNSIGNED_LONG -> CType.Int.UNSIGNED_LONG;
      case LONG_LONG, UNSIGNED_LONG_LONG -> CType.Int.UNSIGNED_LONG_LONG;
    };
  }

  /// Adds qualifiers; those of an array go to its elements (C11 §6.7.3p9).
  static CType qualify(CType type, boolean isConst, boolean isVolatile, boolean isAtomic) {
    if ((!isConst && !isVolatile && !isAtomic) || isError(type)) {
      return type;
    }
    return switch (type) {
      case CType.Array array ->
          new CType.Array(qualify(array.element(), isConst, isVolatile, isAtomic), array.length());
      case CType.Function function -> function;
      case CType.Qualified old ->
          new CType.Qualified(
              old.base(),
              isConst || old.isConst(),
              isVolatile || old.isVolatile(),
              isAtomic || old.isAtomic());
      default -> new CType.Qualified(type, isConst, isVolatile, isAtomic);
    };
  }

  /// Adds the qualifiers of `from` to a type.
  static CType qualifyAs(CType type, CType from) {
    return qualify(type, from.isConst(), from.isVolatile(), from.isAtomic());
  }

  static boolean isVolatile(CType type) {
    return type instanceof CType.Array array ? isVolatile(array.element()) : type.isVolatile();
  }

  static boolean isConst(CType type) {
    return type instanceof CType.Array array ? isConst(array.element()) : type.isConst();
  }

  /// Whether an object of the type cannot be assigned as a whole: const, or a struct with such a
  /// member.
  static boolean isReadOnly(CType type) {
    if (isConst(type)) {
      return true;
    }
    if (type.unqualified() instanceof CType.Struct struct) {
      for (CType.Field field : struct.fields()) {
        if (isReadOnly(field.type())) {
          return true;
        }
      }
    }
    return type instanceof CType.Array array && isReadOnly(array.element());
  }

  static boolean isVariableArray(CType type) {
    return type instanceof CType.Array array && array.length() == CType.Array.VARIABLE;
  }

  /// Whether a variable-length array hides anywhere in the type.
  static boolean isVariablyModified(CType type) {
    return switch (type.unqualified()) {
      case CType.Array array ->
          array.length() == CType.Array.VARIABLE || isVariablyModified(array.element());
      case CType.Pointer pointer -> isVariablyModified(pointer.target());
      default -> false;
    };
  }

  /// The same type but for qualifiers at the top.
  static boolean compatibleUnqualified(CType a, CType b) {
    return compatible(a.unqualified(), b.unqualified());
  }

  /// C11 §6.2.7; an enumeration is compatible with its underlying type.
  static boolean compatible(CType a, CType b) {
    if (a.equals(b) || isError(a) || isError(b)) {
      return true;
    }
    if (a instanceof CType.Qualified x && b instanceof CType.Qualified y) {
      return x.isConst() == y.isConst()
          && x.isVolatile() == y.isVolatile()
          && x.isAtomic() == y.isAtomic()
          && compatible(x.base(), y.base());
    }
    if (a instanceof CType.Pointer x && b instanceof CType.Pointer y) {
      return compatible(x.target(), y.target());
    }
    if (a instanceof CType.Array x && b instanceof CType.Array y) {
      return (x.length() < 0 || y.length() < 0 || x.length() == y.length())
          && compatible(x.element(), y.element());
    }
    if (a instanceof CType.Function x && b instanceof CType.Function y) {
      return compatibleFunctions(x, y);
    }
    if (a instanceof CType.Enum x && b instanceof CType.Int y) {
      return x.underlying() == y;
    }
    return a instanceof CType.Int x && b instanceof CType.Enum y && y.underlying() == x;
  }

  private static boolean compatibleFunctions(CType.Function a, CType.Function b) {
    if (!compatible(a.result(), b.result())) {
      return false;
    }
    if (!a.prototyped() || !b.prototyped()) {
      return true;
    }
    if (a.parameters().size() != b.parameters().size() || a.variadic() != b.variadic()) {
      return false;
    }
    for (int i = 0; i < a.parameters().size(); i++) {
      if (!compatibleUnqualified(a.parameters().get(i), b.parameters().get(i))) {
        return false;
      }
    }
    return true;
  }

  /// The type that knows what either of two compatible types knows.
  static CType composite(CType a, CType b) {
    if (a instanceof CType.Array x && b instanceof CType.Array y) {
      CType element = composite(x.element(), y.element());
      long length = x.length() >= 0 || y.length() == CType.Array.UNKNOWN ? x.length() : y.length();
      if (length == x.length() && element.equals(x.element())) {
        return x;
      }
      return length == y.length() && element.equals(y.element())
          ? y
          : new CType.Array(element, length);
    }
    if (a instanceof CType.Pointer x && b instanceof CType.Pointer y) {
      CType target = composite(x.target(), y.target());
      return target.equals(x.target()) ? x : new CType.Pointer(target);
    }
    if (a instanceof CType.Function x && b instanceof CType.Function y) {
      if (!y.prototyped() || x.parameters().size() != y.parameters().size()) {
        return x;
      }
      if (!x.prototyped()) {
        return y;
      }
      List<CType> parameters = new ArrayList<>(x.parameters().size());
      for (int i = 0; i < x.parameters().size(); i++) {
        parameters.add(composite(x.parameters().get(i), y.parameters().get(i)));
      }
      return new CType.Function(composite(x.result(), y.result()), parameters, x.variadic(), true);
    }
    return a;
  }

  /// A parameter's type: arrays and functions become pointers (C11 §6.7.6.3p7).
  static CType adjustParameter(CType type) {
    return switch (type) {
      case CType.Array array -> new CType.Pointer(array.element());
      case CType.Function function -> new CType.Pointer(function);
      default -> type;
    };
  }

  /// What a pointer to a function, or a function, calls; null for anything else.
  static CType.@Nullable Function called(CType type) {
    CType plain = type.unqualified();
    if (plain instanceof CType.Pointer pointer) {
      plain = pointer.target();
    }
    return plain instanceof CType.Function function ? function : null;
  }
}
