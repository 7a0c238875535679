package osprey.lang.c.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;

/// Places the members of a struct or union as gcc does on x86-64 (System V ABI §3.1.2): a bit-field
/// never crosses a boundary of its declared type, unless packed.
final class StructLayout {
  /// Bytes an object may have: far beyond every address space a program gets.
  static final long SIZE_MAX = 1L << 40;

  private final boolean isUnion;
  private final boolean isPacked;
  private final List<CType.Field> fields = new ArrayList<>();
  private long bits;
  private long unionBytes;
  private int alignment = 1;

  StructLayout(boolean isUnion, boolean isPacked) {
    this.isUnion = isUnion;
    this.isPacked = isPacked;
  }

  /// An ordinary member.
  ///
  /// @param attributes of the member itself
  void add(@Nullable String name, CType type, Attributes attributes) {
    int natural = isPacked || attributes.isPacked() ? 1 : type.alignment();
    int own = Math.max(natural, attributes.alignment());
    alignment = Math.max(alignment, own);
    long offset = isUnion ? 0 : roundUp((bits + 7) / 8, own);
    fields.add(new CType.Field(name, type, offset, 0, 0));
    advance((offset + type.size()) * 8);
  }

  /// @param name null for padding
  /// @param width bits; 0 ends the storage unit
  void addBitField(@Nullable String name, CType type, int width, Attributes attributes) {
    long unit = 8 * type.size();
    boolean dense = isPacked || attributes.isPacked();
    long start = isUnion ? 0 : bits;
    if (width == 0) {
      bits = isUnion ? bits : roundUp(bits, unit);
      return;
    }
    if (attributes.alignment() > 0) {
      start = roundUp(start, 8L * attributes.alignment());
    }
    if (!dense && start % unit + width > unit) {
      start = roundUp(start, unit);
    }
    if (name != null) {
      alignment =
          Math.max(alignment, Math.max(dense ? 1 : type.alignment(), attributes.alignment()));
    }
    long offset = dense ? packedUnit(start, width, unit) : start / unit * type.size();
    if (offset < 0) {
      start = roundUp(start, 8);
      offset = start / 8;
    }
    fields.add(new CType.Field(name, type, offset, (int) (start - offset * 8), width));
    advance(start + width);
  }

  /// Byte at which a unit of the type covers the whole packed bit-field; -1 if none does.
  private static long packedUnit(long start, int width, long unit) {
    long aligned = start / unit * unit;
    if (start - aligned + width <= unit) {
      return aligned / 8;
    }
    long bytes = start / 8;
    return start - bytes * 8 + width <= unit ? bytes : -1;
  }

  private void advance(long end) {
    if (isUnion) {
      unionBytes = Math.max(unionBytes, (end + 7) / 8);
    } else {
      bits = end;
    }
  }

  /// @param minimumAlignment what the struct's own attributes ask for, or 0
  /// @return whether the struct is of a sensible size
  boolean complete(CType.Struct struct, int minimumAlignment) {
    int whole = Math.max(alignment, minimumAlignment);
    long size = roundUp(isUnion ? unionBytes : (bits + 7) / 8, whole);
    boolean fits = size >= 0 && size <= SIZE_MAX;
    struct.complete(fields, fits ? size : 1, whole);
    return fits;
  }

  static long roundUp(long value, long multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }
}
