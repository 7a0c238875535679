package osprey.kernel.sync;

import osprey.code.CType;
import osprey.code.Location;
import osprey.code.Symbol;
import osprey.kernel.task.Process;

/// What a program calls the object at an address: `queue_lock`, `forks[2]`.
public final class ObjectNames {
  private ObjectNames() {}

  /// Empty if no global object lies there.
  public static String nameOf(Process process, long address) {
    for (Symbol.Global global : process.program().image().globals()) {
      if (global.location() instanceof Location.Static(long start)
          && address >= start
          && address < start + Math.max(1, global.type().size())) {
        return global.name() + inside(global.type(), address - start);
      }
    }
    return "";
  }

  private static String inside(CType type, long offset) {
    return switch (type.unqualified()) {
      case CType.Array(var element, _) when element.size() > 0 ->
          "[" + offset / element.size() + "]" + inside(element, offset % element.size());
      case CType.Struct struct when !struct.isUnion() -> {
        for (var field : struct.fields()) {
          if (field.name() != null
              && offset >= field.offset()
              && offset < field.offset() + field.type().size()
              && isAggregateOrWhole(field.type(), offset - field.offset())
              && !field.name().startsWith("__")) {
            yield "." + field.name() + inside(field.type(), offset - field.offset());
          }
        }
        yield "";
      }
      default -> "";
    };
  }

  private static boolean isAggregateOrWhole(CType type, long offset) {
    return offset == 0
        || type.unqualified() instanceof CType.Struct
        || type.unqualified() instanceof CType.Array;
  }
}
