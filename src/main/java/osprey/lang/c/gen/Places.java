package osprey.lang.c.gen;

import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Op;
import osprey.lang.c.tree.Expr;

/// Finds where lvalues are, and loads and stores there.
final class Places {
  private final FunctionGenerator function;
  private final CodeBuffer code;
  private final Registers registers;

  Places(FunctionGenerator function) {
    this.function = function;
    this.code = function.code;
    this.registers = function.registers;
  }

  static boolean isLvalue(Expr expression) {
    return switch (expression) {
      case Expr.VariableRef _, Expr.Deref _, Expr.StringLiteral _, Expr.CompoundLiteral _ -> true;
      case Expr.Member member -> isLvalue(member.object());
      default -> false;
    };
  }

  static CType.@Nullable Field bitField(Expr expression) {
    return expression instanceof Expr.Member member && member.field().isBitField()
        ? member.field()
        : null;
  }

  /// Where an lvalue, a function designator or a struct value is. Registers that the place refers
  /// to are variables or temporaries above the caller's mark.
  Place of(Expr expression) {
    return switch (expression) {
      case Expr.VariableRef ref -> function.home(ref.variable(), ref.at());
      case Expr.Deref deref -> target(deref.pointer(), accessSize(deref.type()));
      case Expr.Member member -> plus(of(member.object()), member.field().offset());
      case Expr.StringLiteral literal ->
          new Place.Static(function.object.literal(literal.bytes(), literal.type().alignment()), 0);
      case Expr.CompoundLiteral literal -> function.aggregates.literal(literal);
      case Expr.FunctionRef ref ->
          new Place.Static(function.object.function(ref.name(), ref.at()), 0);
      default -> function.aggregates.placeOf(expression);
    };
  }

  /// The size of an element that can be accessed with base and index, or 0.
  private static int accessSize(CType type) {
    return Repr.isScalar(type) && Repr.of(type).isIndexable() ? Repr.of(type).size : 0;
  }

  /// What a pointer value points to.
  ///
  /// @param access size of an element about to be accessed, if an index may be left to the access
  Place target(Expr pointer, int access) {
    return switch (pointer) {
      case Expr.Decay decay -> of(decay.operand());
      case Expr.AddressOf address -> of(address.operand());
      case Expr.Cast cast when cast.operand().type().unqualified() instanceof CType.Pointer ->
          target(cast.operand(), access);
      case Expr.PointerAdd add -> element(add, access);
      case Expr.Increment step when !step.isPrefix() -> {
        Place before = bumped(step);
        yield before != null
            ? before
            : new Place.Mem(function.values.of(pointer, Registers.ANY), 0);
      }
      default -> new Place.Mem(function.values.of(pointer, Registers.ANY), 0);
    };
  }

  /// `*p++` of a register variable: steps first, and looks one element back.
  private @Nullable Place bumped(Expr.Increment step) {
    if (!(function.registerOf(step.target()) instanceof Place.Reg(int register))) {
      return null;
    }
    long size = elementSize(step.type());
    int bytes = (int) (step.isDecrement() ? -size : size);
    code.emit(Op.ADDI, register, register, bytes);
    return new Place.Mem(register, -bytes);
  }

  static long elementSize(CType pointer) {
    if (pointer.unqualified() instanceof CType.Pointer(CType target)) {
      return Math.max(1, target.size());
    }
    return 1;
  }

  private Place element(Expr.PointerAdd add, int access) {
    long size = elementSize(add.type());
    Place base = target(add.pointer(), 0);
    Expr index = add.index();
    long offset = 0;
    while (true) {
      if (Constants.isInteger(index)) {
        long bytes = Constants.integer(index) * size;
        return plus(base, offset + (add.subtract() ? -bytes : bytes));
      }
      Expr.Binary sum = constantSum(index);
      if (sum == null) {
        break;
      }
      long bytes = Constants.integer(sum.right()) * size;
      boolean minus = (sum.op() == Expr.BinaryOp.SUBTRACT) != add.subtract();
      if (!Constants.fitsInt(offset + (minus ? -bytes : bytes))) {
        break;
      }
      offset += minus ? -bytes : bytes;
      index = sum.left();
    }
    base = plus(base, offset);
    int register = indexValue(index);
    return add.subtract()
        ? scaled(base, register, -size)
        : access == size ? indexed(base, register, access) : scaled(base, register, size);
  }

  /// `i + 3` where leaving the 3 to the address changes nothing but undefined overflow.
  private static Expr.@Nullable Binary constantSum(Expr index) {
    Expr bare = index;
    if (bare instanceof Expr.Cast cast
        && Repr.isScalar(cast.operand().type())
        && Repr.of(cast.type()).isWide()
        && Repr.of(cast.operand().type()) == Repr.S32) {
      bare = cast.operand();
    }
    if (bare instanceof Expr.Binary binary
        && (binary.op() == Expr.BinaryOp.ADD || binary.op() == Expr.BinaryOp.SUBTRACT)
        && Constants.isInteger(binary.right())) {
      Repr repr = Repr.of(binary.type());
      return repr == Repr.S32 || repr == Repr.S64 || repr == Repr.U64 ? binary : null;
    }
    return null;
  }

