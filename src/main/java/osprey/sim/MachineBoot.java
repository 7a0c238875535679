package osprey.sim;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.kernel.core.Kernel;
import osprey.kernel.file.Attributes;
import osprey.kernel.file.DiskProfile;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.Inode;
import osprey.kernel.file.Naming;
import osprey.kernel.wait.Outcome;
import osprey.lang.Diagnostics;
import osprey.lang.scn.HostFile;
import osprey.lang.scn.Machine;
import osprey.machine.Program;

/// Puts on a machine what it has before anything runs: its disk, files, programs.
final class MachineBoot {
  /// Where the disk of a machine that has one is mounted; all else is in memory.
  static final String DISK_PATH = "/disk";

  private static final long DISK_BYTES = 1L << 40;

  private final Kernel kernel;
  private final Diagnostics diagnostics;

  MachineBoot(Kernel kernel, Diagnostics diagnostics) {
    this.kernel = kernel;
    this.diagnostics = diagnostics;
  }

  void mountDisk(Machine.Disk disk) {
    if (disk.at() == 0) {
      return;
    }
    DiskProfile profile = new DiskProfile(disk.latencyNanos(), disk.bytesPerSecond(), 0, 0);
    FileTree files = kernel.files();
    files.makeDirectories(DISK_PATH);
    files.mount(DISK_PATH, "ext4", DISK_BYTES, files.addDisk("sda", profile));
  }

  /// Makes a program executable under a path.
  void install(String path, Program program) {
    kernel.install(path, program);
    kernel.files().install(path, path);
  }

  /// @param outside contents of files outside, by their names in the scenario
  void put(HostFile file, Map<String, byte[]> outside) {
    String path = file.path();
    if (!isFree(file)) {
      return;
    }
    FileTree files = kernel.files();
    Naming naming = files.naming(files.rootView());
    Outcome made = Outcome.ZERO;
    switch (file.body()) {
      case HostFile.Text(var content) -> files.put(path, content.bytes(), file.mode());
      case HostFile.FromFile(var name) ->
          files.put(path, outside.getOrDefault(name, new byte[0]), file.mode());
      case HostFile.SymbolicLink(var target) -> made = naming.makeLink(target, path);
      case HostFile.Kind kind ->
          made =
              switch (kind) {
                case DIRECTORY -> naming.makeDirectory(path, file.mode());
                case FIFO -> naming.makeNode(path, FileMode.FIFO | file.mode(), 0);
              };
    }
    if (made instanceof Outcome.Failed(var errno, int _)) {
      complain(file, path + " cannot be made: " + errno.text());
      return;
    }
    Inode node = files.find(path, false, files.rootView()).node();
    if (node != null) {
      Attributes attributes = files.attributes(files.rootView());
      if (file.user() != 0) {
        attributes.setOwner(node, file.user(), file.user());
      }
      if (!(file.body() instanceof HostFile.SymbolicLink)) {
        attributes.setMode(node, file.mode());
      }
    }
  }

  /// Makes the directories above it. A directory that is there already is no contradiction.
  private boolean isFree(HostFile file) {
    FileTree files = kernel.files();
    String path = file.path();
    files.makeDirectories(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    @Nullable Inode there = files.find(path, false, files.rootView()).node();
    if (there == null) {
      return true;
    }
    boolean isDirectory = there.type() == FileMode.DIRECTORY;
    boolean wantsRegular =
        file.body() instanceof HostFile.Text || file.body() instanceof HostFile.FromFile;
    if (wantsRegular && there.type() == FileMode.REGULAR) {
      return true;
    }
    if (!isDirectory || file.body() != HostFile.Kind.DIRECTORY) {
      complain(file, path + " is there already");
      return false;
    }
    kernel.files().attributes(files.rootView()).setMode(there, file.mode());
    return false;
  }

  private void complain(HostFile file, String message) {
    diagnostics.error(file.at(), 1, message);
  }
}
