package osprey.sim.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Signal;
import osprey.abi.Syscall;
import osprey.kernel.task.Limits;

/// Memory, processes, threads, signals and settings.
final class ProcessOperations extends Operations {
  private static final int SIGNAL_INFORMATION = 4;
  private static final long RESTART = 0x10000000L;
  private static final long STACK_BYTES = 64 << 10;
  private static final int FUTEX_PRIVATE = 128;

  @Override
  public @Nullable Reply begin(String operation, Arguments with, Actor actor) {
    Scratch scratch = actor.scratch;
    return switch (operation) {
      case "mmap" ->
          call(
              Syscall.MMAP,
              named("addr"),
              0,
              with.number("length"),
              with.flags("prot"),
              with.flags("flags"),
              with.number("fd", -1),
              with.number("off", 0));
      case "munmap" -> call(Syscall.MUNMAP, address(with), with.number("length"));
      case "mprotect" ->
          call(Syscall.MPROTECT, with.number("addr"), with.number("length"), with.flags("prot"));
      case "msync" -> call(Syscall.MSYNC, with.number("addr"), with.number("length"), 4);
      case "load" -> load(with, scratch);
      case "store" -> {
        byte[] data = with.data("data");
        yield access(
            Invocation.Access.MOVE,
            _ -> plain((long) data.length),
            address(with),
            scratch.put(data),
            data.length);
      }
      case "load32" ->
          access(Invocation.Access.LOAD, value -> plain(value & 0xffffffffL), address(with));
      case "store32" ->
          access(Invocation.Access.STORE, _ -> plain(0L), address(with), with.number("val"));
      case "fetch_add32" ->
          access(
              Invocation.Access.ADD,
              value -> plain(value & 0xffffffffL),
              address(with),
              with.number("val"));
      case "cas32" ->
          access(
              Invocation.Access.COMPARE_AND_SWAP,
              value -> plain(value),
              address(with),
              with.number("old") & 0xffffffffL,
              with.number("new"));
      case "futex_wait" -> {
        long time = 0;
        if (with.has("timeout")) {
          long millis = with.number("timeout");
          time = scratch.longs(millis / 1000, millis % 1000 * 1_000_000);
        }
        yield futex(with, 0, with.number("val"), time);
      }
      case "futex_wake" -> futex(with, 1, with.number("n"), 0);
      default -> process(operation, with, actor);
    };
  }

  private static long address(Arguments with) {
    return with.number("addr") + with.number("off", 0);
  }

  private Reply load(Arguments with, Scratch scratch) {
    long count = with.number("count");
    long at = scratch.room(count);
    return access(
        Invocation.Access.MOVE,
        _ ->
            Reply.of(
                Reply.fields("ret", count, "data", Payload.encode(scratch.read(at, count))),
                List.of()),
        at,
        address(with),
        count);
  }

  private Reply futex(Arguments with, int command, long value, long time) {
    long kind = with.number("private", 0) != 0 ? FUTEX_PRIVATE : 0;
    return call(Syscall.FUTEX, address(with), command | kind, value, time, 0, 0);
  }

