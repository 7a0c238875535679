package osprey.lang.c.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import osprey.lang.Diagnostic;
import osprey.lang.Diagnostics;
import osprey.lang.SourceLocation;
import osprey.lang.SourceMap;
import osprey.lang.c.Headers;
import osprey.lang.c.Preprocessor;
import osprey.lang.c.Token;
import osprey.lang.c.tree.Unit;

/// A text and what the parser makes of it, for tests.
record Parsed(Unit unit, Diagnostics diagnostics) {
  static Parsed of(String text) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    return new Parsed(Parser.parse("x.c", tokens(text, diagnostics), diagnostics), diagnostics);
  }

  static List<Token> tokens(String text, Diagnostics diagnostics) {
    return new Preprocessor(diagnostics, Headers.library(), Map.of()).run("x.c", text);
  }

  /// The tree of a text without errors or warnings.
  static String tree(String text) {
    Parsed parsed = of(text);
    if (!parsed.diagnostics.all().isEmpty()) {
      throw new AssertionError(parsed.messages());
    }
    return TreePrinter.print(parsed.unit);
  }

  /// The statements of a function `void f(void)` with this body, one to a line.
  static String body(String declarations, String body) {
    String tree = tree(declarations + "\nvoid f(void) {" + body + "}");
    String start = "(function void f(void)\n";
    String inner = tree.substring(tree.indexOf(start) + start.length());
    return inner.substring(0, inner.length() - 2).stripIndent();
  }

  /// `line:column severity: message [hint]` of each diagnostic.
  List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics.all()) {
      SourceLocation at = diagnostics.sources().locate(diagnostic.at());
      String hint = diagnostic.hint() == null ? "" : " [" + diagnostic.hint() + "]";
      messages.add(
          at.line()
              + ":"
              + at.column()
              + " "
              + diagnostic.severity().toString().toLowerCase(java.util.Locale.ROOT)
              + ": "
              + diagnostic.message()
              + hint);
    }
    return messages;
  }

  static List<String> messages(String text) {
    return of(text).messages();
  }
}
