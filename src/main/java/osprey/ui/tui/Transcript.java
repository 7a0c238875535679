package osprey.ui.tui;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// All output of a run as lines, gathered from the trace as it grows.
final class Transcript {
  /// A line, or the part of a line, that one process wrote.
  ///
  /// @param before index of the event after the one that wrote its first part
  record Written(long before, int host, int pid, int stream, String text) {}

  /// A piece of output: `first` is the event that wrote it.
  private record Piece(long first, int host, int pid, int stream, String text) {}

  private final List<Piece> pieces = new ArrayList<>();
  private long next;

  /// Reads what the log has beyond what was read before.
  void follow(TraceLog log) {
    for (long index = Math.max(next, log.first()); index < log.end(); index++) {
      if (log.kind(index) == TraceKind.OUTPUT
          && log.event(index) instanceof TraceEvent.Output output) {
        String text = new String(output.bytes().toArray(), StandardCharsets.UTF_8);
        pieces.add(new Piece(index, output.host(), output.pid(), output.stream(), text));
      }
    }
    next = Math.max(next, log.end());
  }

  /// Lines that were written by events below that index.
  List<Written> upTo(long end) {
    List<Written> lines = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    Piece opener = null;
    for (Piece piece : pieces) {
      if (piece.first >= end) {
        break;
      }
      if (opener != null && (opener.host != piece.host || opener.stream != piece.stream)) {
        lines.add(line(opener, open));
        opener = null;
      }
      String rest = piece.text;
      for (int newline = rest.indexOf('\n'); newline >= 0; newline = rest.indexOf('\n')) {
        open.append(rest, 0, newline);
        lines.add(line(opener == null ? piece : opener, open));
        opener = null;
        rest = rest.substring(newline + 1);
      }
      if (!rest.isEmpty()) {
        opener = opener == null ? piece : opener;
        open.append(rest);
      }
    }
    if (opener != null) {
      lines.add(line(opener, open));
    }
    return lines;
  }

  private static Written line(Piece opener, StringBuilder text) {
    String whole = text.toString().replace("\t", "    ").replace("\r", "");
    text.setLength(0);
    return new Written(opener.first + 1, opener.host, opener.pid, opener.stream, whole);
  }
}
