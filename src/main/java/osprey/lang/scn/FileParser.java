package osprey.lang.scn;

import org.jspecify.annotations.Nullable;

/// `file`, `directory`, `fifo` and `symlink`.
final class FileParser {
  private final Cursor cursor;
  private final Values values;
  private final Strings strings;
  private final Names names;

  FileParser(Cursor cursor, Values values, Strings strings, Names names) {
    this.cursor = cursor;
    this.values = values;
    this.strings = strings;
    this.names = names;
  }

  HostFile parse(int at, String statement) {
    String path = path();
    HostFile.Body body =
        switch (statement) {
          case "directory" -> HostFile.Kind.DIRECTORY;
          case "fifo" -> HostFile.Kind.FIFO;
          case "symlink" -> target();
          default -> null;
        };
    int mode = statement.equals("directory") ? 0755 : statement.equals("symlink") ? 0777 : 0644;
    int user = 0;
    @Nullable String machine = null;
    while (!cursor.atStatementEnd()) {
      if (cursor.acceptWord("on")) {
        machine = names.use(cursor, Names.Kind.MACHINE);
      } else if (cursor.acceptWord("mode")) {
        mode = values.mode();
      } else if (cursor.acceptWord("user")) {
        user = values.integer("a user id", 0, Integer.MAX_VALUE);
      } else if (body == null && cursor.accept("=")) {
        body = new HostFile.Text(strings.content("the file's contents"));
      } else if (body == null && cursor.acceptWord("from")) {
        body = new HostFile.FromFile(strings.text("the name of a file"));
      } else {
        cursor.expected(
            body == null ? "'= \"contents\"' or 'from \"file\"'" : "'on', 'mode' or 'user'");
      }
    }
    return new HostFile(
        at, machine, path, body == null ? new HostFile.Text(Content.of("")) : body, mode, user);
  }

  private HostFile.Body target() {
    cursor.expect("->");
    return new HostFile.SymbolicLink(strings.text("what the link points to"));
  }

  private String path() {
    ScnToken token = cursor.peek();
    String path = strings.text("a path");
    if (!cursor.isPanicking() && !path.startsWith("/")) {
      cursor.complain(token, "a path on a machine begins with '/'", null);
    }
    return path;
  }
}
