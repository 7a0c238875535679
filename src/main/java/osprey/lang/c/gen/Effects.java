package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import osprey.lang.c.tree.Expr;

/// Evaluates expressions for their side effects alone.
final class Effects {
  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;

  Effects(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
  }

  void of(Expr expression) {
    int position = code.moveTo(expression.at());
    int mark = registers.mark();
    generate(expression);
    registers.release(mark);
    code.moveTo(position);
  }

  private void generate(Expr expression) {
    switch (expression) {
      case Expr.IntConstant _,
          Expr.FloatConstant _,
          Expr.StringLiteral _,
          Expr.FunctionRef _,
          Expr.SizeofVariable _ -> {}
      case Expr.VariableRef ref -> readIfVolatile(ref);
      case Expr.Deref deref -> {
        if (deref.type().isVolatile()) {
          readIfVolatile(deref);
        } else {
          of(deref.pointer());
        }
      }
      case Expr.Member member -> {
        if (member.type().isVolatile()) {
          readIfVolatile(member);
        } else {
          of(member.object());
        }
      }
      case Expr.AddressOf address -> of(address.operand());
      case Expr.Decay decay -> of(decay.operand());
      case Expr.Unary unary -> of(unary.operand());
      case Expr.Binary binary -> {
        of(binary.left());
        of(binary.right());
      }
      case Expr.PointerAdd add -> {
        of(add.pointer());
        of(add.index());
      }
      case Expr.PointerDifference difference -> {
        of(difference.left());
        of(difference.right());
      }
      case Expr.Logical logical -> {
        int end = code.newLabel();
        function.conditions.jump(logical.left(), !logical.isAnd(), end);
        of(logical.right());
        code.bind(end);
      }
      case Expr.Conditional choice -> choice(choice);
      case Expr.Comma comma -> {
        of(comma.left());
        of(comma.right());
      }
      case Expr.Assign assign -> {
        if (Repr.isScalar(assign.type())) {
          function.assignments.assign(assign, ANY, false);
        } else {
          function.aggregates.placeOf(assign);
        }
      }
      case Expr.CompoundAssign assign -> function.assignments.compound(assign, ANY);
      case Expr.Increment step -> function.assignments.increment(step, ANY, false);
      case Expr.Call call -> function.calls.call(call, ANY, false);
      case Expr.BuiltinCall call -> function.builtins.effect(call);
      case Expr.Cast cast -> of(cast.operand());
      case Expr.CompoundLiteral literal -> function.aggregates.literal(literal);
      case Expr.VaArg argument -> {
        if (Repr.isScalar(argument.type())) {
          function.calls.nextArgument(argument, ANY);
        } else {
          function.aggregates.placeOf(argument);
        }
      }
      case Expr.StatementExpr block -> function.statements.effect(block);
    }
  }

  private void choice(Expr.Conditional choice) {
    int otherwise = code.newLabel();
    int end = code.newLabel();
    function.conditions.jump(choice.condition(), false, otherwise);
    of(choice.whenTrue());
    code.jump(end);
    code.bind(otherwise);
    of(choice.whenFalse());
    code.bind(end);
  }

  private void readIfVolatile(Expr lvalue) {
    if (lvalue.type().isVolatile() && Repr.isScalar(lvalue.type())) {
      function.values.of(lvalue, ANY);
    }
  }
}
