package osprey.kernel.ipc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileLocks;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.Inode;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.KernelBuffer;
import osprey.kernel.file.Naming;
import osprey.kernel.file.OpenFile;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Opened;
import osprey.kernel.file.Place;
import osprey.kernel.file.Ready;
import osprey.kernel.file.RecordLock;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// One step of a recorded case: does the operation, compares what came of it.
final class RecordedStep {
  private static final long FDS_MAX = 1024;

  final long[] pair = new long[2];
  private final RecordedCase recorded;
  private final RecordedCase.Actor actor;
  private final Machine machine;
  private final Map<?, ?> step;
  private final Map<?, ?> arguments;
  private byte[] data = new byte[0];
  private @Nullable FileStatus status;
  private @Nullable RecordLock lock;
  private long number;
  private @Nullable Outcome immediate;
  private List<List<String>> revents = new ArrayList<>();
  private List<String> flags = List.of();

  RecordedStep(RecordedCase recorded, RecordedCase.Actor actor, Map<?, ?> step) {
    this.recorded = recorded;
    this.actor = actor;
    this.step = step;
    machine = recorded.machine();
    arguments = Json.object(step, "args");
  }

  Map<?, ?> step() {
    return step;
  }

  @Nullable Outcome outcome() {
    return immediate != null ? immediate : actor.result();
  }

  // Arguments.

  private long number(String name, long otherwise) {
    Object value = arguments.get(name);
    if (value instanceof String text && text.startsWith("$")) {
      value = recorded.bound().get(text.substring(1));
      if (value == null) {
        return -1;
      }
    }
    return value == null ? otherwise : (Long) value;
  }

  private String text(String name) {
    return Json.text(arguments, name);
  }

  private boolean has(String name, String word) {
    return arguments.get(name) instanceof List<?> words && words.contains(word);
  }

  private int flags(String name) {
    int bits = 0;
    for (Object word : arguments.get(name) instanceof List<?> words ? words : List.of()) {
      bits |=
          switch ((String) word) {
            case "O_RDONLY" -> 0;
            case "O_WRONLY" -> OpenFlag.WRITE_ONLY;
            case "O_RDWR" -> OpenFlag.READ_WRITE;
            case "O_CREAT" -> OpenFlag.CREATE;
            case "O_EXCL" -> OpenFlag.EXCLUSIVE;
            case "O_TRUNC" -> OpenFlag.TRUNCATE;
            case "O_APPEND" -> OpenFlag.APPEND;
            case "O_NONBLOCK" -> OpenFlag.NON_BLOCKING;
            case "O_DIRECTORY" -> OpenFlag.DIRECTORY;
            case "O_CLOEXEC" -> OpenFlag.CLOSE_ON_EXEC;
            case "O_DIRECT" -> OpenFlag.DIRECT;
            default -> 1 << 29;
          };
    }
    return bits;
  }

  private int mode(int otherwise) {
    return arguments.get("mode") instanceof String octal ? Integer.parseInt(octal, 8) : otherwise;
  }

  private Credentials user() {
    int uid = actor.process.uid;
    return new Credentials(uid, uid, uid, uid, uid, uid, List.of(), true);
  }

  private Viewpoint view() {
    return new Viewpoint(
        (Directory) requireNonNull(machine.tree.find("/tmp/case", true, machine.view()).node()),
        user(),
        022,
        machine.now());
  }

  private IoCall io(boolean nonBlocking, @Nullable Progress progress) {
    return new IoCall(nonBlocking, progress, user(), actor.process.id, Long.MAX_VALUE, machine);
  }

  private FdTable fds() {
    return actor.thread.fds;
  }

  // Doing it.

