package osprey.lang.c.gen;

import osprey.lang.Diagnostics;
import osprey.lang.c.object.CompiledUnit;
import osprey.lang.c.tree.Unit;
import osprey.lang.c.tree.Variable;

/// Compiles a checked translation unit to an object file. The unit must be free of errors; the only
/// ones found here are static initialisers that are not constant.
public final class CodeGenerator {
  private CodeGenerator() {}

  public static CompiledUnit generate(Unit unit, Diagnostics diagnostics) {
    ObjectBuilder object = new ObjectBuilder(unit);
    StaticData data = new StaticData(object, diagnostics);
    LineTable lines = new LineTable(diagnostics.sources());
    for (Unit.Global global : unit.objects()) {
      if (global.variable().storage() != Variable.Storage.EXTERN && global.variable().isDefined()) {
        data.define(global);
      }
    }
    for (Unit.Function function : unit.functions()) {
      object.define(new FunctionGenerator(object, data, function).generate(lines));
    }
    return object.finish(lines.files(), unit);
  }
}
