package osprey.lang.c.gen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.Op;

/// `break`, `continue` and `goto`, and what they owe to variable-length arrays: a block that
/// declares one saves the stack pointer on entry, and whoever leaves the block restores it.
final class Jumps {
  private static final class Block {
    final @Nullable Block outer;
    int savedStackPointer = -1;

    Block(@Nullable Block outer) {
      this.outer = outer;
    }
  }

  /// Where `break` and `continue` go, and the block that the loop or switch stands in.
  private record Target(int end, int next, @Nullable Block block) {}

  /// A `goto` and the place before its jump where the stack pointer may have to be restored.
  private record Departure(String label, int restore, @Nullable Block block) {}

  private final CodeBuffer code;
  private final Registers registers;
  private final List<Target> targets = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final Map<String, Block> labelBlocks = new HashMap<>();
  private final List<Departure> departures = new ArrayList<>();
  private @Nullable Block block;
  private boolean savesStackPointer;

  Jumps(CodeBuffer code, Registers registers) {
    this.code = code;
    this.registers = registers;
  }

  void openBlock() {
    block = new Block(block);
  }

  /// Ends a block.
  ///
  /// @param restores whether the stack pointer is given back if the block saved it
  void closeBlock(boolean restores) {
    Block closed = current();
    if (restores && closed.savedStackPointer >= 0) {
      code.emit(Op.SETSP, closed.savedStackPointer, 0, 0);
    }
    block = closed.outer;
  }

  /// Called before the current block declares a variable-length array.
  void saveStackPointer() {
    Block here = current();
    if (here.savedStackPointer < 0) {
      here.savedStackPointer = registers.takeVariable();
      code.emit(Op.GETSP, here.savedStackPointer, 0, 0);
      savesStackPointer = true;
    }
  }

  void openTarget(int end, int next) {
    targets.add(new Target(end, next, block));
  }

  void closeTarget() {
    targets.removeLast();
  }

  /// Where `continue` goes, -1 outside loops.
  int continueLabel() {
    return targets.isEmpty() ? -1 : targets.getLast().next;
  }

  void toBreak() {
    Target target = targets.getLast();
    restore(target.block);
    code.jump(target.end);
  }

  void toContinue() {
    // A switch passes on the label of the loop around it; the block is the loop's.
    Target target = targets.getLast();
    for (int i = targets.size() - 1; i >= 0 && targets.get(i).next == target.next; i--) {
      target = targets.get(i);
    }
    restore(target.block);
    code.jump(target.next);
  }

  void toLabel(String label) {
    departures.add(new Departure(label, code.here(), block));
    code.emit(Op.NOP, 0, 0, 0);
    code.jump(labelOf(label));
  }

  void bind(String label) {
    code.bind(labelOf(label));
    labelBlocks.put(label, current());
  }

  /// Fills in what gotos out of blocks with variable-length arrays restore.
  void finish() {
    if (!savesStackPointer) {
      return;
    }
    for (Departure departure : departures) {
      int saved = savedUpTo(departure.block, labelBlocks.get(departure.label));
      if (saved >= 0) {
        code.set(code.positionOf(departure.restore), Op.SETSP, saved, 0, 0);
      }
    }
  }

  private void restore(@Nullable Block target) {
    int saved = savedUpTo(block, target);
    if (saved >= 0) {
      code.emit(Op.SETSP, saved, 0, 0);
    }
  }

  /// The stack pointer saved by the outermost block left on the way to a target, -1 for none.
  private static int savedUpTo(@Nullable Block from, @Nullable Block target) {
    int saved = -1;
    for (Block left = from; left != null && !contains(left, target); left = left.outer) {
      if (left.savedStackPointer >= 0) {
        saved = left.savedStackPointer;
      }
    }
    return saved;
  }

  private static boolean contains(Block outer, @Nullable Block inner) {
    for (Block block = inner; block != null; block = block.outer) {
      if (block == outer) {
        return true;
      }
    }
    return false;
  }

  private int labelOf(String label) {
    Integer known = labels.get(label);
    if (known == null) {
      known = code.newLabel();
      labels.put(label, known);
    }
    return known;
  }

  private Block current() {
    if (block == null) {
      throw new IllegalStateException("no open block");
    }
    return block;
  }
}
