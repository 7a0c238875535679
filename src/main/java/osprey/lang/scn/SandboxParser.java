package osprey.lang.scn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import osprey.lang.scn.Sandbox.Denial;
import osprey.lang.scn.ScnToken.Kind;

/// `sandbox NAME { … }`. One parser reads one statement.
final class SandboxParser {
  private static final List<String> RULES = List.of("deny", "read", "fail", "limits");

  private final Cursor cursor;
  private final Values values;
  private final Strings strings;
  private final Vocabulary vocabulary;
  private final Map<String, Denial> known = new LinkedHashMap<>();
  private final Set<Denial> denials = new LinkedHashSet<>();
  private final List<String> readable = new ArrayList<>();
  private final Map<String, Long> limits = new LinkedHashMap<>();
  private boolean failsWithAccess;

  SandboxParser(Cursor cursor, Values values, Strings strings, Vocabulary vocabulary) {
    this.cursor = cursor;
    this.values = values;
    this.strings = strings;
    this.vocabulary = vocabulary;
    for (Denial denial : Denial.values()) {
      known.put(denial.name().toLowerCase(java.util.Locale.ROOT), denial);
    }
  }

  Sandbox parse(int at, Names names) {
    String name = names.define(cursor, Names.Kind.SANDBOX);
    cursor.block("setting of a sandbox", RULES, this::rule);
    return new Sandbox(at, name, List.copyOf(denials), readable, failsWithAccess, limits);
  }

  private void rule(String word) {
    switch (word) {
      case "deny" -> deny();
      case "read" -> read();
      case "limits" ->
          cursor.block(
              "limit of a process",
              Sandbox.LIMITS,
              limit -> {
                cursor.accept("=");
                KernelLimit kind = vocabulary.limits().get(limit);
                if (kind != null) {
                  limits.put(limit, values.limit(kind));
                }
              });
      default -> {
        cursor.acceptWord("with");
        failsWithAccess = cursor.oneOf("error", List.of("EPERM", "EACCES")).equals("EACCES");
      }
    }
  }

  private void deny() {
    do {
      Denial denial = known.get(cursor.oneOf("thing to deny", List.copyOf(known.keySet())));
      if (denial != null) {
        denials.add(denial);
      }
      cursor.accept(",");
    } while (cursor.isKind(Kind.WORD) && RULES.stream().noneMatch(cursor::isWord));
  }

  private void read() {
    ScnToken token = cursor.peek();
    for (String path : strings.list("paths to read")) {
      if (!path.startsWith("/")) {
        cursor.complain(token, "a path begins with '/' here", null);
      }
      readable.add(
          path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }
  }
}