  private @Nullable Reply process(String operation, Arguments with, Actor actor) {
    Scratch scratch = actor.scratch;
    return switch (operation) {
      case "fork" ->
          call(
              Syscall.FORK,
              child ->
                  child < 0
                      ? Reply.failed(child)
                      : Reply.of(Reply.fields("ret", new Reply.Id(child)), List.of(child)));
      case "thread" ->
          call(
              Syscall.THREAD_CREATE,
              thread ->
                  thread < 0
                      ? Reply.failed(thread)
                      : Reply.of(Reply.fields("ret", new Reply.Id(thread)), List.of(thread)),
              0,
              0,
              STACK_BYTES,
              1,
              0,
              0);
      case "exec" -> actor.execute();
      case "exit" -> call(Syscall.EXIT_GROUP, with.number("status", 0));
      case "wait" -> {
        long at = scratch.ints(0);
        boolean isPolling = with.list("flags").contains("WNOHANG");
        yield call(
            Syscall.WAIT4,
            value -> waited(value, scratch, at),
            with.number("child"),
            at,
            isPolling ? 1 : 0,
            0);
      }
      case "kill" ->
          call(
              Syscall.KILL,
              with.number("target"),
              with.text("sig", "").isEmpty() ? 0 : signal(with));
      case "signal" -> disposition(with, actor);
      case "sigdisp" -> {
        long at = scratch.room(32);
        yield call(
            Syscall.RT_SIGACTION,
            value ->
                plain(
                    switch ((int) Math.min(2, scratch.readLong(at))) {
                      case 0 -> "default";
                      case 1 -> "ignore";
                      default -> "handler";
                    }),
            signal(with),
            0,
            at,
            8);
      }
      case "sigcount" -> plain((long) seen(with, actor).count);
      case "siginfo" -> information(with, actor);
      case "setcred" ->
          call(
              Syscall.SETGID,
              group ->
                  call(
                      Syscall.SETRESUID,
                      user -> group < 0 ? Reply.failed(group) : Reply.answer(user),
                      with.number("uid"),
                      with.number("uid"),
                      with.number("uid")),
              with.number("gid"));
      case "setrlimit" -> limit(with, scratch);
      case "sysctl" -> sysctl(with, actor);
      default -> null;
    };
  }

  private static int signal(Arguments with) {
    return Signal.valueOf(with.text("sig")).number();
  }

  private static Actor.SeenSignals seen(Arguments with, Actor actor) {
    return actor.seen(signal(with));
  }

  private static Reply waited(long value, Scratch scratch, long at) {
    if (value <= 0) {
      return value < 0 ? Reply.failed(value) : plain(0L);
    }
    int status = scratch.readInt(at);
    int signal = status & 0x7f;
    return Reply.of(
        Reply.fields(
            "ret",
            new Reply.Id(value),
            "status",
            signal == 0 ? "exit:" + (status >> 8 & 255) : "signal:" + Signal.name(signal)),
        List.of());
  }

  private static Reply disposition(Arguments with, Actor actor) {
    long[] action =
        switch (with.text("disp")) {
          case "default" -> new long[4];
          case "ignore" -> new long[] {1, 0, 0, 0};
          case "handler_restart" -> actor.handler(SIGNAL_INFORMATION | RESTART);
          default -> actor.handler(SIGNAL_INFORMATION);
        };
    long at = actor.scratch.longs(action);
    return call(Syscall.RT_SIGACTION, value -> plain(value), signal(with), at, 0, 8);
  }

  private Reply information(Arguments with, Actor actor) {
    Actor.SeenSignals seen = seen(with, actor);
    Object code =
        switch (seen.code) {
          case 0 -> "SI_USER";
          case -3 -> "SI_MESGQ";
          case -1 -> "SI_QUEUE";
          case 128 -> "SI_KERNEL";
          case 1 -> "CLD_EXITED/POLL_IN";
          case 2 -> "2";
          default -> (long) seen.code;
        };
    return Reply.of(
        Reply.fields(
            "ret", 0L, "code", code, "value", seen.value, "pid", new Reply.Id(seen.sender)),
        List.of());
  }

  private Reply limit(Arguments with, Scratch scratch) {
    int resource =
        switch (with.text("res")) {
          case "RLIMIT_NOFILE" -> Limits.NOFILE;
          case "RLIMIT_FSIZE" -> Limits.FSIZE;
          default -> Limits.MSGQUEUE;
        };
    long at = scratch.longs(0, 0);
    return call(
        Syscall.GETRLIMIT,
        _ -> {
          scratch.putLong(at, with.number("soft"));
          return call(Syscall.SETRLIMIT, resource, at);
        },
        resource,
        at);
  }

  private static Reply sysctl(Arguments with, Actor actor) {
    String setting = with.text("name");
    if (!with.has("value")) {
      return plain(actor.setting(setting));
    }
    actor.changeSetting(setting, with.number("value"));
    return plain(0L);
  }
}
