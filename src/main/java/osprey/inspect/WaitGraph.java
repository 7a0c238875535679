package osprey.inspect;

import java.util.List;

/// Who waits for whom.
public record WaitGraph(List<Edge> edges) {
  public static final WaitGraph EMPTY = new WaitGraph(List.of());

  public WaitGraph {
    edges = List.copyOf(edges);
  }

  /// @param tid who waits
  /// @param forTid who could end the wait
  /// @param what what is waited for: `mutex balance_lock`
  /// @param isAny several threads could end the wait, one of them suffices
  public record Edge(int tid, int forTid, String what, boolean isAny) {}
}
