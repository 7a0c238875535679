package osprey.sim.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import osprey.abi.Syscall;

/// Descriptors, files, pipes, locks and readiness.
final class FileOperations extends Operations {
  private static final int POLLFD_BYTES = 8;
  private static final int EPOLL_BYTES = 12;

  @Override
  public @Nullable Reply begin(String operation, Arguments with, Actor actor) {
    Scratch scratch = actor.scratch;
    long fd = with.number("fd", -1);
    return switch (operation) {
      case "open" ->
          call(
              Syscall.OPEN,
              scratch.text(with.text("path")),
              with.flags("flags"),
              with.number("mode", 0644));
      case "close" -> call(Syscall.CLOSE, fd);
      case "read" -> read(Syscall.READ, with, scratch, 0);
      case "pread" -> read(Syscall.PREAD64, with, scratch, with.number("off"));
      case "write" -> write(Syscall.WRITE, with, scratch, 0);
      case "pwrite" -> write(Syscall.PWRITE64, with, scratch, with.number("off"));
      case "writev" -> writeParts(with, scratch);
      case "readv" -> readParts(with, scratch);
      case "lseek" -> call(Syscall.LSEEK, fd, with.number("off"), whence(with));
      case "ftruncate" -> call(Syscall.FTRUNCATE, fd, with.number("length"));
      case "truncate" ->
          call(Syscall.TRUNCATE, scratch.text(with.text("path")), with.number("length"));
      case "unlink" -> call(Syscall.UNLINK, scratch.text(with.text("path")));
      case "rmdir" -> call(Syscall.RMDIR, scratch.text(with.text("path")));
      case "link" -> pair(Syscall.LINK, with, scratch);
      case "symlink" -> pair(Syscall.SYMLINK, with, scratch);
      case "rename" -> pair(Syscall.RENAME, with, scratch);
      case "mkdir" ->
          call(Syscall.MKDIR, scratch.text(with.text("path")), with.number("mode", 0755));
      case "chmod" -> call(Syscall.CHMOD, scratch.text(with.text("path")), with.number("mode", 0));
      case "access" ->
          call(Syscall.ACCESS, scratch.text(with.text("path")), with.number("mode", 0));
      case "mkfifo" ->
          call(
              Syscall.MKNOD,
              scratch.text(with.text("path")),
              0010000 | with.number("mode", 0644),
              0);
      case "umask" -> call(Syscall.UMASK, with.number("mask"));
      case "fsync" -> call(Syscall.FSYNC, fd);
      case "stat", "fstat" -> status(operation, with, scratch);
      case "dup" -> call(Syscall.DUP, fd);
      case "dup2" -> call(Syscall.DUP2, fd, with.number("newfd"));
      case "dup3" -> call(Syscall.DUP3, fd, with.number("newfd"), with.flags("flags"));
      case "pipe" -> pipe(with, scratch);
      case "flock" -> call(Syscall.FLOCK, fd, with.flags("op"));
      case "sendfile" ->
          call(
              Syscall.SENDFILE,
              with.number("out_fd"),
              with.number("in_fd"),
              0,
              with.number("count"));
      case "splice" ->
          call(
              Syscall.SPLICE,
              with.number("fd_in"),
              0,
              with.number("fd_out"),
              0,
              with.number("count"),
              with.flags("flags"));
      case "tee" ->
          call(
              Syscall.TEE,
              with.number("fd_in"),
              with.number("fd_out"),
              with.number("count"),
              with.flags("flags"));
      case "poll" -> poll(with, scratch);
      case "select" -> select(with, scratch);
      case "epoll_create" -> call(Syscall.EPOLL_CREATE1, with.flags("flags"));
      case "epoll_ctl" -> epollControl(with, scratch);
      case "epoll_wait" -> epollWait(with, scratch);
      default -> control(operation, with, scratch);
    };
  }

  private static long whence(Arguments with) {
    String name = with.text("whence", "SEEK_SET");
    return name.equals("SEEK_BOGUS") ? 99 : Constants.of(name);
  }

  private Reply read(Syscall call, Arguments with, Scratch scratch, long offset) {
    long count = with.number("count");
    if (with.text("buf", "").equals("bad")) {
      return call(call, with.number("fd"), NOWHERE, count, offset);
    }
    long at = scratch.room(count);
    return call(
        call,
        with(got -> Reply.fields("ret", got, "data", Payload.encode(scratch.read(at, got)))),
        with.number("fd"),
        at,
        count,
        offset);
  }

  private Reply write(Syscall call, Arguments with, Scratch scratch, long offset) {
    byte[] data = with.data("data");
    long at = with.text("buf", "").equals("bad") ? NOWHERE : scratch.put(data);
    return call(call, with.number("fd"), at, data.length, offset);
  }

  private Reply writeParts(Arguments with, Scratch scratch) {
    List<Long> vector = new ArrayList<>();
    for (Object part : with.list("parts")) {
      byte[] data = Payload.decode(part);
      vector.add(scratch.put(data));
      vector.add((long) data.length);
    }
    return call(Syscall.WRITEV, with.number("fd"), vector(vector, scratch), vector.size() / 2);
  }

