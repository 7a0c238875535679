package osprey.lang.c.gen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import osprey.lang.SourceLocation;
import osprey.lang.SourceMap;

/// Turns positions of instructions into file and line.
final class LineTable {
  private final SourceMap sources;
  private final Map<String, Integer> indices = new HashMap<>();
  private final List<String> files = new ArrayList<>();
  private int lastAt;
  private int lastEntry;

  LineTable(SourceMap sources) {
    this.sources = sources;
  }

  List<String> files() {
    return List.copyOf(files);
  }

  int[] of(CodeBuffer code) {
    int[] lines = new int[code.size()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = entry(code.sourceOf(i));
    }
    return lines;
  }

  private int entry(int at) {
    if (at != lastAt) {
      SourceLocation location = sources.locate(at);
      lastAt = at;
      lastEntry = index(location.file()) << 20 | Math.min(location.line(), 0xfffff);
    }
    return lastEntry;
  }

  private int index(String file) {
    Integer index = indices.get(file);
    if (index == null) {
      index = files.size();
      files.add(file);
      indices.put(file, index);
    }
    return index;
  }
}
