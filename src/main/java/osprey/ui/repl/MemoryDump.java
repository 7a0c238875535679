package osprey.ui.repl;

import osprey.code.CType;
import osprey.code.Disassembler;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.FrameView;
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

  MemoryDump(Workbench bench) {
    this.bench = bench;
  }

  void examine(String arguments) throws DebugError {
    String text = arguments.strip();
    int count = 1;
    if (text.startsWith("/")) {
      String[] parts = Words.first(text.substring(1));
      count = readFormat(parts[0]);
      text = parts[1];
    }
    FrameView view = bench.debugger().selection().view();
    if (!text.isEmpty()) {
      Value value = bench.debugger().expressions().evaluate(text, view);
      next = value.address();
    }
    switch (format) {
      case 's' -> strings(view, count);
      case 'i' -> instructions(view, count);
      default -> units(view, count);
    }
  }

  private int readFormat(String letters) throws DebugError {
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
    if (format == 'a') {
      unitBytes = 8;
    }
    return digits == 0 ? 1 : Words.number(letters.substring(0, digits));
  }

  private void strings(FrameView view, int count) throws DebugError {
    ValueText text = new ValueText(view, ValueText.NATURAL);
    for (int i = 0; i < count; i++) {
      bench.printer().line(address(view, next) + ":\t" + text.string(next));
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
      bench.printer().line(mark + address(view, next) + ":\t" + disassembler.instruction(at));
    }
  }

  private void units(FrameView view, int count) throws DebugError {
    int perRow = unitBytes == 1 || format == 'c' ? BYTE_ROW_UNITS : ROW_BYTES / unitBytes;
    StringBuilder row = new StringBuilder();
    ValueText text = new ValueText(view, format == 'x' ? 'z' : format);
    for (int i = 0; i < count; i++) {
      if (i % perRow == 0) {
        flush(row);
        row.append(address(view, next)).append(':');
      }
      row.append('\t').append(text.of(view.object(unitType(), next)));
      next += unitBytes;
    }
    flush(row);
  }

  private void flush(StringBuilder row) {
    if (!row.isEmpty()) {
      bench.printer().line(row.toString());
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
