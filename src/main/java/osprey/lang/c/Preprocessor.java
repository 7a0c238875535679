package osprey.lang.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Lexeme.Kind;

/// Translation phases 1 to 6 (C11 §5.1.1.2) but for trigraphs and for joining strings, which the
/// parser does: from the text of a C file to {@link Token}s, as gcc -E does it.
///
/// Reports through {@link Diagnostics} whatever is wrong and always gives a list that ends in END.
/// It takes one translation unit; make a new one for the next. Diagnostics speak of the real file
/// and line whatever `#line` says.
public final class Preprocessor {
  /// Of one translation unit.
  static final int TOKENS_MAX = 2_000_000;

  private static final int STRAYS_MAX = 20;

  private final Diagnostics diagnostics;
  private final MacroTable macros;
  private final Inputs inputs;
  private final Directives directives;
  private int strays;

  /// @param definitions macros as by `-D`: name, or name with parameter list, to replacement
  public Preprocessor(Diagnostics diagnostics, Headers headers, Map<String, String> definitions) {
    this.diagnostics = diagnostics;
    this.macros = new MacroTable(diagnostics);
    this.inputs = new Inputs(diagnostics, headers, macros);
    this.directives = new Directives(diagnostics, macros, inputs);
    definitions.forEach(this::define);
  }

  private void define(String name, String replacement) {
    String text = name + " " + replacement;
    SourceMap sources = diagnostics.sources();
    macros.define(
        new Lexer(new SplicedText(text, sources.add("<command line>", text)), diagnostics));
  }

  public List<Token> run(String file, String content) {
    return run(file, content, 1, 1);
  }

  /// @param firstLine line of the outer file at which the text starts, see {@link SourceMap}
  public List<Token> run(String file, String content, int firstLine, int firstColumn) {
    inputs.openMain(file, content, firstLine, firstColumn);
    MacroExpander expander = directives.expander();
    List<Token> tokens = new ArrayList<>(content.length() / 4 + 64);
    while (true) {
      Lexeme lexeme = expander.next();
      if (lexeme.kind() == Kind.END) {
        if (isOver() || !inputs.close()) {
          break;
        }
        continue;
      }
      Token token = token(lexeme);
      if (token != null) {
        tokens.add(token);
      }
      if (tokens.size() == TOKENS_MAX) {
        diagnostics.error(
            lexeme.at(), 1, "the program has more than " + TOKENS_MAX + " tokens", null);
        break;
      }
      if (strays > STRAYS_MAX) {
        break;
      }
    }
    tokens.add(new Token(Token.Kind.END, inputs.outermost().lexer.position(), ""));
    return tokens;
  }

  private boolean isOver() {
    return inputs.isTooDeep() || directives.expander().isExhausted();
  }

  private @Nullable Token token(Lexeme lexeme) {
    return switch (lexeme.kind()) {
      case IDENTIFIER -> {
        String keyword = Keywords.canonical(lexeme.text());
        yield keyword == null
            ? new Token(Token.Kind.IDENTIFIER, lexeme.at(), lexeme.text())
            : new Token(Token.Kind.KEYWORD, lexeme.at(), keyword);
      }
      case NUMBER -> new Token(Token.Kind.NUMBER, lexeme.at(), lexeme.text());
      case CHARACTER -> new Token(Token.Kind.CHARACTER, lexeme.at(), lexeme.text());
      case STRING -> new Token(Token.Kind.STRING, lexeme.at(), lexeme.text());
      case PUNCTUATOR -> punctuator(lexeme);
      case UNTERMINATED -> unterminated(lexeme);
      case STRAY -> stray(lexeme);
      case PLACEMARKER, NEWLINE, END -> null;
    };
  }

  private @Nullable Token punctuator(Lexeme lexeme) {
    String text = Punctuators.plain(lexeme.text());
    if (text.startsWith("#")) {
      diagnostics.error(
          lexeme.at(),
          lexeme.length(),
          "stray '" + text + "'",
          "a directive must be the first thing on its line");
      return null;
    }
    return new Token(Token.Kind.PUNCTUATOR, lexeme.at(), text);
  }

  static String missingQuote(Lexeme lexeme) {
    return lexeme.text().indexOf('"') >= 0
            && (lexeme.text().indexOf('\'') < 0
                || lexeme.text().indexOf('"') < lexeme.text().indexOf('\''))
        ? "unterminated string: no closing \" on its line"
        : "unterminated character constant: no closing ' on its line";
  }

  private Token unterminated(Lexeme lexeme) {
    String text = lexeme.text();
    String message = missingQuote(lexeme);
    boolean isString = message.startsWith("unterminated string");
    diagnostics.error(lexeme.at(), 1, message, isString ? null : "strings take double quotes");
    int quote = text.indexOf(isString ? '"' : '\'');
    // Something harmless of the right kind, so that the parser goes on.
    return new Token(
        isString ? Token.Kind.STRING : Token.Kind.CHARACTER,
        lexeme.at(),
        text.substring(0, quote) + (isString ? "\"\"" : "'?'"));
  }

  private @Nullable Token stray(Lexeme lexeme) {
    int c = lexeme.text().codePointAt(0);
    strays++;
    if (strays > STRAYS_MAX) {
      diagnostics.error(
          lexeme.at(), 1, "too many characters that are not C", "is this a C program?");
      return null;
    }
    if (c < ' ' || c == 127 || c == '\ufffd') {
      diagnostics.error(
          lexeme.at(),
          lexeme.length(),
          "bytes that are no text",
          "a C program is plain text in UTF-8");
      return null;
    }
    String hint =
        switch (c) {
          case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb' -> "write the plain quote \"";
          case '\u2018', '\u2019', '\u201a', '`', '\u00b4' -> "write the plain quote '";
          case '\u2013', '\u2014', '\u2212' -> "write the plain minus sign -";
          case '\\' -> "a backslash continues a line only as its very last character";
          default -> null;
        };
    diagnostics.error(lexeme.at(), 1, "stray '" + Character.toString(c) + "' in the program", hint);
    return null;
  }
}
