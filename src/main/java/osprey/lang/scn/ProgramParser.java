package osprey.lang.scn;

import java.util.ArrayList;
import java.util.List;
import osprey.lang.SourceLocation;

/// `program` and `workload`.
final class ProgramParser {
  private static final List<String> STEPS = List.of("cpu", "io", "repeat");

  private final Cursor cursor;
  private final Values values;
  private final Strings strings;
  private final Names names;
  private int depth;

  ProgramParser(Cursor cursor, Values values, Strings strings, Names names) {
    this.cursor = cursor;
    this.values = values;
    this.strings = strings;
    this.names = names;
  }

  Program program(int at) {
    String name = names.define(cursor, Names.Kind.PROGRAM);
    List<Program.Source> sources = new ArrayList<>();
    if (cursor.acceptWord("from")) {
      do {
        int fileAt = cursor.at();
        if (!cursor.isString()) {
          cursor.expected("the name of a C file in double quotes");
        } else {
          // One string at a time: adjacent ones are several files.
          strings
              .list("the name of a C file")
              .forEach(path -> sources.add(new Program.FromFile(fileAt, path)));
        }
      } while (!cursor.isPanicking() && cursor.isString());
    } else if (cursor.is("{")) {
      ScnLexer.Body body = cursor.body();
      SourceLocation start = cursor.diagnostics().sources().locate(body.at());
      sources.add(
          new Program.Inline(body.at(), start.file(), body.text(), start.line(), start.column()));
    } else {
      cursor.expected(
          "'{' and C text, or 'from'", "for example: program " + name + " from \"file.c\"");
    }
    return new Program(at, name, sources);
  }

  Workload workload(int at) {
    String name = names.define(cursor, Names.Kind.PROGRAM);
    ShareParser share = new ShareParser(values);
    while (cursor.isKind(ScnToken.Kind.WORD) && !cursor.isPanicking()) {
      share.read(cursor.oneOf("attribute of a workload", ShareParser.WORDS));
    }
    List<Workload.Step> steps = new ArrayList<>();
    List<String> words = new ArrayList<>(STEPS);
    words.addAll(ShareParser.WORDS);
    cursor.block(
        "step of a workload",
        words,
        word -> {
          if (STEPS.contains(word)) {
            step(word, steps);
          } else {
            share.read(word);
          }
        });
    if (!cursor.isPanicking() && steps.isEmpty() && !name.isEmpty()) {
      cursor.diagnostics().error(at, 8, "workload '" + name + "' does nothing", "write: cpu 6ms");
    }
    return new Workload(at, name, steps, share.share());
  }

  private void step(String word, List<Workload.Step> to) {
    int at = cursor.lastToken().at();
    switch (word) {
      case "cpu" -> {
        long nanos = values.positiveNanos();
        to.add(new Workload.Cpu(at, nanos, values.most(nanos)));
      }
      case "io" -> {
        String device = cursor.name("the name of a device");
        long nanos = values.positiveNanos();
        long most = values.most(nanos);
        to.add(new Workload.Io(at, device, nanos, most, cursor.acceptWord("exclusive")));
      }
      default -> repeat(to);
    }
  }

  private void repeat(List<Workload.Step> to) {
    ScnToken count = cursor.peek();
    int times = values.integer("how often to repeat", 1, Workload.STEPS_MAX);
    if (depth == 8) {
      cursor.error(count, "'repeat' is nested more than 8 deep", null);
      return;
    }
    depth++;
    List<Workload.Step> inner = new ArrayList<>();
    cursor.block("step of a workload", STEPS, word -> step(word, inner));
    depth--;
    if ((long) inner.size() * times + to.size() > Workload.STEPS_MAX) {
      cursor.error(count, "a workload has at most " + Workload.STEPS_MAX + " steps", null);
      return;
    }
    for (int i = 0; i < times; i++) {
      to.addAll(inner);
    }
  }
}
