package osprey.lang.c.parse;

import static osprey.lang.c.parse.Reports.quote;

import osprey.code.CType;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Variable;

/// Enters what declarations declare into scope and unit: which declarations mean the same object or
/// function, and whether they agree (C11 §6.2.2, §6.2.7, §6.9.2).
final class Binder {
  /// Bytes an object may have: more than any machine here has memory.
  private static final long OBJECT_MAX = Integer.MAX_VALUE;

  private final Parser parser;
  private final Reports reports;

  Binder(Parser parser) {
    this.parser = parser;
    this.reports = parser.reports;
  }

  /// Enters a name that must be new in its scope.
  void declareName(Token name, Meaning meaning) {
    Meaning old = parser.scope().findHere(name.text());
    if (old != null) {
      redefinition(name, old, meaning);
    }
    parser.scope().declare(name.text(), meaning);
  }

  private void redefinition(Token name, Meaning old, Meaning now) {
    boolean sameKind = old.getClass() == now.getClass();
    reports.error(
        name,
        sameKind
            ? "redefinition of '" + name.text() + "'"
            : "'" + name.text() + "' redeclared as a different kind of name");
    reports.note(old.at(), name.length(), "previous declaration is here");
  }

  Variable newVariable(Token name, CType type, Variable.Storage storage, boolean isExternal) {
    Variable variable = new Variable(name.text(), name.at(), type, storage, isExternal);
    settle(variable);
    return variable;
  }

  /// Objects that live in memory whatever is done with them.
  static void settle(Variable variable) {
    CType type = variable.type();
    if (type instanceof CType.Array
        || Types.isStruct(type)
        || type.isVolatile()
        || type.isAtomic()) {
      variable.takeAddress();
    }
  }

  /// Reports an object that no memory can hold.
  void checkSize(Variable variable) {
    if (variable.type().size() > OBJECT_MAX) {
      reports.error(
          variable.at(),
          Math.max(1, variable.name().length()),
          "'" + variable.name() + "' is too large: " + variable.type().size() + " bytes",
          null);
    }
  }

  /// An object with linkage: at file scope, or `extern` in a block (C11 §6.2.2).
  Variable declareLinked(Token name, CType type, Specifiers specifiers, boolean hasInitializer) {
    Meaning old = parser.scope().findHere(name.text());
    if (old == null) {
      old = parser.unit.linked(name.text());
    }
    Variable variable;
    if (old instanceof Meaning.Object(var before) && isLinked(before)) {
      variable = before;
      redeclare(name, variable, type, specifiers, hasInitializer);
    } else {
      if (old != null) {
        redefinition(
            name, old, new Meaning.Object(newVariable(name, type, Variable.Storage.EXTERN, true)));
      }
      variable = newVariable(name, type, storage(specifiers, hasInitializer), true);
      if (specifiers.storage() == Specifiers.Storage.STATIC) {
        variable.redeclare(variable.storage(), false);
      }
      variable.define(isDefinition(specifiers, hasInitializer));
      parser.unit.add(variable);
    }
    Meaning meaning = new Meaning.Object(variable);
    parser.unit.link(name.text(), meaning);
    parser.scope().declare(name.text(), meaning);
    if (hasInitializer
        && specifiers.storage() == Specifiers.Storage.EXTERN
        && parser.body() != null) {
      reports.error(name, "a declaration 'extern' inside a function cannot have an initialiser");
    }
    return variable;
  }

  private static boolean isLinked(Variable variable) {
    return variable.storage() != Variable.Storage.AUTOMATIC
        && variable.storage() != Variable.Storage.PARAMETER;
  }

  private static boolean isDefinition(Specifiers specifiers, boolean hasInitializer) {
    return hasInitializer || specifiers.storage() != Specifiers.Storage.EXTERN;
  }

  private static Variable.Storage storage(Specifiers specifiers, boolean hasInitializer) {
    if (specifiers.isThreadLocal()) {
      return Variable.Storage.THREAD_LOCAL;
    }
    if (specifiers.storage() == Specifiers.Storage.STATIC) {
      return Variable.Storage.STATIC;
    }
    return isDefinition(specifiers, hasInitializer)
        ? Variable.Storage.GLOBAL
        : Variable.Storage.EXTERN;
  }

