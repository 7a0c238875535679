package osprey.ui.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import osprey.code.CType;
import osprey.code.Symbol;

/// What names that begin with `$` stand for: earlier values (`$`, `$$`, `$3`, `$$2`), registers
/// (`$pc`, `$sp`, `$fp`, `$r4`), the selected thread (`$_thread`, `$_inferior`), the simulated time
/// (`$_time`, nanoseconds), and variables of the user's own, which are void until they are set.
final class DollarNames {
  private static final CType CODE =
      new CType.Pointer(new CType.Function(CType.Void.VOID, List.of(), false, false));
  private static final CType DATA = new CType.Pointer(CType.Void.VOID);

  private final List<Value> history = new ArrayList<>();
  private final Map<String, Value> own = new TreeMap<>();

  /// Keeps a value under the next number and answers the number.
  int remember(Value value) {
    history.add(value.detached());
    return history.size();
  }

  /// Number of the value that `$` stands for, 0 for none.
  int last() {
    return history.size();
  }

  Value get(String name, FrameView frame) throws DebugError {
    if (isNumber(name, 1)) {
      return past(Long.parseLong(name.substring(1)));
    }
    if (name.startsWith("$$") && (name.length() == 2 || isNumber(name, 2))) {
      long back = name.length() == 2 ? 1 : Long.parseLong(name.substring(2));
      return history.isEmpty() ? nothing() : past(history.size() - back);
    }
    return switch (name) {
      case "$" -> history.isEmpty() ? nothing() : history.getLast();
      case "$pc" -> number(CODE, frame.frame().pc());
      case "$fp" -> number(DATA, frame.frame().framePointer());
      case "$sp" -> number(DATA, frame.stackPointer());
      case "$_thread" -> number(CType.Int.INT, frame.tid());
      case "$_inferior" -> number(CType.Int.INT, frame.pid());
      case "$_time" -> number(CType.Int.LONG, frame.now());
      default -> isRegister(name, frame) ? register(name, frame) : named(name);
    };
  }

  void set(String name, Value value) {
    own.put(name, new Value(value.type(), value.bytes(), new Place.Convenience(name)));
  }

  /// Whether the name may be given a value: not those of history and registers.
  static boolean isOwn(String name, FrameView frame) {
    return name.length() > 1
        && (Character.isLetter(name.charAt(1)) || name.charAt(1) == '_')
        && !name.equals("$pc")
        && !name.equals("$sp")
        && !name.equals("$fp")
        && !isRegister(name, frame);
  }

  /// Names that have a value, for completion.
  List<String> names() {
    return List.copyOf(own.keySet());
  }

  private Value named(String name) {
    Value value = own.get(name);
    return value == null
        ? new Value(CType.Void.VOID, new byte[0], new Place.Convenience(name))
        : value;
  }

  private Value past(long number) throws DebugError {
    if (number <= 0 && !history.isEmpty()) {
      return history.getFirst();
    }
    if (number < 1 || number > history.size()) {
      throw new DebugError("History has not yet reached $" + number + ".");
    }
    return history.get((int) number - 1);
  }

  private static boolean isRegister(String name, FrameView frame) {
    if (!name.startsWith("$r") || !isNumber(name, 2)) {
      return false;
    }
    Symbol.Function function = frame.image().functionAt(frame.instruction());
    return function != null && Long.parseLong(name.substring(2)) < function.registers();
  }

  private static Value register(String name, FrameView frame) throws DebugError {
    int index = frame.frame().windowBase() + Integer.parseInt(name.substring(2));
    return frame.load(CType.Int.LONG, new Place.Register(index, name));
  }

  private static Value nothing() {
    return new Value(CType.Void.VOID, new byte[0], Place.None.NONE);
  }

  private static Value number(CType type, long value) {
    return Value.ofLong(type, value);
  }

  private static boolean isNumber(String name, int from) {
    if (name.length() == from || name.length() > from + 9) {
      return false;
    }
    for (int i = from; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
