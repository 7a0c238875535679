package osprey.lang.c.object;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Location;
import osprey.code.Symbol;

/// The C library as {@link ObjectWriter} stored it. Reading it takes only its names; functions,
/// data and types are decoded when a program needs them. May be shared by threads.
public final class StoredLibrary implements ObjectFile {
  private static final ObjectSymbol.Kind[] KINDS = ObjectSymbol.Kind.values();
  private static final DataPiece.Section[] SECTIONS = DataPiece.Section.values();

  private final byte[] bytes;
  private final long sourceHash;
  private final List<String> files;
  private final List<ObjectSymbol> symbols;
  private final int[] functionStarts;
  private final int[] dataStarts;
  private final TypeReader types;

  public StoredLibrary(byte[] bytes) {
    this.bytes = bytes;
    ByteSource in = new ByteSource(bytes, 0);
    checkState(in.unsigned() == ObjectWriter.MAGIC, "not a stored library");
    checkState(in.unsigned() == ObjectWriter.VERSION, "a library of another version");
    sourceHash = in.fixed();
    files = new ArrayList<>();
    int fileCount = in.unsigned();
    for (int i = 0; i < fileCount; i++) {
      files.add(in.text());
    }
    int symbolCount = in.unsigned();
    symbols = new ArrayList<>(symbolCount);
    for (int i = 0; i < symbolCount; i++) {
      String name = in.text();
      int flags = in.octet();
      symbols.add(new ObjectSymbol(name, (flags & 4) != 0, KINDS[flags & 3], in.unsigned(), 0));
    }
    functionStarts = lengths(in);
    dataStarts = lengths(in);
    int[] typeStarts = lengths(in);
    int next = starts(functionStarts, in.position());
    next = starts(dataStarts, next);
    starts(typeStarts, next);
    types = new TypeReader(bytes, typeStarts);
  }

  /// The version of a stored library's sources; 0 if the bytes are of another format.
  public static long sourceHash(byte[] bytes) {
    ByteSource in = new ByteSource(bytes, 0);
    return in.unsigned() == ObjectWriter.MAGIC && in.unsigned() == ObjectWriter.VERSION
        ? in.fixed()
        : 0;
  }

  private static int[] lengths(ByteSource in) {
    int[] lengths = new int[in.unsigned()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = in.unsigned();
    }
    return lengths;
  }

  /// Turns lengths into starts; returns the end.
  private static int starts(int[] lengths, int start) {
    int next = start;
    for (int i = 0; i < lengths.length; i++) {
      int length = lengths[i];
      lengths[i] = next;
      next += length;
    }
    return next;
  }

  public long sourceHash() {
    return sourceHash;
  }

  @Override
  public String name() {
    return "libc";
  }

  @Override
  public boolean isLibrary() {
    return true;
  }

  @Override
  public List<ObjectSymbol> symbols() {
    return symbols;
  }

  @Override
  public List<String> files() {
    return files;
  }

  @Override
  public int functionCount() {
    return functionStarts.length;
  }

  @Override
  public FunctionCode function(int index) {
    ByteSource in = new ByteSource(bytes, functionStarts[index]);
    int symbol = in.unsigned();
    int registers = in.unsigned();
    int frameBytes = in.unsigned();
    int type = in.unsigned();
    int[] code = new int[in.unsigned() * 4];
    for (int i = 0; i < code.length; i += 4) {
      code[i] = in.octet();
      code[i + 1] = in.signed();
      code[i + 2] = in.signed();
      code[i + 3] = in.signed();
    }
    int[] lines = new int[code.length / 4];
    int line = 0;
    for (int i = 0; i < lines.length; i++) {
      line += in.signed();
      lines[i] = line;
    }
    int[] relocations = new int[in.unsigned() * 2];
    for (int i = 0; i < relocations.length; i++) {
      relocations[i] = in.unsigned();
    }
    return new FunctionCode(
        symbol,
        code,
        relocations,
        registers,
        frameBytes,
        lines,
        functionType(type),
        parameters(in));
  }

  private synchronized CType.Function functionType(int number) {
    return (CType.Function) types.type(number);
  }

  private synchronized List<FunctionCode.Local> parameters(ByteSource in) {
    int count = in.unsigned();
    List<FunctionCode.Local> parameters = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = in.text();
      CType type = types.type(in.unsigned());
      int kind = in.octet();
      int number = in.signed();
      Location location =
          kind == 0
              ? new Location.Register(number)
              : kind == 1 ? new Location.Frame(number) : new Location.Indirect(number);
      parameters.add(
          new FunctionCode.Local(
              new Symbol.Local(name, type, location, true, 0, in.unsigned()), -1));
    }
    return parameters;
  }

  @Override
  public int dataCount() {
    return dataStarts.length;
  }

  @Override
  public DataPiece data(int index) {
    ByteSource in = new ByteSource(bytes, dataStarts[index]);
    int symbol = in.unsigned();
    DataPiece.Section section = SECTIONS[in.octet()];
    long size = in.unsignedLong();
    int alignment = in.unsigned();
    byte[] contents = in.raw(in.unsigned());
    int[] relocations = new int[in.unsigned() * 3];
    for (int i = 0; i < relocations.length; i += 3) {
      relocations[i] = in.unsigned();
      relocations[i + 1] = in.unsigned();
      relocations[i + 2] = in.signed();
    }
    return new DataPiece(symbol, section, size, alignment, contents, relocations, type(in));
  }

  private synchronized @Nullable CType type(ByteSource in) {
    int number = in.unsigned();
    return number == 0 ? null : types.type(number - 1);
  }

  @Override
  public Map<String, CType> types() {
    return Map.of();
  }
}
