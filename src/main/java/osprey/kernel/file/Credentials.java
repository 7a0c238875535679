package osprey.kernel.file;

import java.util.List;

/// User and group identities of a process, credentials(7). Immutable.
///
/// @param groups supplementary groups
/// @param mayOverride whether the effective user 0 passes permission checks (CAP_DAC_OVERRIDE and
///   the like); a sandbox takes it away
public record Credentials(
    int uid,
    int effectiveUid,
    int savedUid,
    int gid,
    int effectiveGid,
    int savedGid,
    List<Integer> groups,
    boolean mayOverride) {
  public static final Credentials ROOT = new Credentials(0, 0, 0, 0, 0, 0, List.of(), true);

  public boolean isRoot() {
    return effectiveUid == 0 && mayOverride;
  }

  public boolean isInGroup(int group) {
    return effectiveGid == group || groups.contains(group);
  }
}
