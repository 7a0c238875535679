package osprey.code;

import java.util.stream.Collectors;

/// Spells a type around a declared name, inside out as C does: `int (*handlers[4])(int)`.
public final class Declarator {
  private Declarator() {}

  public static String spell(CType type, String name) {
    return switch (type) {
      case CType.Void _ -> join("void", name);
      case CType.Int type2 -> join(type2.spelling(), name);
      case CType.Floating type2 -> join(type2.spelling(), name);
      case CType.Struct type2 -> join(type2.spelling(), name);
      case CType.Enum type2 -> join(type2.spelling(), name);
      case CType.Pointer(CType target) -> {
        boolean wrap = target instanceof CType.Array || target instanceof CType.Function;
        yield spell(target, wrap ? "(*" + name + ")" : "*" + name);
      }
      case CType.Array(CType element, long length) ->
          spell(element, name + "[" + (length < 0 ? "" : length) + "]");
      case CType.Function function -> spell(function.result(), name + parameters(function));
      case CType.Qualified qualified -> {
        String words =
            (qualified.isConst() ? "const " : "")
                + (qualified.isVolatile() ? "volatile " : "")
                + (qualified.isAtomic() ? "_Atomic " : "");
        yield qualified.base() instanceof CType.Pointer(CType target)
            ? spell(target, "*" + words.strip() + (name.isEmpty() ? "" : " " + name))
            : words + spell(qualified.base(), name);
      }
    };
  }

  private static String parameters(CType.Function function) {
    if (!function.prototyped()) {
      return "()";
    }
    String list =
        function.parameters().stream().map(CType::spelling).collect(Collectors.joining(", "));
    if (function.variadic()) {
      list = list + ", ...";
    }
    return "(" + (list.isEmpty() ? "void" : list) + ")";
  }

  private static String join(String type, String name) {
    return name.isEmpty() ? type : type + " " + name;
  }
}
