package osprey.ui.repl;

import java.util.ArrayList;
import java.util.List;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.Selection;

/// How threads and processes are called: by their number, `4`, and where another machine has the
/// same one, with the machine's name, `server.4`.
final class ThreadNames {
  private final SystemInfo system;
  private final int selectedHost;

  /// @param selectedHost which machine bare numbers belong to first
  ThreadNames(SystemInfo system, int selectedHost) {
    this.system = system;
    this.selectedHost = selectedHost;
  }

  static ThreadNames of(Workbench bench) throws DebugError {
    int host = bench.debugger().isRunning() ? bench.debugger().selection().host() : 0;
    return new ThreadNames(bench.system(), host);
  }

  boolean hasSeveralHosts() {
    return system.hosts().size() > 1;
  }

  /// As the user writes it.
  String id(int host, int number) {
    return hasSeveralHosts() ? system.hosts().get(host).name() + "." + number : "" + number;
  }

  /// The live thread that is meant.
  Selection.Live thread(String text) throws DebugError {
    Written written = written(text, "thread");
    List<Selection.Live> found = new ArrayList<>();
    for (Selection.Live each : Selection.live(system)) {
      if (each.thread().tid() == written.number && written.fits(each.host())) {
        found.add(each);
      }
    }
    if (found.isEmpty()) {
      throw new DebugError("Unknown thread " + text.strip() + ".");
    }
    return preferred(found);
  }

  /// The first live thread of the process that is meant.
  Selection.Live process(String text) throws DebugError {
    Written written = written(text, "process");
    List<Selection.Live> found = new ArrayList<>();
    for (Selection.Live each : Selection.live(system)) {
      if (each.process().pid() == written.number && written.fits(each.host())) {
        found.add(each);
      }
    }
    if (found.isEmpty()) {
      throw new DebugError("No process " + text.strip() + ".");
    }
    return preferred(found);
  }

  /// A process and its machine.
  record Owned(int host, ProcessInfo process) {}

  /// The process that is meant, also one that has ended; the selected one when nothing is written.
  static Owned anyProcess(Workbench bench, String text) throws DebugError {
    ThreadNames names = of(bench);
    boolean isSelected = text.isBlank();
    if (isSelected && !bench.debugger().isRunning()) {
      throw new DebugError("No process selected: write its number.");
    }
    int pid = isSelected ? bench.debugger().selection().pid() : 0;
    Written written =
        isSelected ? new Written(names.selectedHost, pid) : names.written(text, "process");
    Owned found = null;
    for (HostInfo host : names.system.hosts()) {
      for (ProcessInfo each : host.processes()) {
        boolean isPreferred = found == null || host.number() == names.selectedHost;
        if (each.pid() == written.number && written.fits(host.number()) && isPreferred) {
          found = new Owned(host.number(), each);
        }
      }
    }
    if (found == null) {
      throw new DebugError("No process " + text.strip() + ".");
    }
    return found;
  }

  private Selection.Live preferred(List<Selection.Live> found) {
    for (Selection.Live each : found) {
      if (each.host() == selectedHost) {
        return each;
      }
    }
    return found.getFirst();
  }

  /// @param host -1 when none was written
  record Written(int host, int number) {
    boolean fits(int other) {
      return host < 0 || host == other;
    }
  }

  Written written(String text, String kind) throws DebugError {
    String trimmed = text.strip();
    int dot = trimmed.lastIndexOf('.');
    int host = dot < 0 ? -1 : host(trimmed.substring(0, dot), kind, trimmed);
    try {
      return new Written(host, Integer.parseInt(trimmed.substring(dot + 1)));
    } catch (NumberFormatException wrong) {
      throw new DebugError("Invalid " + kind + " ID: " + trimmed);
    }
  }

  private int host(String name, String kind, String whole) throws DebugError {
    for (HostInfo each : system.hosts()) {
      if (each.name().equals(name) || Integer.toString(each.number()).equals(name)) {
        return each.number();
      }
    }
    throw new DebugError("Invalid " + kind + " ID: " + whole);
  }
}
