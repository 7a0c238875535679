package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Initializer;
import osprey.lang.c.tree.Variable;

/// Reads initialisers (C11 §6.7.9) and flattens them: nesting, omitted braces and designators
/// become offsets.
final class InitializerReader {
  /// Elements that a range designator `[0 ... n]` may fill one by one.
  private static final long RANGE_MAX = 1 << 20;

  private final Parser parser;
  private final TokenStream tokens;
  private final Reports reports;

  InitializerReader(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
    this.reports = parser.reports;
  }

  /// After `=`. Completes the variable's type if it is an array of unknown length.
  Initializer read(Variable variable, boolean isStatic) {
    Reading reading = new Reading(isStatic);
    CType type = variable.type();
    Token first = tokens.token();
    if (!type.isComplete() && !(type instanceof CType.Array) && !Types.isError(type)) {
      reports.error(
          first, "an object of incomplete type " + quote(type) + " cannot be initialised");
    }
    long length = reading.whole(type);
    if (type instanceof CType.Array(CType element, long old)
        && old == CType.Array.UNKNOWN
        && length >= 0) {
      variable.refine(new CType.Array(element, length));
    }
    return new Initializer(List.copyOf(reading.parts));
  }

  private final class Reading {
    private final boolean isStatic;
    private List<Initializer.Part> parts = new ArrayList<>();

    /// Where the last range designator stands.
    private @Nullable Level ranged;

    Reading(boolean isStatic) {
      this.isStatic = isStatic;
    }

    /// The whole object; returns how many elements it has if it is an array.
    long whole(CType type) {
      Level.Place place = new Level.Place(type, 0, 0, 0);
      if (type instanceof CType.Array array) {
        return array(array, place);
      }
      if (tokens.peek() == Terminal.LEFT_BRACE) {
        braced(place);
      } else {
        Expr value = parser.expressions.assignment();
        store(place, value);
      }
      return -1;
    }

    private long array(CType.Array array, Level.Place place) {
      if (isStringFor(array, 0)) {
        return string(array, place);
      }
      if (tokens.peek() == Terminal.LEFT_BRACE) {
        if (isStringFor(array, 1) && endsAfterString()) {
          Token opening = tokens.next();
          long length = string(array, place);
          tokens.accept(Terminal.COMMA);
          tokens.expectClosing(Terminal.RIGHT_BRACE, opening);
          return length;
        }
        return list(place);
      }
      Token first = tokens.token();
      Expr value = parser.expressions.assignment();
      if (value instanceof Expr.CompoundLiteral literal
          && Types.compatible(literal.type(), array)) {
        parts.addAll(literal.initializer().parts()); // as gcc allows
        return ((CType.Array) literal.type()).length();
      }
      if (!Conversions.isError(value)) {
        reports.error(
            first,
            "an array must be initialised with a list in braces"
                + (Types.isCharacter(array.element()) ? " or a string" : ""));
      }
      return 1;
    }

    private boolean isStringFor(CType.Array array, int ahead) {
      if (tokens.peek(ahead) != Terminal.STRING) {
        return false;
      }
      CType element = array.element().unqualified();
      if (!(element instanceof CType.Int plain)) {
        return false;
      }
      boolean isPlain =
          tokens.token(ahead).text().charAt(0) == '"'
              || tokens.token(ahead).text().startsWith("u8");
      return isPlain ? Types.isCharacter(plain) : plain.size() > 1;
    }

    private boolean endsAfterString() {
      int ahead = 1;
      while (tokens.peek(ahead) == Terminal.STRING) {
        ahead++;
      }
      Terminal after = tokens.peek(ahead);
      return after == Terminal.RIGHT_BRACE
          || (after == Terminal.COMMA && tokens.peek(ahead + 1) == Terminal.RIGHT_BRACE);
    }

    /// Characters into an array; returns their number with the terminator.
    private long string(CType.Array array, Level.Place place) {
      Token first = tokens.token();
      Expr.StringLiteral literal = parser.primaries.string();
      return storeString(first, array, place, literal);
    }

