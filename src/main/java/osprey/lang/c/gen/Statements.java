package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Op;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Initializer;
import osprey.lang.c.tree.Stmt;
import osprey.lang.c.tree.Unit;

/// Generates statements.
final class Statements {
  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;
  private final Jumps jumps;
  private final Switches switches;

  Statements(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
    this.jumps = new Jumps(code, registers);
    this.switches = new Switches(function);
  }

  /// The body of the function and its implicit return.
  void body(Stmt.Block block) {
    jumps.openBlock();
    for (Stmt statement : block.body()) {
      generate(statement);
    }
    jumps.closeBlock(false);
    code.moveTo(block.endAt());
    Unit.Function owner = function.function();
    if (Repr.isScalar(owner.type().result())) {
      // C promises 0 from main only; elsewhere the value is anybody's guess.
      int zero = registers.take();
      code.constant(zero, 0);
      code.emit(Op.RETV, zero, 0, 0);
    } else {
      code.emit(Op.RET, 0, 0, 0);
    }
    jumps.finish();
  }

  private void generate(Stmt statement) {
    int position = code.moveTo(statement.at());
    int mark = function.frame.mark();
    switch (statement) {
      case Stmt.Block block -> block(block);
      case Stmt.Declare declare -> declare(declare);
      case Stmt.DeclareVariableArray declare -> declareVariableArray(declare);
      case Stmt.Expression effect -> function.effects.of(effect.expression());
      case Stmt.If choice -> choice(choice);
      case Stmt.While loop -> loop(loop.condition(), null, loop.body(), true, true);
      case Stmt.DoWhile loop -> loop(loop.condition(), null, loop.body(), false, true);
      case Stmt.For loop -> forLoop(loop);
      case Stmt.Switch choice -> choice(choice);
      case Stmt.Case label -> {
        code.bind(switches.labelOf(label));
        generate(label.body());
      }
      case Stmt.Default label -> {
        code.bind(switches.labelOf(label));
        generate(label.body());
      }
      case Stmt.Break _ -> jumps.toBreak();
      case Stmt.Continue _ -> jumps.toContinue();
      case Stmt.Return leave -> leave(leave.value());
      case Stmt.Goto jump -> jumps.toLabel(jump.label());
      case Stmt.Label label -> {
        jumps.bind(label.name());
        generate(label.body());
      }
      case Stmt.Empty _ -> {}
    }
    if (!mayDeclare(statement)) {
      function.frame.release(mark);
    }
    code.moveTo(position);
  }

  /// Whether what the statement puts into the frame may outlive it.
  private static boolean mayDeclare(Stmt statement) {
    return statement instanceof Stmt.Declare
        || statement instanceof Stmt.Case
        || statement instanceof Stmt.Default
        || statement instanceof Stmt.Label;
  }

  private void block(Stmt.Block block) {
    int mark = registers.mark();
    int scope = function.openScope();
    jumps.openBlock();
    for (Stmt statement : block.body()) {
      generate(statement);
    }
    code.moveTo(block.endAt());
    jumps.closeBlock(true);
    function.closeScope(scope);
    registers.release(mark);
  }

  private void declare(Stmt.Declare declare) {
    if (FunctionGenerator.isStatic(declare.variable())) {
      function.declareStatic(declare.variable());
      return;
    }
    CType type = declare.variable().type();
    Initializer initializer = declare.initializer();
    Place place = function.declare(declare.variable());
    int mark = function.frame.mark();
    int registersMark = registers.mark();
    if (initializer != null) {
      Expr scalar = Repr.isScalar(type) ? Aggregates.scalarOf(initializer) : null;
      if (place instanceof Place.Reg(int register)) {
        if (scalar == null) {
          code.constant(register, 0);
        } else {
          function.values.of(scalar, register);
        }
      } else {
        function.aggregates.initialize(place, type, initializer);
      }
    }
    registers.release(registersMark);
    function.frame.release(mark);
  }

  private void declareVariableArray(Stmt.DeclareVariableArray declare) {
    jumps.saveStackPointer();
    int address = registers.takeVariable();
    int size = registers.takeVariable();
    int mark = registers.mark();
    int length = function.values.of(declare.length(), ANY);
    long elementSize = declare.element().size();
    if (Constants.fitsInt(elementSize)) {
      code.emit(Op.MULI, size, length, (int) elementSize);
    } else {
      int factor = function.hoisting.constant(elementSize);
      code.emit(Op.MUL, size, length, factor);
    }
    code.emit(Op.ALLOCA, address, size, 0);
    registers.release(mark);
    function.declareVariableArray(declare.variable(), address, size);
  }

