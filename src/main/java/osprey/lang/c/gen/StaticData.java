package osprey.lang.c.gen;

import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.Diagnostics;
import osprey.lang.c.object.DataPiece;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Initializer;
import osprey.lang.c.tree.Unit;
import osprey.lang.c.tree.Variable;

/// Lays out objects with static storage: evaluates their initialisers (C11 §6.6, address constants
/// included) into bytes and relocations.
final class StaticData {
  /// @param relocations triples of offset, symbol, addend
  @SuppressWarnings("ArrayRecordComponent") // filled here, then read once
  record Contents(byte[] bytes, List<Integer> relocations) {
    int[] relocationArray() {
      return Ints.toArray(relocations);
    }
  }

  private final ObjectBuilder object;
  private final Diagnostics diagnostics;
  private final ConstantEvaluator evaluator;

  StaticData(ObjectBuilder object, Diagnostics diagnostics) {
    this.object = object;
    this.diagnostics = diagnostics;
    this.evaluator = new ConstantEvaluator(object);
  }

  boolean isConstant(Expr value) {
    return (value instanceof Expr.StringLiteral && value.type() instanceof CType.Array)
        || (Repr.isScalar(value.type()) && evaluator.evaluate(value) != null);
  }

  /// Defines an object of the unit.
  void define(Unit.Global global) {
    Variable variable = global.variable();
    Initializer initializer = global.initializer();
    boolean threadLocal = variable.storage() == Variable.Storage.THREAD_LOCAL;
    if (initializer == null || initializer.parts().isEmpty()) {
      object.define(
          variable,
          threadLocal
              ? DataPiece.Section.TLS_BSS
              : isReadOnly(variable.type()) ? DataPiece.Section.RODATA : DataPiece.Section.BSS,
          isReadOnly(variable.type()) && !threadLocal
              ? new byte[Math.toIntExact(variable.type().size())]
              : new byte[0],
          List.of());
      return;
    }
    Contents contents = contents(initializer.parts(), variable.type().size());
    boolean zero = contents.relocations.isEmpty() && isZero(contents.bytes);
    DataPiece.Section section =
        threadLocal
            ? (zero ? DataPiece.Section.TLS_BSS : DataPiece.Section.TLS_DATA)
            : isReadOnly(variable.type())
                ? DataPiece.Section.RODATA
                : zero ? DataPiece.Section.BSS : DataPiece.Section.DATA;
    boolean stored = section != DataPiece.Section.BSS && section != DataPiece.Section.TLS_BSS;
    object.define(variable, section, stored ? contents.bytes : new byte[0], contents.relocations);
  }

  private static boolean isReadOnly(CType type) {
    CType element = type;
    while (element instanceof CType.Array array) {
      element = array.element();
    }
    return element.isConst() && !element.isVolatile();
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /// The bytes of an object with these parts, all of which must be constant.
  Contents contents(List<Initializer.Part> parts, long size) {
    long end = size;
    for (Initializer.Part part : parts) {
      end = Math.max(end, part.offset() + part.type().size()); // flexible array members
    }
    Contents contents = new Contents(new byte[Math.toIntExact(end)], new ArrayList<>());
    fill(contents, 0, parts);
    return contents;
  }

  private void fill(Contents contents, long base, List<Initializer.Part> parts) {
    for (Initializer.Part part : parts) {
      int offset = (int) (base + part.offset());
      Expr value = part.value();
      if (value instanceof Expr.StringLiteral literal && part.type() instanceof CType.Array) {
        int length = (int) Math.min(literal.bytes().length, part.type().size());
        System.arraycopy(literal.bytes(), 0, contents.bytes, offset, length);
      } else if (value instanceof Expr.CompoundLiteral literal && !Repr.isScalar(part.type())) {
        fill(contents, offset, literal.initializer().parts());
      } else {
        scalar(contents, offset, part);
      }
    }
  }

  private void scalar(Contents contents, int offset, Initializer.Part part) {
    ConstantEvaluator.Constant constant =
        Repr.isScalar(part.type()) ? evaluator.evaluate(part.value()) : null;
    if (constant == null) {
      diagnostics.error(part.value().at(), 1, "initializer element is not constant");
      return;
    }
    Repr repr = Repr.of(part.type());
    if (constant.symbol() != Place.NO_SYMBOL) {
      contents.relocations.add(offset);
      contents.relocations.add(constant.symbol());
      contents.relocations.add((int) constant.bits());
      return;
    }
    long bits = constant.bits();
    if (repr == Repr.FLOAT) {
      bits = Float.floatToRawIntBits((float) Double.longBitsToDouble(bits));
    }
    if (part.bitWidth() > 0) {
      long mask = part.bitWidth() == 64 ? -1 : (1L << part.bitWidth()) - 1;
      long old = read(contents.bytes, offset, repr.size);
      bits = (old & ~(mask << part.bitOffset())) | ((bits & mask) << part.bitOffset());
    }
    for (int i = 0; i < Math.min(8, repr.size); i++) {
      contents.bytes[offset + i] = (byte) (bits >>> (8 * i));
    }
  }

  private static long read(byte[] bytes, int offset, int size) {
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | (bytes[offset + i] & 0xff);
    }
    return value;
  }

  /// What a constant expression evaluates to, or null if it is none.
  ConstantEvaluator.@Nullable Constant evaluate(Expr expression) {
    return evaluator.evaluate(expression);
  }
}
