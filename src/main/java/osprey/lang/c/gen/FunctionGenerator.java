package osprey.lang.c.gen;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Location;
import osprey.code.Op;
import osprey.code.Shape;
import osprey.code.Symbol;
import osprey.lang.c.object.FunctionCode;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Unit;
import osprey.lang.c.tree.Variable;

/// Generates one function: holds what the generators of expressions and statements share, chiefly
/// where each variable lives.
final class FunctionGenerator {
  /// A variable for the debugger; its scope is between two labels.
  private static final class Entry {
    final Variable variable;
    final Place place;
    final int start;
    int end = -1;

    Entry(Variable variable, Place place, int start) {
      this.variable = variable;
      this.place = place;
      this.start = start;
    }
  }

  final ObjectBuilder object;
  final StaticData data;
  final CodeBuffer code = new CodeBuffer();
  final Registers registers = new Registers();
  final Frame frame = new Frame();
  final Hoisting hoisting = new Hoisting(code, registers);
  final Conversions conversions = new Conversions(code, registers);
  final Arithmetic arithmetic = new Arithmetic(code);
  final Places places;
  final Values values;
  final Conditions conditions;
  final Effects effects;
  final Assignments assignments;
  final Atomics atomics;
  final Calls calls;
  final Builtins builtins;
  final Aggregates aggregates;
  final Statements statements;

  private final Unit.Function function;
  private final IdentityHashMap<Variable, Place> homes = new IdentityHashMap<>();
  private final IdentityHashMap<Variable, Integer> sizes = new IdentityHashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private int parameterRegisters;
  private int argumentArea = -1;
  private int resultAddress = -1;

  FunctionGenerator(ObjectBuilder object, StaticData data, Unit.Function function) {
    this.object = object;
    this.data = data;
    this.function = function;
    places = new Places(this);
    values = new Values(this);
    conditions = new Conditions(this);
    effects = new Effects(this);
    assignments = new Assignments(this);
    atomics = new Atomics(this);
    calls = new Calls(this);
    builtins = new Builtins(this);
    aggregates = new Aggregates(this);
    statements = new Statements(this);
  }

  static boolean isStatic(Variable variable) {
    return switch (variable.storage()) {
      case GLOBAL, EXTERN, STATIC, THREAD_LOCAL -> true;
      case PARAMETER, AUTOMATIC -> false;
    };
  }

  Unit.Function function() {
    return function;
  }

  /// Register with the address for a struct result.
  int resultAddress() {
    return resultAddress;
  }

  /// Register with the address of the variable arguments.
  int argumentArea() {
    return argumentArea;
  }

  FunctionCode generate(LineTable lines) {
    code.moveTo(function.at());
    code.emit(Op.ENTER, 0, 0, 0);
    receiveParameters();
    statements.body(function.body());
    closeScope(0);
    JumpOptimizer.run(code);
    int window = registers.used() + hoisting.registersUsed();
    code.setOperand(0, 1, window);
    int bytes = (frame.bytes() + 8 * window + 15) & -16;
    code.setOperand(0, 2, bytes);
    int[] words = code.resolved();
    renumber(words);
    return new FunctionCode(
        object.function(function.name(), function.at()),
        words,
        relocations(),
        window,
        bytes,
        lines.of(code),
        function.type(),
        locals());
  }

  private void receiveParameters() {
    List<Variable> parameters = function.parameters();
    if (function.type().result().unqualified() instanceof CType.Struct) {
      resultAddress = registers.takeVariable();
    }
    int first = registers.mark();
    for (int i = 0; i < parameters.size(); i++) {
      registers.takeVariable();
    }
    if (function.type().variadic()) {
      argumentArea = registers.takeVariable();
    }
    parameterRegisters = registers.mark() - 1;
    for (int i = 0; i < parameters.size(); i++) {
      receive(parameters.get(i), first + i);
    }
  }

  private void receive(Variable parameter, int register) {
    CType type = parameter.type();
    if (!Repr.isScalar(type)) {
      bind(parameter, new Place.Mem(register, 0));
      return;
    }
    Repr repr = Repr.of(type);
    if (!function.type().prototyped() && (repr.size < 4 || repr == Repr.FLOAT)) {
      conversions.convert(
          register, repr == Repr.FLOAT ? Repr.DOUBLE : Repr.S32, repr, -1, register);
    }
    if (inMemory(parameter)) {
      Place place =
          new Place.Mem(Registers.FRAME, frame.allocate(type.size(), parameter.alignment()));
      places.store(place, repr, register);
      bind(parameter, place);
    } else {
      bind(parameter, new Place.Reg(register));
    }
  }

  private static boolean inMemory(Variable variable) {
    CType type = variable.type();
    return variable.isAddressTaken()
        || !Repr.isScalar(type)
        || type.isVolatile()
        || type.isAtomic();
  }

  /// Gives an automatic variable its place, visible from here on.
  Place declare(Variable variable) {
    CType type = variable.type();
    Place place;
    if (!inMemory(variable)) {
      place = new Place.Reg(registers.takeVariable());
    } else if (type.size() < 32) {
      place = new Place.Mem(Registers.FRAME, frame.allocate(type.size(), variable.alignment()));
    } else {
      place =
          new Place.Mem(
              Registers.FRAME, frame.allocateTemporary(type.size(), variable.alignment()));
    }
    bind(variable, place);
    return place;
  }

