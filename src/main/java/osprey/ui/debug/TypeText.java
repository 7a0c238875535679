package osprey.ui.debug;

import java.util.Map;
import osprey.code.CType;
import osprey.code.Declarator;
import osprey.code.Image;

/// Types with their members written out, as gdb's ptype shows them.
public final class TypeText {
  /// What stands for a tag where there is none.
  private static final String UNNAMED = "{...}";

  private TypeText() {}

  /// A type's spelling; structs, unions and enumerations without a tag by a typedef's name.
  public static String spelling(CType type, Image image) {
    String spelling = type.spelling();
    int at = spelling.indexOf(UNNAMED);
    if (at < 0) {
      return spelling;
    }
    CType base = base(type);
    for (Map.Entry<String, CType> entry : image.types().entrySet()) {
      if (entry.getValue().unqualified() == base && !Names.isTag(entry.getKey())) {
        int start = spelling.lastIndexOf(' ', at - 2) + 1;
        return spelling.substring(0, start)
            + entry.getKey()
            + spelling.substring(at + UNNAMED.length());
      }
    }
    return spelling;
  }

  private static CType base(CType type) {
    return switch (type) {
      case CType.Pointer(CType target) -> base(target);
      case CType.Array(CType element, long _) -> base(element);
      case CType.Function function -> base(function.result());
      default -> type.unqualified();
    };
  }

  public static String of(CType type, Image image) {
    CType base = base(type);
    String whole =
        switch (base) {
          case CType.Struct struct -> struct(struct, image);
          case CType.Enum enumeration -> enumeration(enumeration);
          default -> "";
        };
    // The base type stands first in the spelling, after qualifiers.
    String name = base.spelling();
    String spelling = type.spelling();
    int at = spelling.indexOf(name);
    boolean isFunction = type.unqualified() instanceof CType.Function;
    return whole.isEmpty() || isFunction || at < 0
        ? spelling(type, image)
        : spelling.substring(0, at) + whole + spelling.substring(at + name.length());
  }

  private static String struct(CType.Struct struct, Image image) {
    String name = struct.tag() == null ? struct.isUnion() ? "union" : "struct" : struct.spelling();
    StringBuilder out = new StringBuilder(name).append(" {\n");
    for (CType.Field field : struct.fields()) {
      String member = field.name() == null ? "" : field.name();
      out.append("    ").append(declaration(field.type(), member, image));
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

  /// A declaration of that name: `int (*handlers[4])(int)`.
  public static String declaration(CType type, String name, Image image) {
    String spelled = Declarator.spell(type, name);
    CType base = base(type);
    if (!spelled.contains(UNNAMED)) {
      return spelled;
    }
    String known = spelling(base, image);
    return spelled.replace(base.spelling(), known);
  }

  private static String enumeration(CType.Enum type) {
    String name = type.spelling().contains(UNNAMED) ? "enum" : type.spelling();
    StringBuilder out = new StringBuilder(name).append(" {");
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
