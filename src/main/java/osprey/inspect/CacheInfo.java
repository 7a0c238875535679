package osprey.inspect;

import java.util.ArrayList;
import java.util.List;

/// The simulated caches of a machine's CPUs.
///
/// @param transfers of lines from one CPU's cache to another's
/// @param invalidations of copies that another CPU's write made worthless
/// @param useful transfers that brought the receiver what another CPU had written
/// @param lines those that travelled most often
public record CacheInfo(long transfers, long invalidations, long useful, List<Line> lines) {
  /// @param address virtual, where it was when it first travelled
  /// @param name what lies there: variables, or a mapping and the offset in it
  /// @param states a letter for each CPU: M modified, E exclusive, S shared, I invalid
  public record Line(
      long address,
      String name,
      String states,
      long transfers,
      long invalidations,
      long useful,
      List<Use> uses) {
    public Line {
      uses = List.copyOf(uses);
    }

    /// Whether the line travels although the threads want different parts of it.
    public boolean isFalselyShared() {
      return useful * 2 < transfers && uses.stream().anyMatch(use -> use.written != 0);
    }
  }

  /// What a thread did in a line; a bit for each byte, the first byte lowest.
  public record Use(int tid, long read, long written) {
    /// `writes 0-7,16-23`, or what it reads if it never writes there.
    public String words() {
      return written != 0 ? "writes " + bytes(written) : "reads " + bytes(read);
    }

    /// `0-7,16-23`.
    public static String bytes(long set) {
      List<String> ranges = new ArrayList<>();
      for (int from = 0; from < Long.SIZE; from++) {
        if ((set >>> from & 1) != 0) {
          int to = from;
          while (to + 1 < Long.SIZE && (set >>> (to + 1) & 1) != 0) {
            to++;
          }
          ranges.add(from == to ? "" + from : from + "-" + to);
          from = to;
        }
      }
      return String.join(",", ranges);
    }
  }

  public CacheInfo {
    lines = List.copyOf(lines);
  }
}