    private long storeString(
        Token first, CType.Array array, Level.Place place, Expr.StringLiteral literal) {
      CType.Array own = (CType.Array) literal.type();
      long width = own.element().size();
      if (width != array.element().size()) {
        reports.error(
            first, "a string of " + quote(own.element()) + " cannot initialise " + quote(array));
        return own.length();
      }
      Expr.StringLiteral stored = literal;
      CType.Array target =
          array.length() < 0 ? new CType.Array(array.element(), own.length()) : array;
      if (array.length() >= 0 && own.length() > array.length()) {
        if (own.length() > array.length() + 1) {
          reports.warning(first, "the string is too long for an array of " + array.length(), null);
        }
        byte[] cut = Arrays.copyOf(literal.bytes(), (int) (array.length() * width));
        stored =
            new Expr.StringLiteral(
                literal.at(), new CType.Array(own.element(), array.length()), cut);
      }
      parts.add(new Initializer.Part(place.offset(), target, 0, 0, stored));
      return own.length();
    }

    /// `{ … }` for something that is no array of unknown length.
    private void braced(Level.Place place) {
      if (place.type() instanceof CType.Array array) {
        array(array, place);
      } else if (Types.isStruct(place.type())) {
        list(place);
      } else {
        scalarInBraces(place);
      }
    }

    private void scalarInBraces(Level.Place place) {
      Token opening = tokens.next();
      if (!tokens.enter()) {
        tokens.leave();
        return;
      }
      if (tokens.peek() == Terminal.RIGHT_BRACE) {
        Expr zero = new Expr.IntConstant(opening.at(), CType.Int.INT, 0);
        store(place, zero);
      } else if (tokens.peek() == Terminal.LEFT_BRACE) {
        scalarInBraces(place);
      } else {
        store(place, parser.expressions.assignment());
      }
      if (tokens.accept(Terminal.COMMA) && tokens.peek() != Terminal.RIGHT_BRACE) {
        reports.warning(tokens.token(), "too many values for one scalar", null);
        while (tokens.peek() != Terminal.RIGHT_BRACE && !tokens.isAtEnd()) {
          parser.expressions.assignment();
          if (!tokens.accept(Terminal.COMMA)) {
            break;
          }
        }
      }
      tokens.expectClosing(Terminal.RIGHT_BRACE, opening);
      tokens.leave();
    }

    /// `{ … }` for an array or a struct; returns the number of elements.
    private long list(Level.Place place) {
      Token opening = tokens.next();
      Level top = new Level(place.type(), place.offset(), true);
      if (tokens.enter()) {
        Deque<Level> levels = new ArrayDeque<>();
        levels.push(top);
        while (tokens.peek() != Terminal.RIGHT_BRACE && !tokens.isAtEnd()) {
          element(levels);
          if (!tokens.accept(Terminal.COMMA)) {
            break;
          }
        }
      }
      tokens.leave();
      tokens.expectClosing(Terminal.RIGHT_BRACE, opening);
      return top.length();
    }

    private void element(Deque<Level> levels) {
      Token first = tokens.token();
      long last = -1;
      if (first.is("[") || first.is(".") || isOldDesignator()) {
        while (!levels.getFirst().isExplicit()) {
          levels.pop();
        }
        last = designators(levels);
        if (tokens.isPanicking()) {
          return;
        }
      } else {
        leaveExhausted(levels);
      }
      Level level = levels.getFirst();
      if (level.isExhausted()) {
        excess(first, level);
        return;
      }
      int before = parts.size();
      value(levels);
      if (last >= 0 && ranged != null) {
        repeat(levels, ranged, before, last);
      }
    }

    private static void leaveExhausted(Deque<Level> levels) {
      while (!levels.getFirst().isExplicit() && levels.getFirst().isExhausted()) {
        levels.pop();
        levels.getFirst().advance();
      }
    }

