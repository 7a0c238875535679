package osprey.sim.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;

/// How an operation goes on.
public sealed interface Reply {
  /// @param result as a recorded case writes it
  /// @param values that names are bound to
  record Finished(Map<String, @Nullable Object> result, List<Object> values) implements Reply {}

  /// Something is to be done before.
  ///
  /// @param then what follows from its result
  record More(Invocation invocation, LongFunction<Reply> then) implements Reply {}

  /// In place of a number in a result: the process or thread with that id.
  record Id(long number) {}

  static Reply of(Map<String, @Nullable Object> result, List<Object> values) {
    return new Finished(result, values);
  }

  /// The result of a plain call, its value and errors.
  static Reply answer(long result) {
    return result < 0 ? failed(result) : of(fields("ret", result), List.of(result));
  }

  static Reply failed(long result) {
    Errno errno = Errno.of((int) -result);
    return of(fields("err", errno == null ? Long.toString(-result) : errno.name()), List.of());
  }

  /// A map of names and values in turn.
  static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }
}
