package osprey.hardware.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Workers of runs that are dead. There should be none: the kernel kills them with their run.
public final class Leftovers {
  private static final String NAME = "osprey-worker\0";

  private Leftovers() {}

  /// Kills them, and answers how many there were.
  public static int remove() {
    List<ProcessHandle> left =
        ProcessHandle.allProcesses().filter(each -> isWorker(each) && isOrphan(each)).toList();
    int removed = 0;
    for (ProcessHandle each : left) {
      if (each.destroyForcibly()) {
        removed++;
      }
    }
    return removed;
  }

  private static boolean isWorker(ProcessHandle process) {
    return commandLine(process).startsWith(NAME);
  }

  /// The first worker of a living run is a child of the Java that runs Osprey, others are below it.
  private static boolean isOrphan(ProcessHandle worker) {
    Optional<ProcessHandle> parent = worker.parent();
    while (parent.isPresent() && isWorker(parent.get())) {
      parent = parent.get().parent();
    }
    if (parent.isEmpty()) {
      return true;
    }
    String command = commandLine(parent.get());
    int end = command.indexOf('\0');
    return !Path.of(end < 0 ? command : command.substring(0, end)).endsWith("java");
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