  void begin() {
    switch (Json.text(step, "op")) {
      case "write" -> onDescription("fd", this::write);
      case "writev" -> onDescription("fd", this::write);
      case "read", "readv" -> onDescription("fd", this::read);
      case "pread" ->
          onDescription(
              "fd",
              (description, progress) -> {
                KernelBuffer into = new KernelBuffer((int) number("count", 0));
                return keep(into, description.readAt(into, number("off", 0), io(false, progress)));
              });
      case "pwrite" ->
          onDescription(
              "fd",
              (description, progress) -> {
                byte[] bytes = RecordedCase.bytes(Json.value(arguments, "data"));
                return description.writeAt(
                    new KernelBuffer(bytes, 0, bytes.length),
                    number("off", 0),
                    io(false, progress));
              });
      case "lseek" ->
          onDescription(
              "fd", (description, _) -> description.seek(number("off", 0), whence(text("whence"))));
      case "ftruncate" ->
          onDescription(
              "fd",
              (description, progress) ->
                  description.truncate(number("length", 0), io(false, progress)));
      case "fstat" ->
          onDescription(
              "fd",
              (description, _) -> {
                status = description.status();
                return Outcome.ZERO;
              });
      case "fionread" ->
          onDescription(
              "fd",
              (description, _) -> {
                number = description.available();
                return Outcome.ZERO;
              });
      case "getpipe_sz" ->
          onDescription(
              "fd",
              (description, _) ->
                  description instanceof PipeEnd end
                      ? Outcome.done(end.capacityBytes())
                      : Outcome.failed(Errno.EBADF));
      case "setpipe_sz" ->
          onDescription(
              "fd",
              (description, _) ->
                  description instanceof PipeEnd end
                      ? end.resize((int) number("size", 0), user())
                      : Outcome.failed(Errno.EBADF));
      case "flock" -> onDescription("fd", (description, _) -> flock(description));
      case "setlk", "getlk" -> onDescription("fd", (description, _) -> lock(description));
      case "splice", "sendfile", "tee" -> splice();
      case "poll" -> poll();
      case "open" -> open();
      default -> immediate = control();
    }
  }

  private void onDescription(
      String name, BiFunction<FileDescription, @Nullable Progress, Outcome> operation) {
    FileDescription description = fds().get((int) number(name, -1));
    if (description == null) {
      immediate = Outcome.failed(Errno.EBADF);
      return;
    }
    description.retain();
    actor.thread.call(progress -> {
      Outcome outcome = operation.apply(description, progress);
      if (!(outcome instanceof Outcome.Blocked)) {
        description.release();
      }
      return outcome;
    });
  }

  private IoBuffer bad(IoBuffer buffer) {
    return "bad".equals(arguments.get("buf")) ? new BadBuffer(buffer.remaining()) : buffer;
  }

