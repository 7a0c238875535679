package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import osprey.code.CType;
import osprey.code.Op;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Expr.BinaryOp;

/// Generates the values of scalar expressions.
///
/// A value is asked for in a given register, or in any: then the answer may be the register of a
/// variable, which is read only when the instruction that uses it runs. That is also what gcc does
/// without optimisation (`i + i++`). Operands are evaluated left to right, but a plain variable on
/// the left of a commutative operator comes last, again as in gcc.
final class Values {
  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;

  Values(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
  }

  /// The register that holds the value: `want`, unless that is {@link Registers#ANY}. Temporaries
  /// above the caller's mark may be taken, never more than needed to keep the result.
  int of(Expr expression, int want) {
    int position = code.moveTo(expression.at());
    int mark = registers.mark();
    int result = generate(expression, want);
    code.moveTo(position);
    return want == ANY ? registers.releaseBut(mark, result) : released(mark, result);
  }

  private int released(int mark, int result) {
    registers.release(mark);
    return result;
  }

  private int generate(Expr expression, int want) {
    return switch (expression) {
      case Expr.IntConstant constant -> constant(Constants.integer(constant), want);
      case Expr.FloatConstant constant -> constant(bits(constant), want);
      case Expr.VariableRef _,
          Expr.Deref _,
          Expr.Member _,
          Expr.StringLiteral _,
          Expr.CompoundLiteral _ ->
          loaded(expression, want);
      case Expr.FunctionRef ref -> function.places.address(function.places.of(ref), want);
      case Expr.AddressOf address -> address(address.operand(), want);
      case Expr.Decay decay -> address(decay.operand(), want);
      case Expr.Unary unary -> unary(unary, want);
      case Expr.Binary binary -> binary(binary, want);
      case Expr.PointerAdd add -> function.places.address(function.places.target(add, 0), want);
      case Expr.PointerDifference difference -> difference(difference, want);
      case Expr.Logical logical -> logical(logical, want);
      case Expr.Conditional choice -> choice(choice, want);
      case Expr.Comma comma -> {
        function.effects.of(comma.left());
        yield of(comma.right(), want);
      }
      case Expr.Assign assign -> function.assignments.assign(assign, want, true);
      case Expr.CompoundAssign assign -> function.assignments.compound(assign, want);
      case Expr.Increment step -> function.assignments.increment(step, want, true);
      case Expr.Call call -> function.calls.call(call, want, true);
      case Expr.BuiltinCall call -> function.builtins.call(call, want);
      case Expr.Cast cast -> cast(cast, want);
      case Expr.VaArg argument -> function.calls.nextArgument(argument, want);
      case Expr.StatementExpr block -> function.statements.value(block, want);
      case Expr.SizeofVariable size ->
          function.conversions.settle(function.sizeRegister(size.variable()), want);
    };
  }

  int constant(long value, int want) {
    if (want == ANY) {
      return function.hoisting.constant(value);
    }
    code.constant(want, value);
    return want;
  }

  private static long bits(Expr.FloatConstant constant) {
    double value = constant.value();
    return Double.doubleToRawLongBits(
        Repr.of(constant.type()) == Repr.FLOAT ? (double) (float) value : value);
  }

  private int loaded(Expr expression, int want) {
    CType.Field field = Places.bitField(expression);
    Place place = function.places.of(expression);
    if (field != null) {
      return function.places.loadBits(place, field, want);
    }
    return function.places.load(place, Repr.of(expression.type()), want);
  }

  private int address(Expr operand, int want) {
    return function.places.address(function.places.of(operand), want);
  }

  int targetOf(int want) {
    return want == ANY ? registers.take() : want;
  }

  private int unary(Expr.Unary unary, int want) {
    if (unary.op() == Expr.UnaryOp.NOT) {
      return not(unary.operand(), want);
    }
    Repr repr = Repr.of(unary.type());
    int mark = registers.mark();
    int operand = of(unary.operand(), ANY);
    registers.release(mark);
    int target = targetOf(want);
    if (repr.isFloating()) {
      code.emit(Op.FNEG, target, operand, 0);
      return target;
    }
    if (unary.op() == Expr.UnaryOp.COMPLEMENT) {
      code.emit(Op.XORI, target, operand, -1);
    } else if (repr == Repr.S32) {
      code.emit(Op.MULI32, target, operand, -1);
    } else {
      code.emit(Op.NEG, target, operand, 0);
    }
    if (repr == Repr.U32) {
      code.emit(Op.ZX32, target, target, 0);
    }
    return target;
  }

  private int not(Expr operand, int want) {
    if (operand instanceof Expr.Binary binary
        && binary.op().isComparison()
        && !Repr.of(binary.left().type()).isFloating()) {
      return operation(Arithmetic.negated(binary.op()), binary.left(), binary.right(), want);
    }
    if (operand instanceof Expr.Unary(_, _, Expr.UnaryOp op, Expr inner)
        && op == Expr.UnaryOp.NOT) {
      return truth(inner, want);
    }
    int mark = registers.mark();
    boolean floating = Repr.of(operand.type()).isFloating();
    int value = floating ? truth(operand, ANY) : of(operand, ANY);
    registers.release(mark);
    int target = targetOf(want);
    code.emit(Op.NOT, target, value, 0);
    return target;
  }

  /// 0 or 1.
  private int truth(Expr operand, int want) {
    int mark = registers.mark();
    int value = of(operand, ANY);
    registers.release(mark);
    return function.conversions.convert(
        value, Repr.of(operand.type()), Repr.BOOL, Constants.maximum(operand), want);
  }

