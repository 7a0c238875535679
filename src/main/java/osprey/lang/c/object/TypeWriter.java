package osprey.lang.c.object;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import osprey.code.CType;

/// Numbers the types of an object file and encodes each on its own.
final class TypeWriter {
  static final int VOID = 0;
  static final int INT = 1;
  static final int FLOATING = 2;
  static final int POINTER = 3;
  static final int ARRAY = 4;
  static final int FUNCTION = 5;
  static final int QUALIFIED = 6;
  static final int STRUCT = 7;
  static final int ENUM = 8;

  private final Map<CType, Integer> numbers = new HashMap<>();
  private final List<byte[]> encoded = new ArrayList<>();

  List<byte[]> encoded() {
    return encoded;
  }

  int number(CType type) {
    Integer known = numbers.get(type);
    if (known != null) {
      return known;
    }
    int number = encoded.size();
    numbers.put(type, number);
    encoded.add(new byte[0]);
    ByteSink out = new ByteSink();
    encode(type, out);
    encoded.set(number, out.toByteArray());
    return number;
  }

  private void encode(CType type, ByteSink out) {
    switch (type) {
      case CType.Void _ -> out.octet(VOID);
      case CType.Int integer -> {
        out.octet(INT);
        out.unsigned(integer.ordinal());
      }
      case CType.Floating floating -> {
        out.octet(FLOATING);
        out.unsigned(floating.ordinal());
      }
      case CType.Pointer(CType target) -> {
        out.octet(POINTER);
        out.unsigned(number(target));
      }
      case CType.Array(CType element, long length) -> {
        out.octet(ARRAY);
        out.unsigned(number(element));
        out.signed(length);
      }
      case CType.Function function -> {
        out.octet(FUNCTION);
        out.unsigned(number(function.result()));
        out.octet((function.variadic() ? 1 : 0) | (function.prototyped() ? 2 : 0));
        out.unsigned(function.parameters().size());
        for (CType parameter : function.parameters()) {
          out.unsigned(number(parameter));
        }
      }
      case CType.Qualified qualified -> {
        out.octet(QUALIFIED);
        out.unsigned(number(qualified.base()));
        out.octet(
            (qualified.isConst() ? 1 : 0)
                | (qualified.isVolatile() ? 2 : 0)
                | (qualified.isAtomic() ? 4 : 0));
      }
      case CType.Struct struct -> encode(struct, out);
      case CType.Enum enumeration -> encode(enumeration, out);
    }
  }

  private void encode(CType.Struct struct, ByteSink out) {
    out.octet(STRUCT);
    String tag = struct.tag();
    out.text(tag == null ? "" : tag);
    out.octet((struct.isUnion() ? 1 : 0) | (struct.isComplete() ? 2 : 0));
    if (struct.isComplete()) {
      out.unsigned(struct.size());
      out.unsigned(struct.alignment());
      out.unsigned(struct.fields().size());
      for (CType.Field field : struct.fields()) {
        String name = field.name();
        out.text(name == null ? "" : name);
        out.unsigned(number(field.type()));
        out.unsigned(field.offset());
        out.unsigned(field.bitOffset());
        out.unsigned(field.bitWidth());
      }
    }
  }

  private static void encode(CType.Enum enumeration, ByteSink out) {
    out.octet(ENUM);
    String tag = enumeration.tag();
    out.text(tag == null ? "" : tag);
    out.octet(enumeration.isComplete() ? 1 : 0);
    out.unsigned(enumeration.underlying().ordinal());
    out.unsigned(enumeration.enumerators().size());
    for (CType.Enumerator enumerator : enumeration.enumerators()) {
      out.text(enumerator.name());
      out.signed(enumerator.value());
    }
  }
}
