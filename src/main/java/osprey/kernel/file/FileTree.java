package osprey.kernel.file;

import static com.google.common.base.Preconditions.checkState;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.engine.SplittableSeed;
import osprey.kernel.wait.Clock;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.machine.Ram;

/// The files of one machine: mounted file systems, disks, devices and the terminal. Starts with the
/// directories that programs expect (hier(7)), all in memory; scenarios add files, disks and
/// mounts.
public final class FileTree implements Copyable<FileTree> {
  /// Capacity of the root file system; a scenario mounts smaller ones to meet ENOSPC.
  private static final long ROOT_BYTES_MAX = 1L << 40;

  private final Ram ram;
  private final MountTable mounts;
  private final Devices devices;
  private final LockWaits lockWaits;
  private final HeldDescriptions held;
  private final Clock clock;
  private final List<Disk> disks = new ArrayList<>();

  /// Holds what has no name: memfd_create(2). Not mounted.
  private final FileSystem hidden;

  private @Nullable FifoOpener fifos;
  private @Nullable TruncationListener listener;
  private int lastDevice;

  /// @param seed of /dev/random and getrandom(2)
  public FileTree(Ram ram, Clock clock, String hostName, SplittableSeed seed) {
    this.ram = ram;
    this.clock = clock;
    lockWaits = new LockWaits();
    held = new HeldDescriptions();
    devices = new Devices(new RandomSource(seed), new Console());
    mounts = new MountTable(newFileSystem("tmpfs", ROOT_BYTES_MAX, null, 0755));
    hidden = newFileSystem("tmpfs", FileSystem.UNLIMITED, null, 0700);
    new InitialTree(this).build(hostName);
  }

  private FileTree(FileTree from, Copier copier) {
    copier.register(from, this);
    ram = copier.known(from.ram);
    clock = copier.known(from.clock);
    lastDevice = from.lastDevice;
    mounts = copier.copy(from.mounts);
    devices = copier.copy(from.devices);
    lockWaits = copier.copy(from.lockWaits);
    held = copier.copy(from.held);
    fifos = copier.copyOrNull(from.fifos);
    hidden = copier.copy(from.hidden);
    listener = copier.copyOrNull(from.listener);
    for (Disk disk : from.disks) {
      disks.add(copier.copy(disk));
    }
  }

  private FileSystem newFileSystem(
      String type, long capacityBytes, @Nullable Disk disk, int permissions) {
    long pages = capacityBytes / FileSystem.BLOCK_BYTES;
    FileSystem made = new FileSystem(ram, ++lastDevice, type, pages, disk, permissions);
    made.setTruncationListener(listener);
    return made;
  }

  public Directory root() {
    return mounts.root();
  }

  public MountTable mounts() {
    return mounts;
  }

  public Devices devices() {
    return devices;
  }

  public Console console() {
    return devices.console();
  }

  public RandomSource random() {
    return devices.random();
  }

  public LockWaits lockWaits() {
    return lockWaits;
  }

  /// What blocked calls hold on to: to be released when a thread's call or the thread itself ends.
  public HeldDescriptions held() {
    return held;
  }

  public List<Disk> disks() {
    return List.copyOf(disks);
  }

  /// The part of the kernel that knows pipes introduces itself.
  public void setFifoOpener(FifoOpener opener) {
    fifos = opener;
  }

  Opened openFifo(FifoNode node, String name, int flags, IoCall call) {
    return fifos == null ? Opened.failed(Errno.ENXIO) : fifos.open(node, name, flags, call);
  }

  /// Whoever has files mapped is told here before pages go.
  public void setTruncationListener(TruncationListener newListener) {
    listener = newListener;
    hidden.setTruncationListener(newListener);
    for (FileSystem fileSystem : mounts.fileSystems()) {
      fileSystem.setTruncationListener(newListener);
    }
  }

  // Looking up and opening.

  /// Where a path leads; `follows` says what happens if its last name is a symbolic link.
  public Place find(String path, boolean follows, Viewpoint viewpoint) {
    return new PathLookup(mounts, viewpoint).find(path, follows);
  }

  /// open(2).
  public Opened open(String path, int flags, int mode, Viewpoint viewpoint, IoCall call) {
    return new Opening(this, viewpoint, flags).open(path, mode, call);
  }

  /// memfd_create(2).
  public FileDescription openUnnamed(String name, Viewpoint viewpoint) {
    Credentials user = viewpoint.user();
    String shown = "/memfd:" + name;
    RegularFile file =
        new RegularFile(
            hidden, shown, 0777, user.effectiveUid(), user.effectiveGid(), viewpoint.now());
    return new OpenFile(file, shown, OpenFlag.READ_WRITE | OpenFlag.LARGE_FILE);
  }

  /// Where a path leaves this machine for another that serves files; null if it does not.
  public @Nullable RemotePath outside(String path, boolean follows, Viewpoint viewpoint) {
    return new PathLookup(mounts, viewpoint).outside(path, follows);
  }

  /// Opens a regular file or directory that was found before, nobody asking for permission: a file
  /// server's work. Null for other nodes.
  public @Nullable FileDescription openNode(Inode node, int flags) {
    return switch (node) {
      case RegularFile file -> new OpenFile(file, "(served)", flags);
      case Directory directory -> new OpenDirectory(directory, "(served)", flags);
      case SymbolicLink _, FifoNode _, DeviceNode _, SocketNode _ -> null;
    };
  }