    private void excess(Token first, Level level) {
      String what =
          level.type().unqualified() instanceof CType.Struct struct
              ? struct.isUnion() ? "union" : "struct"
              : "array";
      reports.warning(
          first, "excess elements in the initialiser of " + what + " " + quote(level.type()), null);
      if (tokens.peek() == Terminal.LEFT_BRACE) {
        List<Initializer.Part> kept = parts;
        parts = new ArrayList<>();
        scalarInBraces(new Level.Place(Types.ERROR, 0, 0, 0));
        parts = kept;
      } else {
        parser.expressions.assignment();
      }
    }

    /// One value, which may go to the first scalar of what comes next.
    private void value(Deque<Level> levels) {
      Level.Place place = levels.getFirst().current();
      if (tokens.peek() == Terminal.LEFT_BRACE) {
        braced(place);
        levels.getFirst().advance();
        return;
      }
      Token first = tokens.token();
      boolean isString = tokens.peek() == Terminal.STRING;
      Expr value = parser.expressions.assignment();
      while (true) {
        if (place.type() instanceof CType.Array array
            && isString
            && value instanceof Expr.StringLiteral literal
            && isElementOf(literal, array)) {
          checkNotFlexible(first, array);
          storeString(first, array, place, literal);
          break;
        }
        boolean isAggregate =
            place.type() instanceof CType.Array
                || (Types.isStruct(place.type()) && !isWhole(place.type(), value));
        if (!isAggregate || Types.isError(place.type()) || Conversions.isError(value)) {
          store(place, value);
          break;
        }
        Level inner = new Level(place.type(), place.offset(), false);
        if (inner.isExhausted()) {
          reports.error(first, quote(place.type()) + " has no member to initialise");
          break;
        }
        if (place.type() instanceof CType.Array array) {
          checkNotFlexible(first, array);
        }
        levels.push(inner);
        place = inner.current();
      }
      levels.getFirst().advance();
    }

    private void checkNotFlexible(Token first, CType.Array array) {
      if (array.length() < 0) {
        reports.error(first, "a flexible array member cannot be initialised");
      }
    }

    private static boolean isWhole(CType type, Expr value) {
      return value.type().unqualified().equals(type.unqualified());
    }

    private static boolean isElementOf(Expr.StringLiteral literal, CType.Array array) {
      CType own = ((CType.Array) literal.type()).element();
      return own.size() == 1
          ? Types.isCharacter(array.element())
          : Types.isInteger(array.element()) && array.element().size() == own.size();
    }

    private boolean isOldDesignator() {
      return tokens.peek() == Terminal.IDENTIFIER && tokens.peek(1) == Terminal.COLON;
    }

    /// `.a[3].b =`, from the explicit level downwards; returns the last index of a range, or -1.
    private long designators(Deque<Level> levels) {
      long last = -1;
      boolean isFirst = true;
      if (isOldDesignator()) {
        memberDesignator(levels);
        tokens.expect(Terminal.COLON, "after designator");
        return last;
      }
      while (tokens.peek() == Terminal.DOT || tokens.peek() == Terminal.LEFT_BRACKET) {
        if (!isFirst) {
          Level.Place place = levels.getFirst().current();
          levels.push(new Level(place.type(), place.offset(), false));
        }
        isFirst = false;
        if (tokens.accept(Terminal.DOT)) {
          memberDesignator(levels);
        } else {
          last = Math.max(last, indexDesignator(levels));
        }
        if (tokens.isPanicking()) {
          return -1;
        }
      }
      if (tokens.peek() != Terminal.ASSIGN && tokens.peek() == Terminal.LEFT_BRACE) {
        return last; // `[1] {…}`, as old gcc
      }
      tokens.expect(Terminal.ASSIGN, "after designator");
      return last;
    }

