package osprey.hardware.real;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Real processes in namespaces of their own: their process ids begin at 1, nothing of their IPC,
/// files, mounts and network is the host's, and the kernel removes all of it with the last of them.
/// Works for root and, through a user namespace, for everybody else. Used by one thread, which must
/// live as long as the machine: the first process is killed when the thread that made it ends.
///
/// The tree: Osprey, a keeper that has made the namespaces, init (process 1), then what is asked
/// for. Each link is cut by the kernel when its parent dies, so `kill -9` of Osprey ends all.
public final class RealMachine implements AutoCloseable {
  /// The library that programs usually have keeps this signal for itself, so none uses it.
  static final int CANCEL_SIGNAL = 33;

  /// Control sockets and what else the machinery holds open in a process; above what programs get
  /// unless they raise their limit.
  public static final int FIRST_OWN_DESCRIPTOR = 2048;

  private static final int SCRATCH = FIRST_OWN_DESCRIPTOR - 1;
  private static final int EXECUTABLE = FIRST_OWN_DESCRIPTOR - 2;
  private static final int DESCRIPTORS_MAX = 4096;
  private static final int SLOTS = 512;
  private static final long SCRATCH_AT = 0x5100_0000_0000L;
  private static final long SCRATCH_BYTES = (long) SLOTS * Slot.BYTES;

  /// How much memory all share, from {@link RealThread#SLOTS_FROM} on.
  public static final long SLOTS_BYTES = SCRATCH_BYTES;

  private static final long STACK_BYTES = 64 << 10;

  private static final int NEW_NAMESPACES = 0x20000000 | 0x08000000 | 0x00020000 | 0x40000000;
  private static final int NEW_USERS = 0x10000000;
  private static final int SET_DEATH_SIGNAL = 1;
  private static final int SIGKILL = 9;
  private static final int PRIVATE_MOUNTS = 0x44000;
  private static final int BIND = 4096;
  private static final int NOFILE = 7;
  private static final int SHARED_READ_WRITE = 3;
  private static final int RESTORER = 0x04000000;

  private final Arena arena = Arena.ofConfined();
  private final NativeCalls calls;
  private final Stub stub = new Stub(FIRST_OWN_DESCRIPTOR);
  private final MemorySegment scratch;
  private final int scratchFile;
  private final Deque<Integer> freeSlots = new ArrayDeque<>();
  private final List<RealThread> threads = new ArrayList<>();
  private final RealThread keeper;
  private final RealThread init;
  private boolean isClosed;

  /// @throws Unavailable if this computer does not let us
  public RealMachine() throws Unavailable {
    requirePlatform();
    calls = new NativeCalls(arena);
    for (int i = SLOTS - 1; i >= 0; i--) {
      freeSlots.push(i);
    }
    int executable = memoryFile("osprey-worker");
    byte[] file = stub.executable();
    MemorySegment copy = arena.allocate(file.length);
    copy.copyFrom(MemorySegment.ofArray(file));
    calls.sure("write", Numbers.WRITE, executable, copy.address(), file.length);
    scratchFile = memoryFile("osprey-scratch");
    calls.sure("ftruncate", Numbers.FTRUNCATE, scratchFile, SCRATCH_BYTES);
    scratch = calls.mapShared(scratchFile, SCRATCH_BYTES);
    try {
      keeper = spawn(executable);
      separate();
      init = fork(keeper);
      endsWithParent(init);
      furnish();
    } catch (WorkerGone | IllegalStateException broken) {
      close();
      throw new Unavailable(
          "hardware mode cannot start its processes here: " + broken.getMessage(), broken);
    } catch (Unavailable refused) {
      close();
      throw refused;
    }
  }

  private static void requirePlatform() throws Unavailable {
    String system = System.getProperty("os.name", "");
    String architecture = System.getProperty("os.arch", "");
    if (!system.equals("Linux") || !architecture.equals("amd64")) {
      throw new Unavailable(
          "hardware mode needs Linux on x86-64; this is " + system + " on " + architecture);
    }
  }

