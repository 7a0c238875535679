package osprey.lang.scn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.Spelling;

/// What is defined under which name, and where names are used: a name may be used before the
/// statement that defines it, so uses are checked at the end.
final class Names {
  enum Kind {
    MACHINE("machine"),
    PROGRAM("program or workload"),
    SANDBOX("sandbox"),
    PROCESS("process");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private record Use(Kind kind, ScnToken token) {}

  private final Diagnostics diagnostics;
  private final Map<Kind, Map<String, ScnToken>> defined = new LinkedHashMap<>();
  private final List<Use> uses = new ArrayList<>();

  Names(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    for (Kind kind : Kind.values()) {
      defined.put(kind, new LinkedHashMap<>());
    }
  }

  private Map<String, ScnToken> of(Kind kind) {
    return defined.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
  }

  /// Reads the name of something new.
  String define(Cursor cursor, Kind kind) {
    ScnToken token = cursor.peek();
    String name = cursor.name("a name for the " + kind.words);
    if (cursor.isPanicking()) {
      return "";
    }
    ScnToken before = of(kind).putIfAbsent(name, token);
    if (before != null) {
      cursor.complain(token, "there are two of the name '" + name + "'", null);
      diagnostics.note(before.at(), before.length(), "the other one is here");
    }
    return name;
  }

  /// Reads a name that must be defined somewhere.
  String use(Cursor cursor, Kind kind) {
    ScnToken token = cursor.peek();
    String name = cursor.name("the name of a " + kind.words);
    if (!cursor.isPanicking()) {
      uses.add(new Use(kind, token));
    }
    return name;
  }

  /// Reports names that nothing has.
  ///
  /// @param processes names and groups of what starts
  void check(Collection<String> processes) {
    Set<String> started = new LinkedHashSet<>(processes);
    for (Use use : uses) {
      String name = use.token.text();
      Collection<String> known = use.kind == Kind.PROCESS ? started : of(use.kind).keySet();
      if (!known.contains(use.kind == Kind.PROCESS ? ancestor(name) : name)) {
        diagnostics.error(
            use.token.at(),
            use.token.length(),
            "there is no " + use.kind.words + " '" + name + "'",
            hint(use.kind, name, known));
      }
    }
  }

  /// `server/2/1`, the first child of the second child of server, is known if server is.
  private static String ancestor(String process) {
    int slash = process.indexOf('/');
    return slash < 0 ? process : process.substring(0, slash);
  }

  private @Nullable String hint(Kind kind, String name, Collection<String> known) {
    if (kind == Kind.PROCESS && of(Kind.PROGRAM).containsKey(name)) {
      return "this program is never started under its own name";
    }
    String near = Spelling.hint(name, known);
    if (near != null || known.isEmpty() || known.size() > 8) {
      return near;
    }
    return "there are: " + String.join(", ", known);
  }
}