  private static long vector(List<Long> vector, Scratch scratch) {
    return scratch.longs(vector.stream().mapToLong(Long::longValue).toArray());
  }

  private Reply readParts(Arguments with, Scratch scratch) {
    List<Long> vector = new ArrayList<>();
    for (long count : with.numbers("counts")) {
      vector.add(scratch.room(count));
      vector.add(count);
    }
    return call(
        Syscall.READV,
        with(got -> {
          List<Object> parts = new ArrayList<>();
          long left = got;
          for (int i = 0; i < vector.size(); i += 2) {
            long part = Math.min(left, vector.get(i + 1));
            parts.add(Payload.encode(scratch.read(vector.get(i), part)));
            left -= part;
          }
          return Reply.fields("ret", got, "parts", parts);
        }),
        with.number("fd"),
        vector(vector, scratch),
        vector.size() / 2);
  }

  private Reply pair(Syscall call, Arguments with, Scratch scratch) {
    return call(call, scratch.text(with.text("old")), scratch.text(with.text("new")));
  }

  private Reply status(String operation, Arguments with, Scratch scratch) {
    long at = scratch.room(144);
    boolean isOpen = operation.equals("fstat");
    return call(
        isOpen ? Syscall.FSTAT : Syscall.STAT,
        value ->
            value < 0
                ? Reply.failed(value)
                : Reply.of(Reply.fields("ret", 0L, "st", status(scratch, at)), List.of()),
        isOpen ? with.number("fd") : scratch.text(with.text("path")),
        at);
  }

  private static Object status(Scratch scratch, long at) {
    int mode = scratch.readInt(at + 24);
    String type =
        switch (mode & 0170000) {
          case 0100000 -> "reg";
          case 0010000 -> "fifo";
          case 0140000 -> "sock";
          case 0040000 -> "dir";
          case 0020000 -> "chr";
          default -> "other";
        };
    return Reply.fields(
        "type",
        type,
        "mode",
        "%04o".formatted(mode & 07777),
        "size",
        scratch.readLong(at + 48),
        "nlink",
        scratch.readLong(at + 16),
        "uid",
        (long) scratch.readInt(at + 28));
  }

  private Reply pipe(Arguments with, Scratch scratch) {
    long at = scratch.ints(-1, -1);
    return call(Syscall.PIPE2, pairAt(scratch, at), at, with.flags("flags"));
  }

  /// Two descriptors that a call has written.
  static LongFunction<Reply> pairAt(Scratch scratch, long at) {
    return value -> {
      if (value < 0) {
        return Reply.failed(value);
      }
      List<Object> fds = List.of((long) scratch.readInt(at), (long) scratch.readInt(at + 4));
      return Reply.of(Reply.fields("ret", value, "fds", fds), fds);
    };
  }

  private @Nullable Reply control(String operation, Arguments with, Scratch scratch) {
    long fd = with.number("fd", -1);
    return switch (operation) {
      case "dupfd" -> call(Syscall.FCNTL, fd, 0, with.number("min"));
      case "getfd" -> call(Syscall.FCNTL, fd, 1, 0);
      case "setfd" -> call(Syscall.FCNTL, fd, 2, with.number("val"));
      case "getfl" ->
          call(
              Syscall.FCNTL,
              value ->
                  value < 0
                      ? Reply.failed(value)
                      : Reply.of(
                          Reply.fields("ret", "flags", "flags", flagWords(value)), List.of()),
              fd,
              3,
              0);
      case "setfl" -> call(Syscall.FCNTL, fd, 4, with.flags("flags"));
      case "getpipe_sz" -> call(Syscall.FCNTL, fd, 1032, 0);
      case "setpipe_sz" -> call(Syscall.FCNTL, fd, 1031, with.number("size"));
      case "fionread" -> amount(fd, 0x541B, scratch);
      case "siocoutq" -> amount(fd, 0x5411, scratch);
      case "setlk" -> {
        boolean isWaiting = with.number("wait", 0) != 0;
        int command = with.number("ofd", 0) != 0 ? 37 : 6;
        yield call(Syscall.FCNTL, fd, command + (isWaiting ? 1 : 0), lock(with, scratch));
      }
      case "getlk" -> {
        long at = lock(with, scratch);
        yield call(
            Syscall.FCNTL,
            with(value -> Reply.fields("ret", value, "lock", lockAt(scratch, at))),
            fd,
            with.number("ofd", 0) != 0 ? 36 : 5,
            at);
      }
      default -> null;
    };
  }

  private Reply amount(long fd, long request, Scratch scratch) {
    long at = scratch.ints(-1);
    return call(
        Syscall.IOCTL,
        with(value -> Reply.fields("ret", value, "value", (long) scratch.readInt(at))),
        fd,
        request,
        at);
  }

  private static List<Object> flagWords(long flags) {
    List<Object> words = new ArrayList<>();
    words.add(List.of("O_RDONLY", "O_WRONLY", "O_RDWR").get((int) (flags & 3)));
    for (String word : List.of("O_APPEND", "O_NONBLOCK", "O_DIRECT", "O_ASYNC")) {
      if ((flags & Constants.of(word)) != 0) {
        words.add(word);
      }
    }
    return words;
  }

