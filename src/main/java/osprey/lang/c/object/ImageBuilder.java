package osprey.lang.c.object;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Image;
import osprey.code.Location;
import osprey.code.Op;
import osprey.code.Shape;
import osprey.code.SourceFile;
import osprey.code.Symbol;

/// Lays out what the linker found reachable and fills in addresses.
final class ImageBuilder {
  private static final int PAGE_BYTES = 4096;
  private static final int THREAD_ALIGNMENT = 16;

  private final Linker linker;
  private final List<LinkedObject> objects;
  private final Map<String, SourceFile> sources;
  private final List<SourceFile> files = new ArrayList<>();
  private final Map<String, Integer> fileIndices = new HashMap<>();
  private int instructions;
  private long rodataBase;
  private long dataBase;
  private long bssBase;
  private long end;
  private int threadDataBytes;
  private int threadBytes;

  ImageBuilder(Linker linker, List<LinkedObject> objects, Map<String, SourceFile> sources) {
    this.linker = linker;
    this.objects = objects;
    this.sources = sources;
  }

  Image build(String name) {
    layOut();
    int[] code = new int[instructions * Image.INSTRUCTION_INTS];
    int[] lines = new int[instructions];
    List<Symbol.Function> functions = new ArrayList<>();
    List<Symbol.Global> globals = new ArrayList<>();
    byte[] rodata = new byte[(int) (sectionEnd(DataPiece.Section.RODATA, rodataBase) - rodataBase)];
    byte[] data = new byte[(int) (sectionEnd(DataPiece.Section.DATA, dataBase) - dataBase)];
    byte[] threadLocal = new byte[threadDataBytes];
    Map<String, CType> types = new LinkedHashMap<>();
    for (LinkedObject linked : objects) {
      int[] fileMap = new int[linked.object.files().size()];
      Arrays.fill(fileMap, -1);
      for (int i = 0; i < linked.functions.length; i++) {
        FunctionCode function = linked.functions[i];
        if (function != null) {
          place(linked, function, linked.starts[i], code, lines, fileMap);
          functions.add(symbolOf(linked, function, linked.starts[i]));
        }
      }
      for (int i = 0; i < linked.data.length; i++) {
        DataPiece piece = linked.data[i];
        if (piece != null) {
          place(linked, piece, linked.addresses[i], rodata, data, threadLocal);
          addGlobal(linked, piece, linked.addresses[i], globals);
        }
      }
      linked.object.types().forEach(types::putIfAbsent);
    }
    return new Image(
        name,
        code,
        entry(functions),
        rodataBase,
        rodata,
        dataBase,
        data,
        bssBase,
        end - bssBase,
        threadLocal,
        threadBytes,
        lines,
        List.copyOf(files),
        List.copyOf(functions),
        List.copyOf(globals),
        types);
  }

  private static int entry(List<Symbol.Function> functions) {
    for (Symbol.Function function : functions) {
      if (function.name().equals("_start")) {
        return function.start();
      }
    }
    throw new IllegalStateException("no _start");
  }

  private void layOut() {
    for (LinkedObject linked : objects) {
      for (int i = 0; i < linked.functions.length; i++) {
        FunctionCode function = linked.functions[i];
        if (function != null) {
          linked.starts[i] = instructions;
          instructions += function.code().length / Image.INSTRUCTION_INTS;
        }
      }
    }
    rodataBase = pageAfter(Image.addressOf(instructions));
    dataBase = pageAfter(assign(DataPiece.Section.RODATA, rodataBase));
    bssBase = pageAfter(assign(DataPiece.Section.DATA, dataBase));
    end = assign(DataPiece.Section.BSS, bssBase);
    threadDataBytes = (int) assign(DataPiece.Section.TLS_DATA, 0);
    threadBytes =
        (int) aligned(assign(DataPiece.Section.TLS_BSS, threadDataBytes), THREAD_ALIGNMENT);
  }

  private long assign(DataPiece.Section section, long start) {
    long next = start;
    for (LinkedObject linked : objects) {
      for (int i = 0; i < linked.data.length; i++) {
        DataPiece piece = linked.data[i];
        if (piece != null && piece.section() == section) {
          next = aligned(next, Math.max(1, piece.alignment()));
          linked.addresses[i] = next;
          next += Math.max(1, piece.size());
        }
      }
    }
    return next;
  }

  private long sectionEnd(DataPiece.Section section, long start) {
    long last = start;
    for (LinkedObject linked : objects) {
      for (int i = 0; i < linked.data.length; i++) {
        DataPiece piece = linked.data[i];
        if (piece != null && piece.section() == section) {
          last = linked.addresses[i] + Math.max(1, piece.size());
        }
      }
    }
    return last;
  }

  private static long aligned(long value, int alignment) {
    return (value + alignment - 1) & -alignment;
  }

  private static long pageAfter(long address) {
    return aligned(address, PAGE_BYTES);
  }

  /// The number that a symbol stands for in an instruction: an instruction index for the callee of
  /// `CALL`, else an address, or an offset in the thread's block.
  private long valueOf(LinkedObject from, int symbol, boolean asInstruction) {
    Linker.Definition definition = linker.resolve(from, symbol);
    if (definition == null) {
      throw new IllegalStateException("unresolved symbol");
    }
    LinkedObject linked = definition.object();
    if (linked == null) {
      return boundary(definition.name());
    }
    ObjectSymbol entry = linked.object.symbols().get(definition.symbol());
    if (entry.kind() == ObjectSymbol.Kind.FUNCTION) {
      int start = linked.starts[entry.index()];
      return asInstruction ? start : Image.addressOf(start);
    }
    return linked.addresses[entry.index()];
  }

