package osprey.lang.c.gen;

import java.util.Arrays;
import osprey.code.Op;
import osprey.code.Shape;

/// The instructions of one function while it is being generated. Jump operands are labels;
/// positions that matter later are labels too, so that code can be inserted and removed.
final class CodeBuffer {
  static final int NO_SYMBOL = -1;

  private int[] words = new int[256];
  private int[] positions = new int[64];
  private int[] symbols = new int[64];
  private int[] labels = new int[32];
  private int size;
  private int labelCount;
  private int at;
  private int lastBound = -1;

  int size() {
    return size;
  }

  int labelCount() {
    return labelCount;
  }

  /// Position in the source of what is emitted from now on; returns the one before.
  int moveTo(int position) {
    int before = at;
    if (position > 0) {
      at = position;
    }
    return before;
  }

  void emit(int opcode, int a, int b, int c) {
    emit(opcode, a, b, c, NO_SYMBOL);
  }

  /// @param symbol whose address or number the linker fills in
  void emit(int opcode, int a, int b, int c, int symbol) {
    if (size == positions.length) {
      grow(1);
    }
    set(size, opcode, a, b, c);
    positions[size] = at;
    symbols[size] = symbol;
    size++;
  }

  void move(int to, int from) {
    if (to != from) {
      emit(Op.MOV, to, from, 0);
    }
  }

  void constant(int to, long value) {
    emit(Op.LI, to, (int) value, (int) (value >> 32));
  }

  void address(int to, int symbol, long offset) {
    emit(Op.LI, to, (int) offset, (int) (offset >> 32), symbol);
  }

  void jump(int label) {
    emit(Op.JMP, label, 0, 0);
  }

  int newLabel() {
    if (labelCount == labels.length) {
      labels = Arrays.copyOf(labels, labelCount * 2);
    }
    labels[labelCount] = -1;
    return labelCount++;
  }

  void bind(int label) {
    labels[label] = size;
    lastBound = size;
  }

  /// Lets the last instruction write `to` if its result is the temporary `from`; false if it is
  /// not.
  boolean redirect(int from, int to) {
    int last = size - 1;
    if (last < 0 || lastBound == size || word(last, 1) != from || !writesA(opcode(last))) {
      return false;
    }
    words[last * 4 + 1] = to;
    return true;
  }

  private static boolean writesA(int opcode) {
    return (opcode >= Op.MOV && opcode <= Op.SGTI)
        || (opcode >= Op.LD8S && opcode <= Op.LDF32)
        || (opcode >= Op.LDX8S && opcode <= Op.LDX64)
        || opcode == Op.LDG32S
        || opcode == Op.LDG64;
  }

  /// A new label at the current position.
  int here() {
    int label = newLabel();
    bind(label);
    return label;
  }

  int positionOf(int label) {
    return labels[label];
  }

  int word(int instruction, int operand) {
    return words[instruction * 4 + operand];
  }

  int opcode(int instruction) {
    return words[instruction * 4];
  }

  /// Label that an instruction jumps to, -1 for none.
  int targetLabel(int instruction) {
    int slot = Shape.targetOf(opcode(instruction));
    return slot < 0 ? -1 : word(instruction, slot + 1);
  }

  void retarget(int instruction, int label) {
    words[instruction * 4 + 1 + Shape.targetOf(opcode(instruction))] = label;
  }

  void set(int instruction, int opcode, int a, int b, int c) {
    int i = instruction * 4;
    words[i] = opcode;
    words[i + 1] = a;
    words[i + 2] = b;
    words[i + 3] = c;
  }

  void setOperand(int instruction, int operand, int value) {
    words[instruction * 4 + operand] = value;
  }

  void erase(int instruction) {
    set(instruction, Op.NOP, 0, 0, 0);
    symbols[instruction] = NO_SYMBOL;
  }

  int symbolOf(int instruction) {
    return symbols[instruction];
  }

  int sourceOf(int instruction) {
    return positions[instruction];
  }

  /// Moves the instructions from `start` to the end to just after `to`, an earlier position: code
  /// that belongs before a loop is generated after it. Labels inside the loop move along.
  void moveTail(int start, int to) {
    int count = size - start;
    if (count == 0) {
      return;
    }
    rotate(words, to * 4, start * 4, size * 4);
    rotate(positions, to, start, size);
    rotate(symbols, to, start, size);
    for (int i = 0; i < labelCount; i++) {
      if (labels[i] >= to && labels[i] <= start) {
        labels[i] += count;
      }
    }
  }

  private static void rotate(int[] array, int from, int middle, int end) {
    int[] tail = Arrays.copyOfRange(array, middle, end);
    System.arraycopy(array, from, array, from + tail.length, middle - from);
    System.arraycopy(tail, 0, array, from, tail.length);
  }

  /// Drops the `NOP`s; afterwards labels count in the compacted code.
  void compact() {
    int[] moved = new int[size + 1];
    int kept = 0;
    for (int i = 0; i < size; i++) {
      moved[i] = kept;
      if (opcode(i) != Op.NOP) {
        System.arraycopy(words, i * 4, words, kept * 4, 4);
        positions[kept] = positions[i];
        symbols[kept] = symbols[i];
        kept++;
      }
    }
    moved[size] = kept;
    for (int i = 0; i < labelCount; i++) {
      if (labels[i] >= 0) {
        labels[i] = moved[labels[i]];
      }
    }
    size = kept;
  }

  /// The finished code, jumps counted from the function's start.
  int[] resolved() {
    int[] code = Arrays.copyOf(words, size * 4);
    for (int i = 0; i < size; i++) {
      int slot = Shape.targetOf(code[i * 4]);
      if (slot >= 0) {
        code[i * 4 + 1 + slot] = labels[code[i * 4 + 1 + slot]];
      }
    }
    return code;
  }

  private void grow(int count) {
    int capacity = Math.max(positions.length * 2, size + count);
    words = Arrays.copyOf(words, capacity * 4);
    positions = Arrays.copyOf(positions, capacity);
    symbols = Arrays.copyOf(symbols, capacity);
  }
}
