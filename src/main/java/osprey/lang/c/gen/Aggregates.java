package osprey.lang.c.gen;

import static osprey.lang.c.gen.Registers.ANY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Op;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Initializer;

/// Generates values of struct and union type, which live in memory, and initialisers of automatic
/// objects.
final class Aggregates {
  /// Fewer bytes are copied and zeroed by loads and stores.
  private static final int COPIED_BY_WORDS_MAX = 16;

  /// An initialiser with at least so many constants is copied from read-only memory.
  private static final int TEMPLATE_PARTS_MIN = 4;

  private static final int TEMPLATE_BYTES_PER_PART_MAX = 32;

  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;

  Aggregates(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
  }

  /// Where the value of an expression that is no lvalue is: in a temporary, if need be.
  Place placeOf(Expr expression) {
    return switch (expression) {
      case Expr.Assign assign -> {
        boolean sourceFirst = Places.isLvalue(assign.value());
        Place source = sourceFirst ? function.places.of(assign.value()) : null;
        Place target = function.places.of(assign.target());
        if (source == null) {
          into(assign.value(), target);
        } else {
          copy(target, source, assign.type().size());
        }
        yield target;
      }
      case Expr.Comma comma -> {
        function.effects.of(comma.left());
        yield function.places.of(comma.right());
      }
      case Expr.Cast cast -> function.places.of(cast.operand());
      case Expr.VaArg argument -> function.calls.advance(argument);
      default -> {
        Place copy = function.temporary(expression.type());
        into(expression, copy);
        yield copy;
      }
    };
  }

  /// Computes a struct value into a place.
  void into(Expr expression, Place target) {
    int position = code.moveTo(expression.at());
    int mark = registers.mark();
    switch (expression) {
      case Expr.Call call -> function.calls.callInto(call, target);
      case Expr.Conditional choice -> {
        int otherwise = code.newLabel();
        int end = code.newLabel();
        function.conditions.jump(choice.condition(), false, otherwise);
        into(choice.whenTrue(), target);
        code.jump(end);
        code.bind(otherwise);
        into(choice.whenFalse(), target);
        code.bind(end);
      }
      case Expr.Comma comma -> {
        function.effects.of(comma.left());
        into(comma.right(), target);
      }
      case Expr.StatementExpr block -> function.statements.into(block, target);
      default -> copy(target, function.places.of(expression), expression.type().size());
    }
    registers.release(mark);
    code.moveTo(position);
  }

  void copy(Place to, Place from, long bytes) {
    if (bytes == 0 || to.equals(from)) {
      return;
    }
    int mark = registers.mark();
    if (wordsIn(bytes) <= 2) {
      copyWords(to, from, bytes);
    } else {
      int target = function.places.address(to, ANY);
      int source = function.places.address(from, ANY);
      code.emit(Op.COPY, target, source, Math.toIntExact(bytes));
    }
    registers.release(mark);
  }

  private static int wordsIn(long bytes) {
    return bytes > COPIED_BY_WORDS_MAX
        ? Integer.MAX_VALUE
        : (int) (bytes / 8) + Long.bitCount(bytes & 7);
  }

  private void copyWords(Place to, Place from, long bytes) {
    int first = registers.take(2);
    int offset = 0;
    int count = 0;
    Repr[] kinds = new Repr[2];
    while (offset < bytes) {
      Repr kind = wordOf(bytes - offset);
      function.places.load(function.places.plus(from, offset), kind, first + count);
      kinds[count++] = kind;
      offset += kind.size;
    }
    offset = 0;
    for (int i = 0; i < count; i++) {
      Repr kind = kinds[i];
      function.places.store(function.places.plus(to, offset), kind, first + i);
      offset += kind.size;
    }
  }

  private static Repr wordOf(long bytes) {
    return bytes >= 8 ? Repr.S64 : bytes >= 4 ? Repr.S32 : bytes >= 2 ? Repr.S16 : Repr.S8;
  }

  void zero(Place place, long bytes) {
    if (bytes == 0) {
      return;
    }
    int mark = registers.mark();
    if (wordsIn(bytes) <= 2) {
      int zero = function.hoisting.constant(0);
      for (int offset = 0; offset < bytes; offset += wordOf(bytes - offset).size) {
        function.places.store(function.places.plus(place, offset), wordOf(bytes - offset), zero);
      }
    } else {
      code.emit(Op.ZERO, function.places.address(place, ANY), Math.toIntExact(bytes), 0);
    }
    registers.release(mark);
  }