  private int memoryFile(String name) {
    calls.buffer().setString(0, name);
    return (int) calls.sure("memfd_create", Numbers.MEMFD_CREATE, calls.buffer().address(), 1);
  }

  // ---- the beginning

  private RealThread spawn(int executable) throws Unavailable {
    int nowhere = calls.open("/dev/null", 2 | Numbers.CLOEXEC);
    int[] control = calls.socketPair();
    int pid =
        Spawn.spawn(
            "/proc/" + ProcessHandle.current().pid() + "/fd/" + executable,
            "osprey-worker",
            List.of(
                new Spawn.Inherited(control[1], FIRST_OWN_DESCRIPTOR),
                new Spawn.Inherited(scratchFile, SCRATCH),
                new Spawn.Inherited(executable, EXECUTABLE),
                new Spawn.Inherited(nowhere, 0),
                new Spawn.Inherited(nowhere, 1),
                new Spawn.Inherited(nowhere, 2)));
    calls.call(Numbers.CLOSE, control[1]);
    calls.call(Numbers.CLOSE, nowhere);
    if (pid < 0) {
      throw new Unavailable(
          "hardware mode cannot start a program from memory here (error " + -pid + ")");
    }
    RealThread first = add(new RealProcess(pid, pid), pid, pid, control[0], FIRST_OWN_DESCRIPTOR);
    hello(first);
    endsWithParent(first);
    first.call(Numbers.CLOSE_RANGE, 3, EXECUTABLE - 1, 0);
    first.call(Numbers.CLOSE_RANGE, FIRST_OWN_DESCRIPTOR + 1, Integer.MAX_VALUE, 0);
    equip(first);
    return first;
  }

  /// Maps the shared memory in a fresh program and installs the handler that ends blocked calls.
  private void equip(RealThread first) {
    first.call(
        Numbers.MMAP, SCRATCH_AT, SCRATCH_BYTES, SHARED_READ_WRITE, 1 | 0x100000, SCRATCH, 0);
    Slot slot = first.slot();
    slot.clear();
    long action = slot.room(32);
    slot.putLong(action, stub.quietHandler());
    slot.putLong(action + 8, RESTORER);
    slot.putLong(action + 16, stub.restorer());
    first.call(Numbers.RT_SIGACTION, CANCEL_SIGNAL, action, 0, 8);
    slot.clear();
  }

  private static void endsWithParent(RealThread first) {
    first.call(Numbers.PRCTL, SET_DEATH_SIGNAL, SIGKILL);
  }

  /// Puts the keeper into namespaces of its own.
  private void separate() throws Unavailable {
    long user = calls.call(102);
    long group = calls.call(104);
    boolean isRoot = user == 0;
    long result = keeper.call(Numbers.UNSHARE, NEW_NAMESPACES | (isRoot ? 0 : NEW_USERS));
    if (result < 0) {
      throw new Unavailable(
          "hardware mode needs namespaces, and this computer refuses them to "
              + (isRoot ? "root" : "ordinary users")
              + " (unshare: error "
              + -result
              + ")");
    }
    if (!isRoot) {
      Path directory = Path.of("/proc", String.valueOf(keeper.hostId()));
      try {
        Files.writeString(directory.resolve("uid_map"), "0 " + user + " 1");
        Files.writeString(directory.resolve("setgroups"), "deny");
        Files.writeString(directory.resolve("gid_map"), "0 " + group + " 1");
      } catch (IOException refused) {
        throw new Unavailable(
            "hardware mode needs a user namespace with root in it, and this computer refuses it: "
                + refused.getMessage());
      }
    }
  }

