package osprey.hardware.lockstep;

import java.util.List;
import osprey.abi.Syscall;
import osprey.hardware.real.RealMachine;
import osprey.hardware.real.RealThread;
import osprey.hardware.real.Slot;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.Inode;
import osprey.kernel.file.RegularFile;
import osprey.kernel.file.SymbolicLink;

/// Gives the real processes the files that the simulated machine begins with. Devices are the real
/// ones.
final class Furnisher {
  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;
  private static final int EXISTS = 17;
  private static final List<String> OWN = List.of("/dev", "/proc");

  private final RealThread init;

  Furnisher(RealMachine machine) {
    init = machine.init();
  }

  void furnish(FileTree files) {
    directory(files.root(), "");
    init.slot().clear();
  }

  private void directory(Directory directory, String path) {
    for (Directory.Entry entry : directory.entries()) {
      Inode node = entry.node();
      if (!entry.name().equals(".") && !entry.name().equals("..") && node != directory) {
        put(node, path + "/" + entry.name());
      }
    }
  }

  private void put(Inode node, String path) {
    Slot slot = init.slot();
    slot.clear();
    long at = slot.text(path);
    switch (node) {
      case Directory inner -> {
        check(path, init.call(Syscall.MKDIR.number(), at, 0755));
        if (!OWN.contains(path)) {
          directory(inner, path);
        }
        slot.clear();
        at = slot.text(path);
        own(node, at);
      }
      case RegularFile file -> {
        long fd = init.call(Syscall.OPENAT.number(), -100, at, 0101, 0600);
        check(path, fd);
        byte[] contents = file.contents();
        for (int done = 0; fd >= 0 && done < contents.length; ) {
          int part = Math.min(contents.length - done, Slot.ROOM_MAX / 2);
          slot.clear();
          long from = slot.put(java.util.Arrays.copyOfRange(contents, done, done + part));
          check(path, init.call(Syscall.WRITE.number(), fd, from, part));
          done += part;
        }
        init.call(Syscall.CLOSE.number(), fd);
        slot.clear();
        own(node, slot.text(path));
      }
      case SymbolicLink link ->
          check(path, init.call(Syscall.SYMLINK.number(), slot.text(link.target()), at));
      default -> {
        if ((node.mode() & TYPE) == FIFO) {
          check(path, init.call(Syscall.MKNOD.number(), at, FIFO | 0600, 0));
          own(node, at);
        }
      }
    }
  }

  private void own(Inode node, long path) {
    if (node.owner() != 0 || node.group() != 0) {
      init.call(Syscall.CHOWN.number(), path, node.owner(), node.group());
    }
    init.call(Syscall.CHMOD.number(), path, node.permissions());
  }

  private static void check(String path, long result) {
    if (result < 0 && result != -EXISTS) {
      throw new IllegalStateException(
          path + " cannot be made in the real file system (error " + -result + ")");
    }
  }
}
