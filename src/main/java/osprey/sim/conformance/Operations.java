package osprey.sim.conformance;

import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import osprey.abi.Syscall;

/// One family of the operations that recorded cases are made of.
abstract class Operations {
  /// Where a bad pointer points.
  static final long NOWHERE = 8;

  final AgentProgram program;

  Operations(AgentProgram program) {
    this.program = program;
  }

  /// Begins an operation, null if this family has no such.
  abstract @Nullable Reply begin(String operation, Arguments with, Actor actor);

  Reply call(Syscall call, long... arguments) {
    return call(call, Reply::answer, arguments);
  }

  Reply call(Syscall call, LongFunction<Reply> then, long... arguments) {
    return new Reply.More(new Invocation(program.entry(call), arguments), then);
  }

  Reply access(AgentProgram.Access access, LongFunction<Reply> then, long... arguments) {
    return new Reply.More(new Invocation(program.entry(access), arguments), then);
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
