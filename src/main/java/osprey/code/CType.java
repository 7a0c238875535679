package osprey.code;

import static com.google.common.base.Preconditions.checkState;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A type of C as the compiler checks it and the debugger prints it. LP64, little-endian, the
/// x86-64 System V layout rules.
///
/// Types are compared by `equals`: structural for derived types, by identity for tagged ones.
public sealed interface CType {
  /// Bytes. Zero for `void`, functions and incomplete types.
  long size();

  /// Bytes, a power of two.
  int alignment();

  /// Spelled as in C, without a declared name: `int (*)(char *)`.
  default String spelling() {
    return Declarator.spell(this, "");
  }

  /// The type without its outermost qualifiers.
  default CType unqualified() {
    return this;
  }

  default boolean isConst() {
    return false;
  }

  default boolean isVolatile() {
    return false;
  }

  default boolean isAtomic() {
    return false;
  }

  /// False for `void`, `struct S` before its body, `int[]`.
  default boolean isComplete() {
    return true;
  }

  enum Void implements CType {
    VOID;

    @Override
    public long size() {
      return 0;
    }

    @Override
    public int alignment() {
      return 1;
    }

    @Override
    public boolean isComplete() {
      return false;
    }
  }

  /// Integer types in order of rank; `LONG_LONG` is distinct from `LONG` though as wide.
  enum Int implements CType {
    BOOL("_Bool", 1, false, 0),
    CHAR("char", 1, true, 1),
    SIGNED_CHAR("signed char", 1, true, 1),
    UNSIGNED_CHAR("unsigned char", 1, false, 1),
    SHORT("short", 2, true, 2),
    UNSIGNED_SHORT("unsigned short", 2, false, 2),
    INT("int", 4, true, 3),
    UNSIGNED_INT("unsigned int", 4, false, 3),
    LONG("long", 8, true, 4),
    UNSIGNED_LONG("unsigned long", 8, false, 4),
    LONG_LONG("long long", 8, true, 5),
    UNSIGNED_LONG_LONG("unsigned long long", 8, false, 5);

    private final String spelling;
    private final int size;
    private final boolean signed;
    private final int rank;

    Int(String spelling, int size, boolean signed, int rank) {
      this.spelling = spelling;
      this.size = size;
      this.signed = signed;
      this.rank = rank;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public int alignment() {
      return size;
    }

    @Override
    public String spelling() {
      return spelling;
    }

    public boolean isSigned() {
      return signed;
    }

    /// C11 §6.3.1.1.
    public int rank() {
      return rank;
    }

    /// The value as this type holds it, sign- or zero-extended to 64 bits.
    public long wrap(long value) {
      return switch (this) {
        case BOOL -> value != 0 ? 1 : 0;
        case CHAR, SIGNED_CHAR -> (byte) value;
        case UNSIGNED_CHAR -> value & 0xff;
        case SHORT -> (short) value;
        case UNSIGNED_SHORT -> value & 0xffff;
        case INT -> (int) value;
        case UNSIGNED_INT -> value & 0xffff_ffffL;
        case LONG, UNSIGNED_LONG, LONG_LONG, UNSIGNED_LONG_LONG -> value;
      };
    }
  }

  /// `long double` is computed and stored as a double in 16 bytes (its upper 8 unused): documented
  /// in docs/compatibility.md.
  enum Floating implements CType {
    FLOAT("float", 4),
    DOUBLE("double", 8),
    LONG_DOUBLE("long double", 16);

    private final String spelling;
    private final int size;

    Floating(String spelling, int size) {
      this.spelling = spelling;
      this.size = size;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public int alignment() {
      return size;
    }

    @Override
    public String spelling() {
      return spelling;
    }
  }

  record Pointer(CType target) implements CType {
    @Override
    public long size() {
      return 8;
    }

    @Override
    public int alignment() {
      return 8;
    }
  }

  /// @param length elements; {@link #UNKNOWN} for `int[]`, {@link #VARIABLE} for a variable-length
  ///   array
  record Array(CType element, long length) implements CType {
    public static final long UNKNOWN = -1;
    public static final long VARIABLE = -2;

