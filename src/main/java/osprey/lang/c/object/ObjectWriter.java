package osprey.lang.c.object;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import osprey.code.CType;
import osprey.code.Location;
import osprey.code.Symbol;

/// Stores compiled units as one library, for {@link StoredLibrary} to read.
///
/// Names and lengths come first, then the encoded functions, data and types, each readable by
/// itself. Of a function's variables only the parameters are kept: nobody steps through the
/// library.
public final class ObjectWriter {
  static final int MAGIC = 0x4c50534f; // "OSPL"
  static final int VERSION = 1;

  private final ByteSink head = new ByteSink();
  private final List<byte[]> functions = new ArrayList<>();
  private final List<byte[]> data = new ArrayList<>();
  private final TypeWriter types = new TypeWriter();
  private final Map<String, Integer> files = new HashMap<>();
  private final List<String> fileNames = new ArrayList<>();
  private final ByteSink symbols = new ByteSink();
  private final Set<String> defined = new HashSet<>();
  private int symbolCount;

  private ObjectWriter() {}

  /// @param sourceHash identifies the sources, see {@link StoredLibrary#sourceHash}
  public static byte[] write(List<CompiledUnit> units, long sourceHash) {
    ObjectWriter writer = new ObjectWriter();
    for (CompiledUnit unit : units) {
      writer.add(unit);
    }
    return writer.finish(sourceHash);
  }

  private void add(CompiledUnit unit) {
    int base = symbolCount;
    int functionBase = functions.size();
    int dataBase = data.size();
    for (ObjectSymbol symbol : unit.symbols()) {
      checkState(
          !symbol.external()
              || symbol.kind() == ObjectSymbol.Kind.UNDEFINED
              || defined.add(symbol.name()),
          "the C library defines %s twice, once in %s",
          symbol.name(),
          unit.name());
      symbols.text(symbol.name());
      symbols.octet(symbol.kind().ordinal() | (symbol.external() ? 4 : 0));
      symbols.unsigned(
          switch (symbol.kind()) {
            case UNDEFINED -> 0;
            case FUNCTION -> functionBase + symbol.index();
            case DATA -> dataBase + symbol.index();
          });
      symbolCount++;
    }
    int[] fileMap = new int[unit.files().size()];
    for (int i = 0; i < fileMap.length; i++) {
      fileMap[i] = file(unit.files().get(i));
    }
    for (FunctionCode function : unit.functions()) {
      functions.add(encode(function, base, fileMap));
    }
    for (DataPiece piece : unit.data()) {
      data.add(encode(piece, base));
    }
  }

  private int file(String name) {
    Integer index = files.get(name);
    if (index == null) {
      index = fileNames.size();
      files.put(name, index);
      fileNames.add(name);
    }
    return index;
  }

  private byte[] encode(FunctionCode function, int base, int[] fileMap) {
    ByteSink out = new ByteSink();
    out.unsigned(function.symbol() + base);
    out.unsigned(function.registers());
    out.unsigned(function.frameBytes());
    out.unsigned(types.number(function.type()));
    int[] code = function.code();
    out.unsigned(code.length / 4);
    for (int i = 0; i < code.length; i += 4) {
      out.octet(code[i]);
      out.signed(code[i + 1]);
      out.signed(code[i + 2]);
      out.signed(code[i + 3]);
    }
    int line = 0;
    for (int entry : function.lines()) {
      int mapped = fileMap[entry >>> 20] << 20 | (entry & 0xfffff);
      out.signed(mapped - line);
      line = mapped;
    }
    int[] relocations = function.relocations();
    out.unsigned(relocations.length / 2);
    for (int i = 0; i < relocations.length; i += 2) {
      out.unsigned(relocations[i]);
      out.unsigned(relocations[i + 1] + base);
    }
    encodeParameters(function.locals(), out);
    return out.toByteArray();
  }

  private void encodeParameters(List<FunctionCode.Local> locals, ByteSink out) {
    List<Symbol.Local> parameters = new ArrayList<>();
    for (FunctionCode.Local local : locals) {
      if (local.variable().isParameter()) {
        parameters.add(local.variable());
      }
    }
    out.unsigned(parameters.size());
    for (Symbol.Local parameter : parameters) {
      out.text(parameter.name());
      out.unsigned(types.number(parameter.type()));
      switch (parameter.location()) {
        case Location.Register(int number) -> {
          out.octet(0);
          out.signed(number);
        }
        case Location.Frame(int offset) -> {
          out.octet(1);
          out.signed(offset);
        }
        case Location.Indirect(int register) -> {
          out.octet(2);
          out.signed(register);
        }
        case Location.Static _, Location.ThreadLocal _ ->
            throw new IllegalStateException("static parameter " + parameter.name());
      }
      out.unsigned(parameter.scopeEnd());
    }
  }

  private byte[] encode(DataPiece piece, int base) {
    ByteSink out = new ByteSink();
    out.unsigned(piece.symbol() + base);
    out.octet(piece.section().ordinal());
    out.unsigned(piece.size());
    out.unsigned(piece.alignment());
    out.unsigned(piece.bytes().length);
    out.raw(piece.bytes());
    int[] relocations = piece.relocations();
    out.unsigned(relocations.length / 3);
    for (int i = 0; i < relocations.length; i += 3) {
      out.unsigned(relocations[i]);
      out.unsigned(relocations[i + 1] + base);
      out.signed(relocations[i + 2]);
    }
    CType type = piece.type();
    out.unsigned(type == null ? 0 : types.number(type) + 1);
    return out.toByteArray();
  }

  private byte[] finish(long sourceHash) {
    head.unsigned(MAGIC);
    head.unsigned(VERSION);
    head.fixed(sourceHash);
    head.unsigned(fileNames.size());
    for (String name : fileNames) {
      head.text(name);
    }
    head.unsigned(symbolCount);
    head.raw(symbols.toByteArray());
    lengths(functions);
    lengths(data);
    lengths(types.encoded());
    bodies(functions);
    bodies(data);
    bodies(types.encoded());
    return head.toByteArray();
  }

  private void lengths(List<byte[]> pieces) {
    head.unsigned(pieces.size());
    for (byte[] piece : pieces) {
      head.unsigned(piece.length);
    }
  }

  private void bodies(List<byte[]> pieces) {
    for (byte[] piece : pieces) {
      head.raw(piece);
    }
  }
}
