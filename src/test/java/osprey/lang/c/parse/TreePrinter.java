package osprey.lang.c.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Declarator;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Initializer;
import osprey.lang.c.tree.Stmt;
import osprey.lang.c.tree.Unit;
import osprey.lang.c.tree.Variable;

/// A checked tree as one S-expression per statement, compact enough for golden tests.
final class TreePrinter {
  private final StringBuilder out = new StringBuilder();
  private int depth;

  private TreePrinter() {}

  static String print(Unit unit) {
    TreePrinter printer = new TreePrinter();
    for (Unit.Global global : unit.objects()) {
      printer.line(
          "(global "
              + printer.declared(global.variable())
              + initializer(global.initializer())
              + ")");
    }
    for (Unit.Function function : unit.functions()) {
      printer.line(
          "(function "
              + (function.isExternal() ? "" : "static ")
              + Declarator.spell(function.type(), function.name()));
      printer.depth++;
      for (Stmt stmt : function.body().body()) {
        printer.stmt(stmt);
      }
      printer.depth--;
      printer.out.setLength(printer.out.length() - 1);
      printer.out.append(")\n");
    }
    return printer.out.toString();
  }

  private void line(String text) {
    out.repeat("  ", depth).append(text).append('\n');
  }

  private String declared(Variable variable) {
    return variable.storage().toString().toLowerCase(java.util.Locale.ROOT)
        + (variable.isAddressTaken() ? "& " : " ")
        + Declarator.spell(variable.type(), variable.name());
  }

  private void nested(String head, @Nullable Stmt... stmts) {
    line("(" + head);
    depth++;
    for (Stmt stmt : stmts) {
      if (stmt != null) {
        stmt(stmt);
      }
    }
    depth--;
    out.setLength(out.length() - 1);
    out.append(")\n");
  }

  private void stmt(Stmt stmt) {
    switch (stmt) {
      case Stmt.Block(_, List<Stmt> body, _) -> nested("block", body.toArray(Stmt[]::new));
      case Stmt.Declare(_, Variable variable, Initializer initializer) ->
          line("(declare " + declared(variable) + initializer(initializer) + ")");
      case Stmt.DeclareVariableArray(_, Variable variable, CType element, Expr length) ->
          line(
              "(declare "
                  + declared(variable)
                  + " "
                  + element.spelling()
                  + "["
                  + print(length)
                  + "])");
      case Stmt.Expression(_, Expr expression) -> line(print(expression));
      case Stmt.If(_, Expr condition, Stmt whenTrue, Stmt whenFalse) ->
          nested("if " + print(condition), whenTrue, whenFalse);
      case Stmt.While(_, Expr condition, Stmt body) -> nested("while " + print(condition), body);
      case Stmt.DoWhile(_, Stmt body, Expr condition) -> nested("do " + print(condition), body);
      case Stmt.For(_, List<Stmt> init, Expr condition, Expr step, Stmt body) -> {
        String head =
            (condition == null ? "()" : print(condition))
                + " "
                + (step == null ? "()" : print(step));
        line("(for");
        depth += 2;
        init.forEach(this::stmt);
        depth--;
        line(head);
        stmt(body);
        depth--;
        out.setLength(out.length() - 1);
        out.append(")\n");
      }
      case Stmt.Switch(_, Expr value, Stmt body) -> nested("switch " + print(value), body);
      case Stmt.Case(_, long low, long high, Stmt body) ->
          nested("case " + low + (low == high ? "" : ".." + high), body);
      case Stmt.Default(_, Stmt body) -> nested("default", body);
      case Stmt.Break _ -> line("(break)");
      case Stmt.Continue _ -> line("(continue)");
      case Stmt.Return(_, Expr value) ->
          line(value == null ? "(return)" : "(return " + print(value) + ")");
      case Stmt.Goto(_, String label) -> line("(goto " + label + ")");
      case Stmt.Label(_, String name, Stmt body) -> nested("label " + name, body);
      case Stmt.Empty _ -> line("()");
    }
  }

