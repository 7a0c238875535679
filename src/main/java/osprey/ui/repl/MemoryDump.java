package osprey.ui.repl;

import osprey.code.CType;
import osprey.code.Disassembler;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Place;
import osprey.ui.debug.Value;
import osprey.ui.debug.ValueText;

/// The command `x`: memory in units, formats and rows as gdb has them. An empty line goes on where
/// the last one ended, in the same format.
final class MemoryDump {
  private static final int ROW_BYTES = 16;
  private static final int BYTE_ROW_UNITS = 8;

  private final Workbench bench;
  private char format = 'x';
  private int unitBytes = 4;
  private long next;
  private boolean hasStarted;
  private final StringBuilder out = new StringBuilder();

  MemoryDump(Workbench bench) {
    this.bench = bench;
  }

  /// Shows what can be read, also when the rest cannot be.
  void examine(String arguments) throws DebugError {
    DebugError failed = null;
    try {
      dump(arguments);
    } catch (DebugError unreadable) {
      failed = unreadable;
    }
    bench.printer().text(out.toString());
    if (failed != null) {
      throw failed;
    }
  }

  String text(String arguments) throws DebugError {
    dump(arguments);
    return out.toString();
  }

  private void dump(String arguments) throws DebugError {
    out.setLength(0);
    String text = arguments.strip();
    int count = 1;
    if (text.startsWith("/")) {
      String[] parts = Words.first(text.substring(1));
      count = readFormat(parts[0]);
      text = parts[1];
    }
    FrameView view = bench.view();
    if (!text.isEmpty()) {
      next = addressOf(bench.debugger().expressions().evaluate(text, view));
      hasStarted = true;
    }
    if (!hasStarted) {
      throw new DebugError("Argument required (starting display address).");
    }
    switch (format) {
      case 's' -> strings(view, count);
      case 'i' -> instructions(view, count);
      default -> units(view, count);
    }
  }

  private static long addressOf(Value value) throws DebugError {
    if (value.type().unqualified() instanceof CType.Struct) {
      if (value.place() instanceof Place.Memory(long address)) {
        return address;
      }
      throw new DebugError("Value can't be converted to integer.");
    }
    return value.address();
  }

  private int readFormat(String letters) throws DebugError {
    boolean hasSize = letters.chars().anyMatch(c -> "bhwg".indexOf(c) >= 0);
    int digits = 0;
    while (digits < letters.length() && Character.isDigit(letters.charAt(digits))) {
      digits++;
    }
    for (char letter : letters.substring(digits).toCharArray()) {
      switch (letter) {
        case 'b' -> unitBytes = 1;
        case 'h' -> unitBytes = 2;
        case 'w' -> unitBytes = 4;
        case 'g' -> unitBytes = 8;
        case 'x', 'd', 'u', 'o', 't', 'c', 'a', 'f', 's', 'i', 'z' -> format = letter;
        default -> throw new DebugError("Undefined output format \"" + letters + "\".");
      }
    }
    if (format == 'a' || format == 'f' && !hasSize) {
      unitBytes = 8;
    }
    if (format == 'c' && !hasSize) {
      unitBytes = 1;
    }
    return digits == 0 ? 1 : Words.number(letters.substring(0, digits));
  }

  private void strings(FrameView view, int count) throws DebugError {
    ValueText text = new ValueText(view, ValueText.NATURAL);
    for (int i = 0; i < count; i++) {
      view.read(next, 1);
      line(address(view, next) + ":\t" + text.string(next));
      long end = next;
      while (view.read(end, 1)[0] != 0) {
        end++;
      }
      next = end + 1;
    }
  }

  private void instructions(FrameView view, int count) throws DebugError {
    Image image = view.image();
    Disassembler disassembler = new Disassembler(image);
    for (int i = 0; i < count; i++, next += Image.INSTRUCTION_BYTES) {
      int at = image.instructionAt(next);
      Symbol.Function function = at < 0 ? null : image.functionAt(at);
      if (function == null) {
        throw new DebugError("There is no instruction at 0x" + Long.toHexString(next) + ".");
      }
      String mark = view.frame().pc() == next ? "=> " : "   ";
      line(mark + address(view, next) + ":\t" + disassembler.instruction(at));
    }
  }

  private void units(FrameView view, int count) throws DebugError {
    int perRow = unitBytes == 1 || format == 'c' ? BYTE_ROW_UNITS : ROW_BYTES / unitBytes;
    StringBuilder row = new StringBuilder();
    ValueText text =
        new ValueText(view, format == 'x' ? 'z' : format == 't' ? ValueText.BINARY_PADDED : format);
    for (int i = 0; i < count; i++) {
      if (i % perRow == 0) {
        flush(row);
        row.append(address(view, next)).append(':');
      }
      Value unit = unit(view, row);
      row.append('\t').append(text.of(unit));
      bench.debugger().expressions().set("$__", unit);
      bench.debugger().expressions().set("$_", Value.pointer(unit.type(), next));
      next += unitBytes;
    }
    flush(row);
  }

  /// What was read before comes out also when the next cannot be.
  private Value unit(FrameView view, StringBuilder row) throws DebugError {
    try {
      return view.object(unitType(), next);
    } catch (DebugError unreadable) {
      if (row.indexOf("\t") >= 0) {
        flush(row);
      }
      throw unreadable;
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void flush(StringBuilder row) {
    if (!row.isEmpty()) {
      line(row.toString());
      row.setLength(0);
    }
  }

  private CType unitType() {
    if (format == 'f') {
      return unitBytes == 4 ? CType.Floating.FLOAT : CType.Floating.DOUBLE;
    }
    return switch (unitBytes) {
      case 1 -> CType.Int.SIGNED_CHAR;
      case 2 -> CType.Int.SHORT;
      case 4 -> CType.Int.INT;
      default -> CType.Int.LONG;
    };
  }

  private static String address(FrameView view, long address) {
    return "0x"
        + Long.toHexString(address)
        + new ValueText(view, ValueText.NATURAL).symbol(address);
  }
}
