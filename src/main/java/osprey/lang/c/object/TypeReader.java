package osprey.lang.c.object;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;

/// Decodes the types that {@link TypeWriter} numbered, each when it is first asked for.
final class TypeReader {
  private final byte[] bytes;
  private final int[] starts;
  private final @Nullable CType[] known;

  TypeReader(byte[] bytes, int[] starts) {
    this.bytes = bytes;
    this.starts = starts;
    this.known = new CType[starts.length];
  }

  CType type(int number) {
    CType type = known[number];
    if (type == null) {
      type = decode(number, new ByteSource(bytes, starts[number]));
      known[number] = type;
    }
    return type;
  }

  private CType decode(int number, ByteSource in) {
    return switch (in.octet()) {
      case TypeWriter.VOID -> CType.Void.VOID;
      case TypeWriter.INT -> CType.Int.values()[in.unsigned()];
      case TypeWriter.FLOATING -> CType.Floating.values()[in.unsigned()];
      case TypeWriter.POINTER -> new CType.Pointer(type(in.unsigned()));
      case TypeWriter.ARRAY -> new CType.Array(type(in.unsigned()), in.signedLong());
      case TypeWriter.FUNCTION -> function(in);
      case TypeWriter.QUALIFIED -> {
        CType base = type(in.unsigned());
        int flags = in.octet();
        yield new CType.Qualified(base, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
      }
      case TypeWriter.STRUCT -> struct(number, in);
      case TypeWriter.ENUM -> enumeration(in);
      default -> throw new IllegalStateException("damaged library: type " + number);
    };
  }

  private CType function(ByteSource in) {
    CType result = type(in.unsigned());
    int flags = in.octet();
    int count = in.unsigned();
    List<CType> parameters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parameters.add(type(in.unsigned()));
    }
    return new CType.Function(result, parameters, (flags & 1) != 0, (flags & 2) != 0);
  }

  private CType struct(int number, ByteSource in) {
    String tag = in.text();
    int flags = in.octet();
    CType.Struct struct = new CType.Struct(tag.isEmpty() ? null : tag, (flags & 1) != 0);
    known[number] = struct; // before its members, which may point back to it
    if ((flags & 2) != 0) {
      long size = in.unsignedLong();
      int alignment = in.unsigned();
      int count = in.unsigned();
      List<CType.Field> fields = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = in.text();
        fields.add(
            new CType.Field(
                name.isEmpty() ? null : name,
                type(in.unsigned()),
                in.unsignedLong(),
                in.unsigned(),
                in.unsigned()));
      }
      struct.complete(fields, size, alignment);
    }
    return struct;
  }

  private static CType enumeration(ByteSource in) {
    String tag = in.text();
    boolean complete = in.octet() != 0;
    CType.Int underlying = CType.Int.values()[in.unsigned()];
    int count = in.unsigned();
    List<CType.Enumerator> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(new CType.Enumerator(in.text(), in.signedLong()));
    }
    CType.Enum enumeration = new CType.Enum(tag.isEmpty() ? null : tag);
    if (complete) {
      enumeration.complete(members, underlying);
    }
    return enumeration;
  }
}