  private int indexValue(Expr index) {
    return function.values.of(index, Registers.ANY);
  }

  private Place indexed(Place base, int index, int size) {
    if (base instanceof Place.Mem(int register, int offset, int symbol)
        && offset == 0
        && symbol == Place.NO_SYMBOL) {
      return new Place.Indexed(register, index, size);
    }
    if (function.hoisting.isActive()) {
      if (base instanceof Place.Static(int symbol, int offset)) {
        return new Place.Indexed(function.hoisting.address(symbol, offset), index, size);
      }
      if (base instanceof Place.Mem(int register, int offset, int symbol)
          && register == Registers.FRAME
          && symbol == Place.NO_SYMBOL) {
        return new Place.Indexed(function.hoisting.frameAddress(offset), index, size);
      }
    }
    return scaled(base, index, size);
  }

  /// base + index * size, the offset of the base left to the access.
  private Place scaled(Place base, int index, long size) {
    if (base instanceof Place.Static(int symbol, int offset)) {
      return new Place.Mem(multiplied(index, size), offset, symbol);
    }
    int register;
    int offset = 0;
    int symbol = Place.NO_SYMBOL;
    if (base instanceof Place.Mem mem) {
      register = mem.base();
      offset = mem.offset();
      symbol = mem.symbol();
    } else {
      register = address(base, Registers.ANY);
    }
    int opcode = leaOf(size);
    int factor = opcode < 0 ? multiplied(index, size) : index;
    int sum = registers.take();
    code.emit(opcode < 0 ? Op.ADD : opcode, sum, register, factor);
    return new Place.Mem(sum, offset, symbol);
  }

  private static int leaOf(long size) {
    return size == 2 ? Op.LEA2 : size == 4 ? Op.LEA4 : size == 8 ? Op.LEA8 : -1;
  }

  private int multiplied(int index, long size) {
    if (size == 1) {
      return index;
    }
    if (!Constants.fitsInt(size)) {
      int factor = function.hoisting.constant(size);
      int product = registers.take();
      code.emit(Op.MUL, product, index, factor);
      return product;
    }
    int product = registers.take();
    int shift = Arithmetic.powerOfTwo(size);
    if (size == -1) {
      code.emit(Op.NEG, product, index, 0);
    } else if (shift > 0) {
      code.emit(Op.SHLI, product, index, shift);
    } else {
      code.emit(Op.MULI, product, index, (int) size);
    }
    return product;
  }

  Place plus(Place place, long bytes) {
    if (bytes == 0) {
      return place;
    }
    if (place instanceof Place.Mem(int base, int offset, int symbol)
        && Constants.fitsInt(offset + bytes)) {
      return new Place.Mem(base, (int) (offset + bytes), symbol);
    }
    if (place instanceof Place.Static(int symbol, int offset)
        && Constants.fitsInt(offset + bytes)) {
      return new Place.Static(symbol, (int) (offset + bytes));
    }
    int register = address(place, Registers.ANY);
    if (Constants.fitsInt(bytes)) {
      return new Place.Mem(register, (int) bytes);
    }
    int far = function.hoisting.constant(bytes);
    int sum = registers.take();
    code.emit(Op.ADD, sum, register, far);
    return new Place.Mem(sum, 0);
  }

  /// The address of a place, in a register.
  int address(Place place, int want) {
    return switch (place) {
      case Place.Static(int symbol, int offset) -> {
        if (want == Registers.ANY) {
          yield function.hoisting.address(symbol, offset);
        }
        code.address(want, symbol, offset);
        yield want;
      }
      case Place.Mem(int base, int offset, int symbol) -> {
        if (offset == 0 && symbol == Place.NO_SYMBOL) {
          yield function.conversions.deliver(base, want);
        }
        if (want == Registers.ANY && base == Registers.FRAME && symbol == Place.NO_SYMBOL) {
          yield function.hoisting.frameAddress(offset);
        }
        int target = want == Registers.ANY ? registers.take() : want;
        code.emit(Op.ADDI, target, base, offset, symbol);
        yield target;
      }
      case Place.Indexed(int base, int index, int size) -> {
        int target = want == Registers.ANY ? registers.take() : want;
        code.emit(size == 1 ? Op.ADD : leaOf(size), target, base, index);
        yield target;
      }
      case Place.Reg _ -> throw new IllegalStateException("address of a register");
    };
  }

  /// The place with its address in one register, so that it can be used twice.
  Place.Mem pinned(Place place) {
    return place instanceof Place.Mem mem ? mem : new Place.Mem(address(place, Registers.ANY), 0);
  }

