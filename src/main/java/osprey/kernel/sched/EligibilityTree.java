package osprey.kernel.sched;

import static com.google.common.base.Preconditions.checkState;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.Task;

/// Ready threads by virtual runtime, each subtree knowing its earliest virtual deadline: finds the
/// earliest deadline among those who are eligible in O(log n). Linux: the augmented tree of
/// kernel/sched/fair.c. A treap, whose shape follows from the threads' numbers.
final class EligibilityTree implements ByAffinity.Group<EligibilityTree> {
  private static final class Node {
    final Task task;
    final long runtime;
    final long deadline;
    final long weight;
    @Nullable Node left;
    @Nullable Node right;
    Node earliest;

    Node(Task task) {
      this.task = task;
      runtime = task.scheduling.virtualRuntime;
      deadline = task.scheduling.virtualDeadline;
      weight = scramble(task.id());
      earliest = this;
    }

    boolean isBefore(Node other) {
      return runtime < other.runtime || (runtime == other.runtime && task.id() < other.task.id());
    }

    boolean isDueBefore(Node other) {
      return deadline < other.deadline || (deadline == other.deadline && isBefore(other));
    }

    void update() {
      earliest = this;
      if (left != null && left.earliest.isDueBefore(earliest)) {
        earliest = left.earliest;
      }
      if (right != null && right.earliest.isDueBefore(earliest)) {
        earliest = right.earliest;
      }
    }

    private static long scramble(int id) {
      long mixed = (id ^ 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 30)) * 0x94D049BB133111EBL;
      return mixed ^ (mixed >>> 31);
    }
  }

  private @Nullable Node root;

  EligibilityTree() {}

  private EligibilityTree(EligibilityTree from, Copier copier) {
    copier.register(from, this);
    copyAll(from.root, copier);
  }

  private void copyAll(@Nullable Node node, Copier copier) {
    if (node != null) {
      copyAll(node.left, copier);
      add(copier.copy(node.task));
      copyAll(node.right, copier);
    }
  }

  @Override
  public boolean isEmpty() {
    return root == null;
  }

  void add(Task task) {
    root = add(root, new Node(task));
  }

  private static Node add(@Nullable Node tree, Node made) {
    if (tree == null) {
      return made;
    }
    if (made.weight > tree.weight) {
      made.left = before(tree, made);
      made.right = behind(tree, made);
      made.update();
      return made;
    }
    if (made.isBefore(tree)) {
      tree.left = add(tree.left, made);
    } else {
      tree.right = add(tree.right, made);
    }
    tree.update();
    return tree;
  }

  /// The part of a tree before a node; takes the tree apart together with {@link #behind}.
  private static @Nullable Node before(@Nullable Node tree, Node at) {
    if (tree == null) {
      return null;
    }
    if (!tree.isBefore(at)) {
      return before(tree.left, at);
    }
    Node copy = new Node(tree.task);
    copy.left = tree.left;
    copy.right = before(tree.right, at);
    copy.update();
    return copy;
  }

  private static @Nullable Node behind(@Nullable Node tree, Node at) {
    if (tree == null) {
      return null;
    }
    if (tree.isBefore(at)) {
      return behind(tree.right, at);
    }
    Node copy = new Node(tree.task);
    copy.left = behind(tree.left, at);
    copy.right = tree.right;
    copy.update();
    return copy;
  }

  void remove(Task task) {
    root = remove(root, new Node(task));
  }

  private static @Nullable Node remove(@Nullable Node tree, Node gone) {
    checkState(tree != null, "%s is not in this queue", gone.task);
    if (tree.task == gone.task) {
      return join(tree.left, tree.right);
    }
    if (gone.isBefore(tree)) {
      tree.left = remove(tree.left, gone);
    } else {
      tree.right = remove(tree.right, gone);
    }
    tree.update();
    return tree;
  }

  private static @Nullable Node join(@Nullable Node left, @Nullable Node right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    if (left.weight > right.weight) {
      left.right = join(left.right, right);
      left.update();
      return left;
    }
    right.left = join(left, right.left);
    right.update();
    return right;
  }

  /// The thread with the earliest deadline among those whose runtime is at most so much; null for
  /// none.
  @Nullable Task earliest(long runtimeMax) {
    Node best = null;
    Node node = root;
    while (node != null) {
      if (node.runtime > runtimeMax) {
        node = node.left;
        continue;
      }
      if (best == null || node.isDueBefore(best)) {
        best = node;
      }
      Node left = node.left;
      if (left != null && left.earliest.isDueBefore(best)) {
        best = left.earliest;
      }
      node = node.right;
    }
    return best == null ? null : best.task;
  }

  /// The thread with the least runtime; null for none.
  @Nullable Task first() {
    Node node = root;
    while (node != null && node.left != null) {
      node = node.left;
    }
    return node == null ? null : node.task;
  }

  @Override
  public EligibilityTree copy(Copier copier) {
    return new EligibilityTree(this, copier);
  }
}
