package osprey.lang.c.gen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import osprey.code.Op;
import osprey.lang.c.tree.Stmt;

/// Keeps constants and addresses that a loop needs in registers of their own, loaded once before
/// the outermost loop. Loops that can be entered past their start (labels, `case`) are left alone.
final class Hoisting {
  private static final int REGISTERS_MAX = 24;

  private enum Kind {
    CONSTANT,
    SYMBOL,
    FRAME,
    THREAD
  }

  private record Key(Kind kind, int symbol, long value) {}

  private final CodeBuffer code;
  private final Registers registers;
  private final Map<Key, Integer> known = new HashMap<>();
  private final List<Key> order = new ArrayList<>();
  private int start = -1;
  private int depth;
  private int registersUsed;

  Hoisting(CodeBuffer code, Registers registers) {
    this.code = code;
    this.registers = registers;
  }

  /// Registers to set aside in the finished function.
  int registersUsed() {
    return registersUsed;
  }

  boolean isActive() {
    return depth > 0;
  }

  /// Starts a loop, if its body can only be reached through its start; then {@link #leave} ends it.
  boolean enter(Stmt body) {
    if (depth == 0) {
      if (LabelSearch.isEnteredSideways(body)) {
        return false;
      }
      start = code.here();
      code.emit(Op.NOP, 0, 0, 0);
    }
    depth++;
    return true;
  }

  void leave() {
    if (--depth == 0) {
      int end = code.size();
      for (int i = 0; i < order.size(); i++) {
        load(order.get(i), Registers.HOISTED + i);
      }
      registersUsed = Math.max(registersUsed, order.size());
      code.moveTail(end, code.positionOf(start) + 1);
      known.clear();
      order.clear();
    }
  }

  /// A register with the constant: a hoisted one, or a new temporary.
  int constant(long value) {
    return register(new Key(Kind.CONSTANT, CodeBuffer.NO_SYMBOL, value));
  }

  int address(int symbol, long offset) {
    return register(new Key(Kind.SYMBOL, symbol, offset));
  }

  int frameAddress(int offset) {
    return register(new Key(Kind.FRAME, CodeBuffer.NO_SYMBOL, offset));
  }

  int threadPointer() {
    return register(new Key(Kind.THREAD, CodeBuffer.NO_SYMBOL, 0));
  }

  private int register(Key key) {
    if (depth > 0) {
      Integer found = known.get(key);
      if (found != null) {
        return found;
      }
      if (order.size() < REGISTERS_MAX) {
        int register = Registers.HOISTED + order.size();
        known.put(key, register);
        order.add(key);
        return register;
      }
    }
    int register = registers.take();
    load(key, register);
    return register;
  }

  private void load(Key key, int register) {
    switch (key.kind) {
      case CONSTANT -> code.constant(register, key.value);
      case SYMBOL -> code.address(register, key.symbol, key.value);
      case FRAME -> code.emit(Op.ADDI, register, Registers.FRAME, (int) key.value);
      case THREAD -> code.emit(Op.TP, register, 0, 0);
    }
  }
}