  /// Gives init a file system of its own, empty but for devices, and a loopback network.
  private void furnish() throws Unavailable {
    Slot slot = init.slot();
    slot.clear();
    long root = slot.text("/");
    init.call(Numbers.MOUNT, 0, root, 0, PRIVATE_MOUNTS, 0);
    long tmpfs = slot.text("tmpfs");
    long base = slot.text("/tmp");
    long mode = slot.text("mode=0755");
    if (init.call(Numbers.MOUNT, tmpfs, base, tmpfs, 0, mode) < 0) {
      throw new Unavailable("hardware mode cannot mount a file system for its processes here");
    }
    init.call(Numbers.UMASK, 0);
    for (String directory : List.of("dev", "proc", "tmp", "dev/shm")) {
      init.call(Numbers.MKDIR, slot.text("/tmp/" + directory), 0755);
    }
    init.call(Numbers.CHMOD, slot.text("/tmp/tmp"), 01777);
    init.call(Numbers.CHMOD, slot.text("/tmp/dev/shm"), 01777);
    for (String device : List.of("null", "zero", "full", "random", "urandom")) {
      long to = slot.text("/tmp/dev/" + device);
      long file = init.call(Numbers.OPENAT, -100, to, 0100 | 1, 0666);
      init.call(Numbers.CLOSE, file);
      init.call(Numbers.MOUNT, slot.text("/dev/" + device), to, 0, BIND, 0);
    }
    long proc = slot.text("proc");
    init.call(Numbers.MOUNT, proc, slot.text("/tmp/proc"), proc, 0, 0);
    init.call(Numbers.CHROOT, base);
    init.call(Numbers.CHDIR, root);
    init.call(Numbers.UMASK, 022);
    bringUpLoopback(slot);
    slot.clear();
  }

  private void bringUpLoopback(Slot slot) {
    long socket = init.call(Numbers.SOCKET, 2, 2 | Numbers.CLOEXEC, 0);
    long request = slot.room(40);
    slot.write(request, new byte[] {'l', 'o'});
    slot.putShort(request + 16, 1 | 64);
    init.call(Numbers.IOCTL, socket, 0x8914, request);
    init.call(Numbers.CLOSE, socket);
  }

  // ---- processes and threads

  /// Process 1, whose children all others are.
  public RealThread init() {
    return init;
  }

  /// A new process, a child of init, that has nothing but /dev/null on its first three descriptors.
  public RealThread start() {
    return fork(init);
  }

  /// fork(2), made by a thread that is in its loop: the child's first thread.
  ///
  /// @throws WorkerGone if the kernel refuses
  public RealThread fork(RealThread parent) {
    Ends ends = newControl(parent);
    // The child's greeting says who it is for us, whatever namespace it is in.
    passCredentials(ends.here(), 1);
    long id = parent.special(Stub.Special.FORK, ends.there());
    parent.call(Numbers.CLOSE, ends.there());
    if (id < 0) {
      calls.call(Numbers.CLOSE, ends.here());
      throw new WorkerGone("the kernel refuses to fork (error " + -id + ")");
    }
    Greeting greeting = greetingOfProcess(ends.here());
    passCredentials(ends.here(), 0);
    RealProcess process = new RealProcess(greeting.id(), greeting.hostId());
    RealThread child = add(process, greeting.id(), greeting.hostId(), ends.here(), ends.there());
    // What the child has of its parent's channels would hide the parent's end.
    child.call(Numbers.CLOSE_RANGE, FIRST_OWN_DESCRIPTOR, ends.there() - 1, 0);
    child.call(Numbers.CLOSE_RANGE, ends.there() + 1, DESCRIPTORS_MAX, 0);
    return child;
  }

  /// clone(2): another thread of the same process.
  public RealThread newThread(RealThread creator) {
    Ends ends = newControl(creator);
    long stack = creator.call(Numbers.MMAP, 0, STACK_BYTES, SHARED_READ_WRITE, 0x22, -1, 0);
    Set<Integer> before = tasks(creator.process());
    long id = creator.special(Stub.Special.THREAD, ends.there(), stack + STACK_BYTES);
    if (id < 0) {
      throw new WorkerGone("the kernel refuses a thread (error " + -id + ")");
    }
    Set<Integer> after = tasks(creator.process());
    after.removeAll(before);
    int hostId = after.isEmpty() ? 0 : after.iterator().next();
    RealThread thread = add(creator.process(), (int) id, hostId, ends.here(), ends.there());
    hello(thread);
    return thread;
  }

