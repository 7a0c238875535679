package osprey.lang.scn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.lang.scn.ScnToken.Kind;

/// `start PROGRAM …`. One parser reads one statement.
final class StartParser {
  private static final List<String> OWN =
      List.of("as", "on", "at", "every", "args", "env", "stdin", "cwd", "user", "sandbox");

  private final Cursor cursor;
  private final Values values;
  private final Strings strings;
  private final Names names;
  private final ShareParser share;
  private final List<String> clauses = new ArrayList<>(OWN);
  private final List<String> arguments = new ArrayList<>();
  private final List<String> environment = new ArrayList<>();
  private String group = "";
  private Start.Input input = Start.Default.DEFAULT;
  private String directory = "/";
  private int user;
  private @Nullable String sandbox;
  private @Nullable String machine;
  private long timeNanos;
  private long spanNanos;
  private long everyNanos;

  StartParser(Cursor cursor, Values values, Strings strings, Names names) {
    this.cursor = cursor;
    this.values = values;
    this.strings = strings;
    this.names = names;
    this.share = new ShareParser(values);
    clauses.addAll(ShareParser.WORDS);
  }

  /// One Start for each copy, all of them with the group as their name.
  ///
  /// @param defaultNanos when, if the statement does not say
  List<Start> parse(int at, long defaultNanos) {
    timeNanos = defaultNanos;
    int copies = 1;
    if (cursor.isKind(Kind.NUMBER)) {
      copies = values.integer("the number of copies", 1, Start.COPIES_MAX);
      cursor.expectWord("copies");
      cursor.expectWord("of");
    }
    String program = names.use(cursor, Names.Kind.PROGRAM);
    group = program;
    while (!cursor.atStatementEnd() && !cursor.is("{")) {
      clause(cursor.oneOf("clause of 'start'", clauses));
    }
    if (cursor.is("{")) {
      cursor.block("clause of 'start'", clauses, this::clause);
    }
    List<Start> starts = new ArrayList<>();
    // One even after an error, so that other statements may name it.
    for (int i = 0; i < (cursor.isPanicking() ? 1 : copies); i++) {
      starts.add(
          new Start(
              at,
              program,
              group,
              group,
              arguments,
              environment,
              input,
              directory,
              user,
              share.share(),
              sandbox,
              machine,
              timeNanos + i * everyNanos,
              timeNanos + i * everyNanos + spanNanos));
    }
    return starts;
  }

  private void clause(String word) {
    if (cursor.isPanicking()) {
      return;
    }
    switch (word) {
      case "as" -> group = cursor.name("a name for the process");
      case "on" -> machine = names.use(cursor, Names.Kind.MACHINE);
      case "at" -> {
        timeNanos = values.nanos();
        spanNanos = values.most(timeNanos) - timeNanos;
      }
      case "every" -> everyNanos = nanosForCopies();
      case "args" -> arguments.addAll(strings.list("arguments"));
      case "env" -> environment();
      case "stdin" -> input = input();
      case "cwd" -> directory = path();
      case "user" -> user = values.integer("a user id", 0, Integer.MAX_VALUE);
      case "sandbox" -> sandbox = names.use(cursor, Names.Kind.SANDBOX);
      default -> share.read(word);
    }
  }

  private long nanosForCopies() {
    ScnToken token = cursor.peek();
    long nanos = values.nanos();
    if (nanos > Long.MAX_VALUE / 4 / Start.COPIES_MAX) {
      cursor.error(token, "the copies would start too late", null);
      return 0;
    }
    return nanos;
  }

  private void environment() {
    ScnToken token = cursor.peek();
    for (String variable : strings.list("variables such as \"NAME=value\"")) {
      if (variable.indexOf('=') < 1) {
        cursor.complain(token, "an environment variable is written \"NAME=value\"", null);
      }
      environment.add(variable);
    }
  }

  private Start.Input input() {
    int at = cursor.at();
    if (cursor.acceptWord("from")) {
      return new Start.FromFile(at, strings.text("the name of a file"));
    }
    return new Start.Text(strings.content("standard input"));
  }

  private String path() {
    ScnToken token = cursor.peek();
    String path = strings.text("a directory");
    if (!cursor.isPanicking() && !path.startsWith("/")) {
      cursor.complain(token, "a path begins with '/' here", null);
    }
    return path;
  }
}
