package osprey.lang.c.object;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object file on its way into an image: what of it is needed, and where that lies.
final class LinkedObject {
  final ObjectFile object;
  final @Nullable FunctionCode[] functions;
  final @Nullable DataPiece[] data;

  /// Index of the first instruction of each function that is linked.
  final int[] starts;

  /// Address of each data piece that is linked; its offset in the thread's block if thread-local.
  final long[] addresses;

  private final Map<String, Integer> externals = new HashMap<>();

  LinkedObject(ObjectFile object) {
    this.object = object;
    functions = new FunctionCode[object.functionCount()];
    data = new DataPiece[object.dataCount()];
    starts = new int[object.functionCount()];
    addresses = new long[object.dataCount()];
    for (int i = 0; i < object.symbols().size(); i++) {
      ObjectSymbol symbol = object.symbols().get(i);
      if (symbol.external() && symbol.kind() != ObjectSymbol.Kind.UNDEFINED) {
        externals.putIfAbsent(symbol.name(), i);
      }
    }
  }

  /// Index of the symbol that defines an external name, -1 if none does.
  int definitionOf(String name) {
    return externals.getOrDefault(name, -1);
  }

  Iterable<String> externalNames() {
    return externals.keySet();
  }
}
