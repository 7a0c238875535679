package osprey.kernel.task;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import osprey.abi.Errno;

/// What a process and its descendants may not do, whoever they are; a refused call fails with the
/// error given. In the manner of seccomp(2) and Landlock, but for a whole process: all its threads
/// are bound. What was inherited (descriptors, mappings) stays usable. Immutable, and it can only
/// get narrower.
///
/// @param name what reports call it
/// @param readable absolute paths at and below which a process without files may still read
/// @param refusal EPERM or EACCES
public record Sandbox(String name, Set<Denial> denied, List<String> readable, Errno refusal) {
  public static final Sandbox NONE = new Sandbox("", Set.of(), List.of(), Errno.EPERM);

  /// What can be taken away.
  public enum Denial {
    /// Calls that name a path.
    FILES("no files"),
    /// Sockets of the internet, names of hosts.
    NETWORK("no network"),
    /// fork(2) and execve(2).
    PROCESSES("no fork, no exec"),
    /// pthread_create(3).
    THREADS("no threads"),
    /// System V and POSIX objects, FIFOs and unix sockets that have a name or a key.
    IPC("no IPC by name"),
    /// Signals to other processes.
    SIGNALS("no signals to others");

    private final String words;

    Denial(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    /// As rules write it: `network`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Sandbox {
    denied = Set.copyOf(denied);
    readable = List.copyOf(readable);
  }

  public boolean isNone() {
    return denied.isEmpty();
  }

  public boolean denies(Denial what) {
    return denied.contains(what);
  }

  /// Whether a path without links and dots may be read.
  public boolean maySee(String path) {
    for (String tree : readable) {
      if (isWithin(path, tree)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWithin(String path, String tree) {
    return tree.equals("/") || path.equals(tree) || path.startsWith(tree + "/");
  }

  /// Both together: what either denies is denied, and only what both let one read can be read.
  public Sandbox and(Sandbox other) {
    if (isNone()) {
      return other;
    }
    Set<Denial> union = EnumSet.copyOf(denied);
    union.addAll(other.denied);
    List<String> common = new ArrayList<>();
    if (!denies(Denial.FILES)) {
      common.addAll(other.readable);
    } else if (!other.denies(Denial.FILES)) {
      common.addAll(readable);
    } else {
      readable.stream().filter(other::maySee).forEach(common::add);
      other.readable.stream()
          .filter(tree -> maySee(tree) && !common.contains(tree))
          .forEach(common::add);
    }
    return new Sandbox(name, union, common, refusal);
  }
}