  private static String initializer(@Nullable Initializer initializer) {
    if (initializer == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(" {");
    for (Initializer.Part part : initializer.parts()) {
      text.append(text.length() > 2 ? " " : "").append(part.offset());
      if (part.bitWidth() > 0) {
        text.append('.').append(part.bitOffset()).append('w').append(part.bitWidth());
      }
      text.append(':').append(part.type().spelling()).append('=').append(print(part.value()));
    }
    return text.append('}').toString();
  }

  static String print(Expr expr) {
    return switch (expr) {
      case Expr.IntConstant(_, CType type, long value) ->
          type == CType.Int.INT ? "" + value : type.spelling() + ":" + value;
      case Expr.FloatConstant(_, CType type, double value) ->
          type == CType.Floating.DOUBLE ? "" + value : type.spelling() + ":" + value;
      case Expr.StringLiteral(_, _, byte[] bytes) -> quote(bytes);
      case Expr.VariableRef(_, Variable variable) -> variable.name();
      case Expr.FunctionRef(_, _, String name) -> name;
      case Expr.Deref(_, _, Expr pointer) -> "(* " + print(pointer) + ")";
      case Expr.Member(_, _, Expr object, CType.Field field) ->
          "(. " + print(object) + " " + (field.name() == null ? "_" : field.name()) + ")";
      case Expr.AddressOf(_, _, Expr operand) -> "(& " + print(operand) + ")";
      case Expr.Decay(_, _, Expr operand) -> "(decay " + print(operand) + ")";
      case Expr.Unary(_, _, Expr.UnaryOp op, Expr operand) ->
          "(" + op.toString().toLowerCase(java.util.Locale.ROOT) + " " + print(operand) + ")";
      case Expr.Binary(_, _, Expr.BinaryOp op, Expr left, Expr right) ->
          "(" + symbol(op) + " " + print(left) + " " + print(right) + ")";
      case Expr.PointerAdd(_, _, Expr pointer, Expr index, boolean subtract) ->
          "(" + (subtract ? "p-" : "p+") + " " + print(pointer) + " " + print(index) + ")";
      case Expr.PointerDifference(_, _, Expr left, Expr right, long size) ->
          "(diff/" + size + " " + print(left) + " " + print(right) + ")";
      case Expr.Logical(_, _, boolean isAnd, Expr left, Expr right) ->
          "(" + (isAnd ? "&&" : "||") + " " + print(left) + " " + print(right) + ")";
      case Expr.Conditional(_, _, Expr condition, Expr whenTrue, Expr whenFalse) ->
          "(? " + print(condition) + " " + print(whenTrue) + " " + print(whenFalse) + ")";
      case Expr.Comma(_, _, Expr left, Expr right) ->
          "(, " + print(left) + " " + print(right) + ")";
      case Expr.Assign(_, _, Expr target, Expr value) ->
          "(= " + print(target) + " " + print(value) + ")";
      case Expr.CompoundAssign(_, _, Expr.BinaryOp op, Expr target, CType computed, Expr value) ->
          "("
              + symbol(op)
              + "= "
              + print(target)
              + " <"
              + computed.spelling()
              + "> "
              + print(value)
              + ")";
      case Expr.Increment(_, _, Expr target, boolean isPrefix, boolean isDecrement) -> {
        String op = isDecrement ? "--" : "++";
        yield isPrefix
            ? "(" + op + "_ " + print(target) + ")"
            : "(_" + op + " " + print(target) + ")";
      }
      case Expr.Call(_, _, Expr callee, _, List<Expr> arguments) ->
          "(call " + print(callee) + arguments(arguments) + ")";
      case Expr.BuiltinCall(_, _, var builtin, List<Expr> arguments) ->
          "(" + builtin + arguments(arguments) + ")";
      case Expr.Cast(_, CType type, Expr operand) ->
          "(<" + type.spelling() + "> " + print(operand) + ")";
      case Expr.CompoundLiteral(_, Variable variable, Initializer initializer) ->
          "(literal " + variable.type().spelling() + initializer(initializer) + ")";
      case Expr.VaArg(_, CType type, Expr list) ->
          "(va_arg " + print(list) + " <" + type.spelling() + ">)";
      case Expr.StatementExpr(_, _, Stmt.Block block, Expr value) -> {
        TreePrinter inner = new TreePrinter();
        block.body().forEach(inner::stmt);
        String body = inner.out.toString().replace("\n", " ");
        yield "({ " + body + (value == null ? "" : print(value)) + "})";
      }
      case Expr.SizeofVariable(_, _, Variable variable) -> "(sizeof " + variable.name() + ")";
    };
  }

  private static String arguments(List<Expr> arguments) {
    StringBuilder text = new StringBuilder();
    for (Expr argument : arguments) {
      text.append(' ').append(print(argument));
    }
    return text.toString();
  }

  private static String symbol(Expr.BinaryOp op) {
    return switch (op) {
      case ADD -> "+";
      case SUBTRACT -> "-";
      case MULTIPLY -> "*";
      case DIVIDE -> "/";
      case REMAINDER -> "%";
      case AND -> "&";
      case OR -> "|";
      case XOR -> "^";
      case SHIFT_LEFT -> "<<";
      case SHIFT_RIGHT -> ">>";
      case EQUAL -> "==";
      case NOT_EQUAL -> "!=";
      case LESS -> "<";
      case LESS_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_EQUAL -> ">=";
    };
  }

  private static String quote(byte[] bytes) {
    StringBuilder text = new StringBuilder("\"");
    for (byte each : bytes) {
      if (each >= ' ' && each != '"' && each != '\\') {
        text.append((char) each);
      } else {
        text.append('\\').append(each & 0xff);
      }
    }
    return text.append('"').toString();
  }
}
