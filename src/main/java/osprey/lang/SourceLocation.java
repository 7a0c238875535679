package osprey.lang;

/// A place in a source text as people name it: file, line and column, both counted from 1.
public record SourceLocation(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
