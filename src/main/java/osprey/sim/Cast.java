package osprey.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.file.InputFeed;

/// Which processes the scenario's starts have become, by name.
final class Cast implements Copyable<Cast> {
  /// @param host machine
  /// @param input standard input of its own, null if it shares the machine's
  record Member(String name, int host, int pid, @Nullable InputFeed input) {}

  private final Map<String, Member> members = new LinkedHashMap<>();

  Cast() {}

  private Cast(Cast from, Copier copier) {
    copier.register(from, this);
    for (Member each : from.members.values()) {
      InputFeed input = each.input == null ? null : copier.copy(each.input);
      members.put(each.name, new Member(each.name, each.host, each.pid, input));
    }
  }

  /// A process has started; one of the same name before it is forgotten.
  void enter(Member member) {
    members.put(member.name(), member);
  }

  @Nullable Member member(String name) {
    return members.get(name);
  }

  /// In the order of their first starts.
  List<Member> all() {
    return new ArrayList<>(members.values());
  }

  @Override
  public Cast copy(Copier copier) {
    return new Cast(this, copier);
  }
}
