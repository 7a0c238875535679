package osprey.ui.debug;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Image;
import osprey.code.Symbol;
import osprey.lang.c.Token;
import osprey.lang.c.parse.Scope;
import osprey.lang.c.tree.Variable;

/// The names that an expression may use at a place in a program, and what they stand for there.
final class Names {
  private static final String[] TAG_WORDS = {"struct ", "union ", "enum "};
  private static final Set<String> TYPE_WORDS =
      Set.of(
          "struct",
          "union",
          "enum",
          "void",
          "char",
          "short",
          "int",
          "long",
          "signed",
          "unsigned",
          "float",
          "double",
          "_Bool",
          "const",
          "volatile");

  private final Scope scope;
  private final Map<Variable, Symbol> symbols = new LinkedHashMap<>();
  private final Map<Variable, Value> values = new LinkedHashMap<>();
  private final Map<String, Boolean> known = new LinkedHashMap<>();
  private final Map<String, CType> constants = new LinkedHashMap<>();
  private final Map<String, Value> history;
  private final Image image;

  /// @param instruction decides which local variables are visible; negative for none
  Names(Image image, int instruction, Map<String, Value> history) {
    this.image = image;
    this.history = history;
    Scope file = new Scope();
    addTypes(file);
    for (Symbol.Function function : image.functions()) {
      file.addFunction(function.name(), function.type());
      known.put(function.name(), true);
    }
    // The user's own hide what the library calls the same.
    for (Symbol.Global global : image.globals()) {
      if (global.isLibrary()) {
        add(file, global.name(), global.type(), global);
      }
    }
    for (Symbol.Global global : image.globals()) {
      if (!global.isLibrary()) {
        add(file, global.name(), global.type(), global);
      }
    }
    for (Map.Entry<String, Value> entry : history.entrySet()) {
      known.put(entry.getKey(), true);
      if (entry.getValue().type().unqualified() instanceof CType.Void) {
        continue;
      }
      Variable variable = variable(entry.getKey(), entry.getValue().type());
      file.addVariable(variable);
      values.put(variable, entry.getValue());
    }
    scope = Scope.within(file);
    for (Symbol.Local local : visible(image, instruction)) {
      add(scope, local.name(), local.type(), local);
    }
  }

  /// Local variables and parameters of the function that are visible at the instruction; an inner
  /// one comes after the one it hides.
  static List<Symbol.Local> visible(Image image, int instruction) {
    Symbol.Function function = image.functionAt(instruction);
    if (function == null) {
      return List.of();
    }
    return function.locals().stream()
        .filter(local ->
            local.scopeStart() <= instruction && instruction < local.scopeEnd()
                || local.isParameter())
        .toList();
  }

  Scope scope() {
    return scope;
  }

  boolean knows(String name) {
    return known.containsKey(name);
  }

  /// Whether it is a variable of the user's own that has not been set.
  boolean isVoid(String name) {
    Value value = history.get(name);
    return value != null && value.type().unqualified() instanceof CType.Void;
  }

  Value own(String name) {
    return history.getOrDefault(name, Value.ofLong(CType.Int.INT, 0));
  }

  void checkNotVoid() throws DebugError {
    for (String name : history.keySet()) {
      if (isVoid(name)) {
        throw new DebugError("Argument to arithmetic operation not a number or boolean.");
      }
    }
  }

  /// Whether a type begins with the token: a keyword of types, or a typedef's name.
  boolean isType(Token token) {
    return TYPE_WORDS.contains(token.text())
        || token.kind() == Token.Kind.IDENTIFIER
            && image.types().containsKey(token.text())
            && !hides(token.text());
  }

  private boolean hides(String name) {
    return symbols.keySet().stream().anyMatch(each -> each.name().equals(name));
  }

  /// The enumeration that has a constant of that name, null for none.
  @Nullable CType enumerationOf(String name) {
    if (!constants.containsKey(name) || hides(name)) {
      return null;
    }
    return constants.get(name);
  }

  /// Names that nobody has declared are told in gdb's words.
  void check(List<Token> tokens) throws DebugError {
    Token before = null;
    for (Token token : tokens) {
      String tag =
          before != null && (before.is("struct") || before.is("union") || before.is("enum"))
              ? before.text()
              : "";
      boolean isMember = before != null && (before.is(".") || before.is("->"));
      boolean isName = token.kind() == Token.Kind.IDENTIFIER;
      boolean isTag = !tag.isEmpty();
      if (isTag && isName && !image.types().containsKey(tag + " " + token.text())) {
        throw new DebugError("No " + tag + " type named " + token.text() + ".");
      }
      if (isName && !isTag && !isMember && !knows(token.text())) {
        throw new DebugError("No symbol \"" + token.text() + "\" in current context.");
      }
      before = token;
    }
  }

  /// What the user has declared and can be seen here.
  List<String> userNames() {
    List<String> names = new ArrayList<>();
    symbols.forEach((variable, symbol) -> {
      boolean isLibrary = symbol instanceof Symbol.Global global && global.isLibrary();
      if (!isLibrary) {
        names.add(variable.name());
      }
    });
    for (Symbol.Function function : image.functions()) {
      if (!function.isLibrary()) {
        names.add(function.name());
      }
    }
    names.sort(null);
    return names.stream().distinct().toList();
  }

  /// The value of a variable in a frame.
  Value load(Variable variable, FrameView frame) throws DebugError {
    Value value = values.get(variable);
    if (value != null) {
      return value;
    }
    return switch (symbols.get(variable)) {
      case Symbol.Local local ->
          frame.load(local.type(), frame.place(local.name(), local.location()));
      case Symbol.Global global ->
          frame.load(global.type(), frame.place(global.name(), global.location()));
      case Symbol.Function _ -> throw new DebugError("A function is no variable.");
      case null ->
          throw new DebugError("No symbol \"" + variable.name() + "\" in current context.");
    };
  }

  /// Address of a function, or null.
  @Nullable Long functionAddress(String name) {
    Symbol.Function function = image.function(name);
    return function == null ? null : Image.addressOf(function.start());
  }

  private void addTypes(Scope file) {
    for (Map.Entry<String, CType> entry : image.types().entrySet()) {
      if (isTag(entry.getKey())) {
        file.addTag(entry.getKey(), entry.getValue());
      } else {
        file.addTypedef(entry.getKey(), entry.getValue());
        known.put(entry.getKey(), true);
      }
      if (entry.getValue().unqualified() instanceof CType.Enum enumeration) {
        for (CType.Enumerator each : enumeration.enumerators()) {
          constants.put(each.name(), enumeration);
          known.put(each.name(), true);
        }
      }
    }
  }

  static boolean isTag(String spelling) {
    for (String word : TAG_WORDS) {
      if (spelling.startsWith(word)) {
        return true;
      }
    }
    return false;
  }

  private void add(Scope to, String name, CType type, Symbol symbol) {
    Variable variable = variable(name, type);
    to.addVariable(variable);
    symbols.put(variable, symbol);
    known.put(name, true);
  }

  /// Its address may be asked for whatever it is; whether it has one is seen then.
  private static Variable variable(String name, CType type) {
    return new Variable(name, 0, type, Variable.Storage.GLOBAL, true);
  }
}
