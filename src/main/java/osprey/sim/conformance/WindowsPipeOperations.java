package osprey.sim.conformance;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Syscall;

/// Windows pipes, as the library's wrappers ask the kernel for them.
final class WindowsPipeOperations extends Operations {
  private static final int QUOTA_BYTES = 4096;
  private static final int MESSAGE_READ_MODE = 2;
  private static final int STATE_INTS = 8;

  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("INBOUND", 1),
          Map.entry("OUTBOUND", 2),
          Map.entry("DUPLEX", 3),
          Map.entry("FIRST", 0x80000),
          Map.entry("FIRST_PIPE_INSTANCE", 0x80000),
          Map.entry("BYTE", 0),
          Map.entry("READBYTE", 0),
          Map.entry("WAIT", 0),
          Map.entry("NOWAIT", 1),
          Map.entry("READMESSAGE", MESSAGE_READ_MODE),
          Map.entry("MESSAGE", 4),
          Map.entry("REJECT_REMOTE", 8),
          Map.entry("READ", 0x80000000),
          Map.entry("WRITE", 0x40000000));

  @Override
  public @Nullable Reply begin(String operation, Arguments with, Actor actor) {
    Scratch scratch = actor.scratch;
    return switch (operation) {
      case "create" -> create(with, scratch);
      case "open" ->
          call(
              Syscall.CREATE_FILE,
              WindowsPipeOperations::handle,
              name(with, scratch),
              bits(with, "access"),
              0);
      case "connect" -> plain(Syscall.CONNECT_NAMED_PIPE, with.number("h"));
      case "disconnect" -> plain(Syscall.DISCONNECT_NAMED_PIPE, with.number("h"));
      case "flush" -> plain(Syscall.FLUSH_FILE_BUFFERS, with.number("h"));
      case "close" -> plain(Syscall.CLOSE, with.number("h"));
      case "read" -> read(with, scratch);
      case "write" -> write(with, scratch);
      case "peek" -> peek(with, scratch);
      case "transact" -> transact(with.number("h"), with, scratch, false);
      case "call" -> callPipe(with, scratch);
      case "waitpipe" -> plain(Syscall.WAIT_NAMED_PIPE, name(with, scratch), with.number("ms"));
      case "info", "getinfo" -> information(with, scratch);
      default ->
          with.has("h") && with.has("mode")
              ? plain(Syscall.SET_NAMED_PIPE_HANDLE_STATE, with.number("h"), bits(with, "mode"))
              : null;
    };
  }

  // ---- results

  private static Reply failed(long result) {
    return Reply.of(Reply.fields("ok", false, "error", error(result)), List.of());
  }

  private static String error(long result) {
    Errno errno = Errno.of(-result);
    return errno == Errno.EBADF
        ? Errno.ERROR_INVALID_HANDLE.name()
        : errno == null ? Long.toString(-result) : errno.name();
  }

  private Reply plain(Syscall call, long... arguments) {
    return call(
        call,
        result -> result < 0 ? failed(result) : Reply.of(Reply.fields("ok", true), List.of(result)),
        arguments);
  }

  private static Reply handle(long result) {
    return result < 0
        ? failed(result)
        : Reply.of(Reply.fields("ok", true, "handle", "handle"), List.of(result));
  }

  private static Reply answer(long result, Scratch scratch, long buffer, long asked) {
    boolean isMore = result == -Errno.ERROR_MORE_DATA.number();
    if (result < 0 && !isMore) {
      return failed(result);
    }
    long count = isMore ? asked : result;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ok", !isMore);
    if (isMore) {
      fields.put("error", error(result));
    }
    fields.put("n", count);
    fields.put("data", text(scratch.read(buffer, (int) count)));
    return Reply.of(fields, List.of(count));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  // ---- arguments

  private static long name(Arguments with, Scratch scratch) {
    return scratch.text("\\\\.\\pipe\\" + with.text("name"));
  }

  private static long bits(Arguments with, String argument) {
    long bits = 0;
    Object raw = with.raw(argument);
    for (Object name : raw instanceof String single ? List.of(single) : with.list(argument)) {
      Integer value = BITS.get(String.valueOf(name));
      if (value == null) {
        throw new IllegalArgumentException("unknown name " + name);
      }
      bits |= Integer.toUnsignedLong(value);
    }
    return bits;
  }

  /// `*100` stands for a hundred bytes.
  private static byte[] data(Arguments with) {
    return with.raw("data") instanceof String text && text.matches("\\*[0-9]+")
        ? "x".repeat(Integer.parseInt(text.substring(1))).getBytes(StandardCharsets.ISO_8859_1)
        : with.data("data");
  }

  // ---- operations

  private Reply create(Arguments with, Scratch scratch) {
    long parameters =
        scratch.ints(
            (int) bits(with, "access"),
            (int) bits(with, "mode"),
            (int) with.number("max", 1),
            (int) with.number("out", QUOTA_BYTES),
            (int) with.number("in", QUOTA_BYTES),
            (int) with.number("timeout", 0),
            0);
    return call(
        Syscall.CREATE_NAMED_PIPE, WindowsPipeOperations::handle, name(with, scratch), parameters);
  }

  private Reply read(Arguments with, Scratch scratch) {
    long count = with.number("count");
    long buffer = scratch.room(count);
    return call(
        Syscall.READ_FILE,
        result -> answer(result, scratch, buffer, count),
        with.number("h"),
        buffer,
        count);
  }

  private Reply write(Arguments with, Scratch scratch) {
    byte[] data = data(with);
    return call(
        Syscall.WRITE_FILE,
        result ->
            result < 0
                ? failed(result)
                : Reply.of(Reply.fields("ok", true, "n", result), List.of(result)),
        with.number("h"),
        scratch.put(data),
        data.length);
  }

  private Reply peek(Arguments with, Scratch scratch) {
    long count = with.number("count");
    long buffer = scratch.room(count);
    long totals = scratch.ints(0, 0);
    return call(
        Syscall.PEEK_NAMED_PIPE,
        result ->
            result < 0
                ? failed(result)
                : Reply.of(
                    Reply.fields(
                        "ok",
                        true,
                        "n",
                        result,
                        "available",
                        (long) scratch.readInt(totals),
                        "left_in_message",
                        (long) scratch.readInt(totals + 4),
                        "data",
                        text(scratch.read(buffer, (int) result))),
                    List.of()),
        with.number("h"),
        buffer,
        count,
        totals);
  }

  private Reply transact(long handle, Arguments with, Scratch scratch, boolean closes) {
    byte[] data = data(with);
    long count = with.number("count");
    long buffer = scratch.room(count);
    return call(
        Syscall.TRANSACT_NAMED_PIPE,
        result -> {
          Reply answer = answer(result, scratch, buffer, count);
          return closes ? call(Syscall.CLOSE, _ -> answer, handle) : answer;
        },
        handle,
        scratch.put(data),
        data.length,
        buffer,
        count);
  }

  /// CallNamedPipe: opens, waiting if need be, asks, closes.
  private Reply callPipe(Arguments with, Scratch scratch) {
    long name = name(with, scratch);
    LongFunction<Reply> opened = handle -> handle < 0 ? failed(handle) : ask(handle, with, scratch);
    return openBoth(
        name,
        handle ->
            handle >= 0
                ? ask(handle, with, scratch)
                : call(
                    Syscall.WAIT_NAMED_PIPE,
                    waited -> waited < 0 ? failed(waited) : openBoth(name, opened),
                    name,
                    with.number("ms", 0)));
  }

  private Reply openBoth(long name, LongFunction<Reply> then) {
    return call(Syscall.CREATE_FILE, then, name, 0xc000_0000L, 0);
  }

  private Reply ask(long handle, Arguments with, Scratch scratch) {
    return call(
        Syscall.SET_NAMED_PIPE_HANDLE_STATE,
        set ->
            set < 0
                ? call(Syscall.CLOSE, _ -> failed(set), handle)
                : transact(handle, with, scratch, true),
        handle,
        MESSAGE_READ_MODE);
  }

  private Reply information(Arguments with, Scratch scratch) {
    long state = scratch.room(STATE_INTS * 4);
    return call(
        Syscall.GET_NAMED_PIPE_STATE,
        result ->
            result < 0
                ? failed(result)
                : Reply.of(
                    Reply.fields(
                        "ok",
                        true,
                        "flags",
                        (long) scratch.readInt(state),
                        "out",
                        (long) scratch.readInt(state + 16),
                        "in",
                        (long) scratch.readInt(state + 20),
                        "max",
                        (long) scratch.readInt(state + 12)),
                    List.of()),
        with.number("h"),
        state);
  }
}
