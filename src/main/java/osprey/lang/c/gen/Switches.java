package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import osprey.code.Op;
import osprey.lang.c.tree.Expr.BinaryOp;
import osprey.lang.c.tree.Stmt;

/// Generates the dispatch of `switch`: a jump table where the cases lie dense, else a binary
/// search.
final class Switches {
  private static final int LINEAR_MAX = 3;
  private static final int TABLE_CASES_MIN = 4;
  private static final int TABLE_SPREAD_MAX = 4;

  private record Arm(long low, long high, int label) {}

  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final IdentityHashMap<Stmt, Integer> labels = new IdentityHashMap<>();

  Switches(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
  }

  /// The label of a `case` or `default` of a switch that was dispatched.
  int labelOf(Stmt label) {
    Integer known = labels.get(label);
    if (known == null) {
      throw new IllegalStateException("case outside switch");
    }
    return known;
  }

  void dispatch(Stmt.Switch choice, int end) {
    List<Arm> arms = new ArrayList<>();
    int fallback = end;
    Repr repr = Repr.of(choice.value().type());
    for (Stmt found : LabelSearch.casesOf(choice.body())) {
      int label = code.newLabel();
      labels.put(found, label);
      if (found instanceof Stmt.Case(_, long low, long high, _)) {
        arms.add(new Arm(low, high, label));
      } else {
        fallback = label;
      }
    }
    boolean signed = repr.comparesSigned();
    arms.sort(
        signed ? Comparator.comparingLong(Arm::low) : (a, b) -> Long.compareUnsigned(a.low, b.low));
    int mark = function.registers.mark();
    int frameMark = function.frame.mark();
    int value = function.values.of(choice.value(), ANY);
    search(arms, repr, value, fallback);
    function.registers.release(mark);
    function.frame.release(frameMark);
  }

  private void search(List<Arm> arms, Repr repr, int value, int fallback) {
    if (isDense(arms)) {
      table(arms, value, fallback);
    } else if (arms.size() <= LINEAR_MAX) {
      for (Arm arm : arms) {
        test(arm, repr, value);
      }
      code.jump(fallback);
    } else {
      int middle = arms.size() / 2;
      int upper = code.newLabel();
      compare(BinaryOp.GREATER_EQUAL, repr, value, arms.get(middle).low, upper);
      search(arms.subList(0, middle), repr, value, fallback);
      code.bind(upper);
      search(arms.subList(middle, arms.size()), repr, value, fallback);
    }
  }

  private static boolean isDense(List<Arm> arms) {
    if (arms.size() < TABLE_CASES_MIN) {
      return false;
    }
    long span = arms.getLast().high - arms.getFirst().low;
    return span >= 0 && span < (long) arms.size() * TABLE_SPREAD_MAX;
  }

  private void table(List<Arm> arms, int value, int fallback) {
    long low = arms.getFirst().low;
    int count = (int) (arms.getLast().high - low) + 1;
    int mark = function.registers.mark();
    int index = value;
    if (low != 0) {
      index = function.registers.take();
      if (Constants.fitsInt(-low)) {
        code.emit(Op.ADDI, index, value, (int) -low);
      } else {
        code.constant(index, low);
        code.emit(Op.SUB, index, value, index);
      }
    }
    code.emit(Op.JTAB, index, count, 0);
    function.registers.release(mark);
    int next = 0;
    for (int i = 0; i < count; i++) {
      while (arms.get(next).high < low + i) {
        next++;
      }
      code.jump(arms.get(next).low <= low + i ? arms.get(next).label : fallback);
    }
    code.jump(fallback);
  }

  private void test(Arm arm, Repr repr, int value) {
    if (arm.low == arm.high) {
      compare(BinaryOp.EQUAL, repr, value, arm.low, arm.label);
      return;
    }
    int past = code.newLabel();
    compare(BinaryOp.LESS, repr, value, arm.low, past);
    compare(BinaryOp.LESS_EQUAL, repr, value, arm.high, arm.label);
    code.bind(past);
  }

  private void compare(BinaryOp op, Repr repr, int value, long constant, int label) {
    int mark = function.registers.mark();
    boolean immediate = Arithmetic.takesImmediate(op, repr, constant, false);
    int right = immediate ? Arithmetic.IMMEDIATE : function.values.constant(constant, ANY);
    function.arithmetic.jumpIf(op, repr, value, right, constant, label);
    function.registers.release(mark);
  }
}
