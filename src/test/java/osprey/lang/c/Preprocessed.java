package osprey.lang.c;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostic;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;

/// A text and what the preprocessor makes of it, for tests.
final class Preprocessed {
  private final Map<String, String> files = new HashMap<>();
  private final Map<String, String> definitions = new HashMap<>();
  private final Diagnostics diagnostics = new Diagnostics(new SourceMap());

  static Preprocessed with(String... namesAndTexts) {
    Preprocessed preprocessed = new Preprocessed();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      preprocessed.files.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return preprocessed;
  }

  Preprocessed define(String name, String replacement) {
    definitions.put(name, replacement);
    return this;
  }

  List<Token> tokens(String text) {
    return new Preprocessor(diagnostics, this::find, definitions).run("x.c", text);
  }

  private Headers.@Nullable Header find(String name, boolean isAngled, String includingFile) {
    String text = files.get(name);
    return text == null ? null : new Headers.Header(name, text);
  }

  /// Spellings with one space between them.
  static String text(String source) {
    return with().spelled(source);
  }

  String spelled(String source) {
    return tokens(source).stream()
        .filter(token -> token.kind() != Token.Kind.END)
        .map(Token::text)
        .collect(Collectors.joining(" "));
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  /// `line:column severity message` of each diagnostic.
  static List<String> messages(String source) {
    Preprocessed preprocessed = with();
    preprocessed.tokens(source);
    return preprocessed.messages();
  }

  List<String> messages() {
    return diagnostics.all().stream().map(this::message).toList();
  }

  private String message(Diagnostic diagnostic) {
    String place = diagnostics.sources().locate(diagnostic.at()).toString();
    String severity =
        diagnostic.severity() == Diagnostic.Severity.ERROR
            ? ""
            : diagnostic.severity().name().charAt(0) + ": ";
    return place.replace("x.c:", "") + " " + severity + diagnostic.message();
  }
}