  /// The directory that stands here for one of another machine.
  ///
  /// @param path below the root of what is mounted
  public Directory standIn(FileSystem remote, String path) {
    Directory at = remote.root();
    for (String name : path.split("/")) {
      if (!name.isEmpty()) {
        if (at.get(name) instanceof Directory known) {
          at = known;
        } else {
          Directory made = new Directory(remote, 0777, 0, 0, clock.now());
          at.add(name, made, clock.now());
          at = made;
        }
      }
    }
    return at;
  }

  public Naming naming(Viewpoint viewpoint) {
    return new Naming(this, viewpoint);
  }

  public Attributes attributes(Viewpoint viewpoint) {
    return new Attributes(viewpoint);
  }

  /// getcwd(2), null if the directory was removed.
  public @Nullable String pathOf(Directory directory) {
    return mounts.pathOf(directory);
  }

  /// What keeps somebody from making a name in a directory, or null.
  @Nullable Errno refusalToChange(Directory directory, Credentials user) {
    if (directory.isRemoved()) {
      return Errno.ENOENT;
    }
    if (directory.fileSystem().isReadOnly()) {
      return Errno.EROFS;
    }
    return directory.permits(FileMode.MAY_WRITE | FileMode.MAY_EXECUTE, user) ? null : Errno.EACCES;
  }

  /// The group of a new node: the directory's if that has the set-group-ID bit.
  static int groupFor(Directory directory, Credentials user) {
    boolean isInherited = (directory.permissions() & FileMode.SET_GROUP) != 0;
    return isInherited ? directory.group() : user.effectiveGid();
  }

  // Disks.

  public Disk addDisk(String name, DiskProfile profile) {
    Disk disk = new Disk(disks.size(), name, profile);
    disks.add(disk);
    return disk;
  }

  /// Mounts a new file system at an existing directory.
  ///
  /// @param disk null for memory
  public FileSystem mount(String path, String type, long capacityBytes, @Nullable Disk disk) {
    Place place = find(path, true, rootView());
    checkState(place.node() instanceof Directory, "%s is not a directory", path);
    FileSystem mounted = newFileSystem(type, capacityBytes, disk, 0755);
    mounts.add((Directory) place.node(), mounted);
    return mounted;
  }

  /// Mounts another machine's files at an existing directory.
  public FileSystem mountRemote(String path) {
    FileSystem mounted = mount(path, FileSystem.REMOTE_TYPE, 0, null);
    mounted.setReadOnly(true);
    return mounted;
  }

  /// A disk's event came due.
  public void completed(DiskDone event) {
    disks.get(event.disk()).completed(event, clock);
  }

  /// A disk's write-back interval is over.
  public void writeBack(WriteBackDue event) {
    Disk disk = disks.get(event.disk());
    disk.writeBackStarted();
    for (FileSystem fileSystem : mounts.fileSystems()) {
      if (fileSystem.disk() == disk) {
        fileSystem.writeBack(clock);
      }
    }
  }

  /// sync(2): waits for the disk that is done last.
  public Outcome synchronize() {
    for (FileSystem fileSystem : mounts.fileSystems()) {
      fileSystem.writeBack(clock);
    }
    for (Disk disk : disks) {
      Disk.Request last = disk.lastWrite(null);
      if (last != null) {
        return Outcome.blocked(
            Wait.on(last.done).shared().interrupt(Wait.Interrupt.UNINTERRUPTIBLE).then(Then.RETRY));
      }
    }
    return Outcome.ZERO;
  }

  // The host's side: before a run, and to look at results.

  /// Makes or replaces a file, and the directories on the way to it.
  public RegularFile put(String path, byte[] contents, int mode) {
    makeDirectories(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    Viewpoint view = rootView();
    Place place = find(path, true, view);
    if (place.node() == null) {
      naming(view).makeNode(path, FileMode.REGULAR | mode, 0);
      place = find(path, true, view);
    }
    checkState(place.node() instanceof RegularFile, "%s is not a regular file", path);
    RegularFile file = (RegularFile) place.node();
    file.setContents(contents);
    return file;
  }

  public RegularFile put(String path, String text, int mode) {
    return put(path, text.getBytes(StandardCharsets.UTF_8), mode);
  }

  /// Makes an executable file that stands for a program of the kernel's.
  public RegularFile install(String path, String program) {
    RegularFile file = put(path, "\177ELF " + program + "\n", 0755);
    file.setProgram(program);
    return file;
  }

  public void makeDirectories(String path) {
    Viewpoint view = rootView();
    int end = 0;
    while (end >= 0) {
      end = path.indexOf('/', end + 1);
      naming(view).makeDirectory(end < 0 ? path : path.substring(0, end), 0755);
    }
  }

  /// The contents of a regular file, or null if there is none of that name.
  public byte @Nullable [] contents(String path) {
    return find(path, true, rootView()).node() instanceof RegularFile file ? file.contents() : null;
  }

  /// The root user at the root directory.
  public Viewpoint rootView() {
    return new Viewpoint(root(), Credentials.ROOT, 0, clock.now());
  }

  @Override
  public FileTree copy(Copier copier) {
    return new FileTree(this, copier);
  }
}