  /// execve(2) of the worker's program by one of its threads; the others are gone afterwards.
  public void execute(RealThread thread) {
    RealProcess process = thread.process();
    if (thread.remoteControl() != FIRST_OWN_DESCRIPTOR) {
      long[] limits = raiseDescriptorLimit(thread);
      thread.call(Numbers.DUP3, thread.remoteControl(), FIRST_OWN_DESCRIPTOR, 0);
      restoreDescriptorLimit(thread, limits);
    }
    Slot slot = thread.slot();
    slot.clear();
    long name = slot.text("osprey-worker");
    long vector = slot.room(16);
    slot.putLong(vector, name);
    // The answer is the greeting of the new program.
    long id = thread.call(Numbers.EXECVEAT, EXECUTABLE, slot.text(""), vector, slot.room(8), 4096);
    if (id < 0) {
      throw new WorkerGone("the kernel refuses to execute the worker (error " + -id + ")");
    }
    thread.executed((int) id, process.hostId(), FIRST_OWN_DESCRIPTOR);
    for (RealThread other : List.copyOf(process.threads())) {
      if (other != thread) {
        process.threads().remove(other);
        release(other);
      }
    }
    equip(thread);
  }

  private static Set<Integer> tasks(RealProcess process) {
    Set<Integer> tasks = new HashSet<>();
    try (Stream<Path> all = Files.list(Path.of("/proc/" + process.hostId() + "/task"))) {
      all.forEach(each -> tasks.add(Integer.parseInt(each.getFileName().toString())));
    } catch (IOException gone) {
      throw new WorkerGone(process + " is gone");
    }
    return tasks;
  }

  private RealThread add(RealProcess process, int id, int hostId, int here, int there) {
    Integer number = freeSlots.poll();
    if (number == null) {
      throw new WorkerGone("there are more than " + SLOTS + " real threads");
    }
    long at = (long) number * Slot.BYTES;
    Slot slot = new Slot(scratch.asSlice(at, Slot.BYTES), SCRATCH_AT + at);
    RealThread thread = new RealThread(calls, process, id, hostId, here, there, slot);
    process.threads().add(thread);
    threads.add(thread);
    return thread;
  }

  /// The first message of a new thread is its own id.
  private static void hello(RealThread thread) {
    thread.awaitHello();
  }

  private void passCredentials(int control, int whether) {
    calls.buffer().set(JAVA_INT, 0, whether);
    calls.sure("setsockopt", Numbers.SETSOCKOPT, control, 1, 16, calls.buffer().address(), 4);
  }

  /// Who a new process is to itself and to us.
  private record Greeting(int id, int hostId) {}

  private Greeting greetingOfProcess(int control) {
    MemorySegment buffer = calls.buffer();
    buffer.asSlice(0, 256).fill((byte) 0);
    long at = buffer.address();
    // struct msghdr at 0, iovec at 64, data at 96, control data at 128.
    buffer.set(JAVA_LONG, 16, at + 64);
    buffer.set(JAVA_LONG, 24, 1);
    buffer.set(JAVA_LONG, 32, at + 128);
    buffer.set(JAVA_LONG, 40, 64);
    buffer.set(JAVA_LONG, 64, at + 96);
    buffer.set(JAVA_LONG, 72, 16);
    calls.sure("recvmsg", Numbers.RECVMSG, control, at, 0);
    return new Greeting(buffer.get(JAVA_INT, 96), buffer.get(JAVA_INT, 128 + 16));
  }

  /// Two ends of a control socket.
  private record Ends(int here, int there) {}