  private void choice(Stmt.If choice) {
    int otherwise = code.newLabel();
    condition(choice.condition(), false, otherwise);
    generate(choice.whenTrue());
    if (choice.whenFalse() == null) {
      code.bind(otherwise);
      return;
    }
    int end = code.newLabel();
    code.jump(end);
    code.bind(otherwise);
    generate(choice.whenFalse());
    code.bind(end);
  }

  private void condition(Expr condition, boolean when, int label) {
    int mark = function.frame.mark();
    function.conditions.jump(condition, when, label);
    function.frame.release(mark);
  }

  private void choice(Stmt.Switch choice) {
    int end = code.newLabel();
    switches.dispatch(choice, end);
    jumps.openTarget(end, jumps.continueLabel());
    generate(choice.body());
    jumps.closeTarget();
    code.bind(end);
  }

  private void forLoop(Stmt.For loop) {
    int mark = registers.mark();
    int scope = function.openScope();
    jumps.openBlock();
    for (Stmt statement : loop.init()) {
      generate(statement);
    }
    boolean mayFail = loop.condition() != null && !LoopStart.holds(loop.init(), loop.condition());
    loop(loop.condition(), loop.step(), loop.body(), true, mayFail);
    jumps.closeBlock(true);
    function.closeScope(scope);
    registers.release(mark);
  }

  /// A loop with its test at the end. It is entered past a copy of the test if that is cheap,
  /// through the test otherwise.
  private void loop(
      @Nullable Expr condition,
      @Nullable Expr step,
      Stmt body,
      boolean testFirst,
      boolean mayFailAtFirst) {
    boolean hoists = function.hoisting.enter(body);
    int end = code.newLabel();
    int next = code.newLabel();
    int test = code.newLabel();
    if (testFirst && mayFailAtFirst && condition != null) {
      if (Constants.isCheap(condition)) {
        condition(condition, false, end);
      } else {
        code.jump(test);
      }
    }
    int start = code.here();
    jumps.openTarget(end, next);
    generate(body);
    jumps.closeTarget();
    code.bind(next);
    if (step != null) {
      int mark = function.frame.mark();
      function.effects.of(step);
      function.frame.release(mark);
    }
    code.bind(test);
    if (condition == null) {
      code.jump(start);
    } else {
      condition(condition, true, start);
    }
    code.bind(end);
    if (hoists) {
      function.hoisting.leave();
    }
  }

  private void leave(@Nullable Expr value) {
    int mark = registers.mark();
    CType result = function.function().type().result();
    if (value == null || !Repr.isScalar(result)) {
      if (value != null && result.unqualified() instanceof CType.Struct) {
        function.aggregates.into(value, new Place.Mem(function.resultAddress(), 0));
      } else if (value != null) {
        function.effects.of(value);
      }
      code.emit(Op.RET, 0, 0, 0);
    } else if (value instanceof Expr.Conditional choice) {
      int otherwise = code.newLabel();
      function.conditions.jump(choice.condition(), false, otherwise);
      leave(choice.whenTrue());
      code.bind(otherwise);
      leave(choice.whenFalse());
    } else {
      int register = function.values.of(value, ANY);
      code.emit(Op.RETV, register, 0, 0);
    }
    registers.release(mark);
  }

  /// A GNU statement expression with a scalar value.
  int value(Expr.StatementExpr block, int want) {
    Expr last = block.value();
    if (last == null) {
      throw new IllegalStateException("value of a void statement expression");
    }
    int target = function.values.targetOf(want);
    int inner = registers.take();
    inside(block, () -> function.values.of(last, inner));
    code.move(target, inner);
    return target;
  }

  void into(Expr.StatementExpr block, Place target) {
    Expr last = block.value();
    if (last != null) {
      inside(block, () -> function.aggregates.into(last, target));
    }
  }

  void effect(Expr.StatementExpr block) {
    Expr last = block.value();
    inside(
        block,
        () -> {
          if (last != null) {
            function.effects.of(last);
          }
        });
  }

  private void inside(Expr.StatementExpr block, Runnable last) {
    int mark = registers.mark();
    int scope = function.openScope();
    jumps.openBlock();
    List<Stmt> body = block.block().body();
    for (Stmt statement : body) {
      generate(statement);
    }
    last.run();
    jumps.closeBlock(true);
    function.closeScope(scope);
    registers.release(mark);
  }
}
