package osprey.sim.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.abi.Syscall;

/// Message queues and shared memory. What the C library does with names before it asks the kernel
/// is done here.
final class ObjectOperations extends Operations {
  private static final int STRUCT_BYTES = 128;
  private static final int REMOVE = 0;
  private static final int SET = 1;
  private static final int STATUS = 2;
  private static final int BOGUS_COMMAND = 999;
  private static final int NAME_BYTES_MAX = 255;

  @Override
  public @Nullable Reply begin(String operation, Arguments with, Actor actor) {
    Scratch scratch = actor.scratch;
    return switch (operation) {
      case "mq_open" -> openQueue(with, scratch);
      case "mq_close" -> call(Syscall.CLOSE, with.number("q"));
      case "mq_unlink" -> unlinkQueue(with, scratch);
      case "mq_send" -> send(with, scratch, 0);
      case "mq_timedsend" -> send(with, scratch, deadline(with, actor));
      case "mq_receive" -> receive(with, scratch, 0);
      case "mq_timedreceive" -> receive(with, scratch, deadline(with, actor));
      case "mq_getattr" -> attributes(with, scratch, "attr", 0);
      case "mq_setattr" ->
          attributes(
              with,
              scratch,
              "old",
              scratch.longs(
                  with.flags("flags"),
                  with.number("maxmsg", 0),
                  with.number("msgsize", 0),
                  0,
                  0,
                  0,
                  0,
                  0));
      case "mq_notify" -> notification(with, scratch);
      case "msgget" ->
          call(
              Syscall.MSGGET,
              named("id"),
              key(with),
              with.flags("flags") | with.number("mode", 0600));
      case "msgsnd" -> sendTyped(with, scratch);
      case "msgrcv" -> receiveTyped(with, scratch);
      case "msgctl" -> control(Syscall.MSGCTL, with.number("q"), with, scratch);
      case "shmget" ->
          call(
              Syscall.SHMGET,
              named("id"),
              key(with),
              with.number("size"),
              with.flags("flags") | with.number("mode", 0600));
      case "shmat" ->
          call(
              Syscall.SHMAT,
              named("addr"),
              with.number("id"),
              with.number("at", 0),
              with.flags("flags"));
      case "shmdt" -> call(Syscall.SHMDT, with.number("addr") + with.number("off", 0));
      case "shmctl" -> control(Syscall.SHMCTL, with.number("id"), with, scratch);
      case "shm_open" -> openShared(with, scratch);
      case "shm_unlink" -> unlinkShared(with, scratch);
      case "memfd_create" -> call(Syscall.MEMFD_CREATE, scratch.text(with.text("name")), 0);
      default -> null;
    };
  }

  private static Reply failed(Errno errno) {
    return Reply.failed(-errno.number());
  }

  private static long key(Arguments with) {
    return with.raw("key") instanceof String ? 0 : with.number("key");
  }

  // ---- POSIX queues

  private Reply openQueue(Arguments with, Scratch scratch) {
    String name = with.text("name");
    if (!name.startsWith("/")) {
      return failed(Errno.EINVAL);
    }
    long attributes =
        with.has("maxmsg")
            ? scratch.longs(0, with.number("maxmsg"), with.number("msgsize"), 0, 0, 0, 0, 0)
            : 0;
    return call(
        Syscall.MQ_OPEN,
        scratch.text(name.substring(1)),
        with.flags("flags"),
        with.number("mode", 0600),
        attributes);
  }

  private Reply unlinkQueue(Arguments with, Scratch scratch) {
    String name = with.text("name");
    if (!name.startsWith("/")) {
      return failed(Errno.EINVAL);
    }
    return call(
        Syscall.MQ_UNLINK,
        value -> value == -Errno.EPERM.number() ? failed(Errno.EACCES) : Reply.answer(value),
        scratch.text(name.substring(1)));
  }

  private static long deadline(Arguments with, Actor actor) {
    if (with.has("nsec")) {
      return actor.scratch.longs(0, with.number("nsec"));
    }
    long nanos = actor.realTime() + with.number("ms") * 1_000_000;
    return actor.scratch.longs(nanos / 1_000_000_000, nanos % 1_000_000_000);
  }

  private Reply send(Arguments with, Scratch scratch, long deadline) {
    byte[] data = with.data("data");
    return call(
        Syscall.MQ_TIMEDSEND,
        with.number("q"),
        scratch.put(data),
        data.length,
        with.number("prio", 0),
        deadline);
  }

  private Reply receive(Arguments with, Scratch scratch, long deadline) {
    long size = with.number("size");
    long at = scratch.room(size);
    long priority = scratch.ints(0);
    return call(
        Syscall.MQ_TIMEDRECEIVE,
        with(got ->
            Reply.fields(
                "ret",
                got,
                "data",
                Payload.encode(scratch.read(at, got)),
                "prio",
                (long) scratch.readInt(priority))),
        with.number("q"),
        at,
        size,
        priority,
        deadline);
  }

  private Reply attributes(Arguments with, Scratch scratch, String field, long newAttributes) {
    long at = scratch.room(64);
    return call(
        Syscall.MQ_GETSETATTR,
        with(value ->
            Reply.fields(
                "ret",
                value,
                field,
                Reply.fields(
                    "flags",
                    (scratch.readLong(at) & 04000) != 0 ? List.of("O_NONBLOCK") : List.of(),
                    "maxmsg",
                    scratch.readLong(at + 8),
                    "msgsize",
                    scratch.readLong(at + 16),
                    "curmsgs",
                    scratch.readLong(at + 24)))),
        with.number("q"),
        newAttributes,
        at);
  }