  private Outcome write(FileDescription description, @Nullable Progress progress) {
    byte[] bytes;
    if (arguments.get("parts") instanceof List<?> parts) {
      bytes = new byte[0];
      for (Object part : parts) {
        byte[] more = RecordedCase.bytes(part);
        int length = bytes.length;
        bytes = Arrays.copyOf(bytes, length + more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
      }
    } else {
      bytes = RecordedCase.bytes(Json.value(arguments, "data"));
    }
    int done = progress == null ? 0 : (int) progress.transferred();
    IoBuffer from = bad(new KernelBuffer(bytes, done, bytes.length - done));
    return description.write(from, io(description.isNonBlocking(), progress));
  }

  private Outcome read(FileDescription description, @Nullable Progress progress) {
    long count = number("count", 0);
    if (arguments.get("counts") instanceof List<?> counts) {
      for (Object part : counts) {
        count += (Long) part;
      }
    }
    KernelBuffer into = new KernelBuffer((int) count);
    return keep(into, description.read(bad(into), io(description.isNonBlocking(), progress)));
  }

  private Outcome keep(KernelBuffer into, Outcome outcome) {
    if (outcome instanceof Outcome.Done(long moved, int _)) {
      data = Arrays.copyOf(into.bytes(), (int) moved);
    }
    return outcome;
  }

  private Outcome flock(FileDescription description) {
    FileLocks locks = description.locks();
    boolean isNonBlocking = has("op", "LOCK_NB");
    if (has("op", "LOCK_UN")) {
      locks.unflock(description);
      return Outcome.ZERO;
    }
    return locks.flock(description, has("op", "LOCK_EX"), isNonBlocking, actor.thread.id());
  }

  private Outcome lock(FileDescription description) {
    FileLocks locks = description.locks();
    boolean isOpenFile = number("ofd", 0) == 1;
    String typeName = text("type");
    if (typeName.equals("F_BOGUS") || "SEEK_BOGUS".equals(arguments.get("whence"))) {
      return Outcome.failed(Errno.EINVAL);
    }
    RecordLock.Type type =
        switch (typeName) {
          case "F_RDLCK" -> RecordLock.Type.READ;
          case "F_WRLCK" -> RecordLock.Type.WRITE;
          default -> RecordLock.Type.UNLOCK;
        };
    long base =
        switch (whence(arguments.get("whence") == null ? "SEEK_SET" : text("whence"))) {
          case 1 -> ((OpenFile) description).position();
          case 2 -> description.status().size();
          default -> 0;
        };
    long start = base + number("start", 0);
    long length = number("len", 0);
    long end = length == 0 ? RecordLock.TO_INFINITY : start + length - 1;
    if (length < 0) {
      end = start - 1;
      start += length;
    }
    if (start < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    int process = actor.process.id;
    RecordLock wanted =
        new RecordLock(
            isOpenFile ? locks.openFileOwner(description) : process,
            isOpenFile ? -1 : process,
            type,
            start,
            end);
    if (Json.text(step, "op").equals("getlk")) {
      lock = locks.conflict(wanted);
      return Outcome.ZERO;
    }
    boolean isPermitted =
        type == RecordLock.Type.UNLOCK
            || (type == RecordLock.Type.READ ? description.isReadable() : description.isWritable());
    return isPermitted
        ? locks.lock(wanted, number("wait", 0) == 1, machine.tree.lockWaits(), actor.thread.id())
        : Outcome.failed(Errno.EBADF);
  }

  private void splice() {
    boolean isSend = Json.text(step, "op").equals("sendfile");
    FileDescription out = fds().get((int) number(isSend ? "out_fd" : "fd_out", -1));
    onDescription(
        isSend ? "in_fd" : "fd_in",
        (in, progress) -> {
          if (out == null) {
            return Outcome.failed(Errno.EBADF);
          }
          Splice splice = new Splice(in, out, io(has("flags", "SPLICE_F_NONBLOCK"), progress));
          long count = number("count", 0);
          if (Json.text(step, "op").equals("tee")) {
            return splice.tee(count);
          }
          return isSend
              ? splice.sendFile(number("offset", Splice.OWN_POSITION), count)
              : splice.splice(Splice.OWN_POSITION, Splice.OWN_POSITION, count);
        });
  }

  private void poll() {
    actor.thread.call(_ -> {
      revents = new ArrayList<>();
      List<WaitQueue> queues = new ArrayList<>();
      int ready = 0;
      for (Object item : Json.list(arguments, "fds")) {
        List<?> entry = (List<?>) item;
        int fd = (int) Json.number(recorded.bound(), ((String) entry.get(0)).substring(1));
        FileDescription description = fds().get(fd);
        int found = Ready.INVALID;
        if (description != null) {
          int asked = Ready.ERROR | Ready.HANG_UP;
          asked |= ((List<?>) entry.get(1)).contains("IN") ? Ready.IN : 0;
          asked |= ((List<?>) entry.get(1)).contains("OUT") ? Ready.OUT : 0;
          found = description.ready() & asked;
          queues.add(description.readiness());
        }
        ready += found == 0 ? 0 : 1;
        revents.add(words(found));
      }
      Wait forEver =
          new Wait(
              queues,
              Then.RETRY,
              Wait.FOREVER,
              Then.RETRY,
              false,
              Wait.Interrupt.ALWAYS_EINTR,
              null);
      return ready == 0 && number("timeout", 0) == -1
          ? Outcome.blocked(forEver)
          : Outcome.done(ready);
    });
  }

  private static List<String> words(int events) {
    List<String> words = new ArrayList<>();
    addIf(words, events, Ready.IN, "IN");
    addIf(words, events, Ready.OUT, "OUT");
    addIf(words, events, Ready.ERROR, "ERR");
    addIf(words, events, Ready.HANG_UP, "HUP");
    addIf(words, events, Ready.INVALID, "NVAL");
    return words;
  }

  private static void addIf(List<String> words, int events, int bit, String word) {
    if ((events & bit) != 0) {
      words.add(word);
    }
  }

  private void open() {
    int bits = flags("flags");
    boolean closes = (bits & OpenFlag.CLOSE_ON_EXEC) != 0;
    actor.releaseOpening();
    actor.thread.call(progress -> {
      FileDescription waiting = actor.opening;
      if (waiting != null) {
        Outcome outcome = waiting.continueOpening(io(false, progress));
        if (outcome instanceof Outcome.Done) {
          fds().unreserve(actor.reserved);
          fds().put(actor.reserved, waiting, closes);
          waiting.release();
          actor.opening = null;
          return Outcome.done(actor.reserved);
        }
        return outcome;
      }
      Opened opened =
          machine.tree.open(
              text("path"),
              bits,
              mode(0644),
              view(),
              io((bits & OpenFlag.NON_BLOCKING) != 0, progress));
      FileDescription description = opened.description();
      if (description == null) {
        return opened.outcome();
      }
      if (opened.outcome() instanceof Outcome.Blocked) {
        description.retain();
        actor.opening = description;
        actor.reserved = fds().reserve(FDS_MAX);
        return opened.outcome();
      }
      return Outcome.done(fds().add(description, closes, FDS_MAX));
    });
  }

  private Outcome control() {
    Naming naming = machine.tree.naming(view());
    return switch (Json.text(step, "op")) {
      case "pipe" -> pipe();
      case "mkfifo" -> naming.makeNode(text("path"), FileMode.FIFO | mode(0644), 0);
      case "mkdir" -> naming.makeDirectory(text("path"), mode(0755));
      case "symlink" -> naming.makeLink(text("old"), text("new"));
      case "link" -> naming.link(text("old"), text("new"), false);
      case "unlink" -> naming.unlink(text("path"));
      case "rmdir" -> naming.removeDirectory(text("path"));
      case "rename" -> naming.rename(text("old"), text("new"), false);
      case "stat" -> {
        Place place = machine.tree.find(text("path"), true, view());
        Inode node = place.node();
        if (node == null) {
          yield Outcome.failed(place.errno() == null ? Errno.ENOENT : place.errno());
        }
        status = node.status();
        yield Outcome.ZERO;
      }
      case "close" -> {
        boolean wasOpen = fds().close((int) number("fd", -1), actor.process.id);
        yield wasOpen ? Outcome.ZERO : Outcome.failed(Errno.EBADF);
      }
      case "dup" -> fds().duplicate((int) number("fd", -1), FDS_MAX);
      case "dup2" -> duplicateTo(false);
      case "dup3" ->
          number("fd", -1) == number("newfd", -1)
              ? Outcome.failed(Errno.EINVAL)
              : duplicateTo(has("flags", "O_CLOEXEC"));
      case "dupfd" -> fds().duplicateFrom((int) number("fd", -1), number("min", 0), false, FDS_MAX);
      case "getfl" -> {
        flags = flagWords(description().statusFlags());
        yield Outcome.ZERO;
      }
      case "setfl" -> {
        int kept = description().statusFlags() & ~OpenFlag.SETTABLE;
        description().setStatusFlags(kept | flags("flags"));
        yield Outcome.ZERO;
      }
      case "getfd" -> {
        int fd = (int) number("fd", -1);
        yield fds().isOpen(fd)
            ? Outcome.done(fds().isClosedOnExec(fd) ? 1 : 0)
            : Outcome.failed(Errno.EBADF);
      }
      case "exec" -> {
        fds().closeOnExec(actor.process.id);
        yield Outcome.ZERO;
      }
      default -> process();
    };
  }

  private FileDescription description() {
    return requireNonNull(fds().get((int) number("fd", -1)));
  }

  private Outcome duplicateTo(boolean closes) {
    return fds()
        .duplicateTo(
            (int) number("fd", -1), (int) number("newfd", -1), closes, FDS_MAX, actor.process.id);
  }

  private Outcome pipe() {
    int bits = flags("flags");
    if ((bits & ~(OpenFlag.CLOSE_ON_EXEC | OpenFlag.NON_BLOCKING | OpenFlag.DIRECT)) != 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    Pipes.Ends ends =
        requireNonNull(machine.pipes.create(bits & ~OpenFlag.CLOSE_ON_EXEC, user(), machine.now()));
    boolean closes = (bits & OpenFlag.CLOSE_ON_EXEC) != 0;
    pair[0] = fds().add(ends.read(), closes, FDS_MAX);
    pair[1] = fds().add(ends.write(), closes, FDS_MAX);
    return Outcome.ZERO;
  }

  private Outcome process() {
    switch (Json.text(step, "op")) {
      case "fork" -> {
        RecordedCase.Actor child = recorded.start(text("name"), fds().inherited());
        child.process.uid = actor.process.uid;
        child.process.dispositions.putAll(actor.process.dispositions);
      }
      case "thread" -> recorded.startThread(text("name"), actor);
      case "exit" -> actor.die("exit:" + number("status", 0));
      case "kill" ->
          recorded.actor(text("target").substring(1)).signal(Signal.valueOf(text("sig")));
      case "signal" -> actor.process.dispositions.put(Signal.valueOf(text("sig")), text("disp"));
      case "sigcount" -> {
        return Outcome.done(actor.process.counts.getOrDefault(Signal.valueOf(text("sig")), 0));
      }
      case "setcred" -> actor.process.uid = (int) number("uid", 0);
      case "wait", "sigdisp" -> {}
      default -> throw new AssertionError("unknown operation " + step.get("op"));
    }
    return Outcome.ZERO;
  }

  private static int whence(String name) {
    return switch (name) {
      case "SEEK_SET" -> 0;
      case "SEEK_CUR" -> 1;
      case "SEEK_END" -> 2;
      case "SEEK_DATA" -> 3;
      case "SEEK_HOLE" -> 4;
      default -> 99;
    };
  }

  private static List<String> flagWords(int bits) {
    List<String> words = new ArrayList<>();
    words.add(List.of("O_RDONLY", "O_WRONLY", "O_RDWR").get(bits & 3));
    addIf(words, bits, OpenFlag.APPEND, "O_APPEND");
    addIf(words, bits, OpenFlag.NON_BLOCKING, "O_NONBLOCK");
    addIf(words, bits, OpenFlag.DIRECT, "O_DIRECT");
    return words;
  }

  // Comparing.

  void compare(String where, Map<?, ?> expected) {
    if (expected.get("died") instanceof String how) {
      assertThat(actor.process.ended).as(where).isEqualTo(how);
      return;
    }
    assertThat(actor.isDead).as(where + ": the actor died").isFalse();
    if (expected.get("err") instanceof String error) {
      assertThat(outcome()).as(where).isEqualTo(Outcome.failed(Errno.valueOf(error)));
      return;
    }
    assertThat(expected.get("blocked")).as(where + ": did not block: " + outcome()).isNull();
    if (expected.get("ret") instanceof Long value) {
      assertThat(outcome()).as(where).isEqualTo(Outcome.done(value));
    }
    if (expected.get("data") != null) {
      assertThat(data).as(where).isEqualTo(RecordedCase.bytes(expected.get("data")));
    }
    if (expected.get("parts") instanceof List<?> parts) {
      assertThat(new String(data, StandardCharsets.ISO_8859_1))
          .as(where)
          .isEqualTo(String.join("", parts.stream().map(String.class::cast).toList()));
    }
    if (expected.get("value") instanceof Long value) {
      assertThat(number).as(where).isEqualTo(value);
    }
    if (expected.get("fds") != null) {
      assertThat(List.of(pair[0], pair[1])).as(where).isEqualTo(expected.get("fds"));
    }
    if (expected.get("flags") != null) {
      assertThat(flags).as(where).isEqualTo(expected.get("flags"));
    }
    if (expected.get("revents") != null) {
      assertThat(sorted(revents)).as(where).isEqualTo(sorted((List<?>) expected.get("revents")));
    }
    compareStatus(where, expected);
    compareLock(where, expected);
  }

  private static List<List<String>> sorted(List<?> lists) {
    return lists.stream()
        .map(list -> ((List<?>) list).stream().map(String.class::cast).sorted().toList())
        .toList();
  }

  private void compareStatus(String where, Map<?, ?> expected) {
    if (expected.get("st") instanceof Map<?, ?> wanted) {
      FileStatus found = requireNonNull(status);
      String type =
          switch (found.mode() & FileMode.TYPE) {
            case FileMode.FIFO -> "fifo";
            case FileMode.DIRECTORY -> "dir";
            default -> "reg";
          };
      assertThat(type).as(where).isEqualTo(wanted.get("type"));
      assertThat("%04o".formatted(found.mode() & 07777)).as(where).isEqualTo(wanted.get("mode"));
      if (!type.equals("dir")) {
        assertThat(found.size()).as(where).isEqualTo(wanted.get("size"));
        assertThat((long) found.links()).as(where).isEqualTo(wanted.get("nlink"));
      }
      assertThat((long) found.uid()).as(where).isEqualTo(wanted.get("uid"));
    }
  }

  private void compareLock(String where, Map<?, ?> expected) {
    if (expected.get("lock") instanceof Map<?, ?> wanted) {
      RecordLock found = lock;
      if (Json.text(wanted, "type").equals("F_UNLCK")) {
        assertThat(found).as(where).isNull();
        return;
      }
      assertThat(found).as(where).isNotNull();
      RecordLock held = requireNonNull(found);
      assertThat(held.type() == RecordLock.Type.READ ? "F_RDLCK" : "F_WRLCK")
          .as(where)
          .isEqualTo(wanted.get("type"));
      assertThat(held.start()).as(where).isEqualTo(wanted.get("start"));
      assertThat(held.length()).as(where).isEqualTo(wanted.get("len"));
      Object pid = Json.value(wanted, "pid");
      long id =
          pid instanceof String name ? recorded.actor(name.substring(1)).process.id : (Long) pid;
      assertThat((long) held.processId()).as(where).isEqualTo(id);
    }
  }
}