  int load(Place place, Repr repr, int want) {
    if (place instanceof Place.Reg(int register)) {
      return function.conversions.settle(register, want);
    }
    int mark = registers.mark();
    Place reachable = place;
    if (place instanceof Place.Static direct && !isAbsolute(repr)) {
      reachable = viaRegister(direct);
    } else if (place instanceof Place.Indexed && !repr.isIndexable()) {
      reachable = pinned(place);
    }
    registers.release(mark);
    int target = want == Registers.ANY ? registers.take() : want;
    switch (reachable) {
      case Place.Static(int symbol, int offset) ->
          code.emit(repr.size == 4 ? Op.LDG32S : Op.LDG64, target, offset, 0, symbol);
      case Place.Indexed(int base, int index, _) ->
          code.emit(repr.indexedLoad(), target, base, index);
      case Place.Mem(int base, int offset, int symbol) ->
          code.emit(repr.load, target, base, offset, symbol);
      case Place.Reg _ -> throw new IllegalStateException("register");
    }
    return target;
  }

  void store(Place place, Repr repr, int value) {
    if (place instanceof Place.Reg(int register)) {
      code.move(register, value);
      return;
    }
    int mark = registers.mark();
    Place reachable = place;
    if (place instanceof Place.Static direct && !isAbsoluteStore(repr)) {
      reachable = viaRegister(direct);
    } else if (place instanceof Place.Indexed && !repr.isIndexable()) {
      reachable = pinned(place);
    }
    switch (reachable) {
      case Place.Static(int symbol, int offset) ->
          code.emit(repr.size == 4 ? Op.STG32 : Op.STG64, value, offset, 0, symbol);
      case Place.Indexed(int base, int index, _) ->
          code.emit(repr.indexedStore(), value, base, index);
      case Place.Mem(int base, int offset, int symbol) ->
          code.emit(repr.store, value, base, offset, symbol);
      case Place.Reg _ -> throw new IllegalStateException("register");
    }
    registers.release(mark);
  }

  private static boolean isAbsolute(Repr repr) {
    return repr == Repr.S32 || repr.isWide();
  }

  private static boolean isAbsoluteStore(Repr repr) {
    return repr == Repr.S32 || repr == Repr.U32 || repr.isWide();
  }

  private Place viaRegister(Place.Static place) {
    return function.hoisting.isActive()
        ? new Place.Mem(function.hoisting.address(place.symbol(), 0), place.offset())
        : new Place.Mem(function.hoisting.address(place.symbol(), place.offset()), 0);
  }

  /// The value of a bit-field whose storage unit is at a place.
  int loadBits(Place place, CType.Field field, int want) {
    Repr repr = Repr.of(field.type());
    int mark = registers.mark();
    int unit = load(place, repr, Registers.ANY);
    registers.release(mark);
    int target = want == Registers.ANY ? registers.take() : want;
    int width = field.bitWidth();
    int shift = field.bitOffset();
    if (repr.signed) {
      code.emit(Op.SHLI, target, unit, 64 - shift - width);
      code.emit(Op.SARI, target, target, 64 - width);
    } else if (width + shift == repr.size * 8) {
      code.emit(Op.SHRI, target, unit, shift);
    } else if (shift == 0 && width < 32) {
      code.emit(Op.ANDI, target, unit, (1 << width) - 1);
    } else {
      code.emit(Op.SHLI, target, unit, 64 - shift - width);
      code.emit(Op.SHRI, target, target, 64 - width);
    }
    return target;
  }

  /// Stores the low bits of a value into a bit-field; the rest of its storage unit stays.
  void storeBits(Place place, CType.Field field, int value) {
    Repr repr = Repr.of(field.type());
    int mark = registers.mark();
    int width = field.bitWidth();
    int shift = field.bitOffset();
    if (width == repr.size * 8) {
      store(place, repr, value);
      return;
    }
    long mask = ((1L << width) - 1) << shift;
    Place unitPlace = place instanceof Place.Static ? place : pinned(place);
    int old = load(unitPlace, repr, Registers.ANY);
    int kept = registers.take();
    and(kept, old, ~mask);
    int bits = registers.take();
    int narrow = width < 32 ? (1 << width) - 1 : 0;
    if (narrow != 0) {
      code.emit(Op.ANDI, bits, value, narrow);
      if (shift > 0) {
        code.emit(Op.SHLI, bits, bits, shift);
      }
    } else {
      code.emit(Op.SHLI, bits, value, 64 - width);
      code.emit(Op.SHRI, bits, bits, 64 - width - shift);
    }
    code.emit(Op.OR, kept, kept, bits);
    store(unitPlace, repr, kept);
    registers.release(mark);
  }

  private void and(int to, int from, long mask) {
    if (Constants.fitsInt(mask)) {
      code.emit(Op.ANDI, to, from, (int) mask);
    } else {
      int constant = function.hoisting.constant(mask);
      code.emit(Op.AND, to, from, constant);
    }
  }
}
