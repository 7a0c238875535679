package osprey.hardware.fuzz;

import java.util.ArrayList;
import java.util.List;

/// One random program: what is done first, and what its strands do then. Without any of its
/// statements it still is a program.
///
/// @param strands the first is the program's main thread
record Case(long seed, List<String> setup, List<Strand> strands) {
  /// How a strand comes about.
  enum Kind {
    MAIN,
    THREAD,
    PROCESS
  }

  record Strand(Kind kind, List<String> statements) {
    Strand {
      statements = List.copyOf(statements);
    }
  }

  Case {
    setup = List.copyOf(setup);
    strands = List.copyOf(strands);
  }

  int length() {
    return setup.size() + strands.stream().mapToInt(each -> 1 + each.statements().size()).sum();
  }

  /// What `osprey run --hw` accepts.
  String scenario() {
    String body = body();
    return "scenario \"Random program "
        + seed
        + "\"\n\nmode hardware\ntime limit 100ms\nprogram fuzz {\n"
        + Prelude.of(body)
        + body
        + "}\nstart fuzz\n";
  }

  private String body() {
    StringBuilder functions = new StringBuilder();
    StringBuilder main = new StringBuilder();
    StringBuilder end = new StringBuilder();
    main.append("    int main(void) {\n");
    if (mentions("first")) {
      main.append("        first = getpid();\n");
    }
    setup.forEach(each -> main.append("        ").append(each).append('\n'));
    for (int i = 1; i < strands.size(); i++) {
      Strand strand = strands.get(i);
      boolean isThread = strand.kind() == Kind.THREAD;
      functions.append(isThread ? "    void *" : "    void ").append("strand").append(i);
      functions.append(isThread ? "(void *none) {\n" : "(void) {\n");
      strand.statements().forEach(each -> functions.append("        ").append(each).append('\n'));
      functions.append(isThread ? "        return NULL;\n    }\n" : "    }\n");
      if (isThread) {
        main.append("        pthread_t t").append(i).append("; pthread_create(&t").append(i);
        main.append(", NULL, strand").append(i).append(", NULL);\n");
        end.append("        pthread_join(t").append(i).append(", NULL);\n");
      } else {
        main.append("        ")
            .append(mentions("child") ? "if ((child = fork()) == 0)" : "if (fork() == 0)");
        main.append(" { strand").append(i).append("(); return 0; }\n");
        end.append("        wait(NULL);\n");
      }
    }
    for (String each : strands.getFirst().statements()) {
      main.append("        ").append(each).append('\n');
    }
    return functions.toString() + main + end + "        return 0;\n    }\n";
  }

  private boolean mentions(String word) {
    return strands.stream()
        .flatMap(each -> each.statements().stream())
        .anyMatch(each -> each.contains(word));
  }

  // ---- shorter ones

  /// Everything that can be left out by itself: strands but the first, then single statements.
  int parts() {
    return length() - 1;
  }

  /// The same without some parts. What is left of a strand that goes is done by the first one.
  ///
  /// @param from the first of them
  Case without(int from, int count) {
    List<String> keptSetup = new ArrayList<>();
    List<Strand> keptStrands = new ArrayList<>();
    int at = 0;
    for (String each : setup) {
      if (!isWithin(at++, from, count)) {
        keptSetup.add(each);
      }
    }
    for (Strand strand : strands) {
      boolean isKept = strand.kind() == Kind.MAIN || !isWithin(at++, from, count);
      List<String> kept = new ArrayList<>();
      for (String each : strand.statements()) {
        if (!isWithin(at++, from, count)) {
          kept.add(each);
        }
      }
      if (isKept) {
        keptStrands.add(new Strand(strand.kind(), kept));
      } else {
        keptSetup.addAll(kept);
      }
    }
    return new Case(seed, keptSetup, keptStrands);
  }

  private static boolean isWithin(int at, int from, int count) {
    return at >= from && at < from + count;
  }
}
