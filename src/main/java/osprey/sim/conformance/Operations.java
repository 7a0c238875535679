package osprey.sim.conformance;

import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import osprey.abi.Syscall;

/// One family of the operations that recorded cases are made of.
public abstract class Operations {
  /// Where a bad pointer points.
  static final long NOWHERE = 8;

  /// All families of Linux.
  public static List<Operations> all() {
    return List.of(
        new FileOperations(),
        new ObjectOperations(),
        new ProcessOperations(),
        new SocketOperations());
  }

  /// The families that the cases of a primitive use: Windows pipes have operations of the same
  /// names as files.
  static List<Operations> of(@Nullable Object primitive) {
    return "winpipe".equals(primitive)
        ? List.of(new WindowsPipeOperations(), new ProcessOperations())
        : all();
  }

  /// Begins an operation, null if this family has no such.
  public abstract @Nullable Reply begin(String operation, Arguments with, Actor actor);

  public static Reply call(Syscall call, long... arguments) {
    return call(call, Reply::answer, arguments);
  }

  static Reply call(Syscall call, LongFunction<Reply> then, long... arguments) {
    return new Reply.More(new Invocation.Call(call, arguments), then);
  }

  static Reply access(Invocation.Access access, LongFunction<Reply> then, long... arguments) {
    return new Reply.More(new Invocation.Touch(access, arguments), then);
  }

  /// What a call leads to when it has not failed.
  interface Success {
    Map<String, @Nullable Object> result(long value);
  }

  /// Errors as they are, success with more fields than `ret`.
  static LongFunction<Reply> with(Success success) {
    return value ->
        value < 0 ? Reply.failed(value) : Reply.of(success.result(value), List.of(value));
  }

  /// An identifier or address: any will do.
  static LongFunction<Reply> named(String word) {
    return value ->
        value < 0 && value > -4096
            ? Reply.failed(value)
            : Reply.of(Reply.fields("ret", word), List.of(value));
  }

  static Reply plain(@Nullable Object value) {
    return Reply.of(Reply.fields("ret", value), List.of());
  }
}
