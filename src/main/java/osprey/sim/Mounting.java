package osprey.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.kernel.core.Kernel;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FileTree;
import osprey.kernel.fileserver.Export;
import osprey.kernel.fileserver.Mount;
import osprey.lang.Diagnostics;
import osprey.lang.scn.Machine;
import osprey.lang.scn.Scenario;

/// What machines serve and mount, before anything runs; says what cannot be mounted.
final class Mounting {
  private final Scenario scenario;
  private final Diagnostics diagnostics;

  Mounting(Scenario scenario, Diagnostics diagnostics) {
    this.scenario = scenario;
    this.diagnostics = diagnostics;
  }

  // ---- checks

  void check() {
    for (Machine machine : scenario.machines()) {
      for (Machine.Mount mount : machine.remoteFiles().mounts()) {
        String refusal = refusal(machine, mount);
        if (refusal != null) {
          Machine server = scenario.machine(mount.server());
          diagnostics.error(mount.at(), 1, refusal, serves(server, mount) ? null : hint(server));
        }
      }
    }
  }

  private @Nullable String refusal(Machine client, Machine.Mount mount) {
    String server = mount.server();
    if (mount.path().equals("/")) {
      return "nothing can be mounted over the root directory";
    }
    if (server.equals(client.name())) {
      return "a machine cannot mount its own files";
    }
    if (!serves(scenario.machine(server), mount)) {
      return "machine " + server + " does not serve \"" + mount.export() + "\"";
    }
    if (!new Cabling(scenario).areJoined(client.name(), server)) {
      return "no link leads from " + client.name() + " to " + server;
    }
    return null;
  }

  private static boolean serves(Machine server, Machine.Mount mount) {
    return exports(server).contains(mount.export());
  }

  private static List<String> exports(Machine machine) {
    return machine.remoteFiles().exports().stream().map(Machine.Export::path).toList();
  }

  private static @Nullable String hint(Machine server) {
    List<String> exports = exports(server);
    return exports.isEmpty()
        ? "add to it: serve \"/export\""
        : "it serves: " + String.join(", ", exports);
  }

  // ---- boot

  /// After the machine's files are there.
  void prepare(Machine machine, Kernel kernel) {
    FileTree files = kernel.files();
    for (Machine.Export export : machine.remoteFiles().exports()) {
      if (isDirectory(files, export.path(), export.at())) {
        kernel
            .remoteFiles()
            .server()
            .add(
                new Export(
                    export.path(),
                    export.isReadOnly(),
                    export.squashesRoot(),
                    export.serviceNanos()));
      }
    }
    for (Machine.Mount mount : machine.remoteFiles().mounts()) {
      if (isDirectory(files, mount.path(), mount.at())) {
        kernel
            .remoteFiles()
            .client()
            .add(
                new Mount(
                    mount.path(),
                    files.mountRemote(mount.path()).device(),
                    new Cabling(scenario).place(mount.server()),
                    mount.server(),
                    mount.export(),
                    mount.isSoft(),
                    mount.timeoutNanos(),
                    mount.retries(),
                    mount.blockBytes()));
      }
    }
  }

  /// Made if it is not there.
  private boolean isDirectory(FileTree files, String path, int at) {
    files.makeDirectories(path);
    boolean isThere = files.find(path, true, files.rootView()).node() instanceof Directory;
    if (!isThere) {
      diagnostics.error(at, 1, path + " is no directory", null);
    }
    return isThere;
  }
}
