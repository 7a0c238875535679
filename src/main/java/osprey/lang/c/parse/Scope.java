package osprey.lang.c.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.tree.Variable;

/// The names visible at one place: identifiers and tags, with those of the scopes around it (C11
/// §6.2.1).
///
/// The parser makes its own; a debugger builds one from what it knows about a stopped program with
/// the public methods.
public final class Scope {
  /// A tag's type, and where it was declared first.
  record Tag(CType type, int at) {}

  private final @Nullable Scope outer;
  private @Nullable Map<String, Meaning> names;
  private @Nullable Map<String, Tag> tags;

  /// A file scope.
  public Scope() {
    this(null);
  }

  Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  /// A scope within another.
  public static Scope within(Scope outer) {
    return new Scope(outer);
  }

  public void addVariable(Variable variable) {
    declare(variable.name(), new Meaning.Object(variable));
  }

  public void addFunction(String name, CType.Function type) {
    declare(name, new Meaning.FunctionName(name, 0, type));
  }

  public void addTypedef(String name, CType type) {
    declare(name, new Meaning.TypeName(0, type));
    addEnumerators(type);
  }

  /// @param spelling `struct node`, as in {@link osprey.lang.c.tree.Unit#tags}
  public void addTag(String spelling, CType type) {
    declareTag(spelling.substring(spelling.indexOf(' ') + 1), type, 0);
    addEnumerators(type);
  }

  private void addEnumerators(CType type) {
    if (type.unqualified() instanceof CType.Enum enumeration) {
      for (CType.Enumerator each : enumeration.enumerators()) {
        declare(each.name(), new Meaning.Constant(0, CType.Int.INT, each.value()));
      }
    }
  }

  @Nullable Scope outer() {
    return outer;
  }

  boolean isFileScope() {
    return outer == null;
  }

  @Nullable Meaning find(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.names != null) {
        Meaning meaning = scope.names.get(name);
        if (meaning != null) {
          return meaning;
        }
      }
    }
    return null;
  }

  @Nullable Meaning findHere(String name) {
    return names == null ? null : names.get(name);
  }

  void declare(String name, Meaning meaning) {
    if (names == null) {
      names = new LinkedHashMap<>();
    }
    names.put(name, meaning);
  }

  @Nullable Tag findTag(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Tag tag = scope.findTagHere(name);
      if (tag != null) {
        return tag;
      }
    }
    return null;
  }

  @Nullable Tag findTagHere(String name) {
    return tags == null ? null : tags.get(name);
  }

  void declareTag(String name, CType type, int at) {
    if (tags == null) {
      tags = new LinkedHashMap<>();
    }
    tags.put(name, new Tag(type, at));
  }

  Map<String, Meaning> names() {
    return names == null ? Map.of() : names;
  }

  Map<String, Tag> tags() {
    return tags == null ? Map.of() : tags;
  }
}
