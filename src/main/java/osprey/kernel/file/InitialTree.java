package osprey.kernel.file;

/// The directories and files that a machine starts with, hier(7).
final class InitialTree {
  private final FileTree tree;
  private final Naming naming;

  InitialTree(FileTree tree) {
    this.tree = tree;
    naming = tree.naming(tree.rootView());
  }

  void build(String hostName) {
    for (String path : new String[] {"/bin", "/dev", "/etc", "/home", "/root", "/tmp", "/var"}) {
      naming.makeDirectory(path, 0755);
    }
    naming.makeDirectory("/home/user", 0755);
    tree.attributes(tree.rootView()).setOwner(node("/home/user"), 1000, 1000);
    openToAll("/tmp");
    tree.put("/etc/hostname", hostName + "\n", 0644);
    tree.put(
        "/etc/passwd",
        "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000:user:/home/user:/bin/sh\n",
        0644);
    tree.put("/etc/group", "root:x:0:\ntty:x:5:\nuser:x:1000:\n", 0644);
    devices();
  }

  private void devices() {
    device("null", Devices.NULL);
    device("zero", Devices.ZERO);
    device("full", Devices.FULL);
    device("random", Devices.RANDOM);
    device("urandom", Devices.URANDOM);
    device("tty", Devices.TTY);
    device("console", Devices.CONSOLE);
    naming.makeLink("/proc/self/fd", "/dev/fd");
    naming.makeLink("/proc/self/fd/0", "/dev/stdin");
    naming.makeLink("/proc/self/fd/1", "/dev/stdout");
    naming.makeLink("/proc/self/fd/2", "/dev/stderr");
    naming.makeDirectory("/dev/mqueue", 0755);
    naming.makeDirectory("/dev/shm", 0755);
    openToAll("/dev/shm");
    openToAll("/dev/mqueue");
  }

  private void device(String name, long number) {
    naming.makeNode("/dev/" + name, FileMode.CHARACTER_DEVICE | 0666, number);
  }

  private void openToAll(String path) {
    tree.attributes(tree.rootView()).setMode(node(path), 0777 | FileMode.STICKY);
  }

  private Inode node(String path) {
    Inode node = tree.find(path, true, tree.rootView()).node();
    return node == null ? tree.root() : node;
  }
}
