package osprey.ui.tui;

import java.util.ArrayList;
import java.util.List;
import osprey.inspect.MapInfo;
import osprey.inspect.ProcessInfo;
import osprey.report.TimeText;

/// The address space of the selected process: its mappings with sizes and permissions, how much of
/// each is in memory, and what it shares with other processes.
final class MemoryPanel implements Panel {
  private static final int BAR_CELLS = 8;

  @Override
  public String title() {
    return "Memory";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    ProcessInfo process = scene.selectedProcess();
    if (process == null) {
      return List.of(Line.of("No process is selected.", Ink.DIM));
    }
    List<Line> lines = new ArrayList<>();
    long resident = process.maps().stream().mapToLong(MapInfo::residentBytes).sum();
    long shared = process.maps().stream().mapToLong(MapInfo::sharedBytes).sum();
    lines.add(
        Line.start()
            .add(scene.history().processLabel(scene.host(), process.pid()), Ink.STRONG)
            .add("  resident " + TimeText.size(resident), Ink.PLAIN)
            .add("  shared " + TimeText.size(shared), shared > 0 ? Ink.SHARED : Ink.PLAIN)
            .line());
    if (process.maps().isEmpty()) {
      lines.add(Line.of("It has no memory any more.", Ink.DIM));
    }
    for (MapInfo map : process.maps()) {
      lines.add(map(scene, map));
    }
    return lines;
  }

  private static Line map(Scene scene, MapInfo map) {
    boolean isShared = map.sharedBytes() > 0;
    Ink ink = isShared ? Ink.SHARED : Ink.PLAIN;
    return Line.start()
        .right(Long.toHexString(map.start()), 12, Ink.DIM)
        .add(" ")
        .cell(map.permissions(), 5, map.permissions().contains("x") ? Ink.KEYWORD : Ink.PLAIN)
        .right(TimeText.size(map.sizeBytes()), 8, Ink.PLAIN)
        .add(" ")
        .add(scene.glyphs().bar(map.residentBytes(), map.sizeBytes(), BAR_CELLS), ink)
        .add(isShared ? " = " : "   ", Ink.SHARED)
        .add(map.name().isEmpty() ? "anonymous" : map.name(), ink)
        .line(new Target.Region(map.start()));
  }
}
