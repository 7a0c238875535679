package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;

/// Checks function calls (C11 §6.5.2.2).
final class Calls {
  private final Reports reports;
  private final Conversions conversions;
  private final UnitBuilder unit;
  private final FormatCheck formats;

  Calls(Reports reports, Conversions conversions, UnitBuilder unit) {
    this.reports = reports;
    this.conversions = conversions;
    this.unit = unit;
    this.formats = new FormatCheck(reports);
  }

  Expr call(Token opening, Expr callee, List<Expr> arguments) {
    Expr target = callee instanceof Expr.FunctionRef ? callee : conversions.value(callee);
    if (target instanceof Expr.Decay(_, _, Expr.FunctionRef direct)) {
      target = direct;
    }
    if (Conversions.isError(target)) {
      return target;
    }
    CType.Function function = Types.called(target.type());
    if (function == null) {
      reports.error(
          callee.at(),
          Conversions.length(callee),
          "called object of type " + quote(callee.type()) + " is not a function",
          null);
      return Conversions.error(callee.at());
    }
    Meaning.FunctionName named = named(target);
    List<Expr> converted = convert(opening, function, named, arguments);
    if (converted == null) {
      return Conversions.error(callee.at());
    }
    if (!function.result().isComplete() && !Types.isVoid(function.result())) {
      if (!Types.isError(function.result())) {
        reports.error(
            callee.at(),
            Conversions.length(callee),
            "the call returns incomplete type " + quote(function.result()),
            null);
      }
      return Conversions.error(callee.at());
    }
    if (named != null) {
      formats.check(named, converted);
    }
    return new Expr.Call(callee.at(), function.result(), target, function, List.copyOf(converted));
  }

  private Meaning.@Nullable FunctionName named(Expr target) {
    return target instanceof Expr.FunctionRef(_, _, String name)
            && unit.linked(name) instanceof Meaning.FunctionName function
        ? function
        : null;
  }

  private @Nullable List<Expr> convert(
      Token opening,
      CType.Function function,
      Meaning.@Nullable FunctionName named,
      List<Expr> arguments) {
    int expected = function.parameters().size();
    boolean fits =
        arguments.size() == expected || (function.variadic() && arguments.size() > expected);
    if (function.prototyped() && !fits) {
      wrongCount(opening, function, named, arguments);
      return null;
    }
    List<Expr> converted = new ArrayList<>(arguments.size());
    boolean isWrong = false;
    for (int i = 0; i < arguments.size(); i++) {
      Expr argument = arguments.get(i);
      Expr value;
      if (function.prototyped() && i < expected) {
        value = conversions.assign(argument, function.parameters().get(i), Conversions.Use.PASSING);
      } else {
        value = conversions.defaultPromoted(argument);
        if (Types.isVoid(value.type())) {
          conversions.error(argument, "an argument cannot have type 'void'", null);
          isWrong = true;
        }
      }
      isWrong |= Conversions.isError(value);
      converted.add(value);
    }
    return isWrong ? null : converted;
  }

  private void wrongCount(
      Token opening,
      CType.Function function,
      Meaning.@Nullable FunctionName named,
      List<Expr> arguments) {
    int expected = function.parameters().size();
    boolean tooFew = arguments.size() < expected;
    int at = tooFew ? opening.at() : arguments.get(expected).at();
    reports.error(
        at,
        1,
        (tooFew ? "too few" : "too many")
            + " arguments"
            + (named == null ? "" : " to '" + named.name() + "'")
            + ": expected "
            + (function.variadic() ? "at least " : "")
            + expected
            + ", have "
            + arguments.size(),
        null);
    if (named != null && named.at() > 0) {
      reports.note(named.at(), named.name().length(), "'" + named.name() + "' is declared here");
    }
  }
}
