package osprey.ui.debug;

import osprey.code.CType;
import osprey.code.Declarator;

/// Types with their members written out, as gdb's ptype shows them.
public final class TypeText {
  private TypeText() {}

  public static String of(CType type) {
    return switch (type.unqualified()) {
      case CType.Struct struct -> struct(struct);
      case CType.Enum enumeration -> enumeration(enumeration);
      case CType.Pointer(CType target) when target.unqualified() instanceof CType.Struct struct ->
          struct(struct) + " *";
      default -> type.spelling();
    };
  }

  private static String struct(CType.Struct struct) {
    StringBuilder out = new StringBuilder(struct.spelling()).append(" {\n");
    for (CType.Field field : struct.fields()) {
      String name = field.name() == null ? "" : field.name();
      out.append("    ").append(Declarator.spell(field.type(), name));
      if (field.isBitField()) {
        out.append(" : ").append(field.bitWidth());
      }
      out.append(";\n");
    }
    if (struct.fields().isEmpty()) {
      out.append("    <incomplete type>\n");
    }
    return out.append('}').toString();
  }

  private static String enumeration(CType.Enum type) {
    StringBuilder out = new StringBuilder(type.spelling()).append(" {");
    long expected = 0;
    for (CType.Enumerator each : type.enumerators()) {
      out.append(out.charAt(out.length() - 1) == '{' ? "" : ", ").append(each.name());
      if (each.value() != expected) {
        out.append(" = ").append(each.value());
      }
      expected = each.value() + 1;
    }
    return out.append('}').toString();
  }
}
