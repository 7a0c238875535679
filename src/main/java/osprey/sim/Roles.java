package osprey.sim;

/// Names of processes as scenarios use them: `server`; `worker.2` of the group `worker`;
/// `server/1`, the first child of server.
final class Roles {
  private Roles() {}

  /// Whether a process with that role is meant by a name, itself or as one of its group.
  static boolean isCalled(String role, String name) {
    return role.equals(name) || isNumbered(role, name);
  }

  /// Whether it is so called, or descends from one that is.
  static boolean isOfFamily(String role, String name) {
    for (int slash = role.indexOf('/'); slash >= 0; slash = role.indexOf('/', slash + 1)) {
      if (isCalled(role.substring(0, slash), name)) {
        return true;
      }
    }
    return isCalled(role, name);
  }

  /// `worker.2` for `worker`; `worker.2/1` for `worker/1`.
  private static boolean isNumbered(String role, String name) {
    int slash = role.indexOf('/');
    int rest = name.indexOf('/');
    String start = slash < 0 ? role : role.substring(0, slash);
    String group = rest < 0 ? name : name.substring(0, rest);
    String children = slash < 0 ? "" : role.substring(slash);
    String wanted = rest < 0 ? "" : name.substring(rest);
    return children.equals(wanted)
        && start.length() > group.length() + 1
        && start.startsWith(group)
        && start.charAt(group.length()) == '.'
        && start.substring(group.length() + 1).chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