  /// The object of a compound literal, newly initialised if it is automatic.
  Place literal(Expr.CompoundLiteral literal) {
    Place place = function.home(literal.variable(), literal.at());
    if (!FunctionGenerator.isStatic(literal.variable())) {
      initialize(place, literal.type(), literal.initializer());
    }
    return place;
  }

  /// Initialises an automatic object in memory.
  void initialize(Place place, CType type, Initializer initializer) {
    List<Initializer.Part> parts = initializer.parts();
    int mark = registers.mark();
    if (parts.size() == 1
        && !Repr.isScalar(type)
        && parts.getFirst().type().size() == type.size()) {
      store(place, parts.getFirst());
    } else if (isOrderly(parts)) {
      List<Initializer.Part> rest = new ArrayList<>();
      if (!template(place, type, parts, rest)) {
        if (coverage(parts) < type.size()) {
          zero(place, type.size());
        }
        rest = parts;
      }
      for (Initializer.Part part : rest) {
        store(place, part);
      }
    } else {
      zero(place, type.size());
      for (Initializer.Part part : parts) {
        store(place, part);
      }
    }
    registers.release(mark);
  }

  /// Whether the parts come in order of address without overlap.
  private static boolean isOrderly(List<Initializer.Part> parts) {
    long end = 0;
    for (Initializer.Part part : parts) {
      long start = part.offset() * 8 + part.bitOffset();
      if (start < end) {
        return false;
      }
      end = start + (part.bitWidth() > 0 ? part.bitWidth() : part.type().size() * 8);
    }
    return true;
  }

  private static long coverage(List<Initializer.Part> parts) {
    long bytes = 0;
    for (Initializer.Part part : parts) {
      if (part.bitWidth() == 0) {
        bytes += part.type().size();
      }
    }
    return bytes;
  }

  /// Copies the constant parts from read-only memory, if they are many; the others go to `rest`.
  private boolean template(
      Place place, CType type, List<Initializer.Part> parts, List<Initializer.Part> rest) {
    long size = type.size();
    List<Initializer.Part> constants = new ArrayList<>();
    for (Initializer.Part part : parts) {
      (function.data.isConstant(part.value()) ? constants : rest).add(part);
    }
    if (constants.size() < TEMPLATE_PARTS_MIN
        || size > (long) constants.size() * TEMPLATE_BYTES_PER_PART_MAX) {
      return false;
    }
    StaticData.Contents contents = function.data.contents(constants, size);
    int symbol =
        function.object.constant(contents.bytes(), type.alignment(), contents.relocationArray());
    copy(place, new Place.Static(symbol, 0), size);
    return true;
  }

  private void store(Place object, Initializer.Part part) {
    int mark = registers.mark();
    Place place = function.places.plus(object, part.offset());
    CType type = part.type();
    if (part.value() instanceof Expr.StringLiteral literal && type instanceof CType.Array) {
      string(place, type.size(), literal);
    } else if (!Repr.isScalar(type)) {
      into(part.value(), place);
    } else if (part.bitWidth() > 0) {
      int value = function.values.of(part.value(), ANY);
      function.places.storeBits(place, bitField(part), value);
    } else {
      Repr repr = Repr.of(type);
      int value = function.values.of(Values.withoutNarrowing(part.value(), repr), ANY);
      function.places.store(place, repr, value);
    }
    registers.release(mark);
  }

  private static CType.Field bitField(Initializer.Part part) {
    return new CType.Field(null, part.type(), part.offset(), part.bitOffset(), part.bitWidth());
  }

  /// A char array from a string literal, cut or filled with zeros to its size.
  private void string(Place place, long size, Expr.StringLiteral literal) {
    byte[] bytes = literal.bytes();
    int used = (int) Math.min(size, bytes.length);
    if (size - used <= 64) {
      bytes = Arrays.copyOf(bytes, (int) size);
      used = (int) size;
    } else {
      zero(function.places.plus(place, used), size - used);
    }
    int symbol = function.object.literal(bytes, literal.type().alignment());
    copy(place, new Place.Static(symbol, 0), used);
  }

  /// The one scalar value of an initialiser such as `int x = {1};`, or null if it has none.
  static @Nullable Expr scalarOf(Initializer initializer) {
    return initializer.parts().isEmpty() ? null : initializer.parts().getLast().value();
  }
}
