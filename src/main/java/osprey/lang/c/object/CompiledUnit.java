package osprey.lang.c.object;

import java.util.List;
import java.util.Map;
import osprey.code.CType;

/// An object file fresh from the code generator.
public record CompiledUnit(
    String name,
    List<ObjectSymbol> symbols,
    List<String> files,
    List<FunctionCode> functions,
    List<DataPiece> data,
    Map<String, CType> types)
    implements ObjectFile {
  @Override
  public boolean isLibrary() {
    return false;
  }

  @Override
  public int functionCount() {
    return functions.size();
  }

  @Override
  public FunctionCode function(int index) {
    return functions.get(index);
  }

  @Override
  public int dataCount() {
    return data.size();
  }

  @Override
  public DataPiece data(int index) {
    return data.get(index);
  }
}