  private static long lock(Arguments with, Scratch scratch) {
    long at = scratch.room(32);
    int type =
        switch (with.text("type")) {
          case "F_RDLCK" -> 0;
          case "F_WRLCK" -> 1;
          case "F_UNLCK" -> 2;
          default -> 9;
        };
    scratch.putShort(at, type);
    scratch.putShort(at + 2, (int) Math.min(whence(with), 9));
    scratch.putLong(at + 8, with.number("start", 0));
    scratch.putLong(at + 16, with.number("len", 0));
    return at;
  }

  private static Object lockAt(Scratch scratch, long at) {
    int type = scratch.readShort(at);
    if (type == 2) {
      return Reply.fields("type", "F_UNLCK");
    }
    long pid = scratch.readInt(at + 24);
    return Reply.fields(
        "type",
        type == 0 ? "F_RDLCK" : "F_WRLCK",
        "start",
        scratch.readLong(at + 8),
        "len",
        scratch.readLong(at + 16),
        "pid",
        pid > 0 ? new Reply.Id(pid) : pid);
  }

  // ---- readiness

  private Reply poll(Arguments with, Scratch scratch) {
    List<?> fds = with.list("fds");
    long at = scratch.room((long) fds.size() * POLLFD_BYTES);
    for (int i = 0; i < fds.size(); i++) {
      if (fds.get(i) instanceof List<?> each && each.get(0) instanceof Long fd) {
        scratch.putInt(at + (long) i * POLLFD_BYTES, fd.intValue());
        List<?> events = each.get(1) instanceof List<?> names ? names : List.of();
        scratch.putShort(at + (long) i * POLLFD_BYTES + 4, (int) Arguments.flags(events));
      }
    }
    return call(
        Syscall.POLL,
        value -> {
          if (value < 0) {
            return Reply.failed(value);
          }
          List<Object> revents = new ArrayList<>();
          for (int i = 0; i < fds.size(); i++) {
            int events = scratch.readShort(at + (long) i * POLLFD_BYTES + 6);
            revents.add(Constants.events(events & 0xffff));
          }
          return Reply.of(Reply.fields("ret", value, "revents", revents), List.of(value));
        },
        at,
        fds.size(),
        with.number("timeout", 0));
  }

  private Reply select(Arguments with, Scratch scratch) {
    List<List<Long>> sets = new ArrayList<>();
    long[] at = new long[3];
    long highest = -1;
    String[] names = {"rfds", "wfds", "efds"};
    for (int i = 0; i < names.length; i++) {
      List<Long> fds = with.numbers(names[i]);
      sets.add(fds);
      byte[] bits = new byte[128];
      for (long fd : fds) {
        bits[(int) (fd >> 3)] |= (byte) (1 << (fd & 7));
        highest = Math.max(highest, fd);
      }
      at[i] = scratch.put(bits);
    }
    long timeout = with.number("timeout", 0);
    long time = timeout < 0 ? 0 : scratch.longs(timeout / 1000, timeout % 1000 * 1000);
    return call(
        Syscall.SELECT,
        with(value ->
            Reply.fields(
                "ret",
                value,
                "readable",
                members(scratch, at[0], sets.get(0)),
                "writable",
                members(scratch, at[1], sets.get(1)),
                "exceptional",
                members(scratch, at[2], sets.get(2)))),
        highest + 1,
        at[0],
        at[1],
        at[2],
        time);
  }

  private static List<Object> members(Scratch scratch, long at, List<Long> fds) {
    byte[] bits = scratch.read(at, 128);
    List<Object> members = new ArrayList<>();
    for (long fd : fds) {
      if ((bits[(int) (fd >> 3)] & 1 << (fd & 7)) != 0) {
        members.add(fd);
      }
    }
    return members;
  }

  private Reply epollControl(Arguments with, Scratch scratch) {
    long at = scratch.room(EPOLL_BYTES);
    scratch.putInt(at, (int) with.flags("events"));
    scratch.putLong(at + 4, with.number("fd"));
    int command =
        switch (with.text("op")) {
          case "ADD" -> 1;
          case "DEL" -> 2;
          default -> 3;
        };
    return call(Syscall.EPOLL_CTL, with.number("ep"), command, with.number("fd"), at);
  }

  private Reply epollWait(Arguments with, Scratch scratch) {
    long at = scratch.room(EPOLL_BYTES * 64L);
    return call(
        Syscall.EPOLL_WAIT,
        with(value -> {
          List<Object> events = new ArrayList<>();
          for (int i = 0; i < value; i++) {
            long each = at + (long) i * EPOLL_BYTES;
            events.add(
                List.of(scratch.readLong(each + 4), Constants.events(scratch.readInt(each))));
          }
          return Reply.fields("ret", value, "events", events);
        }),
        with.number("ep"),
        at,
        with.number("max"),
        with.number("timeout", 0));
  }
}
