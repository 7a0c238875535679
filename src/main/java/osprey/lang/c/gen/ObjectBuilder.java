package osprey.lang.c.gen;

import com.google.common.primitives.Ints;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import osprey.code.CType;
import osprey.lang.c.object.CompiledUnit;
import osprey.lang.c.object.DataPiece;
import osprey.lang.c.object.FunctionCode;
import osprey.lang.c.object.ObjectSymbol;
import osprey.lang.c.tree.Unit;
import osprey.lang.c.tree.Variable;

/// The object file under construction: symbols, string literals, functions and data found so far.
final class ObjectBuilder {
  private record Literal(ByteBuffer bytes, int alignment) {}

  private final String name;
  private final List<ObjectSymbol> symbols = new ArrayList<>();
  private final Map<String, Integer> functionSymbols = new HashMap<>();
  private final Map<String, Integer> externals = new HashMap<>();
  private final IdentityHashMap<Variable, Integer> variables = new IdentityHashMap<>();
  private final Map<Literal, Integer> literals = new HashMap<>();
  private final List<FunctionCode> functions = new ArrayList<>();
  private final List<DataPiece> data = new ArrayList<>();

  ObjectBuilder(Unit unit) {
    name = unit.name();
    for (Unit.Function function : unit.functions()) {
      int symbol =
          function.isExternal()
              ? external(function.name(), function.at())
              : add(
                  new ObjectSymbol(
                      function.name(), false, ObjectSymbol.Kind.UNDEFINED, -1, function.at()));
      functionSymbols.put(function.name(), symbol);
    }
  }

  int function(String function, int at) {
    Integer symbol = functionSymbols.get(function);
    if (symbol == null) {
      symbol = external(function, at);
      functionSymbols.put(function, symbol);
    }
    return symbol;
  }

  int variable(Variable variable, int at) {
    Integer symbol = variables.get(variable);
    if (symbol == null) {
      symbol =
          variable.isExternal()
              ? external(variable.name(), at)
              : add(new ObjectSymbol(variable.name(), false, ObjectSymbol.Kind.UNDEFINED, -1, at));
      variables.put(variable, symbol);
    }
    return symbol;
  }

  /// Symbol of a string literal; equal ones are one.
  int literal(byte[] bytes, int alignment) {
    Literal key = new Literal(ByteBuffer.wrap(bytes), alignment);
    Integer symbol = literals.get(key);
    if (symbol == null) {
      symbol = constant(bytes, alignment, new int[0]);
      literals.put(key, symbol);
    }
    return symbol;
  }

  /// Symbol of nameless read-only data.
  int constant(byte[] bytes, int alignment, int[] relocations) {
    int symbol = add(new ObjectSymbol("", false, ObjectSymbol.Kind.DATA, data.size(), 0));
    data.add(
        new DataPiece(
            symbol, DataPiece.Section.RODATA, bytes.length, alignment, bytes, relocations, null));
    return symbol;
  }

  void define(FunctionCode function) {
    define(function.symbol(), ObjectSymbol.Kind.FUNCTION, functions.size());
    functions.add(function);
  }

  void define(
      Variable variable, DataPiece.Section section, byte[] bytes, List<Integer> relocations) {
    int symbol = variable(variable, variable.at());
    define(symbol, ObjectSymbol.Kind.DATA, data.size());
    CType type = variable.type();
    data.add(
        new DataPiece(
            symbol,
            section,
            Math.max(type.size(), bytes.length),
            variable.alignment(),
            bytes,
            Ints.toArray(relocations),
            type));
  }

  CompiledUnit finish(List<String> files, Unit unit) {
    Map<String, CType> types = new LinkedHashMap<>(unit.typedefs());
    types.putAll(unit.tags());
    return new CompiledUnit(
        name, List.copyOf(symbols), files, List.copyOf(functions), List.copyOf(data), types);
  }

  private int external(String symbolName, int at) {
    Integer symbol = externals.get(symbolName);
    if (symbol == null) {
      symbol = add(new ObjectSymbol(symbolName, true, ObjectSymbol.Kind.UNDEFINED, -1, at));
      externals.put(symbolName, symbol);
    }
    return symbol;
  }

  private int add(ObjectSymbol symbol) {
    symbols.add(symbol);
    return symbols.size() - 1;
  }

  private void define(int symbol, ObjectSymbol.Kind kind, int index) {
    ObjectSymbol old = symbols.get(symbol);
    symbols.set(symbol, new ObjectSymbol(old.name(), old.external(), kind, index, old.at()));
  }
}