    private void memberDesignator(Deque<Level> levels) {
      Token name = tokens.token();
      if (!tokens.expect(Terminal.IDENTIFIER, "in designator")) {
        return;
      }
      if (!(levels.getFirst().type().unqualified() instanceof CType.Struct struct)) {
        reports.error(
            name,
            "designator '."
                + name.text()
                + "' in the initialiser of "
                + quote(levels.getFirst().type()));
        tokens.panic();
        return;
      }
      List<CType.Field> path = parser.members.path(name, struct);
      if (path == null) {
        tokens.panic();
        return;
      }
      for (int i = 0; i < path.size(); i++) {
        Level level = levels.getFirst();
        CType.Struct owner = (CType.Struct) level.type().unqualified();
        level.moveTo(owner.fields().indexOf(path.get(i)));
        if (i < path.size() - 1) {
          Level.Place place = level.current();
          levels.push(new Level(place.type(), place.offset(), false));
        }
      }
    }

    private long indexDesignator(Deque<Level> levels) {
      Token opening = tokens.next();
      Token at = tokens.token();
      long low = parser.expressions.constantInteger("index of a designator");
      long high = low;
      boolean isRange = tokens.accept(Terminal.ELLIPSIS);
      if (isRange) {
        high = parser.expressions.constantInteger("index of a designator");
      }
      tokens.expectClosing(Terminal.RIGHT_BRACKET, opening);
      Level level = levels.getFirst();
      if (tokens.isPanicking()) {
        return -1;
      }
      if (!(level.type() instanceof CType.Array array)) {
        reports.error(at, "designator '[…]' in the initialiser of " + quote(level.type()));
        tokens.panic();
        return -1;
      }
      boolean fits =
          low >= 0
              && low <= high
              && (array.length() < 0 ? high < RANGE_MAX * 64 : high < array.length());
      if (!fits || high - low > RANGE_MAX) {
        reports.error(at, "index " + (low < 0 ? low : high) + " is outside of " + quote(array));
        tokens.panic();
        return -1;
      }
      level.moveTo(low);
      if (isRange) {
        ranged = level;
      }
      return isRange ? high : -1;
    }

    /// `[low ... high] = value`: the parts just stored for low, for all others as well.
    private void repeat(Deque<Level> levels, Level level, int before, long last) {
      while (levels.getFirst() != level) {
        levels.pop();
        if (levels.getFirst() == level) {
          level.advance();
        }
      }
      CType element = ((CType.Array) level.type()).element();
      int after = parts.size();
      long count = last - (level.index() - 1);
      for (long i = 1; i <= count; i++) {
        copy(List.copyOf(parts.subList(before, after)), i * element.size());
        level.advance();
      }
    }

    private void store(Level.Place place, Expr expr) {
      if (Types.isError(place.type())) {
        return;
      }
      if (place.type() instanceof CType.Array) {
        if (!Conversions.isError(expr)) {
          parser.conversions.error(
              expr, "an array must be initialised with a list in braces", null);
        }
        return;
      }
      if (isStatic
          && expr instanceof Expr.CompoundLiteral literal
          && isWhole(place.type(), literal)) {
        copy(literal.initializer().parts(), place.offset());
        parser.unit.forget(literal.variable());
        return;
      }
      Expr value = parser.conversions.assign(expr, place.type(), Conversions.Use.INITIALIZING);
      if (Conversions.isError(value)) {
        return;
      }
      Expr checked = isStatic ? constant(value) : value;
      if (checked != null) {
        parts.add(
            new Initializer.Part(
                place.offset(), place.type(), place.bitOffset(), place.bitWidth(), checked));
      }
    }

    private void copy(List<Initializer.Part> from, long offset) {
      for (Initializer.Part part : from) {
        parts.add(
            new Initializer.Part(
                part.offset() + offset,
                part.type(),
                part.bitOffset(),
                part.bitWidth(),
                part.value()));
      }
    }

    private @Nullable Expr constant(Expr value) {
      Expr folded = parser.staticConstants.fold(value);
      if (folded == null) {
        parser.conversions.error(
            value,
            "the initialiser of an object with static storage must be a constant",
            value instanceof Expr.Call ? "assign the result of the call in a function" : null);
      }
      return folded;
    }
  }
}