    @Override
    public long size() {
      return length < 0 ? 0 : Math.multiplyExact(element.size(), length);
    }

    @Override
    public int alignment() {
      return element.alignment();
    }

    @Override
    public boolean isComplete() {
      return length != UNKNOWN;
    }
  }

  /// @param variadic ends in `...`
  /// @param prototyped false for `int f()`, whose arguments are not checked
  record Function(CType result, List<CType> parameters, boolean variadic, boolean prototyped)
      implements CType {
    public Function {
      parameters = List.copyOf(parameters);
    }

    @Override
    public long size() {
      return 1; // as gcc's sizeof on functions
    }

    @Override
    public int alignment() {
      return 1;
    }

    @Override
    public boolean isComplete() {
      return false;
    }
  }

  /// `const int`, `volatile char *`, `_Atomic long`. Never nested, never wraps an array or
  /// function.
  record Qualified(CType base, boolean isConst, boolean isVolatile, boolean isAtomic)
      implements CType {
    @Override
    public long size() {
      return base.size();
    }

    @Override
    public int alignment() {
      return base.alignment();
    }

    @Override
    public CType unqualified() {
      return base;
    }

    @Override
    public boolean isComplete() {
      return base.isComplete();
    }
  }

  /// @param name null for an anonymous struct or union member or an unnamed bit-field
  /// @param offset bytes from the start of the struct, of the storage unit for a bit-field
  /// @param bitOffset from the least significant bit of the storage unit
  /// @param bitWidth bits of a bit-field, 0 for an ordinary member
  record Field(@Nullable String name, CType type, long offset, int bitOffset, int bitWidth) {
    public boolean isBitField() {
      return bitWidth > 0;
    }
  }

  /// A struct or union. Made incomplete, completed once by its body.
  final class Struct implements CType {
    private final @Nullable String tag;
    private final boolean union;
    private @Nullable List<Field> fields;
    private long size;
    private int alignment = 1;

    public Struct(@Nullable String tag, boolean union) {
      this.tag = tag;
      this.union = union;
    }

    public void complete(List<Field> members, long sizeBytes, int alignmentBytes) {
      checkState(fields == null, "%s is complete already", spelling());
      fields = List.copyOf(members);
      size = sizeBytes;
      alignment = alignmentBytes;
    }

    public @Nullable String tag() {
      return tag;
    }

    public boolean isUnion() {
      return union;
    }

    /// In order of declaration; anonymous members appear as fields without a name.
    public List<Field> fields() {
      return fields == null ? List.of() : fields;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public int alignment() {
      return alignment;
    }

    @Override
    public boolean isComplete() {
      return fields != null;
    }

    @Override
    public String spelling() {
      return (union ? "union " : "struct ") + (tag == null ? "{...}" : tag);
    }

    @Override
    public String toString() {
      return spelling();
    }
  }

  record Enumerator(String name, long value) {}

  /// An enumeration; its underlying type is `int` (`unsigned int` when gcc would choose so).
  final class Enum implements CType {
    private final @Nullable String tag;
    private Int underlying = Int.UNSIGNED_INT;
    private @Nullable List<Enumerator> enumerators;

    public Enum(@Nullable String tag) {
      this.tag = tag;
    }

    public void complete(List<Enumerator> members, Int underlyingType) {
      enumerators = List.copyOf(members);
      underlying = underlyingType;
    }

    public @Nullable String tag() {
      return tag;
    }

    public List<Enumerator> enumerators() {
      return enumerators == null ? List.of() : enumerators;
    }

    public Int underlying() {
      return underlying;
    }

    @Override
    public long size() {
      return underlying.size();
    }

    @Override
    public int alignment() {
      return underlying.alignment();
    }

    @Override
    public boolean isComplete() {
      return enumerators != null;
    }

    @Override
    public String spelling() {
      return "enum " + (tag == null ? "{...}" : tag);
    }

    @Override
    public String toString() {
      return spelling();
    }
  }
}
