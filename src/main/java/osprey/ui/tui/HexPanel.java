package osprey.ui.tui;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.inspect.MapInfo;
import osprey.inspect.ProcessInfo;

/// The bytes of one mapping of the selected process: what is in memory, page by page.
final class HexPanel implements Panel {
  private static final int ROW_BYTES = 16;
  private static final int ROWS_MAX = 4096;

  private final long start;

  /// @param start address of the mapping's first byte
  HexPanel(long start) {
    this.start = start;
  }

  @Override
  public String title() {
    return "Bytes";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    ProcessInfo process = scene.selectedProcess();
    MapInfo map = process == null ? null : map(process);
    if (process == null || map == null) {
      return List.of(Line.of("The selected process has no such mapping.", Ink.DIM));
    }
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of(map.name().isEmpty() ? "anonymous" : map.name(), Ink.STRONG));
    long length = Math.min(map.sizeBytes(), (long) ROWS_MAX * ROW_BYTES);
    // A stack is used from its end.
    long from = map.name().startsWith("[stack") ? map.end() - length : map.start();
    byte[] bytes = scene.probe().memory(scene.host(), process.pid(), from, (int) length);
    boolean wasZero = false;
    for (int at = 0; at < bytes.length; at += ROW_BYTES) {
      boolean isZero = isZero(bytes, at);
      if (isZero && wasZero) {
        continue;
      }
      boolean isRun = isZero && at + ROW_BYTES < bytes.length && isZero(bytes, at + ROW_BYTES);
      lines.add(
          isRun
              ? Line.of(Long.toHexString(from + at) + "  zero …", Ink.DIM)
              : row(from + at, bytes, at));
      wasZero = isRun;
    }
    return lines;
  }

  private @Nullable MapInfo map(ProcessInfo process) {
    for (MapInfo map : process.maps()) {
      if (map.contains(start)) {
        return map;
      }
    }
    return null;
  }

  private static boolean isZero(byte[] bytes, int at) {
    for (int i = at; i < Math.min(bytes.length, at + ROW_BYTES); i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static Line row(long address, byte[] bytes, int at) {
    Line.Builder line = Line.start().add(Long.toHexString(address) + " ", Ink.DIM);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ROW_BYTES; i++) {
      if (at + i >= bytes.length) {
        line.add("   ");
        continue;
      }
      int value = bytes[at + i] & 0xff;
      line.add(i == ROW_BYTES / 2 ? "  " : " ");
      line.add(String.format("%02x", value), value == 0 ? Ink.DIM : Ink.PLAIN);
      text.append(value >= 0x20 && value < 0x7f ? (char) value : '.');
    }
    return line.add("  ").add(text.toString(), Ink.STRING).line();
  }
}
