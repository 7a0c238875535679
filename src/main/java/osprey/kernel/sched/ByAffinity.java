package osprey.kernel.sched;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Ready threads kept apart by the set of CPUs on which they may run, so that a CPU finds its
/// threads without looking at those of others. There are as many groups as different sets in use:
/// mostly one.
final class ByAffinity<Q extends ByAffinity.Group<Q>> {
  /// Beyond so many groups, empty ones are given up.
  private static final int GROUPS_KEPT = 64;

  /// Threads of one set.
  interface Group<Q> extends Copyable<Q> {
    boolean isEmpty();
  }

  private long[] masks = new long[4];
  private final List<Q> groups = new ArrayList<>(4);

  ByAffinity() {}

  ByAffinity(ByAffinity<Q> from, Copier copier) {
    masks = from.masks.clone();
    for (Q group : from.groups) {
      groups.add(copier.copy(group));
    }
  }

  int count() {
    return groups.size();
  }

  Q group(int index) {
    return groups.get(index);
  }

  boolean serves(int index, int cpu) {
    return (masks[index] >>> cpu & 1) != 0;
  }

  /// The group of a set, made if there is none.
  Q of(long mask, Supplier<Q> maker) {
    for (int i = 0; i < groups.size(); i++) {
      if (masks[i] == mask) {
        return groups.get(i);
      }
    }
    if (groups.size() >= GROUPS_KEPT) {
      dropEmpty();
    }
    if (groups.size() == masks.length) {
      masks = Arrays.copyOf(masks, masks.length * 2);
    }
    Q made = maker.get();
    masks[groups.size()] = mask;
    groups.add(made);
    return made;
  }

  private void dropEmpty() {
    int kept = 0;
    for (int i = 0; i < groups.size(); i++) {
      if (!groups.get(i).isEmpty()) {
        masks[kept] = masks[i];
        groups.set(kept++, groups.get(i));
      }
    }
    groups.subList(kept, groups.size()).clear();
  }
}