  private Reply notification(Arguments with, Scratch scratch) {
    String how = with.text("how");
    if (how.equals("unregister")) {
      return call(Syscall.MQ_NOTIFY, with.number("q"), 0);
    }
    int kind =
        switch (how) {
          case "signal" -> 0;
          case "none" -> 1;
          default -> 77;
        };
    long at = scratch.room(64);
    scratch.putLong(at, with.number("value", 0));
    int signal =
        with.raw("sig") instanceof Long number
            ? number.intValue()
            : Signal.valueOf(with.text("sig", "SIGUSR1")).number();
    scratch.putInt(at + 8, signal);
    scratch.putInt(at + 12, kind);
    return call(Syscall.MQ_NOTIFY, with.number("q"), at);
  }

  // ---- System V

  private Reply sendTyped(Arguments with, Scratch scratch) {
    byte[] data = with.data("data");
    byte[] message = new byte[data.length + Long.BYTES];
    System.arraycopy(data, 0, message, Long.BYTES, data.length);
    long at = scratch.put(message);
    scratch.putLong(at, with.number("type"));
    return call(Syscall.MSGSND, with.number("q"), at, data.length, with.flags("flags"));
  }

  private Reply receiveTyped(Arguments with, Scratch scratch) {
    long size = with.number("size");
    long at = scratch.room(Math.max(0, size) + Long.BYTES);
    return call(
        Syscall.MSGRCV,
        with(got ->
            Reply.fields(
                "ret",
                got,
                "type",
                scratch.readLong(at),
                "data",
                Payload.encode(scratch.read(at + Long.BYTES, got)))),
        with.number("q"),
        at,
        size,
        with.number("type", 0),
        with.flags("flags"));
  }

  private Reply control(Syscall call, long id, Arguments with, Scratch scratch) {
    long at = scratch.room(STRUCT_BYTES);
    boolean isQueue = call == Syscall.MSGCTL;
    return switch (with.text("cmd")) {
      case "IPC_RMID" -> call(call, id, REMOVE, 0);
      case "IPC_STAT" ->
          call(
              call,
              with(value ->
                  Reply.fields(
                      "ret",
                      value,
                      "ds",
                      isQueue ? queueStatus(scratch, at) : segmentStatus(scratch, at))),
              id,
              STATUS,
              at);
      case "IPC_SET" ->
          call(
              call,
              value -> {
                if (value < 0) {
                  scratch.putInt(at + 20, 0600);
                  scratch.putLong(at + 88, isQueue ? 16384 : 0);
                }
                change(with, scratch, at, isQueue);
                return call(call, id, SET, at);
              },
              id,
              STATUS,
              at);
      default -> call(call, id, BOGUS_COMMAND, at);
    };
  }

  private static void change(Arguments with, Scratch scratch, long at, boolean isQueue) {
    if (isQueue && with.has("qbytes")) {
      scratch.putLong(at + 88, with.number("qbytes"));
    }
    if (with.has("mode")) {
      scratch.putInt(at + 20, (int) with.number("mode"));
    }
    if (isQueue && with.has("uid")) {
      scratch.putInt(at + 4, (int) with.number("uid"));
    }
  }

  private static Object id(int process) {
    return process == 0 ? (Object) 0L : new Reply.Id(process);
  }

  private static Object queueStatus(Scratch scratch, long at) {
    return Reply.fields(
        "key",
        (long) scratch.readInt(at),
        "uid",
        (long) scratch.readInt(at + 4),
        "mode",
        "%04o".formatted(scratch.readInt(at + 20) & 0777),
        "cbytes",
        scratch.readLong(at + 72),
        "qnum",
        scratch.readLong(at + 80),
        "qbytes",
        scratch.readLong(at + 88),
        "lspid",
        id(scratch.readInt(at + 96)),
        "lrpid",
        id(scratch.readInt(at + 100)),
        "stime_set",
        scratch.readLong(at + 48) != 0,
        "rtime_set",
        scratch.readLong(at + 56) != 0);
  }

  private static Object segmentStatus(Scratch scratch, long at) {
    int mode = scratch.readInt(at + 20);
    return Reply.fields(
        "key",
        (long) scratch.readInt(at),
        "mode",
        "%04o".formatted(mode & 0777),
        "dest",
        (mode & 01000) != 0,
        "segsz",
        scratch.readLong(at + 48),
        "nattch",
        scratch.readLong(at + 88),
        "cpid",
        new Reply.Id(scratch.readInt(at + 80)),
        "lpid",
        id(scratch.readInt(at + 84)));
  }

  // ---- POSIX shared memory: files in a directory of their own

  private static @Nullable String sharedPath(String name) {
    String plain = name.replaceFirst("^/+", "");
    return plain.isEmpty() || plain.indexOf('/') >= 0 ? null : "/dev/shm/" + plain;
  }

  private Reply openShared(Arguments with, Scratch scratch) {
    String path = sharedPath(with.text("name"));
    if (path == null) {
      return failed(Errno.EINVAL);
    }
    long flags = with.flags("flags") | 0400000 | 02000000;
    return call(Syscall.OPEN, scratch.text(path), flags, with.number("mode", 0600));
  }

  private Reply unlinkShared(Arguments with, Scratch scratch) {
    String name = with.text("name");
    String path = sharedPath(name);
    if (path == null) {
      return failed(name.length() > NAME_BYTES_MAX ? Errno.ENAMETOOLONG : Errno.ENOENT);
    }
    return call(
        Syscall.UNLINK,
        value -> value == -Errno.EPERM.number() ? failed(Errno.EACCES) : Reply.answer(value),
        scratch.text(path));
  }
}
