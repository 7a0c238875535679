package osprey.lang.c.parse;

import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.tree.Variable;

/// What an identifier stands for in a {@link Scope}.
sealed interface Meaning {
  /// Position of the declaration, 0 if it has none.
  int at();

  record Object(Variable variable) implements Meaning {
    @Override
    public int at() {
      return variable.at();
    }
  }

  record TypeName(int at, CType type) implements Meaning {}

  /// An enumeration constant.
  record Constant(int at, CType.Int type, long value) implements Meaning {}

  /// A function, with what all its declarations so far have said.
  final class FunctionName implements Meaning {
    private final String name;
    private final int at;
    private CType.Function type;
    private Attributes attributes = Attributes.NONE;
    private boolean isStatic;
    private boolean isInlineOnly;
    private boolean isDefined;

    FunctionName(String name, int at, CType.Function type) {
      this.name = name;
      this.at = at;
      this.type = type;
    }

    String name() {
      return name;
    }

    @Override
    public int at() {
      return at;
    }

    CType.Function type() {
      return type;
    }

    void refine(CType.Function composite) {
      type = composite;
    }

    Attributes attributes() {
      return attributes;
    }

    /// Attributes of all declarations together.
    void add(Attributes more) {
      attributes = attributes.and(more);
    }

    boolean isStatic() {
      return isStatic;
    }

    /// Every declaration so far is `inline` without `extern`: the definition stays private to its
    /// unit.
    boolean isInlineOnly() {
      return isInlineOnly;
    }

    void link(boolean makeStatic, boolean inlineOnly) {
      isStatic = makeStatic;
      isInlineOnly = inlineOnly;
    }

    boolean isDefined() {
      return isDefined;
    }

    void define() {
      isDefined = true;
    }

    boolean isNoReturn() {
      return attributes.isNoReturn();
    }

    Attributes.@Nullable Format format() {
      return attributes.format();
    }
  }
}
