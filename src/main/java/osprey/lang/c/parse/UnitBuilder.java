package osprey.lang.c.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.tree.Expr;
import osprey.lang.c.tree.Initializer;
import osprey.lang.c.tree.Unit;
import osprey.lang.c.tree.Variable;

/// Gathers what a unit defines and refers to while it is read.
final class UnitBuilder {
  private final List<Unit.Function> functions = new ArrayList<>();
  private final Map<Variable, Initializer> initializers = new LinkedHashMap<>();
  private final Set<Variable> objects = new LinkedHashSet<>();
  private final Set<Variable> referred = new LinkedHashSet<>();
  private final Set<Variable> inRegisters = new LinkedHashSet<>();
  private final Map<Variable, Expr> constants = new LinkedHashMap<>();
  private final Map<String, Meaning> linked = new LinkedHashMap<>();
  private final List<CType> unnamed = new ArrayList<>();

  void add(Unit.Function function) {
    functions.add(function);
  }

  /// A struct, union or enumeration without a tag; the debugger knows the constants of the latter.
  void addUnnamed(CType type) {
    unnamed.add(type);
  }

  /// An object with static storage; `extern` ones appear in the unit only if used.
  void add(Variable object) {
    objects.add(object);
  }

  void initialize(Variable object, Initializer initializer) {
    objects.add(object);
    initializers.put(object, initializer);
    if (object.type().isConst()
        && initializer.parts().size() == 1
        && ConstantFolder.isConstant(initializer.parts().getFirst().value())) {
      constants.put(object, initializer.parts().getFirst().value());
    }
  }

  /// Drops an object that turned out not to be needed.
  void forget(Variable object) {
    objects.remove(object);
    initializers.remove(object);
  }

  boolean isInitialized(Variable object) {
    return initializers.containsKey(object);
  }

  /// The value of a const object with static storage and a constant initialiser: gcc lets other
  /// initialisers use it.
  @Nullable Expr constantValue(Variable object) {
    return constants.get(object);
  }

  void refer(Variable object) {
    if (object.storage() == Variable.Storage.EXTERN
        || object.storage() == Variable.Storage.THREAD_LOCAL) {
      referred.add(object);
    }
  }

  /// Declared `register`: has no address.
  void keepInRegister(Variable object) {
    inRegisters.add(object);
  }

  boolean isRegister(Variable object) {
    return inRegisters.contains(object);
  }

  /// What a name with linkage means in this unit, even where no scope shows it.
  @Nullable Meaning linked(String name) {
    return linked.get(name);
  }

  void link(String name, Meaning meaning) {
    linked.put(name, meaning);
  }

  Iterable<Meaning> allLinked() {
    return linked.values();
  }

  Iterable<Variable> objects() {
    return objects;
  }

  Unit build(String name, Scope file) {
    List<Unit.Global> globals = new ArrayList<>(objects.size());
    for (Variable object : objects) {
      boolean isDefined =
          object.storage() != Variable.Storage.EXTERN
              && (object.storage() != Variable.Storage.THREAD_LOCAL || object.isDefined());
      if (isDefined || referred.contains(object)) {
        globals.add(new Unit.Global(object, initializers.get(object)));
      }
    }
    Map<String, CType> typedefs = new LinkedHashMap<>();
    file.names()
        .forEach((each, meaning) -> {
          if (meaning instanceof Meaning.TypeName(_, CType type)) {
            typedefs.put(each, type);
          }
        });
    Map<String, CType> tags = new LinkedHashMap<>();
    file.tags().values().forEach(tag -> tags.put(tag.type().spelling(), tag.type()));
    for (CType type : unnamed) {
      if (type instanceof CType.Enum enumeration && !enumeration.enumerators().isEmpty()) {
        tags.put("enum {" + enumeration.enumerators().getFirst().name() + "}", type);
      }
    }
    return new Unit(name, List.copyOf(functions), List.copyOf(globals), typedefs, tags);
  }
}
