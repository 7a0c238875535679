package osprey.ui.debug;

import java.util.Arrays;
import osprey.code.CType;

/// A value of C: its type, its bytes as they lie in memory, and where it came from.
///
/// A function designator has no bytes; its place is the function's address.
public final class Value {
  private final CType type;
  private final byte[] bytes;
  private final Place place;

  Value(CType type, byte[] bytes, Place place) {
    this.type = type;
    this.bytes = bytes;
    this.place = place;
  }

  static Value ofLong(CType type, long value) {
    int size = (int) type.size();
    byte[] bytes = new byte[size];
    for (int i = 0; i < Math.min(size, Long.BYTES); i++) {
      bytes[i] = (byte) (value >>> 8 * i);
    }
    return new Value(type, bytes, Place.None.NONE);
  }

  /// A pointer to an object of that type.
  public static Value pointer(CType target, long address) {
    return ofLong(new CType.Pointer(target), address);
  }

  static Value ofDouble(CType type, double value) {
    long bits =
        type.unqualified() == CType.Floating.FLOAT
            ? Float.floatToRawIntBits((float) value)
            : Double.doubleToRawLongBits(value);
    return ofLong(type, bits);
  }

  public CType type() {
    return type;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public Place place() {
    return place;
  }

  Value withType(CType other) {
    return new Value(other, bytes, place);
  }

  /// The same value, from nowhere.
  Value detached() {
    return new Value(type, bytes, Place.None.NONE);
  }

  /// Part of a struct or array that starts `offset` bytes from its beginning.
  Value part(CType partType, long offset) {
    int from = (int) offset;
    byte[] cut = Arrays.copyOfRange(bytes, from, from + (int) partType.size());
    Place inside =
        place instanceof Place.Memory(long address)
            ? new Place.Memory(address + offset)
            : Place.None.NONE;
    return new Value(partType, cut, inside);
  }

  /// The value of a bit-field inside this storage unit.
  Value bits(CType.Field field) {
    long unit = rawLong();
    int shift = Long.SIZE - field.bitWidth();
    long moved = unit << shift - field.bitOffset();
    long value = isSigned(field.type()) ? moved >> shift : moved >>> shift;
    Value made = ofLong(field.type(), value);
    Place bits = new Place.Bits(place, type, field.bitOffset(), field.bitWidth());
    return new Value(field.type(), made.bytes, bits);
  }

  /// Integers and pointers, extended as their type says; the integer part of floating values.
  public long asLong() {
    if (isFloating()) {
      return (long) asDouble();
    }
    return integerType(type) instanceof CType.Int integer ? integer.wrap(rawLong()) : rawLong();
  }

  /// What `x` looks at: where a pointer points, where an array or function is, else the number.
  public long address() {
    boolean isWhole = type.unqualified() instanceof CType.Array || type instanceof CType.Function;
    return isWhole && place instanceof Place.Memory(long address) ? address : asLong();
  }

  public double asDouble() {
    if (type.unqualified() == CType.Floating.FLOAT) {
      return Float.intBitsToFloat((int) rawLong());
    }
    if (isFloating()) {
      return Double.longBitsToDouble(rawLong());
    }
    long value = asLong();
    if (value >= 0 || isSigned(type)) {
      return value;
    }
    return (value >>> 1) * 2.0 + (value & 1);
  }

  /// As printf's `%.*g`.
  public static String general(double value, int digits) {
    return ValueText.general(value, digits);
  }

  public boolean isTrue() {
    return isFloating() ? asDouble() != 0 : asLong() != 0;
  }

  boolean isFloating() {
    return type.unqualified() instanceof CType.Floating;
  }

  /// The bits of the value as an unsigned number.
  long bits() {
    return rawLong();
  }

  /// The first eight bytes as a number.
  private long rawLong() {
    long value = 0;
    for (int i = Math.min(bytes.length, Long.BYTES) - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  static boolean isSigned(CType type) {
    return integerType(type) instanceof CType.Int integer && integer.isSigned();
  }

  /// The integer type that holds values of an integer or enumeration type; other types themselves.
  static CType integerType(CType type) {
    CType plain = type.unqualified();
    return plain instanceof CType.Enum enumeration ? enumeration.underlying() : plain;
  }
}