  /// A control socket for a process or thread to come: made by the parent, which sends one end to
  /// us through its own.
  private Ends newControl(RealThread parent) {
    Slot slot = parent.slot();
    long[] limits = raiseDescriptorLimit(parent);
    long at = slot.reserved() + 1024;
    if (parent.call(Numbers.SOCKETPAIR, 1, 5 | Numbers.CLOEXEC, 0, at) < 0) {
      throw new WorkerGone(parent + " has no room for another socket");
    }
    int ours = slot.readInt(at);
    int theirs = slot.readInt(at + 4);
    int place = freeDescriptor(parent.process());
    if (parent.call(Numbers.DUP3, theirs, place, Numbers.CLOEXEC) < 0) {
      throw new WorkerGone(parent + " may not have the descriptors that we need");
    }
    parent.call(Numbers.CLOSE, theirs);
    slot.write(at, new byte[256]);
    slot.putLong(at + 16, at + 64);
    slot.putLong(at + 24, 1);
    slot.putLong(at + 32, at + 128);
    slot.putLong(at + 40, 24);
    slot.putLong(at + 64, at + 96);
    slot.putLong(at + 72, 1);
    slot.putLong(at + 128, 20);
    slot.putInt(at + 136, 1);
    slot.putInt(at + 140, 1);
    slot.putInt(at + 144, ours);
    int here = parent.sendDescriptor(at);
    parent.call(Numbers.CLOSE, ours);
    restoreDescriptorLimit(parent, limits);
    return new Ends(here, place);
  }

  private int freeDescriptor(RealProcess process) {
    Set<Integer> taken = new HashSet<>();
    for (RealThread each : process.threads()) {
      if (!each.isDead()) {
        taken.add(each.remoteControl());
      }
    }
    int place = FIRST_OWN_DESCRIPTOR + 1;
    while (taken.contains(place)) {
      place++;
    }
    return place;
  }

  /// A program's own limit must not keep us from our sockets. The process changes it itself: only
  /// for that nobody needs a privilege.
  private static long[] raiseDescriptorLimit(RealThread thread) {
    Slot slot = thread.slot();
    long at = slot.reserved() + 2048;
    thread.call(Numbers.PRLIMIT64, 0, NOFILE, 0, at);
    long[] old = {slot.readLong(at), slot.readLong(at + 8)};
    slot.putLong(at, Math.min(DESCRIPTORS_MAX, old[1]));
    thread.call(Numbers.PRLIMIT64, 0, NOFILE, at, 0);
    return old;
  }

  private static void restoreDescriptorLimit(RealThread thread, long[] limits) {
    Slot slot = thread.slot();
    long at = slot.reserved() + 2048;
    slot.putLong(at, limits[0]);
    slot.putLong(at + 8, limits[1]);
    thread.call(Numbers.PRLIMIT64, 0, NOFILE, at, 0);
  }

  /// Address of the handler that reports signals, for `struct sigaction`.
  public long handler() {
    return stub.handler();
  }

  /// Where handlers return to, with the flag SA_RESTORER.
  public long restorer() {
    return stub.restorer();
  }

  /// Sends a signal to a process from outside its namespaces.
  public void kill(RealProcess process, int signal) {
    calls.call(Numbers.KILL, process.hostId(), signal);
  }

