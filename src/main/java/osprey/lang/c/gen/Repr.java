package osprey.lang.c.gen;

import osprey.code.CType;
import osprey.code.Op;

/// How a scalar type is held in a register and in memory. A register holds integers canonically
/// (extended to 64 bits by their signedness) and floating values as the bits of a `double`.
enum Repr {
  BOOL(1, false, Op.LD8U, Op.ST8),
  S8(1, true, Op.LD8S, Op.ST8),
  U8(1, false, Op.LD8U, Op.ST8),
  S16(2, true, Op.LD16S, Op.ST16),
  U16(2, false, Op.LD16U, Op.ST16),
  S32(4, true, Op.LD32S, Op.ST32),
  U32(4, false, Op.LD32U, Op.ST32),
  S64(8, true, Op.LD64, Op.ST64),
  U64(8, false, Op.LD64, Op.ST64),
  FLOAT(4, true, Op.LDF32, Op.STF32),
  DOUBLE(8, true, Op.LD64, Op.ST64),
  /// A double in the lower half of its 16 bytes.
  LONG_DOUBLE(16, true, Op.LD64, Op.ST64);

  final int size;
  final boolean signed;
  final int load;
  final int store;

  Repr(int size, boolean signed, int load, int store) {
    this.size = size;
    this.signed = signed;
    this.load = load;
    this.store = store;
  }

  static Repr of(CType type) {
    CType bare = type.unqualified();
    if (bare instanceof CType.Int integer) {
      return of(integer);
    }
    if (bare instanceof CType.Enum enumeration) {
      return of(enumeration.underlying());
    }
    if (bare instanceof CType.Floating floating) {
      return switch (floating) {
        case FLOAT -> FLOAT;
        case DOUBLE -> DOUBLE;
        case LONG_DOUBLE -> LONG_DOUBLE;
      };
    }
    if (bare instanceof CType.Struct || bare instanceof CType.Void) {
      throw new IllegalStateException(type.spelling() + " is no scalar");
    }
    return U64;
  }

  private static Repr of(CType.Int type) {
    return switch (type) {
      case BOOL -> BOOL;
      case CHAR, SIGNED_CHAR -> S8;
      case UNSIGNED_CHAR -> U8;
      case SHORT -> S16;
      case UNSIGNED_SHORT -> U16;
      case INT -> S32;
      case UNSIGNED_INT -> U32;
      case LONG, LONG_LONG -> S64;
      case UNSIGNED_LONG, UNSIGNED_LONG_LONG -> U64;
    };
  }

  static boolean isScalar(CType type) {
    CType bare = type.unqualified();
    return !(bare instanceof CType.Struct
        || bare instanceof CType.Void
        || bare instanceof CType.Array
        || bare instanceof CType.Function);
  }

  boolean isFloating() {
    return this == FLOAT || this == DOUBLE || this == LONG_DOUBLE;
  }

  boolean isWide() {
    return size >= 8;
  }

  /// Whether canonical values may be compared with the signed 64-bit comparisons.
  boolean comparesSigned() {
    return signed || size < 8;
  }

  /// Whether an element of this size can be loaded and stored with base and index.
  boolean isIndexable() {
    return size != 2 && this != FLOAT && this != LONG_DOUBLE;
  }

  int indexedLoad() {
    return switch (this) {
      case S8 -> Op.LDX8S;
      case BOOL, U8 -> Op.LDX8U;
      case S32 -> Op.LDX32S;
      case U32 -> Op.LDX32U;
      case S64, U64, DOUBLE -> Op.LDX64;
      case S16, U16, FLOAT, LONG_DOUBLE -> throw new IllegalStateException(name());
    };
  }

  int indexedStore() {
    return switch (this) {
      case BOOL, S8, U8 -> Op.STX8;
      case S32, U32 -> Op.STX32;
      case S64, U64, DOUBLE -> Op.STX64;
      case S16, U16, FLOAT, LONG_DOUBLE -> throw new IllegalStateException(name());
    };
  }

  /// The value wrapped to this representation.
  long wrap(long value) {
    return switch (this) {
      case BOOL -> value != 0 ? 1 : 0;
      case S8 -> (byte) value;
      case U8 -> value & 0xff;
      case S16 -> (short) value;
      case U16 -> value & 0xffff;
      case S32 -> (int) value;
      case U32 -> value & 0xffff_ffffL;
      default -> value;
    };
  }

  /// Whether a value in the range 0 … `max` is canonical here as it stands.
  boolean holds(long max) {
    return switch (this) {
      case BOOL -> max <= 1;
      case S8 -> max <= Byte.MAX_VALUE;
      case U8 -> max <= 0xff;
      case S16 -> max <= Short.MAX_VALUE;
      case U16 -> max <= 0xffff;
      case S32 -> max <= Integer.MAX_VALUE;
      case U32 -> max <= 0xffff_ffffL;
      default -> true;
    };
  }
}
