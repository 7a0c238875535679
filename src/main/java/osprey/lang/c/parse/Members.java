package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;

/// `object.member`, `pointer->member`, and `offsetof`: members of anonymous members are found as if
/// they were the struct's own (C11 §6.7.2.1p13).
final class Members {
  private final Reports reports;
  private final Conversions conversions;
  private final Pointers pointers;

  Members(Reports reports, Conversions conversions, Pointers pointers) {
    this.reports = reports;
    this.conversions = conversions;
    this.pointers = pointers;
  }

  Expr member(Token op, boolean isArrow, Expr operand, Token name) {
    if (Conversions.isError(operand)) {
      return operand;
    }
    Expr object = isArrow ? pointee(op, operand) : plain(op, operand);
    if (Conversions.isError(object)) {
      return object;
    }
    if (!(object.type().unqualified() instanceof CType.Struct struct)) {
      reports.error(
          op,
          "'" + op.text() + name.text() + "': " + quote(operand.type()) + " is no struct or union");
      return Conversions.error(op.at());
    }
    List<CType.Field> path = path(name, struct);
    return path == null ? Conversions.error(op.at()) : select(name.at(), object, path);
  }

  private Expr pointee(Token op, Expr operand) {
    Expr value = conversions.value(operand);
    if (Types.isStruct(value.type()) && !Conversions.isError(value)) {
      reports.error(
          op, quote(operand.type()) + " is no pointer", "did you mean to use '.' instead of '->'?");
      return value;
    }
    return Types.isPointer(value.type()) ? pointers.dereference(op.at(), value) : value;
  }

  private Expr plain(Token op, Expr operand) {
    if (operand.type().unqualified() instanceof CType.Pointer(CType target)
        && Types.isStruct(target)) {
      reports.error(
          op,
          "member reference type " + quote(operand.type()) + " is a pointer",
          "did you mean to use '->' instead of '.'?");
      return pointers.dereference(op.at(), operand);
    }
    return operand.type().isAtomic() ? conversions.value(operand) : operand;
  }

  Expr select(int at, Expr object, List<CType.Field> path) {
    Expr result = object;
    for (CType.Field field : path) {
      CType type = Types.qualifyAs(field.type(), result.type());
      result = new Expr.Member(at, type, result, field);
    }
    return result;
  }

  /// The fields to go through to a member, outermost first; null, after reporting, if there is
  /// none.
  @Nullable List<CType.Field> path(Token name, CType.Struct struct) {
    if (!struct.isComplete()) {
      if (!Types.isError(struct)) {
        reports.error(
            name,
            "incomplete type " + quote(struct) + " has no members yet",
            "its definition must come first");
      }
      return null;
    }
    Deque<CType.Field> path = new ArrayDeque<>();
    if (find(name.text(), struct, path)) {
      return List.copyOf(path);
    }
    List<String> candidates = new ArrayList<>();
    collect(struct, candidates);
    reports.error(
        name,
        "no member named '" + name.text() + "' in " + quote(struct),
        Suggestions.didYouMean(name.text(), candidates));
    return null;
  }

  private static boolean find(String name, CType.Struct struct, Deque<CType.Field> path) {
    for (CType.Field field : struct.fields()) {
      path.addLast(field);
      if (name.equals(field.name())) {
        return true;
      }
      if (field.name() == null
          && field.type().unqualified() instanceof CType.Struct inner
          && find(name, inner, path)) {
        return true;
      }
      path.removeLast();
    }
    return false;
  }

  private static void collect(CType.Struct struct, List<String> names) {
    for (CType.Field field : struct.fields()) {
      if (field.name() != null) {
        names.add(field.name());
      } else if (field.type().unqualified() instanceof CType.Struct inner) {
        collect(inner, names);
      }
    }
  }
}