  /// How a process ended, as wait(2) has it; -1 while it lives. Nobody is deprived of the status.
  public int exitStatus(RealProcess process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.hostId() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[0].equals("Z") || fields[0].equals("X")
          ? Integer.parseInt(fields[49].trim())
          : -1;
    } catch (IOException | RuntimeException gone) {
      return -1;
    }
  }

  /// Sends a signal to one thread from outside its namespaces.
  public void kill(RealThread thread, int signal) {
    thread.send(signal);
  }

  /// The live process that has this number in its own namespace, null for none.
  public @Nullable RealProcess process(int id) {
    for (RealThread each : threads) {
      if (each.process().id() == id && each != keeper) {
        return each.process();
      }
    }
    return null;
  }

  /// In place of an exit status: it lives.
  public static final int ALIVE = -2;

  /// In place of an exit status: its parent has taken it.
  public static final int REAPED = -1;

  /// Waits for the end of a process, but not longer than that.
  public int awaitExit(RealProcess process, int millis) {
    long begun = System.nanoTime();
    while (true) {
      int status = exitStatus(process);
      if (status >= 0) {
        return status;
      }
      if (!exists(process)) {
        return REAPED;
      }
      if (System.nanoTime() - begun > millis * 1_000_000L) {
        return ALIVE;
      }
      Thread.onSpinWait();
    }
  }

  /// Waits until a thread that was told to end has gone, and forgets it.
  public void awaitThreadEnd(RealThread thread) {
    Path directory = Path.of("/proc/" + thread.process().hostId() + "/task/" + thread.hostId());
    long begun = System.nanoTime();
    while (Files.exists(directory)
        && thread.state() != 'Z'
        && System.nanoTime() - begun < 2_000_000_000L) {
      Thread.onSpinWait();
    }
    thread.forget();
  }

  /// Where a real thread is and what it has open, in lines.
  public String describe(RealThread thread) {
    StringBuilder lines = new StringBuilder();
    lines.append("the real thread ").append(thread.hostId());
    lines.append(": state ").append(thread.state()).append(", ").append(thread.where());
    lines.append('\n');
    Path directory = Path.of("/proc/" + thread.process().hostId() + "/fd");
    try (Stream<Path> all = Files.list(directory)) {
      all.sorted(Comparator.comparingInt(RealMachine::number))
          .filter(each -> number(each) < EXECUTABLE)
          .forEach(each -> lines.append("  ").append(descriptor(each)).append('\n'));
    } catch (IOException gone) {
      lines.append("  its descriptors are gone\n");
    }
    return lines.toString();
  }

  private static int number(Path descriptor) {
    return Integer.parseInt(descriptor.getFileName().toString());
  }

  private static String descriptor(Path descriptor) {
    try {
      return descriptor.getFileName() + " -> " + Files.readSymbolicLink(descriptor);
    } catch (IOException gone) {
      return descriptor.getFileName() + " is gone";
    }
  }

  /// Whether there is such a process still, if only as a zombie.
  public boolean exists(RealProcess process) {
    return Files.exists(Path.of("/proc/" + process.hostId()));
  }

  /// Gives back what a dead process held here.
  public void forget(RealProcess process) {
    process.threads().forEach(this::release);
  }

  private void release(RealThread thread) {
    if (threads.remove(thread)) {
      long at = thread.slot().reserved() - SCRATCH_AT;
      freeSlots.push((int) (at / Slot.BYTES));
      thread.forget();
    }
  }

  // ---- settings of the kernel

  /// A setting as sysctl(8) names it, in our namespaces.
  public long setting(String name) {
    long file = openSetting(name, 0);
    Slot slot = init.slot();
    long at = slot.room(64);
    long got = init.call(Numbers.READ, file, at, 64);
    init.call(Numbers.CLOSE, file);
    String text = new String(slot.read(at, got), StandardCharsets.US_ASCII).trim();
    slot.clear();
    return Long.parseLong(text.split("\\s", 2)[0]);
  }

  public void changeSetting(String name, long value) {
    long file = openSetting(name, 1);
    Slot slot = init.slot();
    byte[] text = (value + "\n").getBytes(StandardCharsets.US_ASCII);
    long wrote = init.call(Numbers.WRITE, file, slot.put(text), text.length);
    init.call(Numbers.CLOSE, file);
    slot.clear();
    if (wrote < 0) {
      throw new IllegalArgumentException(name + " cannot be set to " + value + " here");
    }
  }

  private long openSetting(String name, int flags) {
    init.slot().clear();
    String path = "/proc/sys/" + name.replace('.', '/');
    long file = init.call(Numbers.OPENAT, -100, init.slot().text(path), flags, 0);
    if (file < 0) {
      throw new IllegalArgumentException("the kernel lets us have no setting " + name);
    }
    return file;
  }

  /// Ends all processes; with the last of them the kernel removes all they had.
  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    if (!threads.isEmpty()) {
      int first = threads.getFirst().hostId();
      calls.call(Numbers.KILL, first, SIGKILL);
      calls.call(Numbers.WAIT4, first, 0, 0, 0);
    }
    for (RealThread each : threads) {
      each.forget();
    }
    arena.close();
  }
}