  private int binary(Expr.Binary binary, int want) {
    return operation(binary.op(), binary.left(), binary.right(), want);
  }

  private int operation(BinaryOp op, Expr first, Expr second, int want) {
    Expr left = first;
    Expr right = second;
    BinaryOp operator = op;
    if (exchanges(op, left, right)) {
      Expr swap = left;
      left = right;
      right = swap;
      operator = Arithmetic.swapped(op);
    }
    Repr repr = Repr.of(left.type());
    if (Arithmetic.needsLowBitsOnly(operator, repr)) {
      left = withoutNarrowing(left, repr);
      right = operator == BinaryOp.SHIFT_LEFT ? right : withoutNarrowing(right, repr);
    }
    int mark = registers.mark();
    int leftRegister = of(left, ANY);
    int rightRegister = rightOperand(operator, repr, right);
    registers.release(mark);
    int target = targetOf(want);
    long immediate = rightRegister == Arithmetic.IMMEDIATE ? Constants.integer(right) : 0;
    function.arithmetic.emit(operator, repr, leftRegister, rightRegister, immediate, target);
    return target;
  }

  /// The register of a right operand, or {@link Arithmetic#IMMEDIATE}.
  int rightOperand(BinaryOp op, Repr repr, Expr right) {
    if (Constants.isInteger(right)
        && Arithmetic.takesImmediate(
            op, repr, Constants.integer(right), function.hoisting.isActive())) {
      return Arithmetic.IMMEDIATE;
    }
    return of(right, ANY);
  }

  /// Whether the right operand is evaluated first: constants stay right; a variable on the left is
  /// read after the right operand has had its effects.
  boolean exchanges(BinaryOp op, Expr left, Expr right) {
    boolean exchangeable = Arithmetic.isCommutative(op) || op.isComparison();
    if (!exchangeable || Constants.isInteger(right)) {
      return false;
    }
    return Constants.isInteger(left)
        || (left instanceof Expr.VariableRef
            && !(right instanceof Expr.VariableRef)
            && function.registerOf(left) == null);
  }

  private int difference(Expr.PointerDifference difference, int want) {
    int mark = registers.mark();
    int left = of(difference.left(), ANY);
    int right = of(difference.right(), ANY);
    registers.release(mark);
    int target = targetOf(want);
    code.emit(Op.SUB, target, left, right);
    long size = difference.elementSize();
    int shift = Arithmetic.powerOfTwo(size);
    if (shift > 0) {
      code.emit(Op.SARI, target, target, shift);
    } else if (shift < 0) {
      int inner = registers.mark();
      int divisor = function.hoisting.constant(size);
      code.emit(Op.DIV, target, target, divisor);
      registers.release(inner);
    }
    return target;
  }

  private int logical(Expr.Logical logical, int want) {
    int target = targetOf(want);
    int constantly = code.newLabel();
    int end = code.newLabel();
    function.conditions.jump(logical.left(), !logical.isAnd(), constantly);
    truth(logical.right(), target);
    code.jump(end);
    code.bind(constantly);
    code.constant(target, logical.isAnd() ? 0 : 1);
    code.bind(end);
    return target;
  }

  private int choice(Expr.Conditional choice, int want) {
    int target = targetOf(want);
    int otherwise = code.newLabel();
    int end = code.newLabel();
    function.conditions.jump(choice.condition(), false, otherwise);
    of(choice.whenTrue(), target);
    code.jump(end);
    code.bind(otherwise);
    of(choice.whenFalse(), target);
    code.bind(end);
    return target;
  }

  private int cast(Expr.Cast cast, int want) {
    Repr to = Repr.of(cast.type());
    Expr operand = cast.operand();
    while (operand instanceof Expr.Cast inner && isPassedThrough(inner, to)) {
      operand = inner.operand();
    }
    if (to == Repr.BOOL && !Repr.of(operand.type()).isFloating()) {
      return truth(operand, want);
    }
    Repr from = Repr.of(operand.type());
    long max = Constants.maximum(operand);
    if (Conversions.isFree(from, to, max)) {
      return of(operand, want);
    }
    int mark = registers.mark();
    int value = of(operand, ANY);
    registers.release(mark);
    return function.conversions.convert(value, from, to, max, want);
  }

  /// An inner conversion between integers whose result is cut at least as short by the outer one.
  private static boolean isPassedThrough(Expr.Cast inner, Repr outer) {
    if (outer.isFloating() || outer == Repr.BOOL) {
      return false;
    }
    Repr middle = Repr.of(inner.type());
    Repr innermost = Repr.of(inner.operand().type());
    return !middle.isFloating()
        && middle != Repr.BOOL
        && !innermost.isFloating()
        && outer.size <= middle.size;
  }

  /// The operand under conversions that a store of so many bytes makes anyway.
  static Expr withoutNarrowing(Expr value, Repr stored) {
    Expr bare = value;
    while (bare instanceof Expr.Cast cast
        && !stored.isFloating()
        && stored != Repr.BOOL
        && Repr.isScalar(cast.operand().type())
        && !Repr.of(cast.operand().type()).isFloating()
        && !Repr.of(cast.type()).isFloating()
        && Repr.of(cast.type()) != Repr.BOOL
        && Repr.of(cast.type()).size >= stored.size) {
      bare = cast.operand();
    }
    return bare;
  }
}