  private void redeclare(
      Token name, Variable variable, CType type, Specifiers specifiers, boolean hasInitializer) {
    if (!Types.compatible(variable.type(), type)) {
      reports.error(
          name,
          "conflicting types for '"
              + name.text()
              + "': "
              + quote(type)
              + " here, "
              + quote(variable.type())
              + " before");
      reports.note(variable.at(), name.length(), "previous declaration is here");
      return;
    }
    boolean isStatic = specifiers.storage() == Specifiers.Storage.STATIC;
    boolean isExtern = specifiers.storage() == Specifiers.Storage.EXTERN;
    boolean isThreadLocal = variable.storage() == Variable.Storage.THREAD_LOCAL;
    if (variable.isExternal() == isStatic && !isExtern) {
      reports.error(
          name,
          isStatic
              ? "static declaration of '" + name.text() + "' follows one that is not"
              : "declaration of '" + name.text() + "' without 'static' follows one with it");
      reports.note(variable.at(), name.length(), "previous declaration is here");
    }
    if (isThreadLocal != specifiers.isThreadLocal()) {
      reports.error(name, "only one declaration of '" + name.text() + "' says '_Thread_local'");
      reports.note(variable.at(), name.length(), "previous declaration is here");
    }
    variable.refine(Types.composite(variable.type(), type));
    if (isDefinition(specifiers, hasInitializer)) {
      if (variable.storage() == Variable.Storage.EXTERN) {
        variable.redeclare(Variable.Storage.GLOBAL, true);
      }
      variable.define(true);
    }
  }

  Meaning.FunctionName declareFunction(
      Token name, CType.Function type, Specifiers specifiers, Attributes attributes) {
    boolean isStatic = specifiers.storage() == Specifiers.Storage.STATIC;
    boolean inlineOnly = specifiers.isInline() && specifiers.storage() != Specifiers.Storage.EXTERN;
    Meaning old = parser.scope().findHere(name.text());
    if (old == null) {
      old = parser.unit.linked(name.text());
    }
    Meaning.FunctionName function;
    if (old instanceof Meaning.FunctionName before) {
      function = before;
      if (!Types.compatible(before.type(), type)) {
        reports.error(
            name,
            "conflicting types for '"
                + name.text()
                + "': "
                + quote(type)
                + " here, "
                + quote(before.type())
                + " before");
        reports.note(before.at(), name.length(), "previous declaration is here");
      } else {
        before.refine((CType.Function) Types.composite(before.type(), type));
      }
      if (isStatic && !before.isStatic()) {
        reports.error(name, "static declaration of '" + name.text() + "' follows one that is not");
        reports.note(before.at(), name.length(), "previous declaration is here");
      }
      before.link(before.isStatic(), before.isInlineOnly() && (inlineOnly || isStatic));
    } else {
      function = new Meaning.FunctionName(name.text(), name.at(), type);
      function.link(isStatic, inlineOnly);
      if (old != null) {
        redefinition(name, old, function);
      }
    }
    function.add(attributes);
    parser.unit.link(name.text(), function);
    parser.scope().declare(name.text(), function);
    return function;
  }

  /// At the end of the unit: tentative definitions become definitions (C11 §6.9.2).
  void finish() {
    for (Variable variable : parser.unit.objects()) {
      if (variable.storage() == Variable.Storage.EXTERN || Types.isError(variable.type())) {
        continue;
      }
      checkSize(variable);
      CType type = variable.type();
      if (type instanceof CType.Array(CType element, long length)
          && length == CType.Array.UNKNOWN) {
        variable.refine(new CType.Array(element, 1));
      } else if (!type.isComplete() && variable.isDefined()) {
        reports.error(
            variable.at(),
            Math.max(1, variable.name().length()),
            "variable '" + variable.name() + "' has incomplete type " + quote(type),
            null);
      }
    }
  }
}