  /// A variable-length array: the registers of its address and its size in bytes.
  void declareVariableArray(Variable variable, int address, int size) {
    sizes.put(variable, size);
    bind(variable, new Place.Mem(address, 0));
  }

  int sizeRegister(Variable variable) {
    Integer register = sizes.get(variable);
    if (register == null) {
      throw new IllegalStateException(variable + " is no variable-length array");
    }
    return register;
  }

  /// Makes a block-scope static visible to the debugger.
  void declareStatic(Variable variable) {
    int symbol = object.variable(variable, variable.at());
    Place place =
        variable.storage() == Variable.Storage.THREAD_LOCAL
            ? new Place.Mem(Registers.FRAME, 0, symbol)
            : new Place.Static(symbol, 0);
    entries.add(new Entry(variable, place, code.here()));
  }

  private void bind(Variable variable, Place place) {
    homes.put(variable, place);
    entries.add(new Entry(variable, place, code.here()));
  }

  /// Where a variable lives.
  Place home(Variable variable, int at) {
    Place place = homes.get(variable);
    if (place != null) {
      return place;
    }
    if (variable.storage() == Variable.Storage.THREAD_LOCAL) {
      return new Place.Mem(hoisting.threadPointer(), 0, object.variable(variable, at));
    }
    if (isStatic(variable)) {
      place = new Place.Static(object.variable(variable, at), 0);
    } else {
      // A compound literal: it lives as long as its block, so its memory is not reused.
      CType type = variable.type();
      place = new Place.Mem(Registers.FRAME, frame.allocate(type.size(), type.alignment()));
    }
    homes.put(variable, place);
    return place;
  }

  /// The register of a register variable, or null for any other expression.
  Place.@Nullable Reg registerOf(Expr expression) {
    return expression instanceof Expr.VariableRef ref
            && homes.get(ref.variable()) instanceof Place.Reg register
        ? register
        : null;
  }

  /// Memory for an intermediate value, until the statement ends.
  Place temporary(CType type) {
    return new Place.Mem(Registers.FRAME, frame.allocateTemporary(type.size(), type.alignment()));
  }

  int openScope() {
    return entries.size();
  }

  /// Ends the visibility of what was declared since {@link #openScope}.
  void closeScope(int scope) {
    int here = code.here();
    for (int i = scope; i < entries.size(); i++) {
      if (entries.get(i).end < 0) {
        entries.get(i).end = here;
      }
    }
  }

  /// Gives hoisted registers their places after the parameters.
  private void renumber(int[] words) {
    int hoisted = hoisting.registersUsed();
    if (hoisted == 0) {
      return;
    }
    for (int i = 0; i < words.length; i += 4) {
      int mask = Shape.registersOf(words[i]);
      for (int operand = 1; mask != 0; operand++, mask >>= 1) {
        if ((mask & 1) != 0) {
          words[i + operand] = renumbered(words[i + operand], hoisted);
        }
      }
    }
  }

  private int renumbered(int register, int hoisted) {
    if (register >= Registers.HOISTED) {
      return parameterRegisters + 1 + register - Registers.HOISTED;
    }
    return register > parameterRegisters ? register + hoisted : register;
  }

  private int[] relocations() {
    int count = 0;
    for (int i = 0; i < code.size(); i++) {
      if (code.symbolOf(i) != CodeBuffer.NO_SYMBOL) {
        count++;
      }
    }
    int[] pairs = new int[count * 2];
    int next = 0;
    for (int i = 0; i < code.size(); i++) {
      if (code.symbolOf(i) != CodeBuffer.NO_SYMBOL) {
        pairs[next++] = i;
        pairs[next++] = code.symbolOf(i);
      }
    }
    return pairs;
  }

  private List<FunctionCode.Local> locals() {
    List<FunctionCode.Local> locals = new ArrayList<>();
    for (Entry entry : entries) {
      Variable variable = entry.variable;
      boolean parameter = variable.storage() == Variable.Storage.PARAMETER;
      int start = parameter ? 0 : code.positionOf(entry.start);
      int symbol = Place.NO_SYMBOL;
      Location location;
      switch (entry.place) {
        case Place.Reg(int register) ->
            location = new Location.Register(renumbered(register, hoisting.registersUsed()));
        case Place.Mem(int base, int offset, int tls) -> {
          if (tls != Place.NO_SYMBOL) {
            symbol = tls;
            location = new Location.ThreadLocal(0);
          } else if (base == Registers.FRAME) {
            location = new Location.Frame(offset);
          } else {
            location = new Location.Indirect(renumbered(base, hoisting.registersUsed()));
          }
        }
        case Place.Static(int data, _) -> {
          symbol = data;
          location = new Location.Static(0);
        }
        case Place.Indexed _ -> throw new IllegalStateException(variable.name());
      }
      Symbol.Local local =
          new Symbol.Local(
              variable.name(),
              variable.type(),
              location,
              parameter,
              start,
              code.positionOf(entry.end));
      locals.add(new FunctionCode.Local(local, symbol));
    }
    return locals;
  }
}