  private long boundary(String name) {
    return switch (name) {
      case "etext", "_etext", "__etext" -> Image.addressOf(instructions);
      case "edata", "_edata", "__bss_start" -> bssBase;
      case "end", "_end" -> end;
      default -> throw new IllegalStateException(name);
    };
  }

  private void place(
      LinkedObject linked,
      FunctionCode function,
      int start,
      int[] code,
      int[] lines,
      int[] fileMap) {
    int[] words = function.code();
    int base = start * Image.INSTRUCTION_INTS;
    System.arraycopy(words, 0, code, base, words.length);
    for (int i = base; i < base + words.length; i += Image.INSTRUCTION_INTS) {
      int target = Shape.targetOf(code[i]);
      if (target >= 0) {
        code[i + 1 + target] += start;
      }
    }
    int[] relocations = function.relocations();
    for (int i = 0; i < relocations.length; i += 2) {
      relocate(linked, code, base + relocations[i] * Image.INSTRUCTION_INTS, relocations[i + 1]);
    }
    int[] entries = function.lines();
    for (int i = 0; i < entries.length; i++) {
      lines[start + i] = file(linked, entries[i] >>> 20, fileMap) << 20 | (entries[i] & 0xfffff);
    }
  }

  private void relocate(LinkedObject linked, int[] code, int at, int symbol) {
    switch (code[at]) {
      case Op.CALL -> code[at + 1] = (int) valueOf(linked, symbol, true);
      case Op.LI -> {
        long addend = (long) code[at + 3] << 32 | (code[at + 2] & 0xffff_ffffL);
        long value = valueOf(linked, symbol, false) + addend;
        code[at + 2] = (int) value;
        code[at + 3] = (int) (value >> 32);
      }
      case Op.LDG32S, Op.LDG64, Op.STG32, Op.STG64 ->
          code[at + 2] += Math.toIntExact(valueOf(linked, symbol, false));
      default -> code[at + 3] += Math.toIntExact(valueOf(linked, symbol, false));
    }
  }

  private void place(
      LinkedObject linked,
      DataPiece piece,
      long address,
      byte[] rodata,
      byte[] data,
      byte[] threadLocal) {
    byte[] target;
    long base;
    switch (piece.section()) {
      case RODATA -> {
        target = rodata;
        base = rodataBase;
      }
      case DATA -> {
        target = data;
        base = dataBase;
      }
      case TLS_DATA -> {
        target = threadLocal;
        base = 0;
      }
      default -> {
        return;
      }
    }
    int start = (int) (address - base);
    System.arraycopy(piece.bytes(), 0, target, start, piece.bytes().length);
    int[] relocations = piece.relocations();
    for (int i = 0; i < relocations.length; i += 3) {
      long value = valueOf(linked, relocations[i + 1], false) + relocations[i + 2];
      for (int b = 0; b < 8; b++) {
        target[start + relocations[i] + b] = (byte) (value >>> (8 * b));
      }
    }
  }

  /// Number of a source file in the image; files that no linked function comes from get none.
  private int file(LinkedObject linked, int index, int[] fileMap) {
    if (fileMap[index] < 0) {
      String name = linked.object.files().get(index);
      Integer known = fileIndices.get(name);
      if (known == null) {
        known = files.size();
        fileIndices.put(name, known);
        SourceFile source = sources.get(name);
        files.add(source == null ? new SourceFile(name, "", 1) : source);
      }
      fileMap[index] = known;
    }
    return fileMap[index];
  }

  private Symbol.Function symbolOf(LinkedObject linked, FunctionCode function, int start) {
    List<Symbol.Local> locals = new ArrayList<>();
    for (FunctionCode.Local local : function.locals()) {
      Symbol.Local variable = local.variable();
      locals.add(
          new Symbol.Local(
              variable.name(),
              variable.type(),
              located(linked, variable.location(), local.symbol()),
              variable.isParameter(),
              start + variable.scopeStart(),
              start + variable.scopeEnd()));
    }
    return new Symbol.Function(
        linked.object.symbols().get(function.symbol()).name(),
        start,
        start + function.code().length / Image.INSTRUCTION_INTS,
        function.registers(),
        function.frameBytes(),
        function.type(),
        locals,
        linked.object.isLibrary());
  }

  private Location located(LinkedObject linked, Location location, int symbol) {
    if (symbol < 0) {
      return location;
    }
    long value = valueOf(linked, symbol, false);
    return location instanceof Location.ThreadLocal
        ? new Location.ThreadLocal((int) value)
        : new Location.Static(value);
  }

  private static void addGlobal(
      LinkedObject linked, DataPiece piece, long address, List<Symbol.Global> globals) {
    CType type = piece.type();
    @Nullable String name = linked.object.symbols().get(piece.symbol()).name();
    if (type != null && !name.isEmpty()) {
      globals.add(
          new Symbol.Global(
              name,
              type,
              piece.section().isThreadLocal()
                  ? new Location.ThreadLocal((int) address)
                  : new Location.Static(address),
              linked.object.isLibrary()));
    }
  }
}
