package osprey.lang.c.parse;

import java.util.List;
import osprey.code.CType;

/// The aggregate whose members come next, while a list of initialisers is read (C11 §6.7.9p17: the
/// "current object").
final class Level {
  /// A subobject.
  ///
  /// @param offset bytes from the start of the whole object
  record Place(CType type, long offset, int bitOffset, int bitWidth) {}

  private final CType type;
  private final long offset;
  private final boolean isExplicit;
  private long index;
  private long greatest;

  Level(CType type, long offset, boolean isExplicit) {
    this.type = type;
    this.offset = offset;
    this.isExplicit = isExplicit;
    skipPadding();
  }

  CType type() {
    return type;
  }

  /// Whether it has braces of its own.
  boolean isExplicit() {
    return isExplicit;
  }

  long index() {
    return index;
  }

  /// How many elements an array of unknown length gets.
  long length() {
    return greatest;
  }

  boolean isExhausted() {
    return switch (type.unqualified()) {
      case CType.Array array -> array.length() >= 0 && index >= array.length();
      case CType.Struct struct -> index >= struct.fields().size();
      default -> index > 0;
    };
  }

  void advance() {
    if (type.unqualified() instanceof CType.Struct struct && struct.isUnion()) {
      index = struct.fields().size();
    } else {
      index++;
      skipPadding();
    }
  }

  void moveTo(long newIndex) {
    index = newIndex;
  }

  /// Unnamed bit-fields take no initialiser.
  private void skipPadding() {
    if (type.unqualified() instanceof CType.Struct struct) {
      List<CType.Field> fields = struct.fields();
      while (index < fields.size()
          && fields.get((int) index).name() == null
          && fields.get((int) index).isBitField()) {
        index++;
      }
    }
  }

  /// What comes next; the level has at least so many elements.
  Place current() {
    greatest = Math.max(greatest, index + 1);
    return switch (type.unqualified()) {
      case CType.Array(CType element, _) ->
          new Place(element, offset + index * element.size(), 0, 0);
      case CType.Struct struct -> {
        CType.Field field = struct.fields().get((int) index);
        yield new Place(field.type(), offset + field.offset(), field.bitOffset(), field.bitWidth());
      }
      default -> new Place(type, offset, 0, 0);
    };
  }
}
